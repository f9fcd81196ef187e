"""Photographs every page of a demonstration, in Arabic and French, wide and narrow: what overlaps, is cut or weighs too much.

Run: `make screenshots`, or `python tools/screenshots.py --at http://127.0.0.1:8000 --sign-ins .demo/sign-ins.json` for a
demonstration that runs already. The pictures and an index to look through lie in `screenshots/`, which git ignores.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import html
import json
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import chromium

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ar", "fr")
WIDTHS = (1280, 360)
# In this order: a page that several roles open is photographed as the first of them sees it.
ROLES = ("investigator", "analyst", "first-responder", "prosecutor", "liaison", "auditor", "administrator")
FINDINGS = (Path(__file__).parent / "screenshots_findings.js").read_text("utf-8")
# Downloads, fragments and ways out lead to no page.
NO_PAGE = re.compile(
    r"/(export|files|suggest|logout|static|api|layers|health|language|restore|download|openapi)(/|$)|\.(pdf|csv|json|zip|svg|png)$"
)
# A page's first visit on the wire, by the beginning of its address: the chart and the movable map bring their drawing along.
LIGHT = 120_000
HEAVIER = {"/chart/": 600_000, "/charts/*/": 600_000, "/map/": 900_000, "/map/all/": 900_000}
# An id, a number, or a code of the gazetteer or of a case: what stands for one of many.
_ONE = re.compile(r"(?<=/)(?:[^/]*\d[^/]*|hub-[^/]+)(?=/|$)")


@dataclass
class Shot:
    """One page as one role sees it: its pictures by language and width, and what was found on them."""

    role: str
    address: str
    pictures: dict[tuple[str, int], str] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def kind_of(address: str) -> str:
    """What makes two addresses one page: the path with its ids taken out, and the names of what it asks."""
    parts = urlsplit(address)
    return _ONE.sub("*", parts.path)


def code_now(secret: str) -> str:
    """The six figures of an authenticator app (RFC 6238)."""
    count = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), count, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def sign_in(context: BrowserContext, at: str, who: dict[str, str]) -> Page:
    """A window in which the person has passed both steps. Raises RuntimeError where the node refuses."""
    page = context.new_page()
    page.goto(f"{at}/accounts/login/")
    page.fill("[name=login]", who["code"])
    page.fill("[name=password]", who["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/authenticate/**")
    page.fill("[name=code]", code_now(who["secret"]))
    page.press("[name=code]", "Enter")
    page.wait_for_url(lambda address: "/authenticate/" not in address)
    if "/accounts/" in page.url:
        raise RuntimeError(f"{who['role']} was not let in: {page.url}")
    return page


def found_pages(page: Page, at: str, known: set[str]) -> Iterator[str]:
    """One address of each kind that links lead to, from the first page on; `known` kinds are left out but the first page."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(urljoin(at, address))
        if answer is None or not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if address == "/" or kind_of(address) not in known:
            yield address
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
            target = urlsplit(urljoin(page.url, link))
            inside = f"{target.scheme}://{target.netloc}" == at
            kind = kind_of(target.path)
            if inside and kind not in seen and not NO_PAGE.search(target.path):
                seen.add(kind)
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))


def photograph(page: Page, at: str, address: str, shot: Shot, folder: Path) -> None:
    """All four pictures of a page, and what is wrong on them."""
    name = re.sub(r"[^a-z]+", "-", kind_of(address).replace("*", "one").lower()).strip("-") or "home"
    shot.findings += weight_of(page, at, address)
    for language in LANGUAGES:
        page.context.add_cookies([{"name": "manara_language", "value": language, "url": at}])
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(urljoin(at, address))
            page.wait_for_load_state("load")
            picture = f"{shot.role}-{name}-{language}-{width}.png"
            page.screenshot(path=folder / picture, full_page=True)
            shot.pictures[language, width] = picture
            shot.findings += [f"{language} {width}: {each}" for each in page.evaluate(FINDINGS)]


