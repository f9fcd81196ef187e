"""A role is suggested, confirmed, seen on the person's page and taken back; a person is protected; by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from manara.foundation import access
from manara.foundation.jobs import work_off
from manara.foundation.models import Job, User
from manara.intake.models import Entity
from manara.networks.models import Protection, Role, RoleDeclined
from tests.journeys.conftest import Region, signed_in
from tests.resolution.world import admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "سيدي ولد امبارك"


def _paid_by_three(user: User) -> Entity:
    """A man to whom three others paid, and whom his report calls a guide."""
    (report,) = admit(
        user,
        draft(
            entity("m", "Person", name=NAME), *(entity(one, "Person", name=f"Payer {one}") for one in "abc"),
            tie("r", "NetworkRole", {"holder": "m"}, said("role", "guide"), said("startDate", "2025-03")),
            *(tie(f"p{one}", "Payment", {"payer": one, "beneficiary": "m"}) for one in "abc"),
            grade_source="A", grade_information="1",
        ),
    )  # fmt: skip
    with access.acting(user, purpose="test"):
        return Entity.objects.get(report_id=report.pk, caption=NAME)


def test_a_suggestion_is_confirmed_seen_and_taken_back_by_mouse(browser: Browser, region: Region) -> None:
    who = _paid_by_three(region.people["investigator"])
    with signed_in(browser, region, "investigator", "en") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/roles/")
        page.get_by_role("link", name=NAME).first.click()
        line = page.locator("[data-suggestion]", has_text="Money collector")
        expect(line).to_contain_text("3 people outside the family paid this person")
        line.get_by_role("button", name="Confirm: smuggling of migrants").click()
        expect(page.get_by_text("It can be taken back here.")).to_be_visible()
        page.goto(f"{region.at}/entities/{who.public_id}/")
        card = page.locator("section.card", has=page.get_by_role("heading", name="Roles"))
        expect(card).to_contain_text("Money collector")
        card.get_by_role("link", name="All").click()
        page.get_by_label("Reason").nth(1).fill("another man")
        page.get_by_role("button", name="Take back").click()
        expect(page.get_by_text("It stays readable below, with the reason.")).to_be_visible()
        page.get_by_role("link", name="Protect").click()
        page.get_by_label("Passenger or migrant").check()
        page.get_by_role("textbox", name="Reason").fill("steered for his own passage")
        page.get_by_role("button", name="Mark as protected").click()
        expect(page.get_by_role("heading", name="This person is protected")).to_be_visible()
        page.goto(f"{region.at}/entities/{who.public_id}/roles/")
        expect(page.locator("[data-suggestion]")).to_have_count(0)
        _measures_without(page, region, who)
    assert not complaints
    with access.acting(region.people["investigator"], purpose="test"):
        assert Protection.objects.get(entity=who).ground == "passenger"
        assert not Role.objects.filter(ended=None, entity=who).exists()


def _measures_without(page: Page, region: Region, protected: Entity) -> None:
    """The network around him is measured: he holds it together, and neither he nor why is on the page."""
    page.goto(f"{region.at}/networks/measures/")
    page.get_by_role("button", name="Measure", exact=True).click()
    expect(page.get_by_role("heading", name="It waits for its turn")).to_be_visible()
    user = region.people["investigator"]
    with access.acting(user, purpose="test"):
        job = Job.objects.get(kind="measures", state="waiting")
    work_off(str(job.public_id), user.pk)
    people = page.locator("#people")
    expect(people).to_be_visible()
    expect(people.get_by_role("link", name="Payer a")).to_have_count(1)
    expect(page.get_by_text(protected.caption)).to_have_count(0)
    people.get_by_label("Sorted by").select_option("degree")
    expect(people.locator('th[aria-sort="descending"]')).to_have_text(re.compile(r"^\s*Ties"))
    people.get_by_role("link", name="What “Core” means").press("Enter")
    expect(page.locator("#means-core")).to_be_in_viewport()
    page.locator("#without").get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#without h3")).to_be_visible()


def test_suggestions_are_answered_by_keyboard_alone(browser: Browser, region: Region) -> None:
    who = _paid_by_three(region.people["investigator"])
    with signed_in(browser, region, "investigator", "ar") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/entities/{who.public_id}/roles/")
        expect(page.locator("[data-suggestion]")).to_have_count(2)
        page.keyboard.press("d")
        page.keyboard.type("اسم مشابه")
        page.keyboard.press("Enter")
        expect(page.locator("[data-suggestion]")).to_have_count(1)
        page.keyboard.press("s")
        expect(page.locator("[data-suggestion]")).to_have_count(0)
    assert not complaints
    with access.acting(region.people["investigator"], purpose="test"):
        assert RoleDeclined.objects.get(entity=who).reason == "اسم مشابه"
        assert Role.objects.get(entity=who).script == "som"
