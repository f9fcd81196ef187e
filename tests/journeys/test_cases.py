"""A case is opened, worked and closed: by mouse in French, by keyboard alone in Arabic; and two close it at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from manara.cases.actions.open_case import open_case
from manara.foundation import access
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import Circle
from tests.intake.reporting import hand_in
from tests.journeys.conftest import Region, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_is_opened_and_worked_by_mouse(browser: Browser, region: Region) -> None:
    investigator = region.people["investigator"]
    with access.acting(investigator, purpose="test") as viewer:
        hand_in(viewer, Circle.objects.get(kind="agency", agency_id=investigator.agency_id))
    with signed_in(browser, region, "investigator", "en") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/cases/")
        page.get_by_role("link", name="Open a case").click()
        page.get_by_label("Number").fill("SOM-2026-077")
        page.get_by_label("Title").fill("<b>Cap</b> Blanc")
        page.get_by_text("Smuggling of migrants").click()
        page.get_by_label("Why the case is opened").fill("Three boats in one week")
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("<b>Cap</b> Blanc")
        # What is new, due and missing stands in the first screen.
        for name in ("New", "Due", "Missing"):
            box = page.get_by_role("heading", name=name, exact=True).bounding_box()
            assert box is not None and box["y"] < 520
        page.get_by_role("link", name="Give a task").last.click()
        page.get_by_label("What is to be done").fill("Ask the harbour master")
        page.get_by_label("Until when").fill("2020-01-01")
        page.get_by_role("button", name="Give", exact=True).click()
        expect(page.locator(".list .badge.alert").first).to_have_text("late")
        page.get_by_role("link", name="Ask the harbour master").click()
        page.get_by_label("What came of it").fill("He keeps no list")
        page.get_by_role("button", name="Done", exact=True).click()
        page.get_by_role("link", name="Decisions", exact=True).click()
        page.get_by_label("What is decided").fill("Watch the harbour")
        page.get_by_label("Grounds").fill("Two departures by night")
        page.get_by_role("button", name="Decide").click()
        expect(page.get_by_role("heading", name="Watch the harbour")).to_be_visible()
        page.get_by_role("link", name="Reports", exact=True).last.click()
        page.locator("summary", has_text="Put a report into the case").click()
        page.get_by_role("button", name="Find").click()
        page.locator("input[name=report]").first.check()
        page.get_by_label("Reason").fill("The same boat")
        page.get_by_role("button", name="Put in", exact=True).click()
        expect(page.locator("table tbody tr")).to_have_count(1)
        page.get_by_role("link", name="What happened").click()
        expect(page.locator(".timeline")).to_contain_text("did the task")
        assert not complaints


def test_a_case_is_read_and_closed_by_keyboard_alone(browser: Browser, region: Region) -> None:
    with signed_in(browser, region, "investigator", "ar") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/cases/")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
        _to(page, "a[href$='/close/']")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/close/$"))
        _to(page, "input[name=outcome]")
        page.keyboard.press("Space")
        _to(page, "textarea[name=reason]")
        page.keyboard.type("لا شاهد حتى الآن")
        _to(page, "main form.card button[type=submit]")
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


def _to(page: Page, selector: str) -> None:
    """Tab until the element has the focus."""
    for _step in range(120):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {selector}")
