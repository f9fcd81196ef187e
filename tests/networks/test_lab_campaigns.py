"""Plans for a route, in turns and in waves, what grows back, and who could not be reached: nobody protected in any of it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from manara.exchange.engine.marks import Marks
from manara.foundation.documents import Paragraph
from manara.foundation.models import Agency, User
from manara.intake.models import Entity
from manara.networks.actions.give_role import Given, give_role
from manara.networks.engine import capacity
from manara.networks.engine.lab import route as breaking
from manara.networks.engine.lab.question import question_of
from manara.networks.engine.lab.working import Found
from manara.networks.lab_brief import brief
from manara.networks.models import Calculation, Order, Plan, Reach, Script, Target
from manara.networks.pages.lab.plan import context
from manara.networks.pages.lab.route import route_lines
from manara.networks.queries import lab
from tests.foundation import people
from tests.networks.lab_world import BRIDGE, MEN, WITNESS, network, own_circle, plan, worked_out
from tests.networks.test_lab import CHECK, a_step, names, page, posted, shield, signed
from tests.resolution.conftest import Browse

pytestmark = pytest.mark.django_db
ROLES = {"North One": "recruiter", "North Two": "recruiter", BRIDGE: "transporter", "South One": "captain", WITNESS: "captain"}


@pytest.fixture
def second(gendarmerie: Agency) -> User:
    """A prosecutor of the same agency."""
    return people.person("prosecutor", at=gendarmerie, code="P-0007")


def with_roles(user: User) -> dict[str, Entity]:
    """The network, where two recruit, one drives and two steer; one of these is the witness."""
    known = network(user)
    with people.at_work(user) as viewer:
        for name, role in ROLES.items():
            if name != WITNESS:  # nobody gives her a role: that she steered is said by nobody but the report
                give_role(viewer, known[name], Given(Script.SOM, role))
    return known


def bare(html: str) -> str:
    """What a page says, without what only places it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|[\u2066-\u2069]", "", html))


def test_a_route_is_broken_at_its_narrowest_stage_and_nobody_protected_is_named(investigator: User, browser: Browse) -> None:
    with_roles(investigator)
    found = plan(investigator, objective="capacity")
    worked_out(investigator, found)
    listed = names(investigator, found)
    assert len(listed) == 1 and listed[0] in (BRIDGE, "South One"), "one driver, one who steers: either is the cheapest"
    with people.at_work(investigator) as viewer:
        told = lab.opened(viewer, found.public_id).main
        assert told is not None
        route = told.told["route"]
    assert route["stages"] == ["recruiting", "transport", "sea"] and route["left"][0]["able"] == [2, 1, 1]
    assert route["left"][0]["chains"] == 1.0 and route["left"][-1]["chains"] == 0.0 and route["survives"][-1] == 0.0
    client = browser(investigator)
    html = page(client, found)
    assert 'id="route"' in html and "breaks here" in html and WITNESS not in html
    assert "complete chain can run" in html
    assert "Part in the route:" in html and "1 before this step, 0 after it." in bare(html)
    compared = client.get(f"/networks/lab/compare/?plan={found.public_id}").content.decode()
    assert "Complete chains at the end" in compared and "Grown back after 6 months" in compared
    # The other offence's roles are not added up, and a stage of which nobody is known is said to be a gap in what is known.
    other = plan(investigator, objective="capacity", script="tip")
    worked_out(investigator, other, parts=1)
    assert "No roles along the script" in page(client, other)
    gap = plan(investigator, objective="capacity", stages=("recruiting", "documents"))
    worked_out(investigator, gap, parts=1)
    html = page(client, gap)
    assert "No complete chain is known" in html and "a gap in what is known" in html


