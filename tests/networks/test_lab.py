"""The dismantling lab: whom a plan names and never names, harm checks and who signs them, real steps and planning anew."""

from __future__ import annotations

import io
import re
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from manara.foundation.access import Viewer
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import Agency, AuditEvent, Circle, Job, User
from manara.networks.actions.check_harm import DANGERS, Considered, TargetAtRisk, write_harm_check
from manara.networks.actions.protect import protect
from manara.networks.engine import dismantling
from manara.networks.engine.dismantling import Network
from manara.networks.engine.lab import working
from manara.networks.engine.lab.feasibility import USUAL_DAYS
from manara.networks.models import (
    Calculation,
    Ground,
    HarmCheck,
    Order,
    Plan,
    ProtectionTold,
    RealStep,
    Signature,
    Target,
)
from manara.networks.pages.lab.plan import context
from manara.networks.queries import lab
from tests.foundation import people
from tests.networks.lab_world import BRIDGE, MEN, WITNESS, network, own_circle, plan, worked_out
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.world import admit, draft, entity

pytestmark = pytest.mark.django_db
CHECK = {
    **dict.fromkeys(DANGERS, "no"), "sea": "unknown", "at_risk": "P-12, au port", "first": "Avertir le MRCC",
    "told": "Le procureur", "protection": "told", "protection_by": "P-0007, permanence de la protection",
    "protection_on": "2026-11-02",
}  # fmt: skip


@pytest.fixture
def second(gendarmerie: Agency) -> User:
    """A prosecutor of the same agency: he may sign, and makes no plans."""
    return people.person("prosecutor", at=gendarmerie, code="P-0007")


@pytest.fixture
def made(investigator: User) -> Plan:
    """A plan that was worked out, at least its order."""
    network(investigator)
    found = plan(investigator)
    worked_out(investigator, found, parts=3)
    return found


def names(user: User, found: Plan) -> list[str]:
    with people.at_work(user) as viewer:
        return [place.node.caption if place.node else "" for place in lab.opened(viewer, found.public_id).places]


def page(client: Client, found: Plan, part: str = "", status: int = 200) -> str:
    answer = client.get(f"/networks/lab/{found.public_id}/{part}")
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def posted(client: Client, found: Plan, part: str, status: int = 302, **sent: Any) -> str:
    answer = client.post(f"/networks/lab/{found.public_id}/{part}", sent)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def checked(browser: Browse, found: Plan, author: User) -> None:
    """A harm check of the order that its author reads."""
    client = browser(author)
    posted(client, found, "harm/", **CHECK, order=read(page(client, found, "harm/"), "order"))


def read(html: str, name: str) -> str:
    """What a hidden field of the page says."""
    field = re.search(rf'name="{name}" value="([0-9a-f-]+)"', html)
    return field[1] if field else ""


def a_step(client: Client, found: Plan, at: int = 0, **told: Any) -> dict[str, Any]:
    """What the page of steps sends of whoever stands there in its list."""
    html = page(client, found, "steps/")
    people = re.findall(r'<option value="([0-9a-f-]{36})"', html)
    sent = {"person": people[at], "outcome": "reached", "happened_on": timezone.localdate().isoformat()}
    return {**sent, **{name: read(html, name) for name in ("order", "worth", "entry")}, **told}


def signed(browser: Browse, found: Plan, author: User, second: User) -> None:
    checked(browser, found, author)
    client = browser(second)
    number = re.search(r'name="check" value="([0-9a-f-]+)"', page(client, found, "harm/"))
    assert number
    posted(client, found, "harm/sign/", check=number[1], agrees="yes")


def test_a_plan_is_worked_out_and_never_names_the_witness(investigator: User, browser: Browse) -> None:
    known = network(investigator)
    found = plan(investigator)
    worked_out(investigator, found)
    client = browser(investigator)
    html = page(client, found)
    listed = names(investigator, found)
    assert listed and WITNESS not in listed
    with people.at_work(investigator):
        assert not Target.objects.filter(entity=known[WITNESS]).exists()
        assert {each.kind for each in Order.objects.all()} == {"main", "without", "worth", "growth"}
    for part in ("", "reach/", "harm/", "steps/"):
        assert WITNESS not in page(client, found, part), part
    assert listed[0] in html and "cannot be reached" in html and "<svg" in html


