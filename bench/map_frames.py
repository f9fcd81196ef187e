"""The map against the shell's own page, and the frames of the movable map while its slider is dragged over all incidents.

Run: `python -m bench.map_frames --data-dir DIR`, DIR a demonstration's (`manara demo --data-dir DIR`), stopped or not yet
started. Prints one JSON object. Limits: the page's first picture 1.5 × the shell page (server time, and until the browser has
drawn it), 20 frames a second with software GL, 120 kB on the wire without the movable map and 900 kB with it, and not one
request to another host.
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
SHELL, MAP = "/account/", "/map/"
SOFTWARE_GL = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
# The peer: how many frames the same page gets while nothing moves on it, on this machine at this moment.
ALONE = """async () => {
  let frames = 0;
  const began = performance.now();
  while (performance.now() - began < 3000) { await new Promise(requestAnimationFrame); frames += 1; }
  return frames / ((performance.now() - began) / 1000);
}"""
DRAG = """async () => {
  const slider = document.querySelector('.map-slide input'), until = document.querySelectorAll('.map-slide input')[1];
  const first = Number(slider.min), span = Number(slider.max) - first - 12;
  const map = document.querySelector('.map-figure').map;
  let frames = 0, drawn = 0;
  map.on('render', () => { drawn += 1; });
  const began = performance.now();
  while (performance.now() - began < 5000) {
    const at = first + Math.round(span * ((performance.now() - began) % 2500) / 2500);
    slider.value = at; until.value = at + 12;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    map.triggerRepaint();
    await new Promise(requestAnimationFrame);
    frames += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  return { frames: frames / seconds, drawn: drawn / seconds };
}"""


def main() -> int:
    """Measure, print, and say by the exit code whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    os.environ.update({"MANARA_DATA_DIR": str(given.data_dir), "MANARA_PORT": str(PORT), "DJANGO_ALLOW_ASYNC_UNSAFE": "true"})
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
    times: dict[str, list[float]] = {SHELL: [], MAP: []}
    size = 0
    for turn in range(rounds + 6):
        for path in (SHELL, MAP):
            began = time.perf_counter()
            connection.request("GET", path, headers=header)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status}")
            size = len(body) if path == MAP else size
            if turn >= 6:  # the first turns fill what each process keeps
                times[path].append(1000 * (time.perf_counter() - began))
    shell, own = (statistics.median(times[path]) for path in (SHELL, MAP))
    return {"shell_ms": round(shell, 1), "map_ms": round(own, 1), "ratio_server": round(own / shell, 2), "page_bytes": size}


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
        page = context.new_page()
        page.goto(HOST + MAP)  # styles, scripts and fonts are kept from here on, as on anybody's second page
        painted = {path: [_painted(page, path) for _turn in range(5)] for path in (SHELL, MAP)}
        shell, mapped = (statistics.median(painted[path]) for path in (SHELL, MAP))
        wire = _wire(context)
        page.goto(HOST + MAP)
        page.wait_for_selector(".map-figure[data-lively]", timeout=90_000)
        page.wait_for_timeout(1500)
        alone = page.evaluate(ALONE)
        drag = page.evaluate(DRAG)
        incidents = page.evaluate(
            "fetch(document.querySelector('.map-figure').dataset.layers).then((a) => a.json()).then((d) => d.incidents.length)"
        )
        browser.close()
    return {
        "shell_painted_ms": round(shell), "map_painted_ms": round(mapped), "ratio": round(mapped / shell, 2),
        "incidents": incidents, "frames_a_second": round(drag["frames"], 1), "drawn_a_second": round(drag["drawn"], 1),
        "frames_at_rest": round(alone, 1), "wire_bytes": wire, "other_hosts": len(foreign),
    }  # fmt: skip


def _painted(page: Any, path: str) -> float:
    """Until the first contentful paint, which on the map is after its picture: the picture is in the page itself."""
    page.goto(HOST + path, wait_until="load")
    got = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()")
    return float(got)


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
