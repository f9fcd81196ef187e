"""The wall in the API: role × standing × address × method by token, and not a byte more for one hidden record more."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from manara.foundation.access import Ability, Policy, policy_of
from manara.foundation.access.bearer import READING
from manara.foundation.access.viewer import abilities_of
from manara.foundation.keys import digest_of_secret
from manara.foundation.models import Role, User
from manara.web.api.assembly import PREFIX, urlpatterns
from tests.walls.rooms import rooms
from tests.walls.test_noninterference import OWN_HEADERS, SEARCHES, _hide_one_more, _nobody, _own_record
from tests.walls.world import HIDDEN_NAME, World, build

STANDINGS = ("insider", "outsider", "ended", "disabled")
METHODS = ("get", "head", "options", "post", "delete")
TYPED = "Khafiya Zeynabou"
# Which record of the world an address with an id stands for, by its first word.
RECORDS = {"reports": "report", "entities": "entity"}
# What an address needs beside, so that it is answered.
QUERIES: dict[str, dict[str, str]] = {"search": {"q": TYPED}, "entities": {"schema": "Person"}}

# An export says when it was taken, and so is new each second.
TAKEN = re.compile(rb'"taken_at":"[^"]+"')


def addresses(world: World) -> list[tuple[str, Policy, bool, dict[str, str]]]:
    """Every address of the API with the world's records in it: path, policy, whether it takes a record, and its query."""
    found = []
    known = RECORDS | {start: name for room in rooms() for start, name in getattr(room, "API_RECORDS", {}).items()}
    queries = QUERIES | {start: query for room in rooms() for start, query in getattr(room, "API_QUERIES", {}).items()}
    for pattern in urlpatterns:
        policy = policy_of(pattern.callback)
        assert policy is not None, f"{pattern.pattern} has no policy"
        text = str(pattern.pattern)
        first = text.split("/")[0]
        record = known.get(first) if "<uuid" in text else None
        assert ("<uuid" in text) == (record is not None), f"no record is known for {text}: name one in API_RECORDS"
        parts = [
            str(world.records[record].public_id) if each.startswith("<uuid") and record  # type: ignore[attr-defined]
            else "Person" if each.startswith("<") else each
            for each in text.split("/")
        ]  # fmt: skip
        found.append((PREFIX + "/".join(parts), policy, record is not None, queries.get(text, {})))
    return found


def given(user: User) -> Client:
    """A programme with a token of this person, written past the action that would refuse it to most roles."""
    secret = f"manara_{user.code}"
    made = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("select set_config('manara.user', %s, true)", [str(user.pk)])
        cursor.execute(
            "insert into foundation_accesstoken (public_id, owner_id, name, purpose, digest, prefix, abilities, made_at,"
            " expires_at, revoke_reason) values (%s, %s, 't', 'walls', %s, 'manara_', %s, %s, %s, '')",
            [uuid.uuid4(), user.pk, digest_of_secret(secret), [*READING], made, made + timedelta(days=9)],
        )
    _nobody()
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("standing", STANDINGS)
def test_every_address_by_every_role(standing: str, role: str, settings: Any) -> None:
    settings.NODE = replace(settings.NODE, api_requests_a_minute=10_000)
    world = build(roles=(role,), standings=(standing,))
    client = given(world.people[standing, role])
    holds = Ability.HOLD_TOKENS in abilities_of(frozenset([role]))
    wrong, cells = [], 0
    for path, policy, takes_record, query in addresses(world):
        for method in METHODS:
            cells += 1
            answer = getattr(client, method)(path, query)
            status, may = answer.status_code, holds and policy.admits(frozenset([role]))
            reads = method in ("get", "head")
            want = (
                204 if method == "options" else 405 if not reads
                else 401 if standing == "disabled" else 403 if not may
                else 404 if takes_record and standing != "insider" else 200
            )  # fmt: skip
            if status != want:
                wrong.append(f"{method} {path}: {status} and not {want}")
            if not (standing == "insider" and may) and HIDDEN_NAME.encode() in answer.content:
                wrong.append(f"{method} {path}: shows the hidden name")
    assert not wrong, "\n".join(wrong)
    assert cells >= 60


@pytest.mark.django_db
def test_who_may_see_the_hidden_name_finds_it_by_what_the_matrix_types() -> None:
    world = build(roles=(Role.ANALYST,), standings=("insider",))
    answer = given(world.people["insider", Role.ANALYST]).get(f"{PREFIX}search", {"q": TYPED})
    assert HIDDEN_NAME.encode() in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.ANALYST, Role.PROSECUTOR])
def test_one_hidden_record_more_changes_no_byte(role: str) -> None:
    world = build(roles=tuple({role, Role.INVESTIGATOR}), standings=("outsider",))
    _own_record(world)
    _nobody()
    client = given(world.people["outsider", role])
    before = _answers(world, client)
    hidden = _hide_one_more(world)
    _nobody()
    after = _answers(world, client)
    assert before.keys() == after.keys() and len(before) >= 18
    assert role != Role.INVESTIGATOR or any("after=" in each for each in before), "further pages were compared, too"
    assert [address for address in before if before[address] != after[address]] == []
    for kind in ("reports", "entities"):
        never = _seen(client.get(f"{PREFIX}{kind}/{uuid.uuid4()}"))
        assert _seen(client.get(f"{PREFIX}{kind}/{hidden}")) == never


def _answers(world: World, client: Client) -> dict[str, Any]:
    seen = {}
    asked = [(path, query) for path, _policy, _takes, query in addresses(world)]
    asked += [(f"{PREFIX}search", {"q": words}) for words in SEARCHES]
    for path, query in asked:
        answer = client.get(path, query)
        seen[f"{path}?{query}"] = _seen(answer)
        mark = answer.headers.get("X-Next") or (answer.status_code == 200 and _next(answer))
        if mark:
            seen[f"{path}?{query}&after={mark}"] = _seen(client.get(path, {**query, "after": mark}))
    return seen


def _next(answer: Any) -> str | None:
    said = answer.json() if answer["Content-Type"].startswith("application/json") else {}
    return said.get("next") if isinstance(said, dict) else None


def _seen(answer: Any) -> tuple[int, list[tuple[str, str]], bytes]:
    headers = sorted((name, value) for name, value in answer.items() if name not in OWN_HEADERS)
    return answer.status_code, headers, TAKEN.sub(b"", answer.content)
