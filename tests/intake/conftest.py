"""People and circles for the tests of intake: two agencies, one person of each role that reports, and their browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import translation

from manara.foundation.models import Agency, Circle, User
from tests.foundation.people import agency, at_work, circle, nobody, person
from tests.web.people import PASSWORD, browser


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """Sentences are compared in English, whatever the node's first language is."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def static_folder(node: object) -> None:
    """WhiteNoise wants to find its folder."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.NODE.upload_dir().mkdir(parents=True, exist_ok=True)


@dataclass
class People:
    """Who is there: three of the border police, one of the coast guard, and each agency's circle."""

    police: Agency
    guard: Agency
    analyst: User
    investigator: User
    responder: User
    outsider: User
    police_circle: Circle
    guard_circle: Circle
    case: Circle


@pytest.fixture
def people(db: None) -> People:
    police, guard = agency("bp"), agency("cg")
    analyst, investigator = person("analyst", at=police), person("investigator", at=police)
    responder, outsider = person("first-responder", at=police), person("analyst", at=guard)
    case = circle(analyst)
    found = {}
    for who in (analyst, outsider):
        with at_work(who) as viewer:
            found[who.pk] = next(each for each in Circle.objects.filter(pk__in=viewer.circles) if each.kind == "agency")
    return People(
        police, guard, analyst, investigator, responder, outsider, found[analyst.pk], found[outsider.pk], case
    )


@pytest.fixture
def browser_of(node: object) -> Callable[..., Client]:
    """A browser in which this person is signed in with both factors."""

    def open_for(user: User, language: str = "en") -> Client:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        nobody()
        return browser(user, language)

    return open_for
