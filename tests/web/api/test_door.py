"""The door: no cookie, no address and no body opens it, and every refusal is a problem in the asker's language."""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from manara.foundation.access import Ability
from manara.foundation.actions.change_roles import change_roles
from manara.foundation.actions.disable_user import disable_user
from manara.foundation.actions.enable_user import enable_user
from manara.foundation.actions.renew_sign_in import renew_sign_in
from manara.foundation.actions.revoke_token import revoke_token
from manara.foundation.keys import digest_of_secret
from manara.foundation.models import AccessToken, Membership, User
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.web.api.programme import PURPOSE, asking, events, programme, story, token_of

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"


def problem_of(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["type"] == f"urn:manara:problem:{code}" and said["status"] == status
    assert said["title"] and said["detail"]
    return said


def test_without_a_token_nothing_is_answered() -> None:
    answer = Client().get(ME)
    problem_of(answer, 401, "token-missing")
    assert answer["WWW-Authenticate"] == 'Bearer realm="manara"'
    for wrong in ("Basic abc", "Bearer", "Bearer  "):
        problem_of(Client(headers={"Authorization": wrong}).get(ME), 401, "token-missing")
    for wrong in ("Bearer manara_never", f"Bearer {'x' * 900}", "Bearer \xe9"):
        answer = Client(headers={"Authorization": wrong}).get(ME)
        problem_of(answer, 401, "token-unknown")
        assert "invalid_token" in answer["WWW-Authenticate"]


def test_a_browser_that_is_signed_in_is_nobody_here(investigator: User, browser: Browse) -> None:
    client = browser(investigator)
    assert client.get("/account/").status_code == 200
    answer = client.get(ME)
    problem_of(answer, 401, "token-missing")
    assert "Set-Cookie" not in answer and not answer.cookies


def test_no_other_site_is_let_in(investigator: User) -> None:
    _token, secret = token_of(investigator)
    client = programme(secret, Origin="https://elsewhere.example")
    for answer in (client.get(ME), client.options(ME), client.post(ME)):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_only_reading_is_possible(investigator: User) -> None:
    client = asking(investigator)
    for method in ("post", "put", "patch", "delete", "trace"):
        answer = getattr(client, method)(ME)
        problem_of(answer, 405, "method-not-taken")
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
    options = client.options(ME)
    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")


def test_head_is_get_without_its_body(investigator: User) -> None:
    story(investigator)
    client = asking(investigator)
    before = len(events(investigator))
    whole, head = client.get("/api/v1/reports"), client.head("/api/v1/reports")
    assert head.status_code == 200 and head.content == b""
    assert int(head["Content-Length"]) == len(whole.content)
    # What was read is recorded both times.
    assert len(events(investigator)) == before + 2


def test_a_token_in_the_address_is_refused_and_said_why(investigator: User) -> None:
    _token, secret = token_of(investigator)
    for query in (f"?access_token={secret}", f"?Token={secret}", f"?q={secret}"):
        problem_of(programme(secret).get(ME + query), 400, "token-in-address")


def test_a_body_is_not_taken(investigator: User) -> None:
    client = asking(investigator)
    answer = client.generic("GET", ME, b"x" * 10, content_type="application/json")
    problem_of(answer, 413, "body-not-taken")


@pytest.mark.parametrize(
    ("query", "name"),
    [("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("handling=H9", "handling"), ("handlng=H1", "handlng"),
     ("since=yesterday", "since"), ("after=%00", "after"), ("agency=%00", "agency")],
)  # fmt: skip
def test_what_cannot_be_read_is_named(investigator: User, query: str, name: str) -> None:
    said = problem_of(asking(investigator).get(f"/api/v1/reports?{query}"), 422, "parameter-wrong")
    assert [each["name"] for each in said["errors"]] == [name] and name in said["detail"]


def test_without_a_purpose_nothing_is_read(investigator: User) -> None:
    _token, secret = token_of(investigator, purpose="")
    problem_of(programme(secret).get(ME), 400, "purpose-missing")
    assert programme(secret, **{"X-Purpose": "SOM-31"}).get(ME).json()["purpose"] == "SOM-31"
    problem_of(programme(secret, **{"X-Purpose": "x" * 241}).get(ME), 400, "purpose-unreadable")
    problem_of(programme(secret, **{"X-Purpose": "\xe9"}).get(ME), 400, "purpose-unreadable")
    hidden = " \u200b ".encode().decode("latin-1")
    problem_of(programme(secret, **{"X-Purpose": hidden}).get(ME), 400, "purpose-missing")
    assert programme(token_of(investigator)[1]).get(ME).json()["purpose"] == PURPOSE


@pytest.mark.parametrize(("language", "word"), [("ar", "رمز"), ("fr", "jeton"), ("es", "token"), ("en", "token")])
def test_a_problem_is_said_in_the_language_asked_for(language: str, word: str) -> None:
    answer = Client(headers={"Accept-Language": language}).get(ME)
    assert word in answer.json()["title"].lower() and answer["Content-Language"] == language
    nothing = Client(headers={"Accept-Language": language}).get("/api/v1/never")
    problem_of(nothing, 404, "not-found")
    assert nothing["Content-Language"] == language


def test_whoever_asks_too_often_is_told_when_to_ask_again(investigator: User, settings: Any) -> None:
    settings.NODE = replace(settings.NODE, api_requests_a_minute=3)
    client, another = asking(investigator), asking(investigator)
    statuses = [client.get(ME).status_code for _each in range(9)]
    assert statuses[:3] == [200] * 3 and 429 in statuses
    answer = client.get(ME)
    if answer.status_code == 200:  # a new minute began; its allowance is used up at once
        answer = [client.get(ME) for _each in range(4)][-1]
    problem_of(answer, 429, "too-many-requests")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert another.get(ME).status_code == 200, "each token has an allowance of its own"


def test_the_account_decides_at_once(investigator: User, gendarmerie: Any) -> None:
    token, secret = token_of(investigator)
    client = programme(secret)
    administrator = people.person("administrator", at=gendarmerie)
    with people.at_work(administrator) as viewer:
        change_roles(viewer, investigator, ["prosecutor"], reason="moved")
    problem_of(client.get(ME), 403, "role-missing")
    with people.at_work(administrator) as viewer:
        change_roles(viewer, investigator, ["analyst"], reason="back")
    assert client.get(ME).status_code == 200
    with people.at_work(administrator) as viewer:
        disable_user(viewer, investigator, reason="left")
    problem_of(client.get(ME), 401, "token-revoked")
    with people.at_work(administrator) as viewer:
        enable_user(viewer, investigator, reason="came back")
    problem_of(client.get(ME), 401, "token-revoked")
    assert token.public_id in {way for *_rest, way in events(investigator)}, "that it was tried is in the log"


def test_a_renewed_sign_in_ends_tokens_too(investigator: User, gendarmerie: Any) -> None:
    client = asking(investigator)
    with people.at_work(people.person("administrator", at=gendarmerie)) as viewer:
        renew_sign_in(viewer, investigator, reason="lost phone")
    problem_of(client.get(ME), 401, "token-revoked")


def test_a_closed_account_reads_nothing_even_if_its_token_were_left(investigator: User) -> None:
    client = asking(investigator)
    User.objects.filter(pk=investigator.pk).update(is_active=False)
    problem_of(client.get(ME), 401, "account-closed")


def test_an_ended_membership_holds_from_the_next_request(investigator: User, gendarmerie: Any) -> None:
    report, client = story(investigator), asking(investigator)
    assert client.get(f"/api/v1/reports/{report.public_id}").status_code == 200
    administrator = people.person("administrator", at=gendarmerie)
    with people.at_work(administrator) as viewer:
        Membership.objects.filter(user=investigator).update(ended_at="2026-01-01T00:00Z", ended_by=viewer.user_id)
    problem_of(client.get(f"/api/v1/reports/{report.public_id}"), 404, "not-found")


def test_a_revoked_token_says_so_and_nothing_else(investigator: User) -> None:
    token, secret = token_of(investigator)
    with people.at_work(investigator) as viewer:
        assert revoke_token(viewer, token.public_id)
        assert not revoke_token(viewer, token.public_id)
    problem_of(programme(secret).get(ME), 401, "token-revoked")


def test_a_token_that_is_over_says_so(investigator: User) -> None:
    _token, secret = token_of(investigator, days=1)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), people.at_work(investigator):
        AccessToken.objects.update(expires_at=timezone.now())
    # Made two days ago for one day, as the action would have made it then.
    with people.at_work(investigator):
        AccessToken.objects.create(
            owner=investigator, name="old", purpose="x", digest=digest_of_secret("manara_old"), prefix="manara_old",
            abilities=["read-entities"], made_at=timezone.now() - timedelta(days=2),
            expires_at=timezone.now() - timedelta(days=1),
        )  # fmt: skip
    problem_of(programme("manara_old").get(ME), 401, "token-over")
    assert programme(secret).get(ME).status_code == 200


def test_what_failed_here_is_a_problem_too(investigator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = asking(investigator)
    client.raise_request_exception = False
    monkeypatch.setattr("manara.intake.api.reports_for", lambda *_a, **_k: 1 / 0)
    answer = client.get("/api/v1/reports")
    problem_of(answer, 500, "server-error")
    assert uuid.UUID(answer["X-Request-Id"])


def test_no_log_line_holds_the_secret(investigator: User, caplog: pytest.LogCaptureFixture) -> None:
    _token, secret = token_of(investigator)
    with caplog.at_level(logging.DEBUG):
        programme(secret).get("/api/v1/search", {"q": "Mohamed"})
        programme(secret).get("/api/v1/reports", {"limit": "x"})
        programme(secret).get("/api/v1/never")
    assert secret not in caplog.text


def test_a_narrow_token_is_told_that_it_is_narrow(investigator: User) -> None:
    client = asking(investigator, Ability.READ_REPORTS)
    said = problem_of(client.get("/api/v1/entities", {"schema": "Person"}), 403, "token-narrower")
    assert "reading what is known" in said["detail"]
    assert "refused" in {verb for verb, *_rest in events(investigator)}