def test_chains_that_could_not_be_counted_are_at_least_so_many_on_the_page_and_in_the_brief(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = capacity.breaking

    def hasty(*of: Any, **asked: Any) -> capacity.CapacityPlan:
        plan = counted(*of, **asked)
        return replace(plan, before=replace(plan.before, chains=3, counted=False))

    with_roles(investigator)
    found = plan(investigator, objective="capacity")
    worked_out(investigator, found)
    assert "at least" not in bare(page(browser(investigator), found)).split("Complete chains side by side")[1].split(",")[0]
    monkeypatch.setattr(capacity, "breaking", hasty)
    worked_out(investigator, found)
    html = bare(page(browser(investigator), found))
    assert "at least 3 complete chains can run side by side" in html and "at least 3 before this step, 0 after it." in html
    assert "no time to prove that there are no more" in html
    with people.at_work(investigator) as viewer, translation.override("fr"):
        told = context(viewer, lab.opened(viewer, found.public_id))
        assert "au moins 3" in bare(str(told["route"]["steps"][0]["chains"]))


@pytest.mark.parametrize(
    ("told", "says", "not_says"),
    [
        ({"late": True}, "which break is the cheapest could not be proved in the time", "networks of up to"),
        ({"beyond": True}, "networks of up to 20 000 people", "could not be proved"),
        ({}, "that was tried makes the break cheaper", "Not worked out yet"),
    ],
)
def test_why_no_tie_is_worth_finding_out_is_said_on_the_page_and_in_the_brief(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch, told: dict[str, bool], says: str, not_says: str
) -> None:
    monkeypatch.setattr(breaking, "worth", lambda network, on: Found((), {"pairs": [], **told}))
    with_roles(investigator)
    found = plan(investigator, objective="capacity")
    worked_out(investigator, found, parts=5)
    html = bare(page(browser(investigator), found))
    assert says in html and not_says not in html
    with people.at_work(investigator) as viewer, translation.override("en"):
        written = brief(context(viewer, lab.opened(viewer, found.public_id)), Marks("H1", "P-1", timezone.now()))
        (said,) = next(each for each in written.sections if each.title == "What to find out first").blocks
        assert isinstance(said, Paragraph) and says in bare(str(said.text))


def test_a_chain_of_the_chart_that_doubt_leaves_in_no_network_is_said_to_be_a_gap_in_what_is_known(
    investigator: User,
) -> None:
    with_roles(investigator)
    found = plan(investigator, objective="capacity")
    worked_out(investigator, found)
    with people.at_work(investigator) as viewer:
        opened = lab.opened(viewer, found.public_id)
    assert opened.main is not None
    route = opened.main.told["route"]
    assert route["networks"] > 0 and len(route["survives"]) == len(route["left"])

    def with_doubt(*survives: float) -> tuple[str, str]:
        assert opened.main is not None
        opened.main.told["route"] = {**route, "survives": survives}
        with translation.override("en"):
            told = route_lines(opened)
        assert told is not None
        return bare(told["sentence"]), bare(told["in_doubt"])

    for survives, says in (
        ((0.0, 0.0), f"in the {route['networks']} networks drawn from the ties’ probabilities none runs, even before"),
        ((0.4, 0.0), "one runs in 40 % before the order, in 0 % after it."),
    ):
        sentence, in_doubt = with_doubt(*survives)
        assert sentence.startswith("On the chart, where every tie counts as real, 1 complete chain can run now")
        assert says in in_doubt and ("does not say that the route stands still" in in_doubt) == (survives[0] == 0.0)
    sentence, in_doubt = with_doubt(1.0, 0.0)
    assert sentence.startswith("Now 1 complete chain can run") and not in_doubt, "nothing is in doubt"


def test_a_route_whose_last_recruiter_was_reached_stays_broken(investigator: User, second: User, browser: Browse) -> None:
    with_roles(investigator)
    found = plan(investigator, objective="capacity")
    worked_out(investigator, found, parts=3)
    signed(browser, found, investigator, second)
    client = browser(investigator)
    posted(client, found, "steps/", **a_step(client, found))
    begun_again(investigator, found)
    html = page(browser(investigator), found)
    assert "No complete chain is known" in html, "the stage is not forgotten with the last who did it"


def begun_again(user: User, found: Plan) -> None:
    """The first part of the calculation that was begun last."""
    from manara.networks.actions.work_out import one_part

    with people.at_work(user) as viewer:
        job = Calculation.objects.filter(plan=found).latest("pk").job
        assert job is not None
        job.done = one_part(viewer, job).done
        job.state = "stopped"
        job.save()


def estimates(client: Any, found: Plan, known: dict[str, Entity], turns: dict[str, int]) -> None:
    keys = re.findall(r'name="person" value="([0-9a-f-]+)"', page(client, found, "reach/"))
    mine = {str(known[name].public_id): turn for name, turn in turns.items()}
    sent: dict[str, Any] = {"person": keys}
    for key in keys:
        sent |= {f"evidence-{key}": "strong", f"where-{key}": "here", f"days-{key}": "5", f"turn-{key}": mine.get(key, "")}
    posted(client, found, "reach/", status=422, **{**sent, f"turn-{keys[0]}": "0"})
    posted(client, found, "reach/", **sent)


def test_an_order_that_is_given_is_kept_and_measured_beside_the_one_that_is_sought(
    investigator: User, browser: Browse
) -> None:
    known = network(investigator)
    client = browser(investigator)
    free = plan(investigator)
    estimates(client, free, known, {"South Five": 2, "North Four": 1})
    worked_out(investigator, free, parts=3)
    listed = names(investigator, free)
    assert listed[:2] == ["North Four", "South Five"] and len(listed) > 2, "behind those with a turn the lab seeks"
    assert "The given order beside a sought one" in page(client, free)
    fixed = plan(investigator, fixed=True)
    worked_out(investigator, fixed, parts=1)
    assert names(investigator, fixed) == [] and "Nobody has a turn yet" in page(client, fixed)
    estimates(client, fixed, known, {"South Five": 2, "North Four": 1})
    worked_out(investigator, fixed, parts=3)
    assert names(investigator, fixed) == ["North Four", "South Five"]
    with people.at_work(investigator) as viewer:
        sought = lab.opened(viewer, fixed.public_id).free
        assert sought is not None and len(sought.told["effect"]["largest"]) > 1
        shield(viewer, "North Four")
        assert not Reach.objects.filter(place__entity=known["North Four"]).exists()
    worked_out(investigator, fixed, parts=3)
    assert names(investigator, fixed) == ["South Five"]


@pytest.mark.parametrize("at_once", [0, 3])
def test_waves_are_told_with_what_is_left_between_them(investigator: User, browser: Browse, at_once: int) -> None:
    network(investigator)
    found = plan(investigator, at_once=at_once, until=0.25)
    worked_out(investigator, found, parts=3)
    with people.at_work(investigator) as viewer:
        told = lab.opened(viewer, found.public_id).main
    assert told is not None
    waves = told.told["waves"]
    assert sum(wave["people"] for wave in waves) == len(told.told["steps"]) and told.told["between"] <= told.told["between_cut"]
    assert len(waves) == 1 if at_once == 0 else all(wave["people"] <= at_once for wave in waves)
    html = page(browser(investigator), found)
    assert 'id="waves"' in html and ("All are reached together" in html) is (len(waves) == 1)


def test_what_grows_back_names_no_protected_person_and_says_what_is_assumed(
    investigator: User, second: User, browser: Browse
) -> None:
    with_roles(investigator)
    found = plan(investigator, neighbours=(("Route of the islands", 2.0), ("Desert", 1.0)), moving=0.2)
    worked_out(investigator, found)
    with people.at_work(investigator) as viewer:
        opened = lab.opened(viewer, found.public_id)
        assert opened.growth is not None
        told = opened.growth.told
        taken = [place.node.caption for place in opened.growing if place.node]
    assert {"ties", "share"} <= set(told["scenarios"]) and len(told["scenarios"]["ties"]["months"]) == 13
    assert taken and WITNESS not in taken and not set(taken) & set(names(investigator, found))
    client = browser(investigator)
    html = page(client, found)
    for said in ("What will probably grow back", "Scenarios, no forecast", "Caviar", "after 12 months", "Route of the islands"):
        assert said in html, said
    assert WITNESS not in html
    with people.at_work(investigator) as viewer:
        entity = Target.objects.filter(entity__caption=taken[0], targets=opened.growth.targets).get().entity
        assert entity is not None
        shield(viewer, taken[0])
    assert taken[0] not in page(client, found), "whoever becomes protected takes no place any more"
    signed(browser, found, investigator, second)
    client = browser(investigator)
    sent = {"language": "fr", "purpose": "p"}
    taken_along = client.post(f"/networks/lab/{found.public_id}/take/", {**sent, "format": "growth"})
    lines = taken_along.content.decode("utf-8-sig").splitlines()
    assert taken_along.status_code == 200 and len(lines) == 1 + 13 * len(told["scenarios"])
    answer = client.post(f"/networks/lab/{found.public_id}/take/", {**sent, "format": "pdf"})
    text = " ".join("\n".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages).split())
    assert "Caviar" in text and taken[0] not in text


