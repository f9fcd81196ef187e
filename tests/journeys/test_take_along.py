"""An investigator takes an entity along, by mouse and by keys alone, and finds in the file what the page said."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.test_search_both_scripts import Told, story
from tests.resolution.story import NAME
from tests.signed_in import session_of

__all__ = ["story"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shown(browser: Browser, story: Told, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    """A page of the investigator in the language asked for, and what the browser complained of."""
    language, width = request.param
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, accept_downloads=True)
    values = {django_settings.SESSION_COOKIE_NAME: session_of(story.me), "manara_language": language}
    context.add_cookies([{"name": name, "value": value, "url": story.at} for name, value in values.items()])
    context.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda problem: complaints.append(str(problem.error)))
    yield context.new_page(), complaints
    context.close()


def read(path: Path) -> Any:
    return PdfReader(io.BytesIO(path.read_bytes()))


@pytest.mark.parametrize("shown", [("fr", 1280), ("ar", 360)], indirect=True)
def test_a_brief_is_taken_by_mouse(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    page.goto(f"{story.at}/entities/{story.opened}/")
    page.locator("main a[href$='/take/']").click()
    page.wait_for_url("**/take/")
    faults = Axe().run(page).response["violations"]
    assert not faults, [(each["id"], [node["target"] for node in each["nodes"]]) for each in faults]
    page.locator("select[name=language]").select_option("ar")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[name=purpose][aria-invalid=true]")).to_be_visible()
    page.locator("[name=purpose]").fill("جلسة 3 مايو")
    page.locator("main form button[type=submit]").click()
    # One of the reports beside him is under H2, which nobody could know before the file was made.
    page.locator("[name=confirmed]").check()
    with page.expect_download() as taken:
        page.locator("main form button[type=submit]").click()
    assert taken.value.suggested_filename.startswith("manara-entity-H2-E_0417-")
    pdf = read(taken.value.path())
    assert pdf.root_object["/Lang"] == "ar" and pdf.metadata.title == NAME
    # A refused form is answered with 422, which the browser counts among its complaints.
    assert [each for each in complaints if "422" not in each] == []
    page.goto(f"{story.at}/entities/{story.opened}/readers/")
    expect(page.locator("tr", has_text="جلسة 3 مايو").first).to_be_visible()


@pytest.mark.parametrize("shown", [("en", 1280)], indirect=True)
def test_a_table_is_taken_by_keys_alone(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    page.goto(f"{story.at}/entities/{story.opened}/")
    tab_to(page, "a[href$='/take/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/take/")
    tab_to(page, "[name=format]")
    page.keyboard.press("ArrowDown")  # from the brief to the table
    tab_to(page, "[name=purpose]")
    page.keyboard.type("case 12")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".csv")
    content = taken.value.path().read_text("utf-8-sig")
    assert NAME in content and "case 12" in content
    assert complaints == []


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _step in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")
