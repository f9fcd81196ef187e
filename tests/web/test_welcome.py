"""An invitation shows agency and code, takes a password, and leads to the second factor; its link works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from manara.foundation.actions.invite import digest_of
from manara.foundation.models import Invitation, User
from tests.web import people

pytestmark = pytest.mark.django_db
PASSWORD = {"password": "nine grey gulls at dawn", "again": "nine grey gulls at dawn"}


@pytest.fixture
def link() -> str:
    Invitation.objects.create(
        token_digest=digest_of("a-token"),
        code="E-0500",
        agency=people.agency(),
        roles=["analyst"],
        expires_at=timezone.now() + timedelta(days=3),
    )
    return "/welcome/a-token/"


def test_it_shows_agency_and_code_and_then_asks_for_a_second_factor(link: str) -> None:
    client = Client(headers={"Accept-Language": "fr"})
    text = client.get(link).content.decode()
    assert "E-0500" in text
    assert "Gendarmerie" in text
    assert client.post(link, PASSWORD).headers["Location"] == "/accounts/security/"
    assert client.get("/").headers["Location"] == "/accounts/security/"
    assert User.objects.get(code="E-0500").check_password(PASSWORD["password"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "nine grey gulls at dawn", "again": "nine grey gulls at dusk"}, "The two passwords differ."),
        ({"password": "gulls", "again": "gulls"}, "at least 12 characters"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_reason(link: str, typed: dict[str, str], sentence: str) -> None:
    answer = Client(headers={"Accept-Language": "en"}).post(link, typed)
    assert sentence in answer.content.decode()
    assert not User.objects.filter(code="E-0500").exists()


def test_the_link_works_once_and_then_as_one_that_never_was(link: str) -> None:
    Client().post(link, PASSWORD)
    again, never = Client().get(link), Client().get("/welcome/never-was/")
    assert again.status_code == never.status_code == 404
    assert "E-0500" not in again.content.decode()
