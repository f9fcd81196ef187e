"""The desk over a line of 64 kbit/s: how long until a page, opened for the first time, can be read and used.

Run: `python -m bench.slow_line --at http://127.0.0.1:8000 --sign-ins DIR/sign-ins.json`, of a demonstration that runs
(`manara demo --data-dir DIR`). Chromium itself holds the line to 8,000 bytes a second with 100 ms to and fro (CDP, Network.
emulateNetworkConditions). Measured of each page, in Arabic: "read", its first picture with all its styles; "used", when its
own scripts run as well (DOMContentLoaded, which waits for them). The later of both counts. Letters in their own face may come
later still: until then they stand in the system's.

Told apart: the very first page of all, to sign in, with nothing kept; the first page after it, with what signing in left;
and the first use of every other page by who came in over those two, in a browser of its own for each, so that no page is
helped by another. Limit: 10 s, but for the chart and the movable map. Exit code 1 beyond it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "tools")]

LIMIT = 10.0
BYTES_A_SECOND, TO_AND_FRO = 8_000, 100
SIGN_IN, HOME = "/accounts/login/", "/"
# What brings a drawing of its own along: told, and not held to the limit.
DRAWN = ("/chart/", "/charts/*/", "/map/", "/map/all/")
FIRST_PICTURE = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
TIMES = """() => {
  const [visit] = performance.getEntriesByType('navigation');
  const read = performance.getEntriesByName('first-contentful-paint')[0].startTime, used = visit.domContentLoadedEventEnd;
  const come = performance.getEntriesByType('resource').filter((each) => each.responseEnd <= Math.max(read, used));
  return [read, used, [visit, ...come].reduce((sum, each) => sum + each.transferSize, 0)];
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page opened over the slow line: seconds until it is read and used, and the bytes that came until then."""

    page: str
    read: float
    used: float
    carried: int

    @property
    def ready(self) -> float:
        """When it can be read and used."""
        return max(self.read, self.used)

    def line(self) -> str:
        """One line of the table."""
        return f"{self.page:44} {self.read:6.1f} {self.used:6.1f} {self.carried / 1000:7.1f}"


def main() -> int:
    """Measure, print, and say by the exit code whether the limit holds."""
    from playwright.sync_api import sync_playwright

    import chromium

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", required=True)
    parser.add_argument("--sign-ins", type=Path, required=True)
    parser.add_argument("--role", default="investigator")
    parser.add_argument("--only", default="", help="only pages whose kind has this in it")
    given = parser.parse_args()
    at = given.at.rstrip("/")
    people = json.loads(given.sign_ins.read_text("utf-8"))
    who = next(each for each in people if each["role"] == given.role)
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"])
        visits = list(_visits(browser, at, who, given.only))
        browser.close()
    held = [visit for visit in visits if visit.page not in DRAWN]
    worst = max(held, key=lambda visit: visit.ready)
    print(json.dumps({
        "pages": len(visits), "worst_s": round(worst.ready, 1), "worst": worst.page,
        "first_of_all_s": round(visits[0].ready, 1), "over": [visit.page for visit in held if visit.ready > LIMIT],
    }))  # fmt: skip
    return 1 if worst.ready > LIMIT else 0


def _visits(browser: Any, at: str, who: dict[str, str], only: str) -> Iterator[Visit]:
    from screenshots import found_pages, kind_of, sign_in

    print(f"{'page':44} {'read s':>6} {'used s':>6} {'kB':>7}", flush=True)
    with _window(browser) as context:
        page = sign_in(context, at, who)
        context.add_cookies([{"name": "manara_language", "value": "ar", "url": at}])
        addresses = [address for address in found_pages(page, at, set()) if only in kind_of(address)]
        state = context.storage_state()
    nobody = {**state, "cookies": [each for each in state["cookies"] if each["name"] == "manara_language"]}
    with _window(browser, nobody) as context:
        yield _told(_slowly(context, at, SIGN_IN, "the very first: to sign in"))
        context.add_cookies(state["cookies"])
        yield _told(_slowly(context, at, HOME, "the first after it: what waits"))
    for address in addresses:
        with _window(browser, state) as context:
            page = context.new_page()
            for before in (SIGN_IN, HOME):
                page.goto(at + before)
                page.wait_for_load_state("networkidle")
            page.close()
            yield _told(_slowly(context, at, address, kind_of(address)))


def _window(browser: Any, state: Any = None) -> Any:
    return browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar", storage_state=state)


def _told(visit: Visit) -> Visit:
    print(visit.line(), flush=True)
    return visit


def _slowly(context: Any, at: str, address: str, name: str) -> Visit:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": TO_AND_FRO, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND,
    })  # fmt: skip
    answer = page.goto(urljoin(at, address), wait_until="domcontentloaded", timeout=120_000)
    page.wait_for_function(FIRST_PICTURE, timeout=120_000)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address}: {answer and answer.status}")
    read, used, carried = page.evaluate(TIMES)
    page.close()
    return Visit(name, read / 1000, used / 1000, carried)


if __name__ == "__main__":
    sys.exit(main())
