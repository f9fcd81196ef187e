"""What is hidden is answered as what never was, byte for byte; a missing role is named, with who can grant it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from manara.foundation.access import Ability, Hidden, allow
from manara.web.urls import handler404, handler500  # noqa: F401  Django finds them in this module, which stands for the real one
from manara.web.urls import urlpatterns as real
from tests.web import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@allow(Ability.READ_LOG)
def log(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the log")


@allow(Ability.READ_REPORTS)
def hidden(request: HttpRequest, number: int) -> HttpResponse:
    raise Hidden


@allow(Ability.READ_REPORTS)
def missing(request: HttpRequest) -> HttpResponse:
    raise Http404("no report 417")


@allow(Ability.READ_REPORTS)
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("محمد must not be on the page")


urlpatterns = [
    *real,
    path("log/", log),
    path("hidden/<int:number>/", hidden),
    path("missing/", missing),
    path("broken/", broken),
]


def bare(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    return (
        answer.status_code,
        answer.content,
        {name: value for name, value in answer.headers.items() if name != "X-Request-Id"},
    )


def test_hidden_missing_and_never_there_are_the_same_answer() -> None:
    client = people.browser(people.person())
    answers = [
        bare(client.get(page)) for page in ("/hidden/1/", "/hidden/2/", "/missing/", "/never/there/", "/welcome")
    ]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)


def test_two_people_get_the_same_bytes_and_nothing_of_the_request() -> None:
    one, other = people.browser(people.person("E-1")), people.browser(people.person("E-2", "investigator"))
    assert (
        one.get("/hidden/1/").content
        == other.get("/never/<script>/").content
        == Client(headers={"Accept-Language": "en"}).get("/x/").content
    )
    assert handler404 == "manara.web.errors.not_found"


def test_a_missing_role_is_named_with_those_who_have_it_in_the_readers_language() -> None:
    answer = people.browser(people.person(), "fr").get("/log/")
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "la lecture du journal d’audit" in text
    assert "the log" not in text


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_in_the_log(owner_connection: Any) -> None:
    people.browser(people.person()).get("/log/")
    rows = owner_connection.execute(
        "select actor_code, object_type from foundation_auditevent where verb = 'refused'"
    ).fetchall()
    assert rows == [("E-0417", "page")]


def test_an_error_shows_its_number_and_nothing_else() -> None:
    client = people.browser(people.person())
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.content.decode()
    assert "محمد" not in answer.content.decode()


def test_a_form_without_its_token_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True, headers={"Accept-Language": "es"}).post("/language/", {"language": "fr"})
    assert answer.status_code == 403
    assert "Nada de lo que escribió se ha perdido" in answer.content.decode()


def test_a_database_that_is_away_is_told_apart_from_an_error() -> None:
    from django.db import OperationalError

    from manara.web import errors

    try:
        raise OperationalError("away")
    except OperationalError:
        assert errors.server_error(HttpRequest()).status_code == 503
    assert errors.server_error(HttpRequest()).status_code == 500


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_too_large_a_form_is_413() -> None:
    answer = people.browser(people.person()).post("/purpose/", {"purpose": "x" * 500})
    assert answer.status_code == 413
