"""A token from its making to its end: by mouse, by keyboard alone, and read with in between."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Region, signed_in
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.django_db(transaction=True)


def ask(region: Region, secret: str) -> tuple[int, Any]:
    """What a programme with this secret is answered when it asks who it is."""
    request = urllib.request.Request(f"{region.at}/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def looked_at(page: Page, name: str, language: str, axe: Axe) -> None:
    """No fault at both widths; with MANARA_TEST_PICTURES, a picture of each for people to look at."""
    assert faults_of(page, axe, language) == []
    folder = os.environ.get("MANARA_TEST_PICTURES")
    for width in (1280, 360) if folder else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(str(folder)) / f"{name}-{language}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_token_is_made_used_and_revoked_by_mouse(browser: Browser, region: Region, language: str) -> None:
    axe = Axe()
    with signed_in(browser, region, "analyst", language) as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/account/")
        page.click('a[href="/account/tokens/"]')
        looked_at(page, "tokens-empty", language, axe)
        page.click("main .empty a.btn")
        looked_at(page, "tokens-new", language, axe)
        page.fill("[name=name]", "Nightly list / قائمة")
        page.fill("[name=purpose]", "SOM-2026-031")
        page.check("[name=abilities][value=read-entities]")
        page.click("main form button[type=submit]")
        secret = page.inner_text(".card.ask .link-once bdi")
        looked_at(page, "tokens-secret", language, axe)
        status, me = ask(region, secret)
        assert status == 200 and me["purpose"] == "SOM-2026-031"
        page.goto(f"{region.at}/account/tokens/")
        assert secret not in page.content() and secret[:12] in page.content()
        looked_at(page, "tokens-list", language, axe)
        page.click("button[data-dialog^=revoke-]")
        page.click("dialog[open] button[type=submit]")
        page.wait_for_url("**/account/tokens/")
        assert ask(region, secret)[1]["type"] == "urn:manara:problem:token-revoked"
        looked_at(page, "tokens-revoked", language, axe)
    assert not complaints
    with signed_in(browser, region, "administrator", language) as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/people/{region.people['analyst'].public_id}/")
        assert secret[:12] in page.content() and "Nightly list" not in page.content()
        looked_at(page, "tokens-of-person", language, axe)
    assert not complaints


def test_the_same_by_keyboard_alone(browser: Browser, region: Region) -> None:
    with signed_in(browser, region, "investigator", "fr") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/account/tokens/new/")
        page.focus("[name=name]")
        page.keyboard.type("Carnet")
        page.keyboard.press("Tab")
        page.keyboard.type("SOM-2026-031")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        secret = page.inner_text(".card.ask .link-once bdi")
        assert ask(region, secret)[0] == 200
        page.goto(f"{region.at}/account/tokens/")
        for _step in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('button[data-dialog^=revoke-]')"):
                break
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog[open]", state="detached")
        assert ask(region, secret)[0] == 401
    assert not complaints
