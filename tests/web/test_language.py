"""The language: chosen here, else the account's, else the browser's, else the node's; a switch keeps the page."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.web import people

pytestmark = pytest.mark.django_db


def shown(client: Client, page: str = "/accounts/login/") -> str:
    return client.get(page).headers["Content-Language"]


def test_the_browser_is_asked_before_the_node_decides() -> None:
    assert shown(Client(headers={"Accept-Language": "de, es;q=0.5, fr;q=0.9"})) == "fr"
    assert shown(Client(headers={"Accept-Language": "de"})) == settings.LANGUAGE_CODE


def test_the_choice_comes_before_the_browser_and_stays() -> None:
    client = Client(headers={"Accept-Language": "fr"})
    answer = client.post("/language/", {"language": "es", "next": "/accounts/login/?next=%2Fpurpose%2F"})
    assert answer.headers["Location"] == "/accounts/login/?next=%2Fpurpose%2F"
    assert shown(client) == "es"


def test_the_account_comes_before_the_browser_but_not_before_the_choice() -> None:
    client = people.browser(people.person(language="es"), "fr")
    assert shown(client, "/account/") == "es"
    client.post("/language/", {"language": "en", "next": "/"})
    assert shown(client, "/account/") == "en"


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "elsewhere", "/\\elsewhere.example"],
)
def test_a_switch_never_leads_elsewhere(address: str) -> None:
    assert Client().post("/language/", {"language": "fr", "next": address}).headers["Location"] == "/"


def test_a_language_that_the_node_does_not_speak_changes_nothing() -> None:
    answer = Client().post("/language/", {"language": "xx", "next": "/"})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_choosing_asks_no_session() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies["manara_language"] = "fr"
    with CaptureQueriesContext(connection) as asked:
        client.get("/nothing/")
    assert not asked.captured_queries


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("es", "ltr"), ("en", "ltr")])
def test_each_language_has_its_direction(language: str, direction: str) -> None:
    text = Client(headers={"Accept-Language": language}).get("/accounts/login/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in text
