"""An investigator reads when what was, nearer and farther, by mouse and by keyboard alone; help and keys come when asked."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect

from manara.foundation.models import User
from manara.intake.models import Entity
from tests.foundation import people
from tests.resolution.world import admit, draft, entity, said, tie
from tests.signed_in import session_of

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("محمد ولد أحمد سالم", "WWWWW MMMMM", "Traoré Mamadou", "شششششش صصصصصص ضضضضض", "José María Ñáñez", "Il’l i")


@dataclass(frozen=True)
class Told:
    """A phone of which much is dated, on a node that answers at `at`."""

    at: str
    me: User
    phone: uuid.UUID


@pytest.fixture
def story(live_server: Any) -> Told:
    with transaction.atomic():
        me = people.person("investigator", at=people.agency("gn-ndb"), code="E-0417")
        others = [entity(f"p{n}", "Person", name=name) for n, name in enumerate(NAMES)]
        links = [
            tie(f"x{n}", "UnknownLink", {"subject": f"p{n % len(NAMES)}", "object": "phone"},
                said("date", f"20{21 + n % 5}-{1 + n % 12:02}-{1 + n % 28:02}" if n % 4 else f"~20{21 + n % 5}"),
                kind="fact" if n % 3 else "assessment")
            for n in range(70)
        ]  # fmt: skip
        uses = [
            tie(f"u{n}", "PhoneUse", {"holder": f"p{n}", "phone": "phone"}, said("startDate", f"202{n}-03"),
                *([said("endDate", f"202{n + 1}-06-01")] if n % 2 else []))
            for n in range(5)
        ]  # fmt: skip
        (report,) = admit(me, draft(entity("phone", "Phone", number="+22236301010"), *others, *links, *uses))
        with people.at_work(me):
            phone = Entity.objects.get(report=report, schema="Phone").public_id
    return Told(live_server.url, me, phone)


def opened(browser: Browser, story: Told, language: str, **more: Any) -> tuple[BrowserContext, list[str]]:
    """A window of the investigator, and what the browser complained of."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale=language, **more)
    values = {django_settings.SESSION_COOKIE_NAME: session_of(story.me), "manara_language": language}
    context.add_cookies([{"name": name, "value": value, "url": story.at} for name, value in values.items()])
    context.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
    context.on("weberror", lambda problem: complaints.append(str(problem.error)))
    return context, complaints


