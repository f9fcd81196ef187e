"""A file with a wrong encoding is put right, its rows come in, one is corrected in quarantine, and its report is retracted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from manara.foundation.jobs.queue import work_off
from manara.foundation.models import User
from manara.intake.models import Import, Report, Statement
from tests.foundation.people import at_work
from tests.intake.conftest import People, browser_of, people, static_folder  # noqa: F401
from tests.journeys.hands import KEYS, MOUSE, Mouse

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "محمد ولد أحمد"
ROWS = f"الاسم,الهاتف,تاريخ الميلاد\n{NAME},+22236301010,15/03/1984\nسيدي ولد المختار,+22236301044,31/02/1990\n"


def look(shown: Page) -> list[str]:
    """What is wrong with the page for somebody, wide and narrow."""
    wrong = []
    for width in (1280, 360):
        shown.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(shown).response["violations"]
        wrong += [f"{width} {each['id']}: {each['nodes'][0]['html'][:300]}" for each in found]
        if shown.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{width}: wider than the screen")
    return wrong


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's loop runs in this thread; Django would take that for asynchronous use of the database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.mark.parametrize(("language", "hand"), [("ar", KEYS), ("fr", MOUSE)], ids=["ar-keys", "fr-mouse"])
def test_from_a_garbled_file_to_a_retraction(
    people: People,  # noqa: F811
    browser_of: Callable[[User, str], Client],  # noqa: F811
    live_server: Any,
    chromium: str,
    tmp_path: Path,
    language: str,
    hand: Mouse,
) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(ROWS.encode("cp1256"))
    client = browser_of(people.analyst, language)
    complaints: list[str] = []
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(locale=language)
        cookies = [{"name": name, "value": each.value, "url": live_server.url} for name, each in client.cookies.items()]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        shown = context.new_page()
        shown.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        shown.goto(f"{live_server.url}/imports/new/")
        assert look(shown) == []
        hand.give(shown.locator("[name=file]"), file)
        hand.press(shown.locator("main form .btn.main"))
        hand.press(shown.locator("details.fold summary").first)
        # Read wrongly first, as a colleague's program would have; then by the sample that can be read.
        for encoding, readable in (("latin-1", False), ("cp1256", True)):
            if shown.locator(f"input[name=encoding][value='{encoding}']").count() == 0:
                continue
            if shown.locator("details.fold").first.get_attribute("open") is None:
                hand.press(shown.locator("details.fold summary").first)
            hand.tick(shown.locator(f"input[name=encoding][value='{encoding}']"))
            hand.press(shown.locator("form[action$='/read/'] .btn"))
            cells = expect(shown.locator("table.sheet"))
            (cells.to_contain_text if readable else cells.not_to_contain_text)(NAME)
        assert look(shown) == []
        hand.choose(shown.locator("[name=grade_source]"), "B")
        hand.choose(shown.locator("[name=grade_information]"), "3")
        hand.press(shown.locator("button[name=act][value=start]"))
        shown.wait_for_selector("[data-poll]")
        with at_work(people.analyst):
            job = Import.objects.select_related("job").get().job
            assert job is not None
        work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
        shown.wait_for_selector(".card.done")
        assert look(shown) == []
        hand.press(shown.locator("main .acts .btn.main"))
        shown.wait_for_selector("tr[data-walk] a")
        assert look(shown) == []
        hand.press(shown.locator("tr[data-walk] a"))
        shown.wait_for_selector("#cell-2")
        assert look(shown) == []
        hand.write(shown.locator("#cell-2"), "28/02/1990")
        hand.press(shown.locator("button[value=admit]"))
        shown.wait_for_url("**/imports/*/")
        with at_work(people.analyst):
            corrected = Report.objects.get(row=3)
            assert Statement.objects.filter(report=corrected, value="1990-02-28").exists()
        shown.goto(f"{live_server.url}/reports/{corrected.public_id}/")
        assert look(shown) == []
        shown.set_viewport_size({"width": 1280, "height": 800})
        hand.press(shown.locator("[data-dialog=retract]"))
        hand.write(shown.locator("#retract-reason"), "ligne d'un autre dossier")
        hand.press(shown.locator("dialog#retract .btn.danger"))
        expect(shown.locator(".card.danger").first).to_contain_text("ligne d'un autre dossier")
        assert "1990-02-28" not in shown.content()
        assert look(shown) == []
        for address in ("/reports/", "/imports/", "/quarantine/", "/drafts/", "/reports/new/"):
            shown.goto(live_server.url + address)
            assert look(shown) == [], address
        browser.close()
        # What was opened inside Playwright's loop is not seen outside of it, and would outlive the test's database.
        connection.close()
    with at_work(people.analyst):
        assert not Statement.objects.filter(report=corrected).exists()
    assert complaints == []
