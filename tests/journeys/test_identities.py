"""Who is who: a pair is opened, judged, seen as one and undone, by mouse; and a queue is worked through by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from manara.foundation import access
from manara.foundation.models import User
from manara.intake.models import Entity
from manara.resolution.actions.suggest import suggest
from manara.resolution.models import Judgement
from tests.journeys.conftest import Region, signed_in
from tests.journeys.test_every_page import faults_of
from tests.resolution.world import admit, draft, entities_of, entity, said, tie

pytestmark = pytest.mark.django_db(transaction=True)
# A pair that has just come up is judged by no key until a moment has passed.
READY = "form#judge:not([data-waits])"
NAMES = (("محمدو ولد الشيخنا تلبا", "Mohamedou Ould Cheikhna Tolba"), ("زينبو بنت خفية", "Zeynabou Mint Khafiya"))


def _pairs(user: User) -> list[Entity]:
    """Two persons, each named by two reports in two scripts with one phone, and suggested to be one."""
    made = []
    for at, spellings in enumerate(NAMES):
        for name in spellings:
            (report,) = admit(
                user,
                draft(
                    entity("p", "Person", said("name", name), birthDate=f"198{at}-03-12", nationality="mr"),
                    entity("t", "Phone", number=f"+2223630101{at}"),
                    tie("u", "PhoneUse", {"holder": "p", "phone": "t"}),
                ),
            )
            made.append(entities_of(user, report)["Person"])
    with access.acting(user, purpose="test") as viewer:
        assert suggest(viewer, [each.pk for each in made]) >= 2
    return made


def test_a_pair_is_judged_seen_as_one_and_undone_by_mouse(browser: Browser, region: Region) -> None:
    one, other, *_ = _pairs(region.people["investigator"])
    with signed_in(browser, region, "investigator", "en") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/identities/")
        page.locator("a.pair", has_text="Mohamedou Ould Cheikhna Tolba").click()
        expect(page.get_by_role("heading", name="Supports that they are the same")).to_be_visible()
        expect(page.locator(".evidence.for")).to_contain_text("Born on the same day")
        page.get_by_label("Reason").fill("the same scar")
        expect(page.locator(READY)).to_be_visible()
        page.get_by_role("button", name="The same").click()
        expect(page.get_by_text("It can be undone at any time.")).to_be_visible()
        page.goto(f"{region.at}/entities/{one.public_id}/")
        expect(page.locator(".tag.known")).to_contain_text("2 reports")
        expect(page.locator(".aliases")).to_contain_text(other.caption)
        page.locator("nav.tabs").get_by_role("link", name="Identity").click()
        page.locator("a.pair").first.click()
        expect(page.get_by_text("The identity falls into these:")).to_be_visible()
        page.locator("#undo textarea").fill("two brothers")
        page.get_by_role("button", name="Undo this judgement").click()
        expect(page.get_by_role("heading", name="It was undone")).to_be_visible()
        page.goto(f"{region.at}/entities/{one.public_id}/")
        expect(page.locator(".tag.known")).to_contain_text("1 report")
        assert not complaints


def test_a_queue_is_worked_through_by_keyboard_alone(browser: Browser, region: Region) -> None:
    _pairs(region.people["investigator"])
    with signed_in(browser, region, "investigator", "ar") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/identities/")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator("form#judge")).to_be_visible()
        page.wait_for_load_state("load")  # the page's own keys are a module, which runs before that
        page.keyboard.press("?")
        expect(page.locator("dialog#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog#keys")).to_be_hidden()  # until then keys go to it
        first = page.url
        page.keyboard.press("r")
        expect(page.locator("#id_reason")).to_be_focused()
        page.keyboard.type("sdu")
        page.keyboard.press("Escape")
        expect(page.locator(READY)).to_be_visible()
        page.keyboard.press("s")
        page.wait_for_url(lambda url: url != first)
        page.wait_for_load_state("load")
        expect(page.locator("form#judge[data-waits]")).to_be_visible()
        second = page.url
        page.keyboard.press("s")
        expect(page.locator("#early")).to_be_visible()
        expect(page.locator(READY)).to_be_visible()
        assert page.url == second, "who presses twice judges one pair"
        page.keyboard.press("d")
        page.wait_for_url(lambda url: url != second)
        _two_of_one_s_own_choosing(page, region)
        assert not complaints
    with access.acting(region.people["investigator"], purpose="test"):
        assert [each.verdict for each in Judgement.objects.order_by("pk")] == ["same", "different"]


def _two_of_one_s_own_choosing(page: Page, region: Region) -> None:
    """By keyboard alone: two lines of a search are ticked, and another one is looked for from an entity's page."""
    page.goto(f"{region.at}/search/?q={NAMES[0][1]}")
    page.wait_for_load_state("load")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator(".pick input:checked")).to_have_count(2)
    page.keyboard.press("c")
    page.wait_for_url("**/beside/**own=1")
    page.locator(".sides h2 a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/beside/" not in url)
    page.locator("a[href$='/compare/']").focus()
    page.keyboard.press("Enter")
    box = page.locator("#other")
    expect(box).to_be_focused()
    page.keyboard.type(NAMES[1][1])
    expect(page.locator("#suggested-1, #suggested-0").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?q=**")
    assert faults_of(page, Axe(), "ar") == []
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/beside/**own=1")
