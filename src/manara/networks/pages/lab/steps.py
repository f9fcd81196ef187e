"""Real steps of a plan: what was done and became known, what was measured beside what was forecast, and planning anew."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.networks.actions.enter_step import (
    AlreadyEntered,
    AlreadyReached,
    Done,
    NoPlace,
    OrderChanged,
    TooEarly,
    enter_step,
    is_reached,
    take_back_step,
)
from manara.networks.actions.estimate_reach import estimate_reach
from manara.networks.actions.refusals import AlreadyTakenBack, NotSigned, NotYet
from manara.networks.actions.work_out import NotHisReports, work_out
from manara.networks.engine.lab import curve
from manara.networks.engine.lab.feasibility import USUAL_DAYS
from manara.networks.engine.lab.question import question_of
from manara.networks.forms.lab import StepForm
from manara.networks.forms.protecting import ReasonForm
from manara.networks.models import Evidence, Outcome, RealStep, Where
from manara.networks.pages.at_work import at_work
from manara.networks.pages.lab import saying
from manara.networks.pages.lab.plan import tabs, worth_lines
from manara.networks.pages.namesakes import places_apart, plan_apart
from manara.networks.pages.saying import in_one_line
from manara.networks.queries import lab
from manara.networks.queries.graph import targets
from manara.networks.queries.lab import Opened
from manara.networks.queries.lab_network import Estimate, estimates_of, graph_for, may_read, reached_of

_CHANGED = gettext_lazy(
    "The order changed while you wrote. What you entered is still here: look at the order, see whom the step is about, and "
    "send it once more."
)


@allow(Ability.WORK_CASES)
@require_http_methods(["GET", "POST"])
def steps(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """The steps taken with the measured effect beside the forecast, and a form for the next one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = plan_apart(viewer, lab.opened(viewer, plan, part="real steps"))
    if request.method == "POST" and lab.was_entered(found.plan, request.POST.get("entry", "")):
        messages.info(request, _("It was entered already."))
        return redirect("networks:plan-steps", plan)
    form = _form(viewer, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = Done(
            given["order"], given["person"], given["entry"], Outcome(given["outcome"]), given["happened_on"], given["known"],
            given["worth"], form.found_out(),
        )  # fmt: skip
        try:
            step = enter_step(viewer, found, done)
        except AlreadyEntered:
            messages.info(request, _("It was entered already."))
            return redirect("networks:plan-steps", plan)
        except NotSigned:
            form.add_error(None, _("A step can be entered only once a second person signed the harm check of this order."))
        except NotYet:
            form.add_error("happened_on", _("This day lies ahead."))
        except TooEarly:
            form.add_error("happened_on", _("On this day the plan was not made yet."))
        except (NoPlace, OrderChanged):
            form.add_error(None, _CHANGED)
        except AlreadyReached:
            form.add_error("person", _("A step says already that this person was reached."))
        else:
            if given.get("nowhere"):
                _out_of_reach(viewer, found, step)
            _plan_anew(request, viewer, found)
            return redirect("networks:plan-steps", plan)
    elif request.method == "POST" and form.is_stale():
        form.add_error(None, _CHANGED)
    if form.is_stale():
        form.read_anew()
    context = _context(viewer, found) | {"form": form}
    return TemplateResponse(request, "networks/lab_steps.html", context, status=422 if form.errors else 200)


@allow(Ability.WORK_CASES)
@require_POST
def take_back(request: HttpRequest, plan: uuid.UUID, step: uuid.UUID) -> HttpResponse:
    """Takes a step back that was entered by mistake."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = RealStep.objects.filter(public_id=step, plan__public_id=plan).first()
    if found is None:
        raise Hidden
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is taken back."))
    else:
        try:
            take_back_step(viewer, found, reason=form.cleaned_data["reason"])
        except AlreadyTakenBack:
            messages.info(request, _("It was taken back already."))
        else:
            messages.success(request, _("Taken back. Work the plan out anew so that it counts."))
    return redirect("networks:plan-steps", plan)


def _form(viewer: Viewer, found: Opened, sent: QueryDict | None) -> StepForm:
    reached = reached_of(found.plan)
    people = [
        (str(place.node.public_id), in_one_line(saying.name(place)) if place.node.apart else saying.name(place).text)
        for place in found.places if place.node is not None and not is_reached(place, reached)
    ]  # fmt: skip
    pairs = [(line["number"], f"{in_one_line(line['one'])} – {in_one_line(line['other'])}") for line in worth_lines(found)]
    read = {
        "order": found.main.public_id if found.main else None, "worth": found.worth.public_id if found.worth else None,
        "entry": uuid.uuid4(),
    }  # fmt: skip
    form = StepForm(sent, people, pairs, read)
    if not may_read(viewer, question_of(found.plan.question)):
        del form.fields["nowhere"]
    return form


def _plan_anew(request: HttpRequest, viewer: Viewer, found: Opened) -> None:
    """Also while it is worked out: what is at work knows nothing of the step."""
    try:
        work_out(viewer, found.plan, behind=True)
    except NotHisReports:
        messages.info(request, _("Entered. Whoever reads the reports of this plan works it out anew."))
    else:
        messages.success(request, _("Entered. The plan is made anew from here."))


def _out_of_reach(viewer: Viewer, found: Opened, step: RealStep) -> None:
    """Puts whomever a step was about down as out of reach, beside what was entered of the others; he stays in the network."""
    people = targets(graph_for(viewer, question_of(found.plan.question), part="reach"))
    known = estimates_of(people, lab.feasibility_of(found.plan))
    entity = step.place.entity_id if step.place else None
    person = next((each.public_id for each in people.people.persons if entity in each.ids), None)
    if person is None:  # his last tie was taken back meanwhile: he is in no network, and so in no order
        return
    before = known.get(person, Estimate(Evidence.STRONG, Where.NOWHERE, USUAL_DAYS))
    estimate_reach(viewer, found.plan, people, {**known, person: replace(before, where=Where.NOWHERE)})


def _context(viewer: Viewer, found: Opened) -> dict[str, Any]:
    entered = lab.steps_of(found.plan)
    standing = [step for step in entered if getattr(step, "taken_back", None) is None]
    orders = {step.order_id: step.order for step in entered}
    placed = lab.places_of(viewer, list(orders.values()))
    stepped = {step.place_id for step in entered}
    places = {place.target.pk: place for of_order in placed.values() for place in of_order if place.target.pk in stepped}
    nodes = places_apart(viewer, {pk: place.node for pk, place in places.items() if place.node is not None})
    by_place = {pk: replace(place, node=nodes.get(pk)) for pk, place in places.items()}
    rows = measured_rows(found, entered)
    told = [row for row in rows if row["measured"] is not None]
    until = question_of(found.plan.question).until
    curves = [
        curve.Curve(_("Forecast"), tuple(row["forecast"][0] for row in rows), tuple(row["forecast"][1] for row in rows),
                    tuple(row["forecast"][2] for row in rows)),
        curve.Curve(_("Measured"), tuple(row["measured"] for row in told)),
    ]  # fmt: skip
    return {
        "found": found, "plan": found.plan, "tabs": tabs(found, "steps"),
        **saying.marks([*found.nodes, *nodes.values()]), "may_plan": viewer.may(Ability.EXPORT),
        "lines": [
            {"step": step, "name": saying.name(by_place[step.place_id]) if step.place_id in by_place else None,
             "outcome": Outcome(step.outcome).label, "taken_back": getattr(step, "taken_back", None),
             "findings": len(step.findings.all())}
            for step in entered
        ],
        "rows": [
            {"number": row["number"], "mean": saying.percent(row["forecast"][0]), "low": saying.percent(row["forecast"][1]),
             "high": saying.percent(row["forecast"][2]),
             "measured": saying.percent(row["measured"]) if row["measured"] is not None else ""}
            for row in (rows[number] for number in saying.shown(len(rows)))
        ],
        "picture": saying.picture(curves, until=until) if standing and told else "",
        "legend": list(zip(curve.COLOURS, curve.DASHES, (_("Forecast"), _("Measured")), strict=False)),
        "reason": ReasonForm(None), "protection": saying.protection(found.check) if found.check else None,
        "going": at_work(found.calculation.job if found.calculation else None)["going"],
    }  # fmt: skip


def measured_rows(found: Opened, entered: list[RealStep]) -> list[dict[str, Any]]:
    """After each step what the order had forecast with which the operation began, and what was measured then.

    That order is one made before any step, also where the first step was taken back since and a later one stands.
    """
    standing = [step for step in entered if getattr(step, "taken_back", None) is None]
    orders = [step.order for step in (*standing, *entered)] if standing else []
    first = next((order for order in orders if not order.calculation.after), found.main)
    if first is None:
        return []
    begun = first.calculation.told
    forecast = saying.forecast(first.told, begun)
    measured = lab.measured(found.plan)
    return [
        # Of steps that were taken back meanwhile nothing is said.
        {"number": number, "forecast": row, "measured": measured.get(number) if number <= len(standing) else None}
        for number, row in enumerate(forecast)
    ]
