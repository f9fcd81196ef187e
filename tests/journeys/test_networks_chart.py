"""An investigator opens a man's network as a chart, grows it, reads what ties him, narrows it by layer, doubt and time, finds
the strongest way, undoes, keeps it; also by keyboard alone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, expect

from manara.foundation.models import User
from manara.intake.models import Entity
from manara.networks.actions.give_role import Given, give_role
from manara.networks.engine.ties.layers import percent
from manara.networks.models import Script
from manara.networks.pages import saying
from manara.networks.queries.strongest import strongest
from tests.foundation import people
from tests.networks.test_chart import ring
from tests.networks.test_chart_layers import net, stood
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

# Nine hundred invented things: which is found where one stands, its colour in the picture, and whether names overlap at rest.
PAINTED = """async () => { const { view, store } = document.querySelector("#chart").chart;
  const stage = document.querySelector(".stage"), nodes = new Map(), ties = new Map();
  for (let i = 0; i < 900; i += 1) nodes.set(`n${i}`, { id: `n${i}`, label: i % 2 ? `محمد ولد أحمد ${i}` : `Traoré ${i}`,
    degree: 2, family: "vessel", x: (i % 40) * 50, y: Math.floor(i / 40) * 50, members: [], agencies: [], roles: [], more: 0 });
  for (let i = 7; i < 900; i += 1) ties.set(`n${i - 7}|n${i}`, { key: `n${i - 7}|n${i}`, a: `n${i - 7}`, b: `n${i}`,
    sure: i % 2, weight: i % 100, direction: 0, says: ["x"], count: 1, members: [] });
  const rested = () => new Promise((done) => stage.addEventListener("chart:rest", done, { once: true }));
  view.show({ nodes, ties });
  const rest = rested();
  view.fit({ animate: false });
  await rest;
  const at = view.sigma.graphToViewport(nodes.get("n450")), ratio = devicePixelRatio;
  const pixel = new OffscreenCanvas(1, 1).getContext("2d"), boxes = stage.labels;
  pixel.drawImage(view.sigma.picture, Math.round(at.x * ratio), Math.round(at.y * ratio), 1, 1, 0, 0, 1, 1);
  const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
  let overlapping = 0;
  boxes.forEach(({ box: a }, place) => boxes.slice(place + 1).forEach(({ box: b }) => {
    if (a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]) overlapping += 1; }));
  const found = view.sigma.getNodeAtPosition(at), named = boxes.some(({ box }) => box[0] <= at.x && at.x <= box[2] &&
    box[1] <= at.y && at.y <= box[3]);
  view.show(store.seen());
  view.fit({ animate: false });
  return [view.large, found, named || red + green + blue < 400, boxes.length > 20, overlapping]; }"""
# What a name or a tie that is too long is cut to; behind it stands how many it is of.
CUT = """async () => { const { shortened } = await import("/static/networks/labels.js");
  return [shortened("family (half-brother) of all", 26), shortened("يعمل مع (works together with)", 26, " ×3"),
    shortened("The people of the boats of the north", 30, " (12)"), shortened("Two", 30, " (2)")]; }"""
# The heads of lanes that don't stand wholly over the picture, or whose words are wider than the lane.
HEADS_CUT = """() => {
  const bar = document.querySelector("[data-lane-heads]"), rim = bar.getBoundingClientRect();
  const out = ({ left, right }) => left < rim.left - 1 || right > rim.right + 1;
  const cut = head => out(head.getBoundingClientRect()) || head.scrollWidth > head.clientWidth;
  return [...bar.children].filter(head => !head.hidden && cut(head)).map(head => head.innerText);
}"""
# Nine more things than there are are put on the chart.
MANY = """() => { const { store, acts } = document.querySelector("#chart").chart, [one] = store.nodes.values();
  for (let i = 0; i < 9; i += 1) { store.nodes.set(`n${i}`, { ...one, id: `n${i}` });
    store.state.places.set(`n${i}`, [i, i]); }
  acts.selectionChanged(); }"""
# Of each table how many heads stand over the cells of its first row.
HEADS_AND_CELLS = """() => ["#things", "#ties"].map(table => ["thead tr", "tbody tr"].map(
  row => [...document.querySelector(`${table} ${row}`).cells].filter(cell => cell.offsetParent !== null).length))"""
# Where the man stands on the screen, and whether he stands in the lane of his stage.
STANDS = """() => { const { view, store } = document.querySelector("#chart").chart;
  const box = document.querySelector(".stage").getBoundingClientRect();
  const man = [...store.seen().nodes.values()].find(({ stage }) => stage), { x, y } = view.sigma.graphToViewport(man);
  const [, left, right] = store.state.lanes.find(([code]) => code === man.stage.lane);
  return [box.left + x - view.sigma.margin, box.top + y - view.sigma.margin, man.x > left && man.x < right]; }"""

# The ties that the script draws under some filters, with their figures, as the node's own picture of the state must have them.
DRAWN = """(several) => { const { store } = document.querySelector("#chart").chart, { filters } = store.state;
  return several.map((wanted) => {
    for (const [name, value] of Object.entries(wanted)) filters[name] = Array.isArray(value) ? new Set(value) : value;
    const { ties } = store.seen();
    const found = [...ties.values()].map((tie) => [[tie.a, tie.b].sort().join("|"), tie.weight, tie.says.length, tie.sure]);
    const none = { layers: new Set(), kinds: new Set(), least: 0, factsOnly: false, since: "", until: "", undated: false };
    Object.assign(filters, none);
    return found.sort();
  }); }"""
NARROWED: tuple[dict[str, Any], ...] = (
    {}, {"layers": ["call"]}, {"layers": ["family", "shared"]}, {"least": 50}, {"least": 80, "layers": ["call"]},
    {"factsOnly": True}, {"since": "2025-05", "until": "2025-06"}, {"since": "2025-05", "until": "2025-06", "undated": True},
    {"since": "2025-01-14", "until": "2025-01-14"}, {"until": "2024-12"}, {"since": "2026-02"}, {"kinds": ["Payment"]},
)  # fmt: skip
NODES = """() => [...document.querySelector("#chart").chart.store.nodes.keys()]"""
STRONGEST = """([from, to]) => document.querySelector("#chart").chart.store.strongest(from, to)"""


@dataclass(frozen=True)
class Told:
    at: str
    me: User
    man: uuid.UUID


@pytest.fixture
def story(live_server: Any) -> Told:
    me = people.person("investigator", at=people.agency("gn-ndb"), code="E-0417")
    man, _other = ring(me)
    with people.at_work(me) as viewer:
        give_role(viewer, Entity.objects.get(public_id=man), Given(Script.SOM, "guide", "land", reason="Deux sources"))
    people.nobody()
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


def in_lanes(page: Page) -> None:
    """Into lanes, back and again: the man whom a person called a guide is on the land leg, and what hangs on him alone."""
    key, heads = page.locator("[data-lane-key] li"), page.locator("[data-lane-heads] li")
    page.locator("[data-act=lanes]").click()
    expect(key).to_have_count(7)
    expect(page.locator("[data-act=lanes]")).to_have_attribute("aria-pressed", "true")
    expect(key.nth(1).locator(".badge")).to_have_text("2")  # he and his boat; the phone is another's, too
    page.locator("[data-act=undo]").click()
    expect(key).to_have_count(0)
    page.locator("[data-act=redo]").click()
    expect(key).to_have_count(7)
    expect(page.locator("#things tbody tr", has_text=NAME)).to_contain_text(key.nth(1).inner_text().split("\n")[1])
    if page.locator("#chart.drawn").count():
        first, last = heads.first.bounding_box(), heads.last.bounding_box()
        assert first and last and (first["x"] > last["x"]) == (page.evaluate("document.dir") == "rtl")
        assert page.evaluate(OVERLAPS)[1] == 0
        assert page.evaluate(HEADS_CUT) == []
        # Dragged to the chart's edge he stays in his lane.
        x, y, _inside = page.evaluate(STANDS)
        page.mouse.move(x, y)
        page.mouse.down()
        for far in (30, 300, 600):
            page.mouse.move(x + far, y + 20)
        page.mouse.up()
        expect(page.locator("[data-lane-key] li")).to_have_count(7)
        moved, _y, inside = page.evaluate(STANDS)
        assert inside and moved > x


def narrowed(page: Page) -> None:
    """Layers, doubt and time, each back to everything: of the boat an assessment tells, of which little is left above 60 %."""
    ties = page.locator("#ties tbody tr")
    expect(ties).to_have_count(3)
    page.locator("details.wide-menu > summary").click()
    page.locator("[name=layers][value=property]").uncheck()
    expect(ties).to_have_count(2)
    page.locator("[name=layers][value=property]").check()
    page.locator("[name=least]").fill("60")
    expect(ties).to_have_count(2)
    expect(page.locator(".least output")).to_have_text("60 %")
    page.locator(".filters .dates .btn").click()
    expect(ties).to_have_count(3)
    page.locator("details.wide-menu > summary").click()
    # The phone is in use since March 2025; the rest is of the day of which the reports tell.
    page.locator("[name=window]").select_option("1")
    page.locator("[name=period]").fill("0")
    expect(ties).to_have_count(1)
    expect(page.locator("[data-when]")).to_have_text("2025-03")
    page.locator("[data-play]").click()
    expect(page.locator("[data-when]")).to_have_text("2025-05")
    page.locator("[data-play]").click()
    expect(page.locator("[data-play]")).to_have_attribute("aria-pressed", "false")
    page.locator("[data-reset]").click()
    expect(ties).to_have_count(3)


def strongest_way(page: Page) -> None:
    """Between the two men, with each tie on it; then what they have in common, and who reports it."""
    page.evaluate("document.querySelector('#chart').chart.acts.select([])")
    for name in (NAME, "Traoré Mamadou"):
        page.locator("#things tbody tr", has_text=name).locator("input").check()
    page.locator("[data-act=strongest]").click()
    expect(page.locator("[data-said]")).to_contain_text("65 %")
    expect(page.locator(".panel .way > li")).to_have_count(2)
    expect(page.locator(".panel .way")).to_contain_text("71 %")
    page.locator("[data-do=common]").click()
    expect(page.locator(".panel .shared > li")).to_have_count(1)
    expect(page.locator(".panel .shared li li")).to_have_count(2)
    expect(page.locator(".panel .shared li li").first).to_contain_text("71 %")
    page.locator("#things tbody tr", has_text=NAME).locator("[data-what=name]").click()
    page.locator("[data-do=leaving]").click()
    expect(page.locator(".panel .leaving .note")).to_be_visible(timeout=30_000)


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
    expect(page.locator("[data-said]")).to_have_text(re.compile(".+"))
    box = page.locator("[data-said]").bounding_box()
    assert box is not None and box["width"] > 200, "what came of it is also seen"
    page.locator("[data-act=redo]").click()
    expect(page.locator("#chart[data-nodes='4']")).to_be_attached()
    if page.locator("#chart.drawn").count():
        page.wait_for_function("document.querySelector('.stage').labels?.length > 0")
        written, overlapping = page.evaluate(OVERLAPS)
        assert written >= 3 and overlapping == 0
        assert page.evaluate(UNDER_BUTTONS) == [6, 0]
    narrowed(page)
    strongest_way(page)
    if page.locator("#chart.drawn").count():
        assert page.evaluate(PAINTED) == [False, "n450", True, True, 0]
    in_lanes(page)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']} {each['nodes'][0]['html'][:160]}" for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    # On paper what can be done in a row goes, with its head: no column stands under another's.
    page.emulate_media(media="print")
    assert page.evaluate(HEADS_AND_CELLS) == [[5, 5], [6, 6]]
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("details.wide-menu > summary").click()
    page.locator("[name=layers][value=property]").uncheck()
    page.locator("details.wide-menu > summary").click()
    page.locator("[data-dialog=save-dialog]").click()
    page.fill("#save-name", "شبكة Nouadhibou")
    page.locator("#save-dialog [type=submit]").click()
    page.wait_for_url("**/charts/*/")
    page.reload()
    expect(page.locator("h1")).to_have_text("شبكة Nouadhibou")
    expect(page.locator("#chart[data-nodes='4'][data-ties='2']")).to_be_attached()
    expect(page.locator("[data-lane-key] li")).to_have_count(7)
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
    page.locator(".stage").focus()
    page.keyboard.press("r")
    expect(page.locator("[data-lane-key] li")).to_have_count(7)
    page.keyboard.press("r")
    expect(page.locator("[data-lane-key] li")).to_have_count(0)
    page.locator("[data-act=way]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("+222")
    page.locator(".stage").focus()
    page.keyboard.press("s")
    expect(page.locator("[data-said]")).to_contain_text("65 %")
    # Time runs from the right to the left here: the arrow to the left goes on.
    page.locator("[name=window]").select_option("1")
    page.locator("[name=period]").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-when]")).to_have_text("2025-04")
    expect(page.locator("#ties tbody tr")).to_have_count(1)
    assert (page.locator("[name=period]").get_attribute("aria-valuetext") or "").endswith("2025: الصلات: 1")
    # Where less movement is wanted, each press is one step.
    page.emulate_media(reduced_motion="reduce")
    page.locator("[data-play]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-when]")).to_have_text("2025-05")
    expect(page.locator("[data-play]")).to_have_attribute("aria-pressed", "false")
    page.locator("[data-reset]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=period]")).to_be_focused()
    page.locator("details.wide-menu > summary").focus()
    page.keyboard.press("Enter")
    page.locator("[name=layers][value=property]").focus()
    page.keyboard.press("Space")
    expect(page.locator("#ties tbody tr")).to_have_count(2)
    expect(page.locator("[name=layers][value=property]")).to_be_focused()
    page.keyboard.press("Space")
    page.locator("[name=least]").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".least output")).to_have_text("5 %")
    expect(page.locator("[name=least]")).to_be_focused()
    page.locator("details.wide-menu > summary").focus()
    page.keyboard.press("Enter")
    noted(page)
    assert complaints == []


def noted(page: Page) -> None:
    """A note is written, read beside the tables, also on a print, changed there and taken away, all by keyboard."""
    page.locator(".stage").focus()
    page.keyboard.press("n")
    page.keyboard.type("seen twice")
    page.locator("#note-dialog [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notes li")).to_contain_text("seen twice")
    page.emulate_media(media="print")
    expect(page.locator("#notes li")).to_be_visible()
    page.emulate_media(media="screen")
    page.locator("#notes li button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#note-text")).to_have_value("seen twice")
    page.locator("#note-text").fill("")
    page.locator("#note-dialog [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notes")).to_be_hidden()


@pytest.mark.parametrize("shown", ["ar"], indirect=True)
def test_a_phone_turns_pages_of_the_tables_and_a_print_has_all_of_them(shown: tuple[Page, list[str]], story: Told) -> None:
    page, complaints = shown
    page.set_viewport_size({"width": 360, "height": 800})
    opened(page, story)
    page.evaluate(MANY)
    expect(page.locator("#things tbody tr")).to_have_count(10)
    page.locator("#things tbody input").first.check()
    expect(page.locator(".panel")).to_contain_text(page.locator("#things tbody .name").first.inner_text().strip())
    page.locator("#things [data-to=next]").click()
    expect(page.locator("#things tbody tr")).to_have_count(2)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#things tbody tr")).to_have_count(12)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#things tbody tr")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and complaints == []


@pytest.mark.parametrize("shown", ["fr"], indirect=True)
def test_the_script_draws_what_the_node_draws(shown: tuple[Page, list[str]], story: Told) -> None:
    """Under every filter the same ties with the same figures, the same strongest way, and names cut alike."""
    page, complaints = shown
    found = net(story.me)
    page.goto(f"{story.at}/chart/?{'&'.join(f'entity={each}' for each in found.values())}")
    expect(page.locator("#chart[data-nodes]")).to_be_attached()
    everything = {**found, **{each: uuid.UUID(each) for each in page.evaluate(NODES)}}
    for wanted, mine in zip(NARROWED, page.evaluate(DRAWN, list(NARROWED)), strict=True):
        theirs = sorted(
            [
                "|".join(sorted((str(bond.a), str(bond.b)))), percent(bond.probability), len(saying.bond_says(bond)),
                not bond.assumed,
            ]
            for bond in stood(story.me, everything, **wanted).bonds
        )  # fmt: skip
        assert mine == theirs and theirs, wanted
    ends = [str(found["Brahim"]), str(found["El Hadj"])]
    with people.at_work(story.me) as viewer:
        way = strongest(viewer, *map(uuid.UUID, ends))
    told = page.evaluate(STRONGEST, ends)
    assert told["path"] == [str(each) for each in way.path] and len(way.path) == 6
    assert told["probability"] == pytest.approx(way.probability)
    assert page.evaluate(CUT) == [
        "family (half-brother) of…", "يعمل مع… ×3", "The people of the boats… (12)", "Two (2)",
    ]  # fmt: skip
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
