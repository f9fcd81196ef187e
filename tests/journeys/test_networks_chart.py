"""An investigator opens a man's network as a chart, grows it, reads what ties him, undoes, keeps it; also by keyboard alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, expect

from manara.foundation.models import User
from tests.foundation import people
from tests.networks.test_chart import ring
from tests.resolution.story import NAME
from tests.signed_in import session_of

pytestmark = pytest.mark.django_db(transaction=True)
OVERLAPS = """() => { const boxes = document.querySelector(".stage").labels; let found = 0;
  boxes.forEach(({ box: a }, at) => boxes.slice(at + 1).forEach(({ box: b }) => {
    if (a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]) found += 1; }));
  return [boxes.length, found]; }"""
# A thing stands so that its name, in the first place it would take, lay under the buttons that bring the chart nearer.
UNDER_BUTTONS = """() => { const { view } = document.querySelector("#chart").chart, stage = document.querySelector(".stage");
  const from = stage.getBoundingClientRect(), over = document.querySelector(".zoom").getBoundingClientRect();
  const box = [over.left - from.left, over.top - from.top, over.right - from.left, over.bottom - from.top];
  const [id] = view.seen.nodes.keys(), { x, y } = view.toGraph({ x: (box[0] + box[2]) / 2, y: box[1] + 6 });
  view.move(new Map([[id, [x, y]]]));
  view.settle();
  const under = stage.labels.filter(({ box: a }) => a[0] < box[2] && box[0] < a[2] && a[1] < box[3] && box[1] < a[3]);
  return [Math.round(view.sigma.graphToViewport(view.seen.nodes.get(id)).y - box[1]), under.length]; }"""


@dataclass(frozen=True)
class Told:
    at: str
    me: User
    man: uuid.UUID


@pytest.fixture
def story(live_server: Any) -> Told:
    me = people.person("investigator", at=people.agency("gn-ndb"), code="E-0417")
    man, _other = ring(me)
    return Told(live_server.url, me, man)


@pytest.fixture
def shown(browser: Browser, story: Told, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    """The chart's page in the language asked for, and what the browser complained of."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale=request.param)
    values = {django_settings.SESSION_COOKIE_NAME: session_of(story.me), "manara_language": request.param}
    context.add_cookies([{"name": name, "value": value, "url": story.at} for name, value in values.items()])
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda problem: complaints.append(str(problem.error)))
    page = context.new_page()
    yield page, complaints
    context.close()


def opened(page: Page, story: Told) -> None:
    """From the man's network to his chart, once it stands."""
    page.goto(f"{story.at}/entities/{story.man}/network/")
    page.locator("a[href^='/chart/?entity']").first.click()
    page.wait_for_url("**/chart/?entity=*")
    expect(page.locator("#chart[data-nodes='3']")).to_be_attached()


@pytest.mark.parametrize("shown", ["ar", "fr"], indirect=True)
def test_by_mouse(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    opened(page, story)
    expect(page.locator("#things tbody tr")).to_have_count(3)
    row = page.locator("#things tbody tr", has_text="+222")
    row.locator("[data-what=open]").click()
    expect(page.locator("#chart[data-nodes='4']")).to_be_attached()
    expect(page.locator("#things tbody")).to_contain_text("Traoré Mamadou")
    page.locator("#ties tbody tr", has_text="Yaye Fatou").locator("[data-what=behind]").click()
    expect(page.locator(".panel .strands li")).to_have_count(1)
    expect(page.locator(".panel .strands")).to_contain_text("B2")
    page.locator("[data-act=undo]").click()
    expect(page.locator("#chart[data-nodes='3']")).to_be_attached()
    page.locator("[data-act=redo]").click()
    expect(page.locator("#chart[data-nodes='4']")).to_be_attached()
    if page.locator("#chart.drawn").count():
        page.wait_for_function("document.querySelector('.stage').labels?.length > 0")
        written, overlapping = page.evaluate(OVERLAPS)
        assert written >= 3 and overlapping == 0
        assert page.evaluate(UNDER_BUTTONS) == [6, 0]
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']} {each['nodes'][0]['html'][:160]}" for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("[data-dialog=save-dialog]").click()
    page.fill("#save-name", "شبكة Nouadhibou")
    page.locator("#save-dialog [type=submit]").click()
    page.wait_for_url("**/charts/*/")
    page.reload()
    expect(page.locator("h1")).to_have_text("شبكة Nouadhibou")
    expect(page.locator("#chart[data-nodes='4']")).to_be_attached()
    assert complaints == []


@pytest.mark.parametrize("shown", ["ar"], indirect=True)
def test_by_keyboard_alone(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    opened(page, story)
    page.locator("#things tbody tr", has_text="+222").locator("input").focus()
    page.keyboard.press("Space")
    page.locator("#things tbody tr", has_text="+222").locator("[data-what=open]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chart[data-nodes='4']")).to_be_attached()
    page.locator("#things tbody tr", has_text="+222").locator("[data-what=hide]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chart[data-nodes='3']")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(page.locator("#chart[data-nodes='4']")).to_be_attached()
    # The two men: the way between them leads over the phone.
    for name in (NAME, "Traoré Mamadou"):
        box = page.locator("#things tbody tr", has_text=name).locator("input")
        if not box.is_checked():
            box.focus()
            page.keyboard.press("Space")
    phone = page.locator("#things tbody tr", has_text="+222").locator("input")
    if phone.is_checked():
        phone.focus()
        page.keyboard.press("Space")
    page.locator("[data-act=way]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("+222")
    assert complaints == []


def test_where_the_browser_has_no_webgl_at_all(browser: Browser, chromium: str, story: Told) -> None:
    """The still picture is the chart then, with every act on it: sigma itself does not even load."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
    without = browser.browser_type.launch(executable_path=chromium, args=arguments)
    context = without.new_context(viewport={"width": 1280, "height": 900}, locale="fr")
    values = {django_settings.SESSION_COOKIE_NAME: session_of(story.me), "manara_language": "fr"}
    context.add_cookies([{"name": name, "value": value, "url": story.at} for name, value in values.items()])
    page = context.new_page()
    page.goto(f"{story.at}/chart/?entity={story.man}")
    expect(page.locator("#chart.flat .still svg")).to_be_visible()
    things = page.locator("#things tbody tr")
    expect(things).to_have_count(3)
    things.first.locator("input[type=checkbox]").check()
    expect(page.locator("[data-needs='1'][aria-disabled=false]").first).to_be_visible()
    without.close()
