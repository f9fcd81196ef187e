"""A session left alone ends with a sentence; one that lasts longer than a working day ends in any case."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.web import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return people.browser(people.person())


def move(client: Client, key: str, seconds: int) -> None:
    session = client.session
    session[key] = int(time.time()) - seconds
    session.save()


def test_after_the_idle_time_a_person_is_signed_out_and_told(client: Client) -> None:
    move(client, "seen", settings.NODE.session_idle_minutes * 60 + 5)
    answer = client.get("/account/?tab=2", follow=True)
    assert answer.redirect_chain == [("/accounts/login/?next=%2Faccount%2F%3Ftab%3D2", 302)]
    assert f"nothing happened for {settings.NODE.session_idle_minutes} minutes" in answer.content.decode()
    assert client.get("/account/").status_code == 302


def test_just_before_it_nothing_happens_and_the_clock_starts_again(client: Client) -> None:
    move(client, "seen", settings.NODE.session_idle_minutes * 60 - 30)
    assert client.get("/account/").status_code == 200
    assert time.time() - client.session["seen"] < 10


def test_within_a_minute_the_session_is_not_written(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/account/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/account/").status_code == 200
    assert not [
        each["sql"] for each in asked if "django_session" in each["sql"] and not each["sql"].startswith("SELECT")
    ]


def test_after_a_working_day_even_a_busy_session_ends(client: Client) -> None:
    move(client, "begun", settings.NODE.session_hours * 3600 + 5)
    assert client.get("/account/").status_code == 302


def test_a_part_of_a_page_is_told_to_go_to_the_sign_in(client: Client) -> None:
    move(client, "seen", settings.NODE.session_idle_minutes * 60 + 5)
    answer = client.get("/account/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/accounts/login/?next=%2F")


@pytest.mark.django_db(transaction=True)
def test_the_log_tells_an_expired_session_from_a_sign_out(owner_connection: Any) -> None:
    from manara.foundation.keys import open_with_node

    client = people.browser(people.person("E-0500"))
    move(client, "seen", settings.NODE.session_idle_minutes * 60 + 5)
    client.get("/")
    sealed, number = owner_connection.execute(
        "select sealed_detail, public_id from foundation_auditevent where verb = 'sign-out'"
    ).fetchone()
    assert open_with_node(sealed, place=f"audit:{number}") == "expired"
