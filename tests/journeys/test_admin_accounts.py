"""An administrator's way: a person is invited, comes in by the link, is given another role, and is shut out at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect

from manara.foundation.models import User
from tests.foundation.people import PASSWORD, agency, nobody, person
from tests.journeys.conftest import Region, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(live_server: Any) -> Region:
    home = agency("gn-ndb")
    return Region(live_server.url, {"administrator": person("administrator", at=home, code="A-0001")})


@contextmanager
def at_the_window(browser: Browser, place: Region, role: str, language: str) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser window whose person signed in just now."""
    with signed_in(browser, place, role, language) as (context, complaints):
        (key,) = (each["value"] for each in context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
        session = SessionStore(key)
        session["begun"] = session["seen"] = int(time.time())
        session.save()
        yield context, complaints


def faults(page: Page) -> list[str]:
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} {each['id']} {each['nodes'][0]['html'][:200]}" for each in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width}: wider than the screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def said_why(page: Page, dialog: str, reason: str) -> None:
    page.click(f"[data-dialog={dialog}]")
    page.fill(f"#{dialog}-reason", reason)
    page.click(f"#{dialog} button[type=submit]")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_from_the_invitation_to_the_closed_account(browser: Browser, place: Region, language: str) -> None:
    with at_the_window(browser, place, "administrator", language) as (context, complaints):
        page = context.new_page()
        page.goto(place.at + "/people/")
        page.click("a[href='/people/invite/']")
        assert page.input_value("[name=code]") == "A-0002"
        page.fill("[name=code]", "E-0417")
        page.select_option("[name=agency]", index=1)
        page.check("[value=auditor]")
        page.check("[value=analyst]")
        page.click("main form button[type=submit]")
        expect(page.locator("#id_roles_error, .field .errors").first).to_be_visible()
        page.uncheck("[value=auditor]")
        assert faults(page) == []
        page.click("main form button[type=submit]")
        link = page.inner_text(".link-once")
        assert link.startswith("http://") and "/welcome/" in link
        assert faults(page) == []
        page.goto(place.at + "/people/invitations/")
        expect(page.locator("tbody tr")).to_have_count(1)
        assert link.rsplit("/welcome/", 1)[1] not in page.content()
        assert faults(page) == []

        invited = browser.new_context(locale=language)
        theirs = invited.new_page()
        theirs.goto(place.at + "/welcome/" + link.rsplit("/welcome/", 1)[1])
        theirs.fill("[name=password]", PASSWORD)
        theirs.fill("[name=again]", PASSWORD)
        theirs.press("[name=again]", "Enter")
        theirs.wait_for_url("**/accounts/security/")

        page.goto(place.at + "/people/?code=0417")
        page.click("tbody a")
        assert faults(page) == []
        said_why(page, "disable", "ترك الخدمة")
        expect(page.locator(".toast.success")).to_be_visible()
        theirs.goto(place.at + "/accounts/security/")
        assert "/accounts/login/" in theirs.url
        invited.close()
        said_why(page, "enable", "عاد إلى العمل")
        expect(page.locator(".timeline li")).to_have_count(1)
        page.click("a[href$='/roles/']")
        page.uncheck("[value=analyst]")
        page.check("[value=trainer]")
        page.fill("[name=reason]", "nouvelle affectation")
        page.click("main form button[type=submit]")
        expect(page.locator(".toast.success")).to_be_visible()
        nobody()
        assert User.objects.get(code="E-0417").roles == ["trainer"]
        assert complaints == []


def test_a_circle_is_opened_and_a_colleague_let_in_and_out(browser: Browser, live_server: Any) -> None:
    home = agency("gn-ndb")
    keeper, colleague = person(at=home, code="E-0001"), person("analyst", at=home, code="E-0002")
    place = Region(live_server.url, {"investigator": keeper, "analyst": colleague})
    with at_the_window(browser, place, "investigator", "fr") as (context, complaints):
        page = context.new_page()
        page.goto(place.at + "/circles/")
        page.click("a[href='/circles/open/']")
        page.fill("[name=name]", "SOM-2026-031")
        page.fill("[name=purpose]", "réseau de la côte")
        page.click("main form button[type=submit]")
        address = page.url
        page.fill("[name=code]", "E-9999")
        page.fill("main form.card [name=reason]", "analyse")
        page.click("main form.card button[type=submit]")
        expect(page.locator(".field .errors")).to_be_visible()
        page.fill("[name=code]", "e-0002")
        page.click("main form.card button[type=submit]")
        expect(page.locator("tbody tr")).to_have_count(2)
        assert faults(page) == []
        with at_the_window(browser, place, "analyst", "ar") as (other, _complaints):
            theirs = other.new_page()
            theirs.goto(address)
            expect(theirs.locator("tbody tr")).to_have_count(2)
            assert theirs.locator("main form").count() == 0
            said_why(page, "end-2", "fin de mission")
            expect(page.locator("tbody tr")).to_have_count(1)
            answer = theirs.goto(address)
            assert answer is not None and answer.status == 404
        assert complaints == []
