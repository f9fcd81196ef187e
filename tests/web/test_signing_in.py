"""Both factors are asked of everybody; every attempt is in the log; too many have to wait, and are told how long."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.web import people

pytestmark = pytest.mark.django_db


def log(owner_connection: Any) -> list[tuple[str, str]]:
    return owner_connection.execute("select actor_code, verb from foundation_auditevent order by id").fetchall()


def test_a_password_alone_opens_only_the_set_up() -> None:
    people.person()
    client = Client()
    answer = client.post("/accounts/login/", {"login": "E-0417", "password": people.PASSWORD})
    assert answer.status_code == 302
    for page in ("/", "/account/", "/purpose/"):
        assert client.get(page).headers["Location"] == "/accounts/security/"
    assert client.get("/accounts/security/").status_code == 200


def test_with_an_app_the_code_is_asked_for_before_anything_opens() -> None:
    user = people.person()
    secret = people.with_app(user)
    client = Client()
    answer = client.post("/accounts/login/", {"login": "E-0417", "password": people.PASSWORD})
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/").headers["Location"].startswith("/accounts/login/")
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.get("/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": people.code_now(secret)}).status_code == 302
    assert client.get("/").status_code == 200


def test_the_secret_of_the_app_is_sealed_in_the_database() -> None:
    user = people.person()
    secret = people.with_app(user)
    stored = user.authenticator_set.get().data["secret"]  # type: ignore[attr-defined]
    assert secret not in stored


@pytest.mark.django_db(transaction=True)
def test_entries_and_refusals_are_in_the_log(owner_connection: Any) -> None:
    user = people.person()
    Client().post("/accounts/login/", {"login": "E-0417", "password": "not this one"})
    client = people.browser(user)
    client.post("/accounts/logout/")
    assert log(owner_connection) == [("", "refused"), ("E-0417", "sign-in"), ("E-0417", "sign-out")]


def test_a_throttled_attempt_is_told_how_long_to_wait_even_with_the_right_password(settings: Any) -> None:
    people.person()
    client = Client(headers={"Accept-Language": "fr"})
    for _ in range(settings.NODE.failed_sign_ins):
        answer = client.post("/accounts/login/", {"login": "E-0417", "password": "not this one"})
        assert "Trop de tentatives" not in answer.content.decode()
    answer = client.post("/accounts/login/", {"login": "E-0417", "password": people.PASSWORD})
    assert "Trop de tentatives échouées. Réessayez dans 5 minutes." in answer.content.decode()


def test_an_unknown_code_is_answered_as_a_wrong_password_is() -> None:
    people.person("E-0500")
    known = Client(headers={"Accept-Language": "ar"}).post(
        "/accounts/login/", {"login": "E-0500", "password": "not this one"}
    )
    unknown = Client(headers={"Accept-Language": "ar"}).post(
        "/accounts/login/", {"login": "E-9999", "password": "not this one"}
    )
    assert "الرمز أو كلمة المرور غير صحيحة." in known.content.decode()
    assert _without_what_was_sent(known, "E-0500") == _without_what_was_sent(unknown, "E-9999")


def _without_what_was_sent(answer: Any, code: str) -> str:
    text = answer.content.decode().replace(code, "CODE")
    return re.sub(r'(name="csrfmiddlewaretoken" value|name="csrf-token" content)="[^"]+"', "TOKEN", text)


def test_the_last_second_factor_cannot_be_removed() -> None:
    user = people.person()
    client = people.browser(user)
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert "This is your only second factor." in answer.content.decode()
    assert user.authenticator_set.filter(type="totp").exists()  # type: ignore[attr-defined]


def test_a_passkey_that_is_the_only_second_factor_stays_too() -> None:
    user = people.person()
    client = people.browser(user)
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    answer = client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert answer.headers["Location"] == "/accounts/security/"
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_passkeys_of_others_are_not_there() -> None:
    other = people.person("E-0500")
    key = Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    assert people.browser(people.person()).get(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    "page", ["signup/", "password/reset/", "email/", "confirm-email/", "password/set/", "phone/verify/"]
)
def test_the_pages_of_allauth_that_nobody_needs_are_not_there(page: str) -> None:
    assert Client().get(f"/accounts/{page}").status_code == 404