def weight_of(page: Page, at: str, address: str) -> list[str]:
    """What a first visit brings over the wire, when that is more than the page may."""
    window = page.context.new_page()
    wire = page.context.new_cdp_session(window)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    window.goto(urljoin(at, address))
    window.wait_for_load_state("networkidle")
    window.close()
    limit = HEAVIER.get(kind_of(address), LIGHT)
    return [f"weighs {sum(sizes) / 1000:.0f} kB, may {limit / 1000:.0f}"] if sum(sizes) > limit else []


def walk(browser: Browser, at: str, people: list[dict[str, str]], folder: Path) -> list[Shot]:
    """Every page of every role."""
    shots: list[Shot] = []
    known: set[str] = set()
    by_role = {each["role"]: each for each in reversed(people)}
    for role in (each for each in ROLES if each in by_role):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = sign_in(context, at, by_role[role])
        addresses = list(found_pages(page, at, known))
        known |= {kind_of(each) for each in addresses}
        print(f"{role}: {len(addresses)} pages", flush=True)
        for address in addresses:
            shot = Shot(role, address)
            photograph(page, at, address, shot, folder)
            shots.append(shot)
            for finding in shot.findings:
                print(f"  {kind_of(address)} {finding}", flush=True)
        context.close()
    return shots


def index(shots: list[Shot], folder: Path) -> None:
    """A page to look through all pictures."""
    rows = []
    for shot in shots:
        cells = "".join(
            f'<td><a href="{name}"><img src="{name}" alt="{language} {width}" width="{width // 4 + 60}"></a></td>'
            for (language, width), name in shot.pictures.items()
        )
        told = "".join(f"<li>{html.escape(each)}</li>" for each in shot.findings)
        rows.append(
            f"<tr><th>{html.escape(kind_of(shot.address))}<br><small>{shot.role}</small><ul>{told}</ul></th>{cells}</tr>"
        )
    style = "th{text-align:start;max-width:20em}th,td{vertical-align:top}img{border:1px solid #999}li{color:#a63a2b}"
    page = f'<!doctype html><meta charset="utf-8"><title>Manara</title><style>{style}</style><table>{"".join(rows)}</table>'
    (folder / "index.html").write_text(page, "utf-8")


@contextmanager
def demonstration(port: int, data: Path) -> Iterator[tuple[str, Path]]:
    """A demonstration of its own, started and ended. Raises RuntimeError when it does not come up within ten minutes."""
    shutil.rmtree(data, ignore_errors=True)
    data.parent.mkdir(parents=True, exist_ok=True)
    command = [str(Path(sys.executable).with_name("manara")), "demo", "--port", str(port), "--data-dir", str(data)]
    with (data.parent / "demo.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as running:
        at = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + 600
            while not _answers(at):
                if running.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"the demonstration did not start: see {log.name}")
                with suppress(subprocess.TimeoutExpired):
                    running.wait(0.5)
            yield at, data / "sign-ins.json"
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(60)


def _answers(at: str) -> bool:
    try:
        with urllib.request.urlopen(f"{at}/accounts/login/", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main() -> int:
    """The command: 0 when nothing was found, 1 when something is to be mended, 2 without a Chromium."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="", help="a demonstration that runs already")
    parser.add_argument("--sign-ins", type=Path, help="its sign-ins.json")
    parser.add_argument("--port", type=int, default=8191)
    parser.add_argument("--folder", type=Path, default=ROOT / "screenshots")
    given = parser.parse_args()
    executable = chromium.find()
    if executable is None:
        print("There is no Chromium: see tools/chromium.py.", file=sys.stderr)
        return 2
    given.folder.mkdir(exist_ok=True)
    for old in given.folder.glob("*.png"):
        old.unlink()

    def look(at: str, sign_ins: Path) -> list[Shot]:
        with sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
            shots = walk(browser, at.rstrip("/"), json.loads(sign_ins.read_text("utf-8")), given.folder)
            browser.close()
            return shots

    if given.at:
        shots = look(given.at, given.sign_ins or ROOT / ".demo" / "sign-ins.json")
    else:
        with demonstration(given.port, given.folder / "node") as (at, sign_ins):
            shots = look(at, sign_ins)
    index(shots, given.folder)
    found = sum(len(shot.findings) for shot in shots)
    pictures = sum(len(shot.pictures) for shot in shots)
    print(f"{len(shots)} pages, {pictures} pictures, {found} findings: {given.folder / 'index.html'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
