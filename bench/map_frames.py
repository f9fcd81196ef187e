"""The map against the shell's own page, and the frames of the movable map while its slider is dragged over all incidents.

Run: `python -m bench.map_frames --data-dir DIR`, DIR a demonstration's (`manara demo --data-dir DIR`), stopped or not yet
started. Prints one JSON object. Limits: the page's first picture 1.5 × the shell page (server time, and until the browser has
drawn it); when the marks of reports and incidents stand on it is told beside it. 20 frames a second with software GL, counted
as the map shows another month and not as the browser comes by; how many incidents such a frame bears is told, too. 120 kB on
the wire without the movable map and 900 kB with it, and not one request to another host.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

PORT = 8617
HOST = f"http://localhost:{PORT}"
SHELL, MAP, WHOLE = "/account/", "/map/", "/map/all/"
SOFTWARE_GL = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
# The peer: how many frames the same page gets while nothing moves on it, on this machine at this moment.
ALONE = """async () => {
  let frames = 0;
  const began = performance.now();
  while (performance.now() - began < 3000) { await new Promise(requestAnimationFrame); frames += 1; }
  return frames / ((performance.now() - began) / 1000);
}"""
DRAG = """async () => {
  const [slider, until] = document.querySelectorAll('.map-slide input');
  const first = Number(slider.min), span = Number(slider.max) - first;
  const { moving } = document.querySelector('.map-figure');
  const waits = [];
  let shown = 0, most = 0, told = 0, last = moving.drawn;
  slider.value = first;
  const began = performance.now();
  let before = began;
  while (performance.now() - began < 5000) {
    // From the first month alone to all but the last of them, and again.
    until.value = first + Math.round(span * ((performance.now() - began) % 2500) / 2500) - 1;
    until.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    waits.push(now - before);
    before = now;
    if (moving.drawn > last) { last = moving.drawn; told += 1; shown += moving.shown; most = Math.max(most, moving.shown); }
  }
  const seconds = (performance.now() - began) / 1000;
  waits.sort((one, other) => one - other);
  return { frames: told / seconds, shown: shown / told, most, slow: waits[Math.floor(waits.length * 0.95)] };
}"""
# The map is pulled about with all incidents on it, clustered: the library draws everything anew at every frame.
PAN = """async () => {
  const { map } = document.querySelector('.map-figure');
  let drawn = 0;
  map.on('render', () => { drawn += 1; });
  const began = performance.now();
  for (let turn = 0; performance.now() - began < 4000; turn += 1) {
    map.panBy([turn % 40 < 20 ? 6 : -6, 0], { animate: false });
    await new Promise(requestAnimationFrame);
  }
  return drawn / ((performance.now() - began) / 1000);
}"""
# When a page's first own picture has been drawn: the frame after it stands in the page, and not before the first paint.
SEEN = """
const seen = {};
const wanted = { page: 'main h1', picture: 'svg.map', marks: 'svg.map .layer-incidents path' };
const look = () => {
  for (const [name, selector] of Object.entries(wanted)) {
    if (name in seen || !document.querySelector(selector)) continue;
    seen[name] = null;
    requestAnimationFrame(() => setTimeout(() => { seen[name] = performance.now(); }));
  }
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
window.drawnAt = seen;
"""


def main() -> int:
    """Measure, print, and say by the exit code whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    os.environ.update({"MANARA_DATA_DIR": str(given.data_dir), "MANARA_PORT": str(PORT), "DJANGO_ALLOW_ASYNC_UNSAFE": "true"})
    _collect()
    node = subprocess.Popen([sys.executable, "-m", "manara", "node", "run"], stdout=sys.stderr, stderr=sys.stderr)
    try:
        _wait(node)
        cookies = _cookies()
        told = {**_server(cookies, given.rounds), **_browser(cookies)}
    finally:
        node.terminate()
        node.wait(60)
    print(json.dumps(told, indent=1))
    return 0 if told["ratio"] <= 1.5 and told["frames_a_second"] >= 20 and not told["other_hosts"] else 1


def _collect() -> None:
    """Serves the scripts as they are now, not as they were when the demonstration was made."""
    from manara.foundation.node.installed import collect_static, let_go, set_up

    set_up()
    collect_static()
    let_go()


def _wait(node: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if node.poll() is not None:
            raise SystemExit("The node ended before it answered.")
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        try:
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            threading.Event().wait(0.3)
    raise SystemExit("The node did not answer within two minutes.")


def _cookies() -> dict[str, str]:
    from manara.foundation.node.installed import let_go, set_up

    set_up()
    from django.conf import settings

    from manara.foundation.models import User
    from tests.signed_in import session_of

    user = next(user for user in User.objects.filter(is_active=True).order_by("code") if "analyst" in user.roles)
    cookies = {settings.SESSION_COOKIE_NAME: session_of(user), "manara_language": "ar"}
    let_go()
    return cookies


def _server(cookies: dict[str, str], rounds: int) -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Host": f"localhost:{PORT}"}
    header |= {"Accept-Encoding": "gzip"}
    times: dict[str, list[float]] = {SHELL: [], MAP: [], WHOLE: []}
    size: dict[str, int] = {}
    for turn in range(rounds + 6):
        for path in times:
            began = time.perf_counter()
            connection.request("GET", path, headers=header)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status}")
            size[path] = len(body)
            if turn >= 6:  # the first turns fill what each process keeps
                times[path].append(1000 * (time.perf_counter() - began))
    shell, own, whole = (statistics.median(each) for each in times.values())
    return {
        "shell_ms": round(shell, 1), "map_ms": round(own, 1), "ratio_server": round(own / shell, 2),
        "marks_ms": round(whole, 1), "marks_ratio_server": round(whole / shell, 2),
        "page_bytes": size[MAP], "marks_bytes": size[WHOLE],
    }  # fmt: skip


def _browser(cookies: dict[str, str]) -> dict[str, Any]:
    sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "tools")]
    from playwright.sync_api import sync_playwright

    from chromium import find

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=find(), args=list(SOFTWARE_GL))
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar")
        context.add_cookies([{"name": name, "value": value, "url": HOST} for name, value in cookies.items()])
        foreign: list[str] = []
        own = (HOST, "data:", "blob:")
        context.on("request", lambda asked: None if asked.url.startswith(own) else foreign.append(asked.url))
        context.add_init_script(SEEN)
        page = context.new_page()
        page.goto(HOST + MAP)  # styles, scripts and fonts are kept from here on, as on anybody's second page
        painted: dict[str, list[float]] = {"page": [], "picture": [], "marks": []}
        for _turn in range(7):
            painted["page"].append(_painted(page, SHELL, "page"))
            painted["picture"].append(_painted(page, MAP, "picture"))
            painted["marks"].append(_painted(page, "", "marks"))
        shell, mapped, marked = (statistics.median(each) for each in painted.values())
        wire = _wire(context)
        page.goto(HOST + MAP)
        page.wait_for_selector(".map-figure[data-lively]", timeout=90_000)
        page.wait_for_timeout(1500)
        alone = page.evaluate(ALONE)
        drag = page.evaluate(DRAG)
        page.wait_for_selector(".map-figure[data-rests]", timeout=30_000)
        pan = page.evaluate(PAN)
        incidents = page.evaluate(
            "fetch(document.querySelector('.map-figure').dataset.layers).then((a) => a.json()).then((d) => d.incidents.length)"
        )
        browser.close()
    return {
        "shell_painted_ms": round(shell), "map_painted_ms": round(mapped), "ratio": round(mapped / shell, 2),
        "marks_painted_ms": round(marked), "marks_ratio": round(marked / shell, 2),
        "incidents": incidents, "frames_a_second": round(drag["frames"], 1), "frame_p95_ms": round(drag["slow"]),
        "incidents_a_frame": round(drag["shown"]), "incidents_at_most": drag["most"],
        "frames_at_rest": round(alone, 1), "panned_a_second": round(pan, 1), "wire_bytes": wire, "other_hosts": len(foreign),
    }  # fmt: skip


def _painted(page: Any, path: str, what: str) -> float:
    """When `what` has been drawn; an empty path stays on the page that is open."""
    if path:
        page.goto(HOST + path, wait_until="load")
    page.wait_for_function("what => window.drawnAt[what]", arg=what)
    painted = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    return float(page.evaluate(f"Math.max(window.drawnAt.{what}, {painted})"))


def _wire(context: Any) -> int:
    """All bytes of the map's first visit with the movable map, as they came over the wire."""
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(HOST + MAP)
    page.wait_for_selector(".map-figure[data-lively]", timeout=90_000)
    page.wait_for_timeout(500)
    page.close()
    return int(sum(sizes))


if __name__ == "__main__":
    sys.exit(main())
