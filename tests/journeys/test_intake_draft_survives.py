"""A report is being typed when the server is killed: what was acknowledged is there, and the rest is sent when it is back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from manara.foundation.models import User
from manara.intake.models import Draft, DraftVersion
from tests.foundation.people import at_work
from tests.intake.conftest import People, browser_of, people, static_folder  # noqa: F401
from tests.journeys.hands import KEYS, MOUSE, STEPS, Mouse

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
TITLE = "زورق يغادر ليلاً"
TEXT = "Quarante personnes à bord, selon un pêcheur."


class Server:
    """The web process, on one port for the whole journey."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.served", str(self.port)],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "open\n"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    if server.process.poll() is None:
        server.kill()


def entered(context: BrowserContext, client: Client, url: str) -> Page:
    context.add_cookies([{"name": name, "value": cookie.value, "url": url} for name, cookie in client.cookies.items()])
    return context.new_page()


@pytest.mark.parametrize(("language", "hand"), [("ar", KEYS), ("fr", MOUSE)], ids=["ar-keys", "fr-mouse"])
def test_a_draft_survives_a_killed_server(
    people: People,  # noqa: F811
    browser_of: Callable[[User, str], Client],  # noqa: F811
    server: Server,
    chromium: str,
    language: str,
    hand: Mouse,
) -> None:
    client = browser_of(people.analyst, language)
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        shown = entered(browser.new_context(locale=language), client, server.url)
        shown.goto(f"{server.url}/reports/new/")
        sign = shown.locator("[data-saved]")
        hand.write(shown.locator("[name=title]"), TITLE)
        expect(sign).to_have_attribute("data-state", "saved", timeout=15_000)
        server.kill()
        hand.write(shown.locator("[name=text]"), TEXT)
        expect(sign).to_have_attribute("data-state", "failed", timeout=15_000)
        # Whoever hands it in all the same loses nothing: the page stays, with what stands on it.
        with shown.expect_event("requestfailed", timeout=15_000):
            shown.locator("button[name=act][value=submit]").click()
        expect(sign).to_have_attribute("data-state", "failed", timeout=15_000)
        assert shown.input_value("[name=text]") == TEXT
        server.start()
        expect(sign).to_have_attribute("data-state", "saved", timeout=20_000)
        address = shown.url
        shown.goto(f"{server.url}/drafts/")
        hand.press(shown.get_by_role("link", name=TITLE))
        shown.wait_for_url(address)
        assert shown.input_value("[name=title]") == TITLE
        assert shown.input_value("[name=text]") == TEXT
        browser.close()
    with at_work(people.analyst):
        draft = Draft.objects.get()
        numbers = DraftVersion.objects.filter(draft=draft).values_list("number", flat=True)
        assert max(numbers) == draft.latest


# Of what has the focus, how much of its first two lines lies beneath the bar at the foot; 0 in the bar itself. A long text
# is scrolled to where one writes, which is its beginning.
HIDDEN = """() => {
  const bar = document.querySelector(".foot-bar"), at = document.activeElement;
  if (bar.contains(at)) return 0;
  const box = at.getBoundingClientRect();
  return Math.max(0, Math.min(box.bottom, box.top + 60) - bar.getBoundingClientRect().top);
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (360, 740)])
def test_what_has_the_focus_is_not_beneath_the_bar_at_the_foot(
    people: People,  # noqa: F811
    browser_of: Callable[[User, str], Client],  # noqa: F811
    server: Server,
    chromium: str,
    width: int,
    height: int,
) -> None:
    client = browser_of(people.analyst, "fr")
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        window = browser.new_context(locale="fr", viewport={"width": width, "height": height})
        shown = entered(window, client, server.url)
        shown.goto(f"{server.url}/reports/new/")
        last = shown.locator("button[name=act][value=submit]").last
        met = []
        for _step in range(STEPS):
            shown.keyboard.press("Tab")
            if last.evaluate("thing => thing === document.activeElement"):
                break
            if (covered := shown.evaluate(HIDDEN)) > 2:
                met.append((shown.evaluate("document.activeElement.outerHTML.slice(0, 120)"), covered))
        else:
            raise AssertionError("no way by keys to the last button")
        browser.close()
    assert met == []