def test_whoever_was_not_reached_is_put_down_as_out_of_reach_in_the_same_form(
    investigator: User, second: User, browser: Browse
) -> None:
    known = network(investigator)
    found = plan(investigator)
    worked_out(investigator, found, parts=2)
    signed(browser, found, investigator, second)
    first = names(investigator, found)[0]
    client = browser(investigator)
    sent = a_step(client, found, outcome="not", nowhere="on")
    posted(client, found, "steps/", status=422, **{**sent, "outcome": "reached"})
    posted(client, found, "steps/", **sent)
    with people.at_work(investigator):
        reach = Reach.objects.get(place__entity=known[first])
        assert reach.where == "nowhere"
    begun_again(investigator, found)
    assert first not in names(investigator, found)
    with people.at_work(investigator):
        newest = Calculation.objects.filter(plan=found).latest("pk")
        assert newest.told["left"] == newest.told["people"] == len(MEN) + 2, "he stays in the network"
        assert Order.objects.filter(calculation=newest).exists()


def test_a_question_about_a_route_is_asked_by_its_form_and_asked_again(investigator: User, browser: Browse) -> None:
    network(investigator)
    client = browser(investigator)
    circle = str(own_circle(investigator).public_id)
    asked = {
        "title": "Route", "circle": circle, "source": f"circle:{circle}", "least": "0", "objective": "capacity",
        "until": "30", "at_once": "1", "missing": "0", "budget": "", "order": "fixed", "script": "som",
        "stages": ["sea", "recruiting"], "anybody": "on", "neighbours": "Islands; 2,5\n\nDesert", "moving": "15",
    }  # fmt: skip
    for wrong in ("Islands; x", "; 2", "Islands; 0", "Islands; -1", "Islands; inf"):
        assert client.post("/networks/lab/new/", {**asked, "neighbours": wrong}).status_code == 422, wrong
    assert client.post("/networks/lab/new/", {**asked, "stages": ["nowhere"]}).status_code == 422
    assert client.post("/networks/lab/new/", asked).status_code == 302
    with people.at_work(investigator):
        made = Plan.objects.get()
    question = question_of(made.question)
    assert question.stages == ("recruiting", "sea") and question.fixed and question.anybody and question.moving == 0.15
    assert question.neighbours == (("Islands", 2.5), ("Desert", 1.0))
    html = client.get(f"/networks/lab/new/?from={made.public_id}").content.decode()
    assert "Islands; 2.5\nDesert; 1" in html
    assert CHECK["sea"] == "unknown" and "Crossing" in page(client, made)
