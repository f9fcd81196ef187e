"""Every page of the foundation opens in every language, in a fixed number of queries, for its own people and nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from manara.foundation.actions.record import record
from manara.foundation.audit import sealer
from manara.foundation.models import Agency, AuditEvent, Role
from manara.foundation.queries.log import Narrowed, events
from tests.foundation.browsing import browser
from tests.foundation.people import agency, at_work, circle, nobody, person

pytestmark = pytest.mark.django_db

# Of these six are the frame's: session, user, the viewer's reach, the savepoints of a test, the language.
PAGES = {
    "people": (Role.ADMINISTRATOR, 11),
    "person": (Role.ADMINISTRATOR, 13),
    "roles": (Role.ADMINISTRATOR, 7),
    "invite": (Role.ADMINISTRATOR, 9),
    "invitations": (Role.ADMINISTRATOR, 8),
    "agencies": (Role.ADMINISTRATOR, 7),
    "add-agency": (Role.ADMINISTRATOR, 6),
    "agency": (Role.ADMINISTRATOR, 7),
    "circles": (Role.INVESTIGATOR, 10),
    "open-circle": (Role.INVESTIGATOR, 7),
    "circle": (Role.INVESTIGATOR, 12),
    "log": (Role.AUDITOR, 15),
    "log-days": (Role.AUDITOR, 8),
    "log-export": (Role.AUDITOR, 7),
    "seal": (Role.AUDITOR, 13),
    "verification": (Role.AUDITOR, 23),
    "event": (Role.AUDITOR, 8),
    "request": (Role.AUDITOR, 8),
}


@pytest.fixture
def world() -> dict[str, object]:
    home = agency()
    people = {role: person(role, at=home) for role in Role.values}
    opened = circle(people[Role.INVESTIGATOR])
    number = uuid.uuid4()
    with at_work(people[Role.INVESTIGATOR]) as viewer:
        record(viewer, "read", "report", [uuid.uuid4(), uuid.uuid4()], detail="محمد")
    sealer.seal_batch()
    with at_work(people[Role.AUDITOR]):
        event = events(Narrowed()).first()
    assert event is not None
    return {
        "people": people,
        "person": {"public_id": people[Role.INVESTIGATOR].public_id},
        "roles": {"public_id": people[Role.INVESTIGATOR].public_id},
        "agency": {"public_id": Agency.objects.latest("pk").public_id},
        "circle": {"public_id": opened.public_id},
        "event": {"public_id": event.public_id},
        "request": {"request_id": number},
    }


def address(world: dict, name: str) -> str:
    return reverse(f"foundation:{name}", kwargs=world.get(name, {}) if name != "people" else {})


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_in_a_fixed_number_of_queries(world: dict, name: str) -> None:
    role, most = PAGES[name]
    client = browser(world["people"][role])
    client.get(address(world, name))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address(world, name))
    assert answer.status_code == 200
    assert len(asked) == most, "\n".join(query["sql"][:160] for query in asked)


@pytest.mark.parametrize("language", ["ar", "fr", "es", "en"])
def test_every_page_speaks_its_language(world: dict, language: str) -> None:
    for name, (role, _most) in PAGES.items():
        if name == "log-export":
            continue
        page = browser(world["people"][role], language).get(address(world, name)).content.decode()
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page, name


@pytest.mark.parametrize("name", PAGES)
def test_only_its_own_people_open_a_page(world: dict, name: str) -> None:
    role, _most = PAGES[name]
    may = {
        Role.ADMINISTRATOR: {Role.ADMINISTRATOR},
        Role.AUDITOR: {Role.AUDITOR},
        Role.INVESTIGATOR: {Role.INVESTIGATOR, Role.ANALYST, Role.LIAISON, Role.PROSECUTOR}
        | ({Role.FIRST_RESPONDER} if name == "circles" else set()),
    }[role]
    for other, user in world["people"].items():
        nobody()
        status = browser(user).get(address(world, name)).status_code
        if other in may:
            # A circle is its members'; to others with the same role it does not exist.
            assert status == (404 if name == "circle" and other != Role.INVESTIGATOR else 200), other
        elif name == "circle" and other == Role.FIRST_RESPONDER:
            assert status == 404
        else:
            assert status == 403, other


def test_nobody_signed_in_is_led_to_the_sign_in(world: dict, client: object) -> None:
    for name in PAGES:
        answer = client.get(address(world, name))  # type: ignore[attr-defined]
        assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_every_page_with_people_is_in_the_log(world: dict) -> None:
    for name in ("people", "person", "invitations", "circles", "circle", "log", "log-days", "log-export", "event"):
        with at_work(world["people"][Role.AUDITOR]):
            before = AuditEvent.objects.count()
        browser(world["people"][PAGES[name][0]]).get(address(world, name))
        nobody()
        with at_work(world["people"][Role.AUDITOR]):
            assert AuditEvent.objects.count() > before, name
