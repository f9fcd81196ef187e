"""Invented people of an invented agency, with and without a second factor, and a browser that signed them in."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from manara.foundation.models import Agency, User

PASSWORD = "lighthouse keeper 1"


def agency(code: str = "GN-NDB") -> Agency:
    names = {"name_ar": "الدرك", "name_fr": "Gendarmerie", "name_es": "Gendarmería", "name_en": "Gendarmerie"}
    return Agency.objects.get_or_create(code=code, defaults={"kind": "gendarmerie", "country": "MR", **names})[0]


def person(code: str = "E-0417", *roles: str, **fields: Any) -> User:
    return User.objects.create_user(code, PASSWORD, agency=agency(), roles=list(roles or ("analyst",)), **fields)


def with_app(user: User) -> str:
    """Gives the person codes from an app; returns the secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def code_next(secret: str) -> str:
    """The code of the next half minute, which the node takes too: the one of now was used already."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))


def browser(user: User, language: str = "en", **headers: str) -> Client:
    """A browser in which `user` has signed in with both factors, as the pages themselves do it."""
    client = Client(headers={"Accept-Language": language, **headers})
    secret = with_app(user)
    client.post("/accounts/login/", {"login": user.code, "password": PASSWORD})
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return client
