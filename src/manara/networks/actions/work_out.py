"""Works a plan out, part by part: whatever was found is kept, so that who stops it has the best found so far."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from manara.foundation.access import Ability, Hidden, Refused, Viewer, circles_of
from manara.foundation.actions.record import record
from manara.foundation.actions.start_job import ask_to_stop, start_job
from manara.foundation.jobs import Worked, works
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.models import Circle, Job
from manara.foundation.models.audit import AuditVerb
from manara.networks.actions.name_targets import name_targets
from manara.networks.engine.lab import working
from manara.networks.engine.lab.question import question_of
from manara.networks.engine.lab.working import Found
from manara.networks.engine.ties.targets import NotToBeNamed
from manara.networks.models import Calculation, Order, OrderKind, Plan, Purpose
from manara.networks.queries import lab
from manara.networks.queries.lab_network import Asked, asked

KIND = "plan"
#: At once, better, under doubt, without each of the first, what to find out first.
PARTS = 5


class AtWork(ValueError):
    """It is being worked out already."""


def work_out(viewer: Viewer, plan: Plan) -> Calculation:
    """Begin to work the plan out anew from where things stand. Raises `Refused`, `AtWork`."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    with transaction.atomic():
        newest = lab.calculation_of(plan)
        if newest is not None and newest.job is not None and newest.job.state in OPEN_STATES:
            raise AtWork
        made = Calculation.objects.create(
            audience_id=plan.audience_id, plan=plan, by_id=viewer.user_id, feasibility=lab.feasibility_of(plan),
            after=lab.steps_taken(plan),
        )  # fmt: skip
        made.job = start_job(viewer, kind=KIND, subject=made.public_id, audience=plan.audience_id, total=PARTS)
        made.save(update_fields=["job"])
        record(viewer, AuditVerb.CHANGE, "plan", [plan.public_id], fields=["worked out"], audience=plan.audience_id)
    return made


def stop_working(viewer: Viewer, plan: Plan) -> None:
    """End after the part at work; what was found so far stays. Raises `Refused`."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    newest = lab.calculation_of(plan)
    if newest is not None and newest.job is not None:
        ask_to_stop(viewer, newest.job)


@works(KIND)
def one_part(viewer: Viewer, job: Job) -> Worked:
    """The next part of a calculation; the network is read anew, so that it holds what became known meanwhile."""
    made = Calculation.objects.select_related("plan", "feasibility").filter(public_id=job.subject).first()
    if made is None:
        raise Hidden
    question = question_of(made.plan.question)
    read = asked(viewer, made.plan, question, made.feasibility)
    question = replace(question, budget=max(0.0, question.budget - read.spent))
    part, network, people = job.done, read.network, read.people
    try:
        if part == 0:
            made.told = {
                "people": people, "left": len(network), "ties": network.ties, "left_out": read.left_out,
                "measured": working.largest_share(network, people),
            }  # fmt: skip
            made.save(update_fields=["told"])
            _keep(viewer, made, read, working.ordered(network, question, people, seconds=working.AT_ONCE))
        elif part == 1:
            _keep(viewer, made, read, working.bettered(network, question, people))
        elif part == 2:
            _keep(viewer, made, read, working.under_doubt(network, question, people, _main(made, read)))
        elif part == 3:
            for place, found in working.without_each(network, question, people, _main(made, read)):
                _keep(viewer, made, read, found, kind=OrderKind.WITHOUT, instead_of=place)
        else:
            _keep(viewer, made, read, working.worth(network, question, people), kind=OrderKind.WORTH)
    except NotToBeNamed:
        # Somebody became protected while it was worked: the same part again, without him.
        return Worked(part, PARTS, finished=False)
    return Worked(part + 1, PARTS, finished=part + 1 >= PARTS)


def _main(made: Calculation, read: Asked) -> Found:
    """The order found so far, as far as its places still name somebody who is in the network."""
    newest = lab.main_order(made)
    if newest is None:
        return Found((), {"steps": []})
    known = lab.named_in(read.targets, newest)
    steps = newest.told["steps"]
    kept = [(known[place], step) for place, step in enumerate(steps) if known.get(place) in set(read.network.names)]
    return Found(tuple(name for name, _step in kept), {**newest.told, "steps": [step for _name, step in kept]})


def _keep(
    viewer: Viewer, made: Calculation, read: Asked, found: Found, *, kind: OrderKind = OrderKind.MAIN,
    instead_of: int | None = None,
) -> None:  # fmt: skip
    circle = Circle.objects.get(pk__in=circles_of(made.audience_id))
    named = name_targets(viewer, read.targets.choose(found.names), purpose=Purpose.PLAN, title=made.plan.title, circle=circle)
    Order.objects.create(
        audience_id=made.audience_id, calculation=made, kind=kind, instead_of=instead_of, targets=named, told=found.told
    )
