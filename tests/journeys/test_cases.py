"""A case is opened, worked and closed, by mouse and by keyboard alone; and two close it at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from manara.cases.actions.open_case import open_case
from manara.foundation import access
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import Circle
from tests.intake.reporting import hand_in
from tests.journeys.conftest import Region, signed_in
from tests.journeys.hands import KEYS, MOUSE, Mouse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("hand", [MOUSE, KEYS], ids=["mouse", "keys"])
def test_a_case_is_opened_and_worked(browser: Browser, region: Region, hand: Mouse) -> None:
    investigator = region.people["investigator"]
    with access.acting(investigator, purpose="test") as viewer:
        hand_in(viewer, Circle.objects.get(kind="agency", agency_id=investigator.agency_id))
    with signed_in(browser, region, "investigator", "en") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/cases/")
        hand.press(page.get_by_role("link", name="Open a case"))
        hand.write(page.get_by_label("Number"), "SOM-2026-077")
        hand.write(page.get_by_label("Title"), "<b>Cap</b> Blanc")
        hand.tick(page.get_by_role("radio", name="Smuggling of migrants"))
        hand.write(page.get_by_label("Why the case is opened"), "Three boats in one week")
        hand.press(page.get_by_role("button", name="Open the case"))
        expect(page.get_by_role("heading", level=1)).to_have_text("<b>Cap</b> Blanc")
        # What is new, due and missing stands in the first screen.
        for name in ("New", "Due", "Missing"):
            box = page.get_by_role("heading", name=name, exact=True).bounding_box()
            assert box is not None and box["y"] < 520
        hand.press(page.get_by_role("link", name="Give a task").last)
        hand.write(page.get_by_label("What is to be done"), "Ask the harbour master")
        hand.write(page.get_by_label("Until when"), "2020-01-01")
        hand.press(page.get_by_role("button", name="Give", exact=True))
        expect(page.locator(".list .badge.alert").first).to_have_text("late")
        hand.press(page.get_by_role("link", name="Ask the harbour master"))
        hand.write(page.get_by_label("What came of it"), "He keeps no list")
        hand.press(page.get_by_role("button", name="Done", exact=True))
        hand.press(page.get_by_role("link", name="Decisions", exact=True))
        hand.write(page.get_by_label("What is decided"), "Watch the harbour")
        hand.write(page.get_by_label("Grounds"), "Two departures by night")
        hand.press(page.get_by_role("button", name="Decide"))
        expect(page.get_by_role("heading", name="Watch the harbour")).to_be_visible()
        hand.press(page.get_by_role("link", name="Reports", exact=True).last)
        hand.press(page.locator("summary", has_text="Put a report into the case"))
        hand.press(page.get_by_role("button", name="Find"))
        hand.tick(page.locator("input[name=report]").first)
        hand.write(page.get_by_label("Reason"), "The same boat")
        hand.press(page.get_by_role("button", name="Put in", exact=True))
        expect(page.locator("table tbody tr")).to_have_count(1)
        hand.press(page.get_by_role("link", name="What happened"))
        expect(page.locator(".timeline")).to_contain_text("did the task")
        assert not complaints


def test_a_case_is_read_and_closed_by_keyboard_alone(browser: Browser, region: Region) -> None:
    with signed_in(browser, region, "investigator", "ar") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/cases/")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
        KEYS.reach(page.locator("a[href$='/close/']"))
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/close/$"))
        KEYS.reach(page.locator("input[name=outcome]").first)
        page.keyboard.press("Space")
        KEYS.reach(page.locator("textarea[name=reason]"))
        page.keyboard.type("لا شاهد حتى الآن")
        KEYS.reach(page.locator("main form.card button[type=submit]"))
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
        expect(page.locator(".card.done")).to_contain_text("لا شاهد حتى الآن")
        assert not complaints


def test_two_close_one_case_at_once(browser: Browser, region: Region) -> None:
    investigator, prosecutor = region.people["investigator"], region.people["prosecutor"]
    with access.acting(investigator, purpose="test") as viewer:
        case, viewer = open_case(viewer, number="SOM-2", title="Banc", family="som", reason="x")
        admit_member(viewer, case.circle, prosecutor, reason="x")
    address = f"{region.at}/cases/{case.public_id}/close/"
    with (
        signed_in(browser, region, "investigator", "en") as (one, _),
        signed_in(browser, region, "prosecutor", "en") as (two, complaints),
    ):
        first, second = one.new_page(), two.new_page()
        for page in (first, second):
            page.goto(address)
            page.get_by_label("Not enough evidence for now").check()
        first.get_by_label("Reason").fill("The first reason")
        second.get_by_label("Reason").fill("What the second had typed")
        first.get_by_role("button", name="Close the case").click()
        first.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
        second.get_by_role("button", name="Close the case").click()
        expect(second.get_by_role("heading", name="The case is closed already")).to_be_visible()
        expect(second.locator("main")).to_contain_text(investigator.code)
        expect(second.get_by_label("Reason")).to_have_value("What the second had typed")
        assert not complaints
