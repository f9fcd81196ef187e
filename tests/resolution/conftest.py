"""Two agencies, an investigator in each, and a browser in which he has signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from manara.foundation.models import Agency, User
from tests.foundation import people
from tests.web.people import PASSWORD, code_now, with_app


@pytest.fixture(autouse=True, scope="session")
def static_folder(node: object) -> None:
    """WhiteNoise wants to find it."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def gendarmerie(db: None) -> Agency:
    return people.agency("gn-ndb")


@pytest.fixture
def coast_guard(db: None) -> Agency:
    names = {"name_ar": "خفر السواحل", "name_fr": "Garde-côtes", "name_es": "Guardacostas", "name_en": "Coast guard"}
    return people.agency("gc-ndb", **names)


@pytest.fixture
def investigator(gendarmerie: Agency) -> User:
    return people.person("investigator", at=gendarmerie, code="E-0417")


@pytest.fixture
def other(coast_guard: Agency) -> User:
    return people.person("analyst", at=coast_guard, code="E-0500")


Browse = Callable[..., Client]


@pytest.fixture
def browser() -> Browse:
    """Signs a person in with both factors, as the pages themselves do it."""

    def signed_in(user: User, language: str = "en") -> Client:
        people.nobody()  # whoever was at work in this test's transaction before
        user.set_password(PASSWORD)
        user.save()
        client = Client(headers={"Accept-Language": language})
        secret = with_app(user)
        client.post("/accounts/login/", {"login": user.code, "password": PASSWORD})
        answer = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
        assert answer.status_code == 302, answer.content.decode()
        people.nobody()
        return client

    return signed_in