@pytest.fixture
def shown(browser: Browser, story: Told, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    context, complaints = opened(browser, story, request.param)
    yield context.new_page(), complaints
    context.close()


# Boxes of all letters and marks of the drawing that is seen, a lane's own apart from those of other lanes by its height.
BOXES = """(svg) => [...svg.querySelectorAll(".mark")].map((mark) => {
  const of = (box) => [box.x, box.x + box.width, box.y, box.y + box.height];
  const text = mark.querySelector("text");
  const bars = [...mark.querySelectorAll("rect, line")].map((bar) => of(bar.getBBox()));
  return { bars, text: text ? of(text.getBBox()) : null };
})"""


def collisions(page: Page, drawing: str) -> list[str]:
    """Pairs of marks that lie on one another, measured in the browser with its own letters."""
    whole = [0, page.locator(drawing).evaluate("svg => svg.viewBox.baseVal.width")]
    found, placed = [], []
    for mark in page.locator(drawing).evaluate(BOXES):
        parts = [*mark["bars"], *([mark["text"]] if mark["text"] else [])]
        high = [(part[2], part[3]) for part in mark["bars"]]
        box = [min(p[0] for p in parts), max(p[1] for p in parts), min(h[0] for h in high), max(h[1] for h in high)]
        if box[0] < whole[0] - 1 or box[1] > whole[1] + 1:
            found.append(f"out of the picture: {box}")
        for other in placed:
            apart = box[1] <= other[0] + 1 or other[1] <= box[0] + 1 or box[3] <= other[2] or other[3] <= box[2]
            if not apart:
                found.append(f"{box} on {other}")
        placed.append(box)
    assert len(placed) > 5
    return found


@pytest.mark.parametrize("shown", ["ar", "fr"], indirect=True)
def test_labels_never_collide_wide_and_narrow_and_all_can_read_it(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    for width, drawing in ((1280, ".tl-wide"), (360, ".tl-narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        for query in ("", "?from=2021-01-01&to=2026-12-31&hijri=1", "?from=2023-01-01&to=2023-06-30"):
            page.goto(f"{story.at}/entities/{story.phone}/timeline/{query}")
            expect(page.locator(drawing)).to_be_visible()
            assert collisions(page, drawing) == []
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert Axe().run(page).response["violations"] == []
    assert complaints == []


@pytest.mark.parametrize("shown", ["ar", "fr"], indirect=True)
def test_by_keyboard_alone(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    page.goto(f"{story.at}/entities/{story.phone}/timeline/")
    period = page.locator("#timeline-title bdi bdi")
    first = period.all_inner_texts()
    page.keyboard.press("+")
    expect(period.first).not_to_have_text(first[0])
    nearer = period.all_inner_texts()
    assert first[0] < nearer[0] and nearer[1] < first[1]
    page.keyboard.press("ArrowLeft" if page.evaluate("document.dir") == "rtl" else "ArrowRight")
    expect(period.first).not_to_have_text(nearer[0])
    assert period.first.inner_text() > nearer[0], "the arrow that points along the time leads on"
    page.keyboard.press("0")
    expect(period.first).to_have_text(first[0])
    page.keyboard.press("-")
    expect(period.first).not_to_have_text(first[0])
    page.go_back()
    expect(period.first).to_have_text(first[0])
    page.keyboard.press("?")
    keys = page.locator("dialog#keys")
    expect(keys).to_be_visible()
    expect(keys.locator(".page-keys kbd").first).to_have_text("+")
    page.keyboard.press("Shift+Tab")  # from "Close" to the help on this page
    page.keyboard.press("Enter")
    expect(keys).to_be_hidden()
    expect(page.locator("dialog#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#help")).to_be_hidden()
    assert complaints == []


@pytest.mark.parametrize("shown", ["fr"], indirect=True)
def test_by_mouse_a_number_opens_and_help_comes_when_asked(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    page.goto(f"{story.at}/entities/{story.phone}/timeline/")
    period = page.locator("#timeline-title bdi bdi")
    before = period.first.inner_text()
    page.locator("#tl-hijri").click()
    expect(page.locator(".tl-wide .date.hijri").first).to_be_visible()
    page.locator("#tl-nearer").click()
    expect(period.first).not_to_have_text(before)
    expect(page.locator(".tl-wide .date.hijri").first).to_be_visible()
    page.goto(f"{story.at}/entities/{story.phone}/timeline/?from=2020-01-01&to=2027-01-01")
    several = page.locator(".tl-wide .several").first
    count = int(str(several.locator("text").text_content()).strip("\u2066\u2069").split()[0])
    several.locator("text").click()
    page.wait_for_url("**from=*#timeline-table")
    assert page.locator("#timeline-table tbody tr").count() >= min(count, 60)
    page.locator("footer a", has_text="Aide").click()
    expect(page.locator("dialog#help")).to_contain_text("Chronologie")
    page.locator("dialog#help a").click()
    page.wait_for_url("**/help/")
    expect(page.locator("#about-resolution-timeline")).to_contain_text("Chronologie")
    assert complaints == []


def test_it_works_without_scripts(browser: Browser, story: Told) -> None:
    context, _complaints = opened(browser, story, "fr", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{story.at}/entities/{story.phone}/timeline/")
    before = page.locator("#timeline-title bdi bdi").first.inner_text()
    page.locator("#tl-nearer").click()
    expect(page.locator("#timeline-title bdi bdi").first).not_to_have_text(before)
    page.locator("footer a", has_text="Aide").click()
    page.wait_for_url("**/help/#about-resolution-timeline")
    context.close()
