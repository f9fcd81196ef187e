"""The shell in a real browser, in Arabic and French, wide and narrow: nothing blocked or off the edge, every key works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from tests.web import people

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/",
    "/account/",
    "/accounts/security/",
    "/purpose/",
    "/accounts/password/change/",
    "/styleguide/",
    "/not-there/",
)
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
FINGER = {"isUserVerified": True, "automaticPresenceSimulation": True}


@pytest.fixture
def node_at(live_server: Any, settings: Any) -> str:
    settings.NODE = replace(settings.NODE, demo=True)
    return live_server.url


@contextmanager
def page(chromium: str, language: str = "fr") -> Iterator[tuple[Page, list[str]]]:
    """A page, and what the browser complained of: a blocked style or script is one of those complaints."""
    complaints: list[str] = []
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_context(locale=language, viewport={"width": 1280, "height": 900}).new_page()
        shown.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        shown.on("pageerror", lambda problem: complaints.append(str(problem)))
        yield shown, complaints
        browser.close()


def sign_in(shown: Page, node_at: str, secret: str) -> None:
    give_password(shown, node_at)
    shown.fill("[name=code]", people.code_now(secret))
    shown.click("form.form button[type=submit]")
    shown.wait_for_url(f"{node_at}/")


def give_password(shown: Page, node_at: str) -> None:
    shown.goto(f"{node_at}/accounts/login/")
    shown.fill("[name=login]", "E-0417")
    shown.fill("[name=password]", people.PASSWORD)
    shown.click("form.form button[type=submit]")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_can_be_read_by_everybody_on_any_screen(chromium: str, node_at: str, language: str) -> None:
    secret = people.with_app(people.person())
    axe = Axe()
    with page(chromium, language) as (shown, complaints):
        shown.goto(f"{node_at}/accounts/login/")
        assert look(axe, shown) == []
        sign_in(shown, node_at, secret)
        for address in PAGES:
            shown.goto(node_at + address)
            assert shown.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
            assert look(axe, shown) == [], address
        assert [each for each in complaints if "404" not in each] == []


def look(axe: Axe, shown: Page) -> list[str]:
    """What is wrong with the page as it stands, wide and narrow."""
    wrong = []
    for width in (1280, 360):
        shown.set_viewport_size({"width": width, "height": 800})
        found = axe.run(shown).response["violations"]
        wrong += [f"{width}: {each['id']} {each['nodes'][0]['html']}" for each in found]
        if shown.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{width}: wider than the screen")
    return wrong


def test_a_passkey_is_added_and_then_opens_the_account_alone_and_as_second_factor(chromium: str, node_at: str) -> None:
    people.person()
    with page(chromium) as (shown, complaints):
        device = shown.context.new_cdp_session(shown)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | FINGER})
        give_password(shown, node_at)
        shown.click("a[href*='webauthn/add']")
        shown.fill("[name=password]", people.PASSWORD)
        shown.click("form.form button[type=submit]")
        shown.check("[name=passwordless]")
        shown.click("form[data-passkey] button")
        shown.wait_for_url("**/recovery-codes/")
        assert shown.locator(".codes li").count() == 10
        sign_out(shown, node_at)
        shown.click("form[data-passkey] button")
        shown.wait_for_url(f"{node_at}/")
        sign_out(shown, node_at)
        give_password(shown, node_at)
        shown.click("form[data-passkey] button")
        shown.wait_for_url(f"{node_at}/")
        assert complaints == []


def sign_out(shown: Page, node_at: str) -> None:
    shown.goto(f"{node_at}/accounts/logout/")
    shown.click(".card form button")
    shown.wait_for_url("**/accounts/login/")


def test_the_language_is_switched_and_the_page_stays(chromium: str, node_at: str) -> None:
    secret = people.with_app(people.person())
    with page(chromium) as (shown, _complaints):
        sign_in(shown, node_at, secret)
        shown.goto(f"{node_at}/purpose/?next=/account/")
        shown.click("details.menu:has(form[action='/language/']) > summary")
        shown.click("button[value=ar]")
        shown.wait_for_url(f"{node_at}/purpose/?next=/account/")
        assert shown.get_attribute("html", "dir") == "rtl"
        expect(shown.locator("h1")).to_have_text("لأي غرض تطّلع؟")


def test_keys_walk_the_list_show_themselves_and_leave_a_field_alone(chromium: str, node_at: str) -> None:
    secret = people.with_app(people.person())
    with page(chromium) as (shown, _complaints):
        sign_in(shown, node_at, secret)
        shown.goto(f"{node_at}/styleguide/")
        for key, row in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
            shown.keyboard.press(key)
            expect(shown.locator("[data-walk]").nth(row)).to_have_class("walked" if row == 2 else "ask walked")
        shown.keyboard.press("?")
        expect(shown.locator("dialog#keys")).to_be_visible()
        shown.keyboard.press("Escape")
        expect(shown.locator("dialog#keys")).to_be_hidden()
        shown.locator("[name=text]").press_sequentially("j?")
        expect(shown.locator("dialog#keys")).to_be_hidden()
        expect(shown.locator("[name=text]")).to_have_value("j?")


def test_a_draft_says_whether_it_is_saved_and_stops_when_somebody_else_was_faster(chromium: str, node_at: str) -> None:
    secret = people.with_app(people.person())
    answers: list[tuple[int, dict[str, object]]] = [
        (500, {}),
        (200, {"version": 2}),
        (409, {"sentence": "E-0500 était plus rapide."}),
    ]
    with page(chromium) as (shown, _complaints):
        sign_in(shown, node_at, secret)
        shown.goto(f"{node_at}/styleguide/")
        sent: list[str] = []

        def answer(route: Any) -> None:
            sent.append(route.request.headers["x-csrftoken"])
            status, body = answers[min(len(sent), len(answers)) - 1]
            route.fulfill(status=status, json=body)

        shown.route("**/nothing/", answer)
        sign = shown.locator(".saved")
        shown.locator("[name=text]").press_sequentially("م")
        expect(sign).to_have_attribute("data-state", "failed")
        expect(sign).to_have_attribute("data-state", "saved", timeout=8000)
        shown.locator("[name=text]").press_sequentially("ح")
        expect(sign).to_have_text("E-0500 était plus rapide.")
        assert len(sent) == 3
        assert all(sent)


def test_what_cannot_be_undone_is_asked_first(chromium: str, node_at: str) -> None:
    secret = people.with_app(people.person())
    with page(chromium) as (shown, _complaints):
        sign_in(shown, node_at, secret)
        shown.goto(f"{node_at}/styleguide/")
        shown.click("[data-dialog=retract]")
        expect(shown.locator("dialog#retract")).to_be_visible()
        expect(shown.locator("dialog#retract [data-close]")).to_be_focused()
        shown.click("dialog#retract [data-close]")
        expect(shown.locator("dialog#retract")).to_be_hidden()


def test_a_draft_outlives_the_session_and_is_saved_after_signing_in_in_another_tab(chromium: str, node_at: str) -> None:
    secret = people.with_app(people.person())
    with page(chromium) as (shown, _complaints):
        sign_in(shown, node_at, secret)
        shown.goto(f"{node_at}/styleguide/")
        # Any page that asks for a token takes the draft's part here: it redirects to the sign-in while nobody is there.
        shown.evaluate("document.querySelector('form[data-autosave]').dataset.autosave = '/purpose/'")
        shown.context.clear_cookies(name="manara_session")
        shown.locator("[name=text]").press_sequentially("م")
        expect(shown.locator(".saved")).to_have_attribute("data-state", "signedout")
        other = shown.context.new_page()
        give_password(other, node_at)
        other.wait_for_url("**/2fa/authenticate/**")
        shown.unroute_all()
        shown.route("**/purpose/", lambda route: answer_token(route, tokens))
        tokens: list[str] = []
        other.fill("[name=code]", people.code_next(secret))
        other.click("form.form button[type=submit]")
        other.wait_for_url(f"{node_at}/")
        expect(shown.locator(".saved")).to_have_attribute("data-state", "saved", timeout=15000)
        assert tokens[-1] != tokens[0]


def answer_token(route: Any, tokens: list[str]) -> None:
    """The draft's address: refuses the token of the old session, as the node would, and takes a new one."""
    tokens.append(route.request.headers["x-csrftoken"])
    if tokens[-1] == tokens[0]:
        route.fulfill(status=403, body="")
    else:
        route.fulfill(status=200, json={"version": 1})
