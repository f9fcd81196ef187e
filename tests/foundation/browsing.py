"""A browser in which an invented person is signed in with both factors, without walking through the sign-in again."""

from __future__ import annotations

import time

from django.test import Client

from manara.foundation.models import User
from tests.foundation.people import nobody


def browser(user: User, language: str = "en") -> Client:
    """A signed-in client; its session is as the sign-in makes it."""
    nobody()  # in a test's one transaction, whoever was at work before would still be
    client = Client(headers={"Accept-Language": language})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["begun"] = session["seen"] = int(time.time())
    session["second_factor"] = True
    session.save()
    return client
