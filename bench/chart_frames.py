"""Measures the chart in a real browser without a graphics card: frames a second when large, first picture when middling.

2,000 things and 6,000 ties of 20 invented reports, kept as a chart and opened on a node of its own, or as many as `--things`
and `--ties` say (hundreds); Chromium draws with SwiftShader. Printed: frames a second while panned and while zoomed,
milliseconds from the data to the first picture of 300 things, how far the page's own thread is free while the worker lays
out, how long that takes and how near things stand then, how long choosing a thing takes, and kilobytes on the wire. It stops
where one label covers another at rest, before or after the layout, near or far.
Run: `python -m bench.chart_frames [path of chromium] [--things 5000 --ties 15000]`
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import subprocess
import sys
import time
import urllib.request
from statistics import median
from typing import Any

from bench.throwaway import analyst, throwaway_node

PORT = 8173
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PERSONS, PHONES = 95, 5
# Counts the frames at which another picture stood on the stage than at the frame before.
WATCH = """() => {
  window.changed = 0;
  let last = "";
  const look = () => {
    const { pushed, at } = chart.chart.view.sigma, now = `${pushed} ${JSON.stringify(at)}`;
    if (now !== last) { last = now; window.changed += 1; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
# The page's own policy lets nothing wait that is sent as a string, once the answer is not there at the first look.
AT_REST = """() => new Promise((done) => {
  const look = () => { if (chart.chart.view.sigma.sliding) requestAnimationFrame(look); else done(); };
  look();
})"""
# The place nearest to the middle of the stage at which nothing stands.
FREE = """() => {
  const { sigma } = chart.chart.view, { width, height } = sigma.getDimensions();
  for (let away = 0; ; away += 1) {
    const at = { x: width / 2 + away, y: height / 2 };
    if (!sigma.getNodeAtPosition(at)) return { x: at.x - sigma.margin, y: at.y - sigma.margin };
  }
}"""
# How many labels are written at rest, and how many pairs of them overlap.
OVERLAPS = """() => {
  chart.chart.view.settle();
  const boxes = document.querySelector(".stage").labels;
  let found = 0;
  boxes.forEach(({ box: a }, at) => boxes.slice(at + 1).forEach(({ box: b }) => {
    if (a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]) found += 1;
  }));
  return [boxes.length, found];
}"""
# Lays out as the page does, and says how long that took, and the share of things that stand closer than 30 to another.
LAID_OUT = """async () => {
  const begun = performance.now();
  await chart.chart.layout.run(chart.chart.store.seen());
  const took = performance.now() - begun, cells = new Map(), all = [...chart.chart.view.seen.nodes.values()];
  const at = ({ x, y }) => [Math.floor(x / 30), Math.floor(y / 30)];
  for (const node of all) { const key = at(node).join(); cells.set(key, [...(cells.get(key) ?? []), node]); }
  const near = all.filter((node) => {
    const [cx, cy] = at(node);
    for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1])
      for (const other of cells.get(`${cx + dx},${cy + dy}`) ?? [])
        if (other !== node && Math.hypot(other.x - node.x, other.y - node.y) < 30) return true;
    return false;
  });
  return [took, near.length / all.length];
}"""
# From a choice to the next frame, with ring, panel and tables.
CHOSEN = """async () => {
  const [first] = chart.chart.store.seen().nodes.keys(), begun = performance.now();
  chart.chart.acts.select([first]);
  await new Promise((turn) => requestAnimationFrame(() => setTimeout(turn)));
  return performance.now() - begun;
}"""
# The longest time for which the page's own thread did not come to its turn while the worker laid out.
LONGEST = """async () => {
  let longest = 0, last = performance.now(), over = false;
  chart.chart.layout.run(chart.chart.store.seen(), { rounds: 60 }).then(() => { over = true; });
  while (!over) {
    await new Promise((turn) => setTimeout(turn));
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  return longest;
}"""


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("chromium", nargs="?", default=os.environ.get("MANARA_CHROMIUM", "/usr/bin/chromium"))
    asked.add_argument("--things", type=int, default=2_000)
    asked.add_argument("--ties", type=int, default=6_000)
    given = asked.parse_args()
    chromium, reports = given.chromium, given.things // (PERSONS + PHONES)
    with throwaway_node() as config:
        user, circle = analyst()
        _region(user, circle, reports, given.ties // reports)
        large, middling = _charts(user, circle, reports)
        environment = {**os.environ, "MANARA_DATA_DIR": str(config.data_dir), "MANARA_ALLOWED_HOSTS": "localhost"}
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "manara.wsgi:application",
            "-b",
            f"127.0.0.1:{PORT}",
            "--threads",
            "4",
        ]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait()
            _measure(chromium, user, large, middling)
        finally:
            server.terminate()
            server.wait()


def _region(user: Any, circle: Any, reports: int, ties: int) -> None:
    from manara.foundation import access
    from manara.intake.actions.admit_reports import Provenance, admit_reports
    from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft

    chance = random.Random(20260101)
    names = ("محمد ولد أحمد", "Traoré Mamadou", "فاطمة بنت سيدي", "Diallo Ibrahima", "أحمد سالم ولد بلال")
    drafts = []
    for number in range(reports):
        persons = [f"p{each}" for each in range(PERSONS)]
        entities = [
            EntityDraft(slot, "Person", (StatementDraft("name", f"{chance.choice(names)} {number}-{slot[1:]}"),))
            for slot in persons
        ]
        for side in (number, (number + 1) % reports):
            for each in range(PHONES):
                slot = f"t{side}-{each}"
                entities.append(EntityDraft(slot, "Phone", (StatementDraft("number", f"+22236{side:02}{each:04}"),)))
                ends = (
                    StatementDraft("holder", "", other=chance.choice(persons)),
                    StatementDraft("phone", "", other=slot),
                )
                entities.append(EntityDraft(f"u{slot}", "PhoneUse", ends))
        pairs: set[tuple[str, str]] = set()
        while len(pairs) < ties - 2 * PHONES:
            pairs.add(tuple(sorted(chance.sample(persons, 2))))  # type: ignore[arg-type]
        for place, (one, other) in enumerate(sorted(pairs)):
            kind: Any = chance.choice(("fact", "fact", "assessment"))
            ends = (
                StatementDraft("person", "", other=one, kind=kind), StatementDraft("associate", "", other=other, kind=kind),
            )  # fmt: skip
            entities.append(EntityDraft(f"a{place}", "Associate", ends))
        drafts.append(
            ReportDraft(
                row=number, title="", text="", occurred=None, place="", grade_source="B", grade_information="2",
                handling="H1", entities=tuple(entities),
            )
        )  # fmt: skip
    with access.acting(user, purpose="measure"):
        audience = access.audience_of([circle.pk])
        viewer = access.enter(user, purpose="measure")
        admit_reports(viewer, Provenance(audience, user.agency_id, user.pk, kind="row", grade_scheme="4x4"), drafts)


def _charts(user: Any, circle: Any, reports: int) -> tuple[str, str]:
    from manara.foundation import access
    from manara.intake.models import Entity
    from manara.networks.actions.keep_chart import Words, begin_chart
    from manara.networks.engine.state import state_of

    kept = []
    with access.acting(user, purpose="measure") as viewer:
        drawn = Entity.objects.filter(schema__in=("Person", "Phone")).order_by("pk")
        rows = list(drawn.values_list("public_id", "identity_key"))
        things = list({key or str(address): address for address, key in rows}.values())
        assert len(things) == reports * (PERSONS + PHONES)
        chance = random.Random(1)
        for count in (len(things), 300):
            places = [[str(each), chance.uniform(-3000, 3000), chance.uniform(-2000, 2000)] for each in things[:count]]
            kept.append(begin_chart(viewer, circle, Words(f"{count}"), state_of({"places": places})))
    return str(kept[0].public_id), str(kept[1].public_id)


def _measure(chromium: str, user: Any, large: str, middling: str) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from tests.signed_in import session_of

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar")
        at = f"http://localhost:{PORT}"
        values = {settings.SESSION_COOKIE_NAME: session_of(user), "manara_language": "ar"}
        context.add_cookies([{"name": name, "value": value, "url": at} for name, value in values.items()])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))

        def opened(chart: str) -> None:
            sizes.clear()
            page.goto(f"{at}/charts/{chart}/", timeout=120_000)
            page.wait_for_selector("#chart[data-drawn]", state="attached")

        opened(middling)
        first = [int(page.evaluate("chart.dataset.drawn"))]
        print(f"first visit of 300 things: {sum(sizes) / 1000:.0f} kB on the wire")
        for _again in range(2):
            opened(middling)
            first.append(int(page.evaluate("chart.dataset.drawn")))
        print(f"data to first picture of 300 things: {min(first)} ms (of three: {first})")
        begun = time.monotonic()
        opened(large)
        stands = time.monotonic() - begun
        shown = page.evaluate("[chart.dataset.nodes, chart.dataset.ties]")
        carried = sum(sizes) / 1000
        print(
            f"large chart: {shown[0]} things, {shown[1]} ties; {carried:.0f} kB with all its data, stood after {stands:.1f} s"
        )
        _labels(page, "at first")
        longest = page.evaluate(LONGEST)
        print(f"longest wait of the page's own thread while the worker lays out: {longest:.0f} ms")
        took, near = page.evaluate(LAID_OUT)
        print(f"laid out in {took / 1000:.1f} s; {near:.1%} of the things stand closer than 30 to another")
        page.evaluate("chart.chart.view.fit({ animate: false })")
        _labels(page, "laid out")
        page.evaluate("chart.chart.view.zoom(0.2)")
        _labels(page, "five times as near")
        page.evaluate("chart.chart.view.fit({ animate: false })")
        chosen = min(page.evaluate(CHOSEN) for _again in range(3))
        print(f"choosing a thing: {chosen:.0f} ms until its ring, panel and tables stand")
        if os.environ.get("MANARA_BENCH_PICTURE"):
            page.screenshot(path=os.environ["MANARA_BENCH_PICTURE"])
        state = context.storage_state()
        browser.close()
    rates = asyncio.run(_frames(chromium, state, f"{at}/charts/{large}/"))
    print(f"panned: {rates['pan']}; zoomed: {rates['zoom']} frames a second, median of three of each (software GL)")
    load = os.getloadavg()[0]
    print(json.dumps({"first": min(first), **{act: median(of) for act, of in rates.items()}, "load": round(load, 1)}))


def _labels(page: Any, when: str) -> None:
    written, overlapping = page.evaluate(OVERLAPS)
    print(f"labels {when}: {written}, of which overlap: {overlapping}")
    if overlapping:
        raise SystemExit("labels overlap at rest")


async def _frames(chromium: str, state: Any, address: str) -> dict[str, list[float]]:
    """Pans and zooms by mouse and wheel for three seconds, three times each, without waiting for an answer to each event."""
    from playwright.async_api import async_playwright

    rates: dict[str, list[float]] = {"pan": [], "zoom": []}
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=chromium, args=FLAGS)
        context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar", storage_state=state)
        page = await context.new_page()
        wire = await context.new_cdp_session(page)
        await page.goto(address, timeout=120_000)
        await page.wait_for_selector("#chart[data-drawn]", state="attached")
        await page.evaluate("chart.chart.layout.run(chart.chart.store.seen(), { rounds: 60 })")
        await page.evaluate("chart.chart.view.fit({ animate: false })")
        await page.wait_for_function("chart.chart.view.sigma.sketched")
        await page.evaluate(WATCH)
        box = await page.locator(".stage").bounding_box()
        assert box
        for act in ("pan", "zoom") * 3:
            # A thing at the middle would be dragged instead of the chart.
            free = await page.evaluate(FREE)
            x, y = box["x"] + free["x"], box["y"] + free["y"]
            await page.mouse.move(x, y)
            if act == "pan":
                await page.mouse.down()
            await page.evaluate("changed = 0")
            begun, sent = time.monotonic(), []
            while (since := time.monotonic() - begun) < 3:
                turned = -60 if since % 2 < 1 else 60
                told: dict[str, Any] = {"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": turned}
                if act == "pan":
                    told = {"type": "mouseMoved", "x": x + 150 * math.sin(since * 3), "y": y + 80 * math.sin(since * 2)}
                    told |= {"button": "left", "buttons": 1}
                sent.append(asyncio.create_task(wire.send("Input.dispatchMouseEvent", told)))
                await asyncio.sleep(0.016 if act == "pan" else 0.05)
            rates[act].append(round(await page.evaluate("changed") / (time.monotonic() - begun), 1))
            await asyncio.gather(*sent)
            if act == "pan":
                await page.mouse.up()
            await page.evaluate(AT_REST)
        await browser.close()
    return rates


def _wait() -> None:
    ends = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://localhost:{PORT}/health/", timeout=2):
                return
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    main()
