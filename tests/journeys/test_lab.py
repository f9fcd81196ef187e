"""The dismantling lab: a plan is asked, worked out, checked for harm and signed by another, by mouse; and looked at by keys."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, expect

from manara.foundation import access
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.jobs import work_off
from manara.foundation.models import Circle, User
from manara.intake.models import Entity
from manara.networks.actions.check_harm import DANGERS
from manara.networks.actions.give_role import Given, give_role
from manara.networks.models import Calculation, Script
from tests.foundation import people
from tests.journeys.conftest import Region, signed_in
from tests.journeys.test_every_page import faults_of
from tests.networks.lab_world import MEN, WITNESS, network, plan, worked_out

pytestmark = pytest.mark.django_db(transaction=True)


def _case(region: Region) -> tuple[User, Circle]:
    """A case that the investigator shares with a prosecutor, and the network that its reports make."""
    user = region.people["investigator"]
    case = people.circle(user, name="SOM-2026-077")
    with access.acting(user, purpose="test") as viewer:
        admit_member(viewer, case, region.people["prosecutor"], reason="one case")
    network(user, circles=[case.pk])
    return user, case


def test_a_plan_goes_from_its_question_to_a_second_person_by_mouse(browser: Browser, region: Region) -> None:
    user, case = _case(region)
    with signed_in(browser, region, "investigator", "en") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/networks/lab/")
        page.get_by_role("link", name="New plan").first.click()
        page.get_by_label("Title").fill("Around the port")
        page.get_by_label("Who may open the plan").select_option(str(case.public_id))
        page.get_by_label("Which network").select_option(f"circle:{case.public_id}")
        page.get_by_label("Largest group still together").fill("30")
        page.get_by_role("button", name="Write the plan down").click()
        page.get_by_role("button", name="Work it out").click()
        expect(page.get_by_role("heading", name="It waits for its turn")).to_be_visible()
        # Who goes by keyboard stays where he is though the part is asked for anew, and hears how far it is.
        page.locator("#stop-work").focus()
        expect(page.locator("main > [role=status][data-announced]")).to_have_text(re.compile("It waits for its turn · .*parts"))
        for _poll in range(2):
            with page.expect_response("**/progress/"):
                pass
        expect(page.locator("#stop-work")).to_be_focused()
        with access.acting(user, purpose="test"):
            job = Calculation.objects.select_related("job").latest("pk").job
        assert job is not None
        work_off(str(job.public_id), user.pk)
        expect(page.locator("#order")).to_be_visible()
        expect(page.locator("#order")).not_to_contain_text(WITNESS)
        page.get_by_text("If this person cannot be reached").first.click()
        expect(page.locator("#order details[open] ol")).to_be_visible()
        page.get_by_role("link", name="Write the harm check").click()
        for danger in DANGERS:
            page.locator(f"input[name={danger}][value=unknown]").check()
        page.get_by_label("Who is at risk, and where").fill("P-12")
        page.get_by_label("What is done first, before anybody is reached").fill("MRCC")
        page.get_by_label("Who else is told, by whom and when").fill("Prosecutor")
        page.get_by_label("It was told", exact=True).check()
        page.get_by_label("Told on").fill(timezone.localdate().isoformat())
        page.get_by_label("Who told whom there").fill("P-0007, duty officer")
        page.get_by_role("button", name="Keep the check").click()
        expect(page.get_by_text("another person of this circle must sign it")).to_be_visible()
        address = page.url
        assert not complaints
    with signed_in(browser, region, "prosecutor", "en") as (context, complaints):
        page = context.new_page()
        page.goto(address)
        page.get_by_label("I have considered it and sign").check()
        page.get_by_role("button", name="Give your word").click()
        expect(page.get_by_role("heading", name="Signed by a second person")).to_be_visible()
        assert not complaints
    with signed_in(browser, region, "investigator", "en") as (context, complaints):
        page = context.new_page()
        page.goto(address)
        page.get_by_role("link", name="Real steps").click()
        who = page.get_by_label("Who", exact=True).locator("option").nth(1).inner_text()
        page.get_by_label("Who", exact=True).select_option(label=who)
        page.get_by_label("not reached", exact=True).check()
        page.get_by_label("Not reached: put this person down as out of reach").check()
        page.get_by_role("button", name="Enter, and plan anew").click()
        expect(page.get_by_role("heading", name="Entered so far")).to_be_visible()
        page.get_by_role("link", name="Within reach").click()
        expect(page.get_by_role("row").filter(has_text=who).locator("select[name^='where-']")).to_have_value("nowhere")
        page.get_by_role("link", name="Order", exact=True).click()
        expect(page.get_by_role("heading", name="It waits for its turn")).to_be_visible()
        assert not complaints


def test_every_page_of_a_plan_for_a_route_is_whole_and_open_to_all(browser: Browser, region: Region) -> None:
    user, case = _case(region)
    with access.acting(user, purpose="test") as viewer:
        for name, role in (("North One", "recruiter"), ("South One", "captain")):
            give_role(viewer, Entity.objects.get(caption=name), Given(Script.SOM, role))
    made = plan(user, circle=case, objective="capacity", at_once=2, neighbours=(("Desert", 1.0),))
    worked_out(user, made)
    with signed_in(browser, region, "investigator", "ar") as (context, complaints):
        page, axe = context.new_page(), Axe()
        for part in ("", "reach/", "harm/", "steps/", "share/", "take/"):
            page.goto(f"{region.at}/networks/lab/{made.public_id}/{part}")
            assert faults_of(page, axe, "ar") == [], part
        page.goto(f"{region.at}/networks/lab/{made.public_id}/")
        expect(page.locator("#route table").first).to_be_visible()
        page.locator("#growth details.fold > summary").first.click()
        expect(page.locator("#growth figure svg").first).to_be_visible()
        page.goto(f"{region.at}/networks/lab/compare/?plan={made.public_id}")
        assert faults_of(page, axe, "ar") == []
        assert not complaints


def test_a_plan_is_opened_and_read_by_keyboard_alone(browser: Browser, region: Region) -> None:
    user, case = _case(region)
    made = plan(user, circle=case)
    worked_out(user, made)
    with signed_in(browser, region, "investigator", "ar") as (context, complaints):
        page = context.new_page()
        page.goto(f"{region.at}/networks/lab/")
        page.wait_for_load_state("load")
        for _row in range(20):
            page.keyboard.press("j")
            if page.evaluate(f"document.activeElement.closest('[data-walk]')?.innerText.includes('{made.title}')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/networks/lab/{made.public_id}/")
        page.wait_for_load_state("load")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.closest('#order') !== null")
        first = page.evaluate("document.activeElement.closest('[data-walk]').innerText")
        assert any(name in first for name in MEN) or "Between" in first
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName === 'SUMMARY' ? document.activeElement.parentElement.open : true")
        assert not complaints
