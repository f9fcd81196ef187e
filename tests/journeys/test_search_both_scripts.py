"""An investigator finds a man in either script, reads who said what of him, and his keeper sees that he did."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import User
from tests.foundation import people
from tests.resolution.story import NAME, agencies, told
from tests.signed_in import session_of

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Told:
    """The story on a node that answers at `at`; `opened` is the man's page."""

    at: str
    me: User
    opened: uuid.UUID


@pytest.fixture
def story(live_server: Any) -> Told:
    with transaction.atomic():
        home, sea, abroad = agencies()
        me = people.person("investigator", at=home, code="E-0417")
        others = people.person("analyst", at=sea, code="E-0500"), people.person("liaison", at=abroad, code="E-0600")
        case = people.circle(me)
        with people.at_work(me) as viewer:
            for other in others:
                admit_member(viewer, case, other, reason="one case")
        opened = told(me, others, case.pk)
    return Told(live_server.url, me, opened)


@pytest.fixture
def shown(browser: Browser, story: Told, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    """A page of the investigator in the language asked for, and what the browser complained of."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale=request.param)
    values = {django_settings.SESSION_COOKIE_NAME: session_of(story.me), "manara_language": request.param}
    context.add_cookies([{"name": name, "value": value, "url": story.at} for name, value in values.items()])
    context.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda problem: complaints.append(str(problem.error)))
    yield context.new_page(), complaints
    context.close()


@pytest.mark.parametrize("shown", ["ar", "fr"], indirect=True)
def test_a_search_in_one_script_finds_the_other_by_keyboard_alone(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    page.goto(story.at)
    page.keyboard.press("/")
    page.keyboard.type("Mohamed Ould Ahmed Salem")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    line = page.locator("[data-walk]", has_text=NAME)
    expect(line).to_have_count(1)
    page.goto(f"{story.at}/search/?q=فاطمتو منت سيدي ابراهيم")
    expect(page.locator("[data-walk]", has_text="Fatimetou Mint Sidi Brahim")).to_have_count(1)
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/*/")
    expect(page.locator("h1")).to_have_text("Fatimetou Mint Sidi Brahim")
    assert complaints == []


@pytest.mark.parametrize("shown", ["ar"], indirect=True)
def test_what_is_typed_is_suggested_and_opened_with_the_arrow_keys(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    page.goto(f"{story.at}/search/")
    box = page.locator("#again")
    box.press_sequentially("traor")
    expect(page.locator(".again [role=option]")).to_have_count(1)
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']} {each['nodes'][0]['html']}" for each in found] == []
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/entities/*/")
    expect(page.locator("h1")).to_have_text("Traoré Mamadou")
    assert complaints == []


@pytest.mark.parametrize("shown", ["ar", "fr"], indirect=True)
def test_every_part_can_be_read_by_everybody_on_any_screen(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    axe = Axe()
    here = f"/entities/{story.opened}"
    for address in (
        f"{here}/", f"{here}/network/", f"{here}/reports/", f"{here}/files/", f"{here}/readers/", "/entities/", "/search/",
        "/search/?q=Mohamed+Ahmed&schema=Person", "/search/?q=Zzyzx+Qwert", "/search/?q=a",
    ):  # fmt: skip
        page.goto(story.at + address)
        # The sign-in page is accessible too, and would prove nothing.
        expect(page.locator("form.find"), address).to_have_count(1)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            found = axe.run(page).response["violations"]
            assert [f"{each['id']} {each['nodes'][0]['html']}" for each in found] == [], (address, width)
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), (address, width)
    assert complaints == []


@pytest.mark.parametrize("shown", ["fr"], indirect=True)
def test_labels_of_the_picture_never_overlap(shown: tuple[Page, list[str]], story: Told) -> None:
    page, _complaints = shown
    page.goto(f"{story.at}/entities/{story.opened}/network/")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.net text')].map((each) => each.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 9
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = (
                one["right"] <= other["left"] or other["right"] <= one["left"]
                or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
            )  # fmt: skip
            assert apart, (one, other)
