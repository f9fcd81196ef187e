"""A token revoked while it reads: the answer that had not left does not leave, and one that is leaving is waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client

from manara.foundation.access import enter
from manara.foundation.access.bearer import bearer_of, check_still
from manara.foundation.actions.revoke_token import revoke_token
from manara.foundation.models import User
from tests.foundation import people
from tests.web.api.programme import programme, story, token_of

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Work in a thread with a database connection of its own; what it returns stands in the list when it is done."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, found


def until_waiting(watch: psycopg.Connection[Any], words: str) -> None:
    """Look until a statement with these words waits for a lock."""
    for _look in range(20_000):
        found = watch.execute(
            "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike %s and pid <> pg_backend_pid()",
            [f"%{words}%"],
        ).fetchone()
        if found:
            return
    pytest.fail(f"nothing waited with {words}")


@pytest.fixture
def watch(database_server: Any) -> Any:
    """Sees who waits for whom; of the test alone."""
    with psycopg.connect(**database_server.superuser_dsn, autocommit=True) as one:
        yield one


def test_an_answer_that_was_not_given_yet_is_not_given(
    investigator: User, owner_connection: Any, watch: psycopg.Connection[Any]
) -> None:
    report = story(investigator)
    token, secret = token_of(investigator)
    with owner_connection.transaction():
        # Reading stands still in the middle, after the programme was let in and before it is answered.
        owner_connection.execute("lock table intake_report in access exclusive mode")
        thread, answers = in_thread(lambda: programme(secret).get(f"/api/v1/reports/{report.public_id}"))
        until_waiting(watch, "intake_report")
        with people.at_work(investigator) as viewer:
            assert revoke_token(viewer, token.public_id)
    thread.join(30)
    (answer,) = answers
    assert answer.status_code == 401 and answer.json()["type"] == "urn:manara:problem:token-revoked"
    assert str(report.public_id) not in answer.content.decode()
    rows = owner_connection.execute("select verb from foundation_auditevent where token = %s order by id", [token.public_id])
    verbs = [verb for (verb,) in rows.fetchall()]
    assert verbs == ["refused"], "nothing was read, so no reading is in the log; that it was tried is"


def test_a_revocation_waits_for_the_answer_that_is_leaving(investigator: User, watch: psycopg.Connection[Any]) -> None:
    token, secret = token_of(investigator)
    bearer = bearer_of(secret)
    done: list[str] = []

    def revoke() -> None:
        with transaction.atomic():
            viewer = enter(investigator)
            revoke_token(viewer, token.public_id)
        done.append("revoked")

    with transaction.atomic():
        enter(investigator)
        check_still(bearer)
        thread, _nothing = in_thread(revoke)
        until_waiting(watch, "foundation_accesstoken")
        done.append("answered")
    thread.join(30)
    assert done == ["answered", "revoked"]


def test_a_reading_of_many_pages_ends_with_a_sentence(investigator: User) -> None:
    for number in range(4):
        story(investigator, f"Person {number}")
    token, secret = token_of(investigator)
    client = programme(secret)
    first = client.get("/api/v1/reports", {"limit": 2}).json()
    with people.at_work(investigator) as viewer:
        revoke_token(viewer, token.public_id)
    second = client.get("/api/v1/reports", {"limit": 2, "after": first["next"]})
    assert second.status_code == 401 and second["Content-Type"] == "application/problem+json"
    assert second.json()["detail"] and Client().get("/api/v1/reports").json()["type"] != second.json()["type"]


def test_many_at_once_are_counted_one_by_one(investigator: User) -> None:
    token, secret = token_of(investigator)
    threads = [in_thread(lambda: bearer_of(secret).asked) for _each in range(8)]
    for thread, _found in threads:
        thread.join(30)
    counts = sorted(found[0] for _thread, found in threads)
    assert len(set(counts)) == 8 or counts.count(1) == 2, counts  # a minute may end between them
    assert token.public_id

