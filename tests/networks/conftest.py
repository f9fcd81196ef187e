"""The people of the resolution room's tests, and a browser in which one of them is signed in already."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from manara.foundation.models import User
from tests.foundation import people
from tests.resolution.conftest import (  # noqa: F401
    Browse,
    coast_guard,
    gendarmerie,
    investigator,
    other,
    static_folder,
)
from tests.signed_in import session_of


@pytest.fixture
def browser() -> Browse:
    """A browser with a person's session; how one signs in is tested elsewhere."""

    def signed_in(user: User, language: str = "en") -> Client:
        people.nobody()
        client = Client(headers={"Accept-Language": language})
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        return client

    return signed_in
