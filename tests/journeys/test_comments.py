"""A colleague is asked on a report, finds the card on his first page and answers; by mouse, and by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from manara.foundation.models import Circle, Comment, User
from manara.intake.models import Report
from tests.foundation.people import agency, at_work, nobody, person
from tests.intake.reporting import hand_in
from tests.journeys.conftest import Region, signed_in
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(live_server: Any) -> tuple[Region, Report]:
    home = agency("gn-ndb")
    people: dict[str, User] = {
        "analyst": person("analyst", at=home, code="E-0231"),
        "investigator": person("investigator", at=home, code="E-0122"),
        "stranger": person("investigator", at=agency("cg"), code="E-0900"),
    }
    with at_work(people["analyst"]) as viewer:
        own = next(each for each in Circle.objects.filter(pk__in=viewer.circles) if each.kind == "agency")
        report = hand_in(viewer, own)
    nobody()
    return Region(live_server.url, people), report


def comments() -> int:
    with at_work(User.objects.get(code="E-0231")):
        return Comment.objects.count()


def looked_at(page: Page, language: str) -> None:
    assert faults_of(page, Axe(), language) == []
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_colleague_is_asked_and_answers(browser: Browser, place: tuple[Region, Report], language: str) -> None:
    region, report = place
    with signed_in(browser, region, "analyst", language) as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/reports/{report.public_id}/")
        box = page.locator("#comment-text")
        box.click()
        box.press_sequentially("هل هذا رقمه؟ @")
        option = page.locator(".colleagues [role=option]")
        expect(option).to_have_count(1)
        looked_at(page, language)
        box.press_sequentially("E-01")
        option.click()
        expect(box).to_have_value("هل هذا رقمه؟ @E-0122 ")
        # Somebody who may not see it, and nobody at all: one sentence, and what was typed stays.
        sentences = []
        for code in ("@E-0900", "@E-7777"):
            box.fill(f"راجع {code}")
            page.click(".comment-form:not(.answer *) button[type=submit]")
            expect(box).to_have_attribute("aria-invalid", "true")
            expect(box).to_have_value(f"راجع {code}")
            sentences.append(page.inner_text("#comment-wrong"))
            box.press("End")
            box.press("Space")
            expect(box).not_to_have_attribute("aria-invalid", "true")
        assert sentences[0] == sentences[1] != ""
        looked_at(page, language)
        box.fill("هل هذا رقمه؟ @E-0122\n+222 36 30 10 10 <img src=x onerror=alert(1)>")
        page.dblclick(".comment-form:not(.answer *) button[type=submit]")
        expect(page.locator("article.comment")).to_have_count(1)
        expect(box).to_have_value("")
        looked_at(page, language)
        assert complaints == []
    assert comments() == 1
    with signed_in(browser, region, "investigator", language) as (context, complaints):
        page = context.new_page()
        page.goto(region.at + "/")
        page.click(".mentions button.item")
        page.wait_for_url("**/reports/**")
        page.click("details.answer > summary")
        expect(page.locator("details.answer textarea")).to_be_focused()
        page.fill("details.answer textarea", "نعم")
        page.click("details.answer button[type=submit]")
        expect(page.locator("article.comment")).to_have_count(2)
        page.goto(region.at + "/comments/")
        expect(page.locator(".mentions .unread")).to_have_count(0)
        looked_at(page, language)
        assert complaints == []


def test_by_keyboard_alone(browser: Browser, place: tuple[Region, Report]) -> None:
    region, report = place
    with signed_in(browser, region, "analyst", "fr") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/reports/{report.public_id}/")
        page.keyboard.press("c")
        expect(page.locator("#comment-text")).to_be_focused()
        page.keyboard.type("À vérifier @")
        expect(page.locator(".colleagues [role=option]")).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#comment-text")).to_have_value("À vérifier @E-0122 ")
        page.keyboard.press("Control+Enter")
        expect(page.locator("article.comment")).to_be_focused()
        # What stands half written in one form is not lost when another is sent.
        page.keyboard.press("c")
        page.keyboard.type("encore à moitié")
        page.locator("details.answer > summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator("details.answer textarea")).to_be_focused()
        page.keyboard.type("et l'heure ?")
        page.keyboard.press("Control+Enter")
        expect(page.locator("article.comment")).to_have_count(2)
        expect(page.locator("#comment-text")).to_have_value("encore à moitié")
        page.locator("#comment-text").fill("")
        # Corrected, on the page of the comment itself.
        page.locator(".said-by a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/comments/**")
        page.keyboard.press("c")
        page.keyboard.press("Control+End")
        page.keyboard.type("(le 12)")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/reports/**")
        expect(page.locator("article.comment").first).to_contain_text("(le 12)")
        assert complaints == []
    with signed_in(browser, region, "investigator", "fr") as (context, complaints):
        page = context.new_page()
        page.goto(region.at + "/comments/")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/reports/**")
        expect(page.locator("article.comment").first).to_contain_text("(le 12)")
        assert complaints == []
