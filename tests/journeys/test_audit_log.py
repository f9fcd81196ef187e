"""An auditor's way: sees who read what and why, opens a sealed detail with a reason, and checks that the log holds."""

from __future__ import annotations

import csv
import io
import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from manara.foundation.actions.record import record
from manara.foundation.audit import checkpoint, sealer
from manara.foundation.audit.reading import whole_log
from manara.foundation.models import AuditEvent
from tests.foundation.people import agency, at_work, person
from tests.journeys.conftest import Region
from tests.journeys.hands import KEYS, MOUSE, Mouse
from tests.journeys.test_admin_accounts import at_the_window, faults

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = uuid.UUID("0f0e0d0c-0b0a-4908-8706-050403020100")


@pytest.fixture
def place(live_server: Any) -> Region:
    checkpoint.place().unlink(missing_ok=True)
    home = agency("gn-ndb")
    people = {
        role: person(role, at=home, code=f"E-{number:04}") for number, role in enumerate(("investigator", "auditor"), 1)
    }
    with at_work(people["investigator"], purpose='=HYPERLINK("x")') as viewer:
        record(viewer, "read", "report", [REPORT], fields=["title", "text"])
        record(viewer, "search", "entity", count=3, detail="محمد ولد أحمد")
    while sealer.seal_batch():
        pass
    return Region(live_server.url, people)


@pytest.mark.parametrize(("language", "hand"), [("ar", MOUSE), ("fr", KEYS)], ids=["ar-mouse", "fr-keys"])
def test_who_read_what_is_found_and_a_detail_is_opened_with_a_reason(
    browser: Browser, place: Region, language: str, hand: Mouse, tmp_path: Path
) -> None:
    with at_the_window(browser, place, "auditor", language) as (context, complaints):
        page = context.new_page()
        page.goto(f"{place.at}/log/?object_id={REPORT}")
        expect(page.locator("tbody tr")).to_have_count(1)
        assert "E-0001" in page.inner_text("tbody tr") and "محمد" not in page.content()
        assert faults(page) == []
        page.goto(f"{place.at}/log/?actor=E-0001&verb=search")
        hand.press(page.locator("tbody th a"))
        page.wait_for_url("**/log/events/**")
        assert "محمد" not in page.content()
        assert faults(page) == []
        hand.write(page.locator("[name=reason]"), "plainte 12/2026")
        hand.press(page.locator("main form button[type=submit]"))
        expect(page.locator(".detail-text")).to_have_text("محمد ولد أحمد")
        page.goto(f"{place.at}/log/?purpose=plainte")
        expect(page.locator("tbody tr")).to_have_count(1)
        assert "E-0002" in page.inner_text("tbody tr")
        page.goto(f"{place.at}/log/?object_id=nonsense")
        expect(page.locator(".field .errors")).to_be_visible()
        expect(page.locator("tbody tr")).to_have_count(0)
        page.goto(f"{place.at}/log/days/")
        expect(page.locator("figure rect").first).to_be_attached()
        assert faults(page) == []
        page.goto(f"{place.at}/log/?actor=E-0001")
        with page.expect_download() as download:
            hand.press(page.locator("a[href^='/log/export/']"))
        download.value.save_as(tmp_path / "log.csv")
        rows = list(csv.reader(io.StringIO((tmp_path / "log.csv").read_text("utf-8-sig"))))
        assert len(rows) == 3 and {row[7] for row in rows[1:]} == {'\'=HYPERLINK("x")'}
        assert complaints == []
    with whole_log():
        assert AuditEvent.objects.get(verb="export").object_count == 2


@pytest.mark.parametrize("hand", [MOUSE, KEYS], ids=["mouse", "keys"])
def test_a_rewritten_event_is_named_to_the_auditor(
    browser: Browser, place: Region, owner_connection: Any, hand: Mouse
) -> None:
    with at_the_window(browser, place, "auditor", "ar") as (context, complaints):
        page = context.new_page()
        page.goto(f"{place.at}/log/seal/")
        assert faults(page) == []
        hand.press(page.locator("main form button[type=submit]"))
        expect(page.locator(".card.done")).to_be_visible()
        (public,) = owner_connection.execute(
            "update foundation_auditevent set object_ids = '{}' where verb = 'read' returning public_id::text"
        ).fetchone()
        page.goto(f"{place.at}/log/seal/check/")
        expect(page.locator("[role=status].danger")).to_be_visible()
        assert page.get_attribute("[role=alert] a", "href") == f"/log/events/{public}/"
        assert faults(page) == []
        assert complaints == []
