"""An investigator opens the map, moves the period, picks a mark, reads and adds a place, takes it along; also by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, expect

from manara.foundation.models import User
from tests.foundation import people
from tests.resolution.world import admit, draft
from tests.routes.test_map import NOUADHIBOU, context, incident
from tests.signed_in import session_of

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {"ar": "نواذيبو", "fr": "Nouadhibou"}
GL = "Boolean(document.createElement('canvas').getContext('webgl2'))"


@dataclass(frozen=True)
class Told:
    at: str
    me: User


@pytest.fixture
def story(live_server: Any) -> Told:
    me = people.person("investigator", at=people.agency("gn-ndb"), code="E-0417")
    admit(me, *(draft(place="Nouadhibou", occurred="2023-05-10", title=f"Départ {n}") for n in range(3)))
    admit(me, draft(place="Dakar", occurred="2026-03-02", title="Une pirogue"), draft(place="Rosso", occurred="2025-01-01"))
    days = ("2022-01-05", "2023-05-06", "2024-07-07", "2026-04-08")
    context(me, *(incident(f"{19 + n}.5", "-17.9", dead="2", missing="1", date=day) for n, day in enumerate(days)))
    return Told(live_server.url, me)


@pytest.fixture
def shown(browser: Browser, story: Told, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    """A page in the language asked for, and what the browser complained of or asked of another host."""
    complaints: list[str] = []
    own = (story.at, "data:", "blob:")
    window = browser.new_context(viewport={"width": 1280, "height": 900}, locale=request.param, accept_downloads=True)
    values = {django_settings.SESSION_COOKIE_NAME: session_of(story.me), "manara_language": request.param}
    window.add_cookies([{"name": name, "value": value, "url": story.at} for name, value in values.items()])
    window.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    window.on("weberror", lambda problem: complaints.append(str(problem.error)))
    window.on("request", lambda asked: None if asked.url.startswith(own) else complaints.append(asked.url))
    yield window.new_page(), complaints
    window.close()


def opened(page: Page, story: Told) -> bool:
    """The map with everything on it; whether it is the movable one, where this browser can draw it."""
    page.goto(f"{story.at}/map/")
    expect(page.locator(".map-places li")).to_have_count(2)
    expect(page.locator(".map-slide")).to_be_visible()
    if not page.evaluate(GL):
        return False
    page.wait_for_selector(".map-figure[data-lively]", timeout=60_000)
    return True


def faults(page: Page) -> list[str]:
    """What is wrong with the page, wide and narrow."""
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page).response["violations"]
        found += [f"{width}: {each['id']} {each['nodes'][0]['html'][:160]}" for each in violations]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width}: wider than the screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


@pytest.mark.parametrize("shown", ["ar", "fr"], indirect=True)
def test_by_mouse(shown: tuple[Page, list[str]], story: Told, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    page, complaints = shown
    name = NAMES[request.node.callspec.params["shown"]]
    lively = opened(page, story)
    assert faults(page) == []
    # The slider stands for the fields of the period: no key stops where nothing is seen.
    assert page.locator("[name=since]").evaluate("field => { field.focus(); return document.activeElement !== field; }")
    # The last month is drawn back by a third of the way: what was told of Dakar in 2026 goes from list and picture.
    last = page.locator(".map-slide input").nth(1)
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box is not None
    # Time runs as the page is read: in Arabic the last month stands at the left.
    end, third = (8, 0.34) if request.node.callspec.params["shown"] == "ar" else (box["width"] - 8, 0.66)
    page.mouse.move(box["x"] + end, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * third, box["y"] + box["height"] / 2, steps=6)
    if lively:
        page.wait_for_function("document.querySelector('.map-figure').moving.drawn > 0")
        assert page.evaluate("document.querySelector('.map-figure').moving.shown") < 4
    page.mouse.up()
    expect(page.locator(".map-places li")).to_have_count(1)
    expect(page.locator(".map-places")).to_contain_text(name)
    assert "until=" in page.url
    if lively:
        # At rest the map clusters and names again what the still had shown sign by sign.
        page.wait_for_selector(".map-figure[data-rests]", timeout=60_000)
        expect(page.locator(".map-moving")).to_be_hidden()
    page.locator(".map-slide [data-all]").click()
    expect(page.locator(".map-places li")).to_have_count(2)
    # A layer goes with its box, and the legend says no more of it.
    expect(page.locator(".map-legend li")).to_have_count(4)
    page.locator(".map-layers input[value=incidents]").uncheck()
    expect(page.locator(".map-legend li")).to_have_count(3)
    # The mark of a place leads to what is said of it.
    page.goto(f"{story.at}/map/all/?place={NOUADHIBOU}")
    expect(page.locator("#chosen h2")).to_have_text(name)
    page.locator("#chosen a.btn").click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("section[aria-labelledby=here] li")).to_have_count(3)
    assert faults(page) == []
    page.goto(f"{story.at}/places/")
    assert faults(page) == []
    page.locator(".acts a[href='/places/add/']").click()
    page.fill("[name=name]", "Plage de la gazelle")
    page.fill("[name=latitude]", "20.5")
    page.fill("[name=longitude]", "-16.9")
    page.fill("[name=reason]", "شوهدت قوارب")
    page.locator("main form.form button.main").click()
    expect(page.locator("h1")).to_have_text("Plage de la gazelle")
    page.goto(f"{story.at}/map/")
    expect(page.locator(".map-places li")).to_have_count(2)
    page.locator("button[formaction='/map/export/']").click()
    assert faults(page) == []
    page.fill("[name=purpose]", "SOM-2026-031")
    with page.expect_download() as coming:
        page.locator("main form.form button.main").click()
    coming.value.save_as(tmp_path / "map.geojson")
    taken = json.loads((tmp_path / "map.geojson").read_text("utf-8"))
    assert {each["properties"]["layer"] for each in taken["features"]} == {"reports", "incidents"}
    assert complaints == []


@pytest.mark.parametrize("shown", ["ar"], indirect=True)
def test_by_keyboard_alone(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    opened(page, story)
    last = page.locator(".map-slide input").nth(1)
    last.focus()
    for _month in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".map-places li")).to_have_count(1)
    expect(last).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".map-places li")).to_have_count(2)
    page.locator(".map-layers input[value=reports]").focus()
    page.keyboard.press("Space")
    expect(page.locator(".map-places")).to_have_count(0)
    page.keyboard.press("Space")
    expect(page.locator(".map-places li")).to_have_count(2)
    page.locator(".map-places a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(NAMES["ar"])
    page.goto(f"{story.at}/places/#unplaced")
    page.locator(".unplaced select").focus()
    page.keyboard.press("ArrowDown")
    page.locator(".unplaced form button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#placings")).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("shown", ["fr"], indirect=True)
def test_without_a_script_a_link_leads_to_everything(browser: Browser, story: Told, shown: tuple[Page, list[str]]) -> None:
    with_script, _complaints = shown
    cookies = with_script.context.cookies()
    window = browser.new_context(java_script_enabled=False, locale="fr")
    window.add_cookies(cookies)  # type: ignore[arg-type]
    page = window.new_page()
    page.goto(f"{story.at}/map/")
    expect(page.locator("svg.map .names")).to_contain_text("Mauritanie")
    page.locator(".map-list a.btn").click()
    expect(page.locator(".map-places li")).to_have_count(2)
    # Picked in the picture: the marks are links.
    page.locator("svg.map .layer-reports a").first.click()
    expect(page.locator("#chosen h2")).to_have_text("Nouadhibou")
    page.fill("[name=since]", "2026-01")
    page.locator("#map-filters button.btn").last.click()
    expect(page.locator(".map-places li")).to_have_count(1)
    window.close()