def test_whoever_is_protected_later_leaves_nothing_on_any_page(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    worked_out(investigator, made)
    first = names(investigator, made)[0]
    signed(browser, made, investigator, second)
    if_not = "If this person cannot be reached"
    before = page(browser(investigator), made).count(if_not)
    assert before > 1
    with people.at_work(investigator) as viewer:
        shield(viewer, first)
    client = browser(investigator)
    for part in ("", "reach/", "harm/", "steps/", "take/"):
        assert first not in page(client, made, part), part
    assert "Nobody any more" in page(client, made)
    assert page(client, made).count(if_not) == before - 1, "of nobody it is not said what is done if he can't be reached"
    taken = client.post(f"/networks/lab/{made.public_id}/take/", {"format": "csv", "language": "en", "purpose": "p"})
    assert taken.status_code == 200 and first not in taken.content.decode()
    sent = {"format": "pdf", "language": "en", "purpose": "p"}
    printed = PdfReader(io.BytesIO(client.post(f"/networks/lab/{made.public_id}/take/", sent).content)).pages
    text = " ".join(" ".join(each.extract_text() for each in printed).split())
    assert "Nobody any more" in text and "If Nobody any more" not in text
    worked_out(investigator, made, parts=3)
    assert first not in names(investigator, made)


def test_a_new_plan_begins_with_its_question_and_says_what_is_wrong(investigator: User, other: User, browser: Browse) -> None:
    network(investigator)
    client = browser(investigator)
    circle = str(own_circle(investigator).public_id)
    asked = {
        "title": "Autour du port", "circle": circle, "source": f"circle:{circle}", "least": "0", "objective": "area",
        "until": "30", "at_once": "2", "missing": "0", "kinds": ["acquaintance"], "budget": "", "order": "free",
        "script": "som", "moving": "10",
    }  # fmt: skip
    assert client.get("/networks/lab/").status_code == 200 and client.get("/networks/lab/new/").status_code == 200
    assert client.post("/networks/lab/new/", {**asked, "title": "\u200b"}).status_code == 422
    assert client.post("/networks/lab/new/", {**asked, "until": "0"}).status_code == 422
    assert client.post("/networks/lab/new/", {**asked, "place": "Nowhere at all 77"}).status_code == 422
    theirs = str(own_circle(other).public_id)
    assert client.post("/networks/lab/new/", {**asked, "source": f"circle:{theirs}"}).status_code == 422
    for wrong in (
        {"since": "2026-99-99"}, {"since": "2026-02-30"}, {"since": "2026-05", "before": "2024-01"}, {"since": "~2026"},
        {"before": "2026-02/2026-03"}, {"budget": "1e20"},
        {"budget": "much"}, {"neighbours": "Canary؛ ٠"},
    ):  # fmt: skip
        assert client.post("/networks/lab/new/", {**asked, **wrong}).status_code == 422, wrong
    fold = re.compile(r'<details class="fold" open>\s*<summary>\s*Only a part of its ties')
    assert fold.search(client.post("/networks/lab/new/", {**asked, "since": "~2026"}).content.decode()), "an error is in sight"
    assert not fold.search(client.get("/networks/lab/new/").content.decode())
    assert re.search(fold.pattern.replace(" open", ""), client.get("/networks/lab/new/").content.decode())
    answer = client.post("/networks/lab/new/", asked)
    assert answer.status_code == 302
    with people.at_work(investigator):
        found = Plan.objects.get()
        assert found.question["at_once"] == 2 and found.question["until"] == 0.3 and found.question["kinds"] == ["acquaintance"]
    assert "Not worked out yet" in page(client, found)
    answer = client.get(f"/networks/lab/new/?from={found.public_id}")
    assert "Autour du port" in answer.content.decode()


def test_a_question_is_read_in_the_digits_and_marks_of_its_reader_and_asked_again_whole(
    investigator: User, browser: Browse
) -> None:
    network(investigator)
    client, circle = browser(investigator), str(own_circle(investigator).public_id)
    asked = {
        "title": "Autour du port", "circle": circle, "source": f"circle:{circle}", "least": "0", "objective": "area",
        "until": "30", "at_once": "2", "missing": "0", "order": "free", "script": "som", "moving": "10",
        "since": "٢٠٢٤-٠١", "before": "2026", "budget": "٣٫٥", "neighbours": "طريق الكناري؛ ٢\nالشمال; 1,5",
        "place": "Nouadhibou",
    }  # fmt: skip
    assert client.post("/networks/lab/new/", asked).status_code == 302
    with people.at_work(investigator):
        found = Plan.objects.get()
        assert "2024-01" in found.question.values() and "2026" in found.question.values()
        assert found.question["budget"] == 3.5 and found.question["neighbours"] == [["طريق الكناري", 2.0], ["الشمال", 1.5]]
        assert found.question["places"]
    assert client.post("/networks/lab/new/", {**asked, "title": "Comma", "budget": "3,5"}).status_code == 302
    again = client.get(f"/networks/lab/new/?from={found.public_id}").content.decode()
    assert 'value="Nouadhibou"' in again and 'value="2024-01"' in again and 'value="3.5"' in again
    assert "Nouadhibou" in page(client, found) and found.question["places"][0] not in page(client, found)


def test_who_cannot_export_makes_no_plan_and_who_is_outside_sees_none(
    investigator: User, second: User, other: User, browser: Browse, made: Plan
) -> None:
    client = browser(second)
    page(client, made, status=404)
    checked(browser, made, investigator)
    client = browser(second)
    assert client.get("/networks/lab/new/").status_code == 403
    assert client.post(f"/networks/lab/{made.public_id}/work-out/").status_code == 403
    assert made.title in page(client, made)
    client = browser(other)
    for part in ("", "progress/", "reach/", "harm/", "steps/", "take/"):
        page(client, made, part, status=404)
    for part in ("work-out/", "stop/", "put-away/", "harm/sign/"):
        posted(client, made, part, status=404)
    assert made.title not in client.get("/networks/lab/").content.decode()


def test_an_empty_network_and_one_where_nobody_may_be_named_say_so(investigator: User, browser: Browse) -> None:
    found = plan(investigator)
    worked_out(investigator, found)
    client = browser(investigator)
    assert "Nobody is tied to anybody here" in page(client, found)
    assert "Nobody to be named" in page(client, found, "reach/")
    network(investigator)
    poor = plan(investigator, budget=0.0)
    worked_out(investigator, poor)
    assert "Nobody to be named" in page(client, poor) and names(investigator, poor) == []


def test_what_nobody_has_begun_yet_waits_for_its_turn_however_long(investigator: User, browser: Browse) -> None:
    network(investigator)
    found = plan(investigator)
    worked_out(investigator, found, parts=0, going=True)
    with people.at_work(investigator):
        job = Job.objects.get(kind="plan")
        Job.objects.filter(pk=job.pk).update(state="waiting", asked_at=timezone.now() - timedelta(hours=1))
    said = page(browser(investigator), found)
    assert "It waits for its turn" in said and "data-poll" in said and "was stopped" not in said


def test_it_is_stopped_with_the_best_so_far_and_says_so(investigator: User, browser: Browse) -> None:
    network(investigator)
    found = plan(investigator)
    worked_out(investigator, found, parts=1, going=True)
    client = browser(investigator)
    assert 'hx-get="' in page(client, found)
    assert client.get(f"/networks/lab/{found.public_id}/progress/").status_code == 200
    posted(client, found, "stop/")
    with people.at_work(investigator):
        job = Calculation.objects.get().job
        assert job is not None and job.stop_asked
        job.state = "stopped"
        job.save()
    html = page(client, found)
    assert "The work was stopped" in html and names(investigator, found)[0] in html
    answer = client.get(f"/networks/lab/{found.public_id}/progress/")
    assert answer["HX-Refresh"] == "true"


def test_who_is_out_of_reach_is_in_no_order_and_costs_count(investigator: User, browser: Browse, made: Plan) -> None:
    first = names(investigator, made)[0]
    client = browser(investigator)
    html = page(client, made, "reach/")
    assert WITNESS not in html
    keys = re.findall(r'name="person" value="([0-9a-f-]+)"', html)
    assert len(keys) == len(MEN) + 1
    with people.at_work(investigator):
        target = Target.objects.filter(entity__caption=first).first()
        assert target is not None and target.entity is not None
        mine = str(target.entity.public_id)
    sent: dict[str, Any] = {"person": keys}
    for key in keys:
        sent |= {f"evidence-{key}": "strong", f"where-{key}": "nowhere" if key == mine else "partner", f"days-{key}": "3"}
    posted(client, made, "reach/", status=422, **{**sent, f"days-{keys[0]}": "0"})
    posted(client, made, "reach/", status=422, **{**sent, f"days-{keys[0]}": "x"})
    posted(client, made, "reach/", **sent)
    worked_out(investigator, made, parts=2)
    assert first not in names(investigator, made)
    with people.at_work(investigator) as viewer:
        assert {place.told["cost"] for place in lab.opened(viewer, made.public_id).places} == {6.0}


def test_the_harm_check_is_signed_by_a_second_person_and_by_nobody_else(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    client = browser(investigator)
    html = page(client, made, "harm/")
    assert "Is anybody held in a house" in html and "Who is at risk, and where" in html, "each field has its own label"
    said = {**CHECK, "order": read(html, "order")}
    named = names(investigator, made)[0]
    assert "stands here" in posted(client, made, "harm/", status=422, **{**said, "at_risk": f"{named.upper()}, au port"})
    with people.at_work(investigator) as viewer:
        found = lab.opened(viewer, made.public_id)
        assert found.main is not None
        considered = Considered(dict.fromkeys(DANGERS, "no"), f"{named}, au port", "x", "y", ProtectionTold.NOBODY)
        with pytest.raises(TargetAtRisk):
            write_harm_check(viewer, made, found.main, considered, named=found.captions, read=found.main.public_id)
    posted(client, made, "harm/", status=422, **{**said, "debt": ""})
    posted(client, made, "harm/", status=422, **{**said, "at_risk": ""})
    posted(client, made, "harm/", status=422, **{**said, "told": "\u200b"})
    posted(client, made, "harm/", **said)
    html = page(client, made, "harm/")
    assert "another person of this circle must sign it" in html and 'name="agrees"' not in html
    with people.at_work(investigator):
        check = HarmCheck.objects.get()
    posted(client, made, "harm/sign/", check=str(check.public_id), agrees="yes")
    with people.at_work(investigator):
        assert not Signature.objects.exists()
        for by, written in ((investigator, investigator), (investigator, second)):
            with pytest.raises(IntegrityError), transaction.atomic():
                Signature.objects.create(
                    audience_id=check.audience_id, harm_check=check, plan=made, by=by, written_by=written,
                    planned_by=investigator, agrees=True,
                )  # fmt: skip
    theirs = browser(second)
    posted(theirs, made, "harm/sign/", check=str(check.public_id), agrees="no")
    posted(theirs, made, "harm/sign/", check=str(uuid.uuid4()), agrees="yes")
    with people.at_work(investigator):
        assert not Signature.objects.exists()
    posted(theirs, made, "harm/sign/", check=str(check.public_id), agrees="yes")
    posted(theirs, made, "harm/sign/", check=str(check.public_id), agrees="no", reason="late")
    with people.at_work(investigator) as viewer:
        assert Signature.objects.get().agrees and lab.opened(viewer, made.public_id).may_leave
    posted(browser(investigator), made, "harm/withdraw/", status=403, reason="not mine")
    posted(browser(second), made, "harm/withdraw/", reason="more is known")
    with people.at_work(investigator) as viewer:
        assert not lab.opened(viewer, made.public_id).may_leave
    with people.at_work(people.person("auditor")):
        said = {event.object_type for event in AuditEvent.objects.all()}
        assert {"plan", "harm check", "signature", "targets"} <= said


def test_a_draft_is_neither_taken_along_nor_acted_on(investigator: User, browser: Browse, made: Plan) -> None:
    client = browser(investigator)
    posted(client, made, "take/", status=422, format="pdf", language="fr", purpose="p")
    with people.at_work(investigator) as viewer:
        found = lab.opened(viewer, made.public_id)
        assert found.main is not None and found.places[0].node is not None
        sent = {"order": str(found.main.public_id), "person": str(found.places[0].node.public_id), "entry": str(uuid.uuid4())}
    said = posted(client, made, "steps/", status=422, outcome="reached", happened_on=timezone.localdate().isoformat(), **sent)
    assert "only once a second person signed" in said
    with people.at_work(investigator):
        assert not RealStep.objects.exists()


def test_after_a_real_step_the_plan_goes_on_from_there(investigator: User, second: User, browser: Browse, made: Plan) -> None:
    signed(browser, made, investigator, second)
    first = names(investigator, made)[0]
    client = browser(investigator)
    today = timezone.localdate()
    ahead = (today + timedelta(days=2)).isoformat()
    sent = a_step(client, made, known="Deux téléphones")
    posted(client, made, "steps/", status=422, **{**sent, "happened_on": ahead})
    assert "was not made yet" in posted(client, made, "steps/", status=422, **{**sent, "happened_on": "1800-01-01"})
    posted(client, made, "steps/", **sent)
    with people.at_work(investigator):
        newest = Calculation.objects.order_by("-pk").first()
        assert newest is not None and newest.after == 1
    from manara.networks.actions.work_out import one_part

    for _part in range(3):
        with people.at_work(investigator) as viewer:
            job = newest.job
            assert job is not None
            job.done = one_part(viewer, job).done
            job.save()
    assert first not in names(investigator, made)
    html = page(client, made, "steps/")
    assert first in html and "Deux téléphones" in html and "Measured beside forecast" in html
    with people.at_work(investigator):
        newest.refresh_from_db()
        step = RealStep.objects.get()
        assert 0 < newest.told["measured"] <= 1 and newest.told["left"] == newest.told["people"] - 1
    assert posted(client, made, f"steps/{step.public_id}/take-back/", reason="") is not None
    posted(client, made, f"steps/{step.public_id}/take-back/", reason="the wrong man")
    with people.at_work(investigator) as viewer:
        assert lab.steps_taken(made) == 0
    assert "the wrong man" in page(client, made, "steps/")


def test_a_new_order_with_others_needs_a_further_check(investigator: User, second: User, browser: Browse, made: Plan) -> None:
    signed(browser, made, investigator, second)
    with people.at_work(investigator) as viewer:
        assert lab.opened(viewer, made.public_id).may_leave
        shield(viewer, names_first(viewer, made))
    html = page(browser(investigator), made)
    assert "can be in no plan any more" in html and "Proved" not in html, "its figures are of more than is left of it"
    worked_out(investigator, made, parts=3)
    with people.at_work(investigator) as viewer:
        found = lab.opened(viewer, made.public_id)
        assert not found.covered and not found.may_leave and found.standing == lab.Standing.DRAFT
    html = page(browser(investigator), made)
    assert "did not consider" in html and "can be in no plan any more" not in html
    assert "Signed" not in browser(investigator).get("/networks/lab/").content.decode()


def shield(viewer: Viewer, name: str) -> None:
    """Mark whoever bears this name in a plan as protected."""
    target = Target.objects.filter(entity__caption=name).first()
    assert target is not None and target.entity is not None
    home = Circle.objects.get(pk__in=viewer.circles, kind="agency")
    protect(viewer, target.entity, ground=Ground.VICTIM, reason="came out", circle=home)


def names_first(viewer: Any, found: Plan) -> str:
    place = lab.opened(viewer, found.public_id).places[0]
    assert place.node is not None
    return place.node.caption


@pytest.mark.parametrize("language", ["ar", "fr", "es", "en"])
def test_the_brief_says_who_signed_in_four_languages(
    investigator: User, second: User, browser: Browse, made: Plan, language: str
) -> None:
    signed(browser, made, investigator, second)
    client = browser(investigator)
    sent = {"format": "pdf", "language": language, "purpose": "SOM-2026-031"}
    answer = client.post(f"/networks/lab/{made.public_id}/take/", sent)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    text = "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)
    assert "P-0007" in text and "SOM-2026-031" in text and WITNESS not in text and "H1" in text
    first = names(investigator, made)[0]
    assert first.split()[0] in text and "U+20" not in text, "what isolates a figure is not printed"
    with people.at_work(people.person("auditor")):
        assert AuditEvent.objects.filter(verb="export", object_type="entity").exists()


def test_plans_lie_side_by_side_and_are_put_away_and_taken_out(investigator: User, browser: Browse, made: Plan) -> None:
    other = plan(investigator, objective="removals")
    worked_out(investigator, other, parts=1)
    client = browser(investigator)
    answer = client.get(f"/networks/lab/compare/?plan={made.public_id}&plan={other.public_id}&plan=x")
    assert answer.status_code == 200 and answer.content.decode().count("<polyline") == 2
    # One that has no order yet has no line, is named under none, and leaves no cell blank.
    third = plan(investigator, objective="removals")
    html = client.get(f"/networks/lab/compare/?plan={made.public_id}&plan={third.public_id}").content.decode()
    legend = html[html.index("<figcaption>") : html.index("</figcaption>")]
    assert len(re.findall(r'<polyline points="[^"]', html)) == 1 and legend.count("<line") == 1
    assert not re.search(r"<td>\s*</td>", html.split("<tbody>")[1])
    assert "Nothing was chosen" in client.get("/networks/lab/compare/").content.decode()
    assert client.get(f"/networks/lab/compare/?plan={uuid.uuid4()}").status_code == 404
    posted(client, other, "put-away/")
    html = client.get("/networks/lab/").content.decode()
    assert str(made.public_id) in html and str(other.public_id) not in html
    assert str(other.public_id) in client.get("/networks/lab/?part=away").content.decode()
    assert "This plan was put away" in page(client, other) and "was put away" not in page(client, made)
    posted(client, other, "put-away/", back="1")
    assert str(other.public_id) in client.get("/networks/lab/").content.decode()


def test_who_sees_less_of_it_sees_that_somebody_stands_there(investigator: User, other: User, browser: Browse) -> None:
    network(investigator)
    case = people.circle(investigator)
    with people.at_work(investigator) as viewer:
        admit_member(viewer, case, other, reason="one case")
    from manara.networks.actions.draft_plan import draft_plan
    from manara.networks.engine.lab.question import Question

    with people.at_work(investigator) as viewer:
        own = Circle.objects.get(agency=investigator.agency, kind="agency")
        found = draft_plan(viewer, Question(circle=str(own.public_id), until=0.3), title="Shared", circle=case)
    worked_out(investigator, found, parts=2)
    checked(browser, found, investigator)
    html = page(browser(other), found)
    assert "Somebody whom you may not see" in html and not any(name in html for name in (*MEN, BRIDGE))
    assert "Reports of a circle that is not yours" in html


def test_as_many_queries_whatever_the_plan(investigator: User, browser: Browse, made: Plan) -> None:
    small = plan(investigator, until=0.9)
    worked_out(investigator, small, parts=3)
    client = browser(investigator)
    for part in ("", "harm/", "steps/"):
        page(client, made, part)
        with counted() as few:
            page(client, small, part)
        with counted() as many:
            page(client, made, part)
        assert len(many) == len(few), part


def test_a_report_more_changes_the_network_it_is_worked_out_on(investigator: User, made: Plan) -> None:
    admit(investigator, draft(entity("a", "Person", name="Nobody Tied")))
    calculation = worked_out(investigator, made, parts=1)
    with people.at_work(investigator):
        newest = Calculation.objects.get(pk=calculation.pk)
        assert newest.told["people"] == len(MEN) + 2, "who has no tie is in no network"


def test_each_page_that_names_people_bears_their_handling_code(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    worked_out(investigator, made)
    signed(browser, made, investigator, second)
    client = browser(investigator)
    for part in ("", "reach/", "harm/", "steps/"):
        html = page(client, made, part)
        assert 'class="handling-bar"' in html and ">H1<" in html, part
    compared = client.get(f"/networks/lab/compare/?plan={made.public_id}").content.decode()
    assert 'class="handling-bar"' in compared and ">H1<" in compared


def test_plans_side_by_side_are_not_printed_as_long_as_one_is_a_draft(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    worked_out(investigator, made)
    client, address = browser(investigator), f"/networks/lab/compare/?plan={made.public_id}"
    html = client.get(address).content.decode()
    assert 'class="stack no-print"' in html and "nothing of them is printed" in html and "data-print>" not in html
    signed(browser, made, investigator, second)
    html = browser(investigator).get(address).content.decode()
    assert 'class="stack no-print"' not in html and "nothing of them is printed" not in html and "data-print>" in html


def test_a_long_order_begins_with_its_first_steps_and_the_others_are_folded_beneath(
    investigator: User, browser: Browse, made: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manara.networks.pages.lab import plan as plan_page

    worked_out(investigator, made, parts=3)
    listed = names(investigator, made)
    assert len(listed) > 1
    whole = page(browser(investigator), made)
    monkeypatch.setattr(plan_page, "SHOWN", 1)
    html = page(browser(investigator), made)
    first, folded = html.split("<ol class=\"list lab-order\">")[1:3]
    assert first.count('class="lab-step"') == 1 and folded.count('class="lab-step"') == len(listed) - 1
    assert whole.count('class="lab-step"') == len(listed), "a short order stands there at once"


ALREADY, OF_EQUALS = "the aim is reached before anybody is", "Several orders leave as little together"


@pytest.mark.parametrize(("grade", "said"), [("X4", True), ("A1", False)])
def test_where_doubt_leaves_nothing_to_break_the_plan_says_to_find_out_first(
    investigator: User, browser: Browse, grade: str, said: bool
) -> None:
    network(investigator, grade=grade)
    found = plan(investigator, until=0.85)
    worked_out(investigator, found, parts=3)
    html = page(browser(investigator), found)
    assert "lab-order" in html and (ALREADY in html) is said


@pytest.mark.parametrize("chosen", [False, True])
def test_an_order_that_was_chosen_among_equals_says_so(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch, chosen: bool
) -> None:
    def sturdiest(_network: Network, found: dismantling.Plan, **_asked: object) -> dismantling.Plan:
        others = tuple(replace(step, others=step.others + 1) for step in found.steps)
        return replace(found, steps=others) if chosen else found

    monkeypatch.setattr(working.doubt, "sturdiest", sturdiest)
    network(investigator)
    found = plan(investigator)
    worked_out(investigator, found, parts=3)
    assert (OF_EQUALS in page(browser(investigator), found)) is chosen


BEST, FOUND = "This order is the best over them", "This order is the best that was found over drawn ones"


@pytest.mark.parametrize(("best", "says"), [(True, BEST), (False, FOUND), (None, FOUND)])
def test_an_order_is_called_the_best_only_as_far_as_it_is_known_and_as_it_is_whole(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch, best: bool | None, says: str
) -> None:
    sought = working.under_doubt

    def told(*of: Any, **more: Any) -> working.Found:
        found = sought(*of, **more)
        return replace(found, told={**found.told, "way": "doubt", "best": best})

    monkeypatch.setattr(working, "under_doubt", told)
    network(investigator)
    made = plan(investigator)
    worked_out(investigator, made, parts=3)
    html = page(browser(investigator), made)
    assert [each for each in (BEST, FOUND) if each in html] == [says]
    first = names(investigator, made)[0]
    with people.at_work(investigator) as viewer:
        shield(viewer, first)
    html = page(browser(investigator), made)
    assert "Nobody any more" in html and BEST not in html and FOUND not in html


def test_an_order_sought_under_doubt_is_not_measured_by_what_is_proved_of_the_chart(
    investigator: User, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought, say = working.under_doubt, {"way": "doubt", "proved": False, "best": False}

    def told(*of: Any, **more: Any) -> working.Found:
        found = sought(*of, **more)
        return replace(found, told={**found.told, **say, "bound": 0.9 * found.told["area"], "removals_bound": 0})

    monkeypatch.setattr(working, "under_doubt", told)
    network(investigator)
    made = plan(investigator)
    worked_out(investigator, made, parts=3)
    assert "up to 10 % less" not in plain(page(browser(investigator), made))
    say["way"] = "drawn"
    worked_out(investigator, made, parts=3)
    assert "could leave up to 10 % less" in plain(page(browser(investigator), made))
    say.update(way="doubt", best=True)
    worked_out(investigator, made, parts=3)
    html = plain(page(browser(investigator), made))
    assert "Not proved" not in html and "not known here" not in html and BEST in html


def plain(html: str) -> str:
    """What a page says, without what only places it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|[\u2066-\u2069]", "", html).replace("\xa0", " "))


@pytest.mark.parametrize("reached", [True, False])
def test_that_the_aim_is_not_reached_stands_on_the_page_and_in_the_brief(
    investigator: User, browser: Browse, reached: bool
) -> None:
    network(investigator)
    made = plan(investigator, until=0.2, budget=1000.0 if reached else float(USUAL_DAYS))
    worked_out(investigator, made, parts=3)
    says = "With what was allowed the aim is not reached"
    assert (says in plain(page(browser(investigator), made))) is not reached
    with people.at_work(investigator) as viewer, translation.override("en"):
        told = context(viewer, lab.opened(viewer, made.public_id))
    assert any(says in str(remark) for remark, _tone in told["remarks"]) is not reached
