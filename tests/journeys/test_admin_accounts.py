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
from tests.journeys.hands import KEYS, MOUSE, Mouse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(live_server: Any) -> Region:
    home = agency("gn-ndb")
    return Region(live_server.url, {"administrator": person("administrator", at=home, code="A-0001")})


@contextmanager
def at_the_window(
    browser: Browser, place: Region, role: str, language: str
) -> Iterator[tuple[BrowserContext, list[str]]]:
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
        found += [
            f"{width} {each['id']} {each['nodes'][0]['html'][:200]}" for each in Axe().run(page).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width}: wider than the screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def said_why(hand: Mouse, page: Page, dialog: str, reason: str) -> None:
    hand.press(page.locator(f"[data-dialog={dialog}]"))
    hand.write(page.locator(f"#{dialog}-reason"), reason)
    hand.press(page.locator(f"#{dialog} button[type=submit]"))


@pytest.mark.parametrize(("language", "hand"), [("ar", KEYS), ("fr", MOUSE)], ids=["ar-keys", "fr-mouse"])
def test_from_the_invitation_to_the_closed_account(browser: Browser, place: Region, language: str, hand: Mouse) -> None:
    with at_the_window(browser, place, "administrator", language) as (context, complaints):
        page = context.new_page()
        page.goto(place.at + "/people/")
        hand.press(page.locator("a[href='/people/invite/']"))
        assert page.input_value("[name=code]") == "A-0002"
        hand.write(page.locator("[name=code]"), "E-0417")
        hand.choose(
            page.locator("[name=agency]"), page.locator("[name=agency] option").nth(1).get_attribute("value") or ""
        )
        hand.tick(page.locator("[value=auditor]"))
        hand.tick(page.locator("[value=analyst]"))
        hand.press(page.locator("main form button[type=submit]"))
        expect(page.locator("#id_roles_error, .field .errors").first).to_be_visible()
        hand.tick(page.locator("[value=auditor]"), False)
        assert faults(page) == []
        hand.press(page.locator("main form button[type=submit]"))
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
        hand.write(theirs.locator("[name=password]"), PASSWORD)
        hand.write(theirs.locator("[name=again]"), PASSWORD)
        theirs.keyboard.press("Enter")
        theirs.wait_for_url("**/accounts/security/")

        page.goto(place.at + "/people/?code=0417")
        hand.press(page.locator("tbody a"))
        page.wait_for_url(lambda url: "code=0417" not in url)
        assert faults(page) == []
        said_why(hand, page, "disable", "ترك الخدمة")
        expect(page.locator(".toast.success")).to_be_visible()
        theirs.goto(place.at + "/accounts/security/")
        assert "/accounts/login/" in theirs.url
        invited.close()
        said_why(hand, page, "enable", "عاد إلى العمل")
        expect(page.locator(".timeline li")).to_have_count(1)
        hand.press(page.locator("a[href$='/roles/']"))
        hand.tick(page.locator("[value=analyst]"), False)
        hand.tick(page.locator("[value=trainer]"))
        hand.write(page.locator("[name=reason]"), "nouvelle affectation")
        hand.press(page.locator("main form button[type=submit]"))
        expect(page.locator(".toast.success")).to_be_visible()
        nobody()
        assert User.objects.get(code="E-0417").roles == ["trainer"]
        assert complaints == []


@pytest.mark.parametrize("hand", [MOUSE, KEYS], ids=["mouse", "keys"])
def test_a_circle_is_opened_and_a_colleague_let_in_and_out(browser: Browser, live_server: Any, hand: Mouse) -> None:
    home = agency("gn-ndb")
    keeper, colleague = person(at=home, code="E-0001"), person("analyst", at=home, code="E-0002")
    place = Region(live_server.url, {"investigator": keeper, "analyst": colleague})
    with at_the_window(browser, place, "investigator", "fr") as (context, complaints):
        page = context.new_page()
        page.goto(place.at + "/circles/")
        hand.press(page.locator("a[href='/circles/open/']"))
        hand.write(page.locator("[name=name]"), "SOM-2026-031")
        hand.write(page.locator("[name=purpose]"), "réseau de la côte")
        hand.press(page.locator("main form button[type=submit]"))
        hand.write(page.locator("[name=code]"), "E-9999")
        address = page.url
        hand.write(page.locator("main form.card [name=reason]"), "analyse")
        hand.press(page.locator("main form.card button[type=submit]"))
        expect(page.locator(".field .errors")).to_be_visible()
        hand.write(page.locator("[name=code]"), "e-0002")
        hand.press(page.locator("main form.card button[type=submit]"))
        expect(page.locator("tbody tr")).to_have_count(2)
        assert faults(page) == []
        with at_the_window(browser, place, "analyst", "ar") as (other, _complaints):
            theirs = other.new_page()
            theirs.goto(address)
            expect(theirs.locator("tbody tr")).to_have_count(2)
            assert theirs.locator("main form").count() == 0
            said_why(hand, page, "end-2", "fin de mission")
            expect(page.locator("tbody tr")).to_have_count(1)
            answer = theirs.goto(address)
            assert answer is not None and answer.status == 404
        assert complaints == []
