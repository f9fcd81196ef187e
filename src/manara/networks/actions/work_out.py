"""Works a plan out, part by part: whatever was found is kept, so that who stops it has the best found so far."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from enum import IntEnum

from django.db import transaction

from manara.foundation.access import Ability, Hidden, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.actions.start_job import ask_to_stop, start_job
from manara.foundation.jobs import Worked, works
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.models import Job
from manara.foundation.models.audit import AuditVerb
from manara.networks.actions.name_targets import name_targets
from manara.networks.actions.once import alone_at
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.lab import growing, working
from manara.networks.engine.lab import route as breaking
from manara.networks.engine.lab.in_doubt import InDoubt
from manara.networks.engine.lab.question import Question, question_of
from manara.networks.engine.lab.working import Found
from manara.networks.engine.ties.targets import NotToBeNamed
from manara.networks.models import Calculation, Order, OrderKind, Plan, Purpose
from manara.networks.queries import lab
from manara.networks.queries.lab_network import Asked, asked, may_read, roles_among

KIND = "plan"
#: After so many steps that were entered faster than the work went is measured later, in the first part of what follows.
MOST_CAUGHT_UP = 4


class Part(IntEnum):
    """The parts of a calculation, in their order: an order at once, a better one, under doubt and in waves, without each of
    the first, what to find out first, what grows back."""

    AT_ONCE = 0
    BETTER = 1
    IN_DOUBT = 2
    WITHOUT = 3
    WORTH = 4
    GROWTH = 5


PARTS = len(Part)

# The search under doubt that is at work: it lives in the worker alone, and one that has it no more begins it anew.
_held: list[tuple[uuid.UUID, InDoubt]] = []


class AtWork(ValueError):
    """It is being worked out already."""


class NotHisReports(ValueError):
    """The plan was opened to him, but not the reports that it is about: it is worked out by who reads those."""


def work_out(viewer: Viewer, plan: Plan, *, behind: bool = False) -> Calculation:
    """Begin to work the plan out anew from where things stand. Raises `Refused`, `NotHisReports`, `AtWork`.

    With `behind`, as after a real step, it is begun also while it is worked out: what is at work knows nothing of the step,
    and ends at its next part.
    """
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    if not may_read(viewer, question_of(plan.question)):
        raise NotHisReports
    with transaction.atomic():
        alone_at(plan)
        newest = lab.calculation_of(plan)
        if not behind and newest is not None and newest.job is not None and newest.job.state in OPEN_STATES:
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
    if lab.is_overtaken(made):
        # A step was entered meanwhile: what comes after it measures what it would have, and makes the order anew.
        return Worked(job.done, PARTS, finished=True)
    question = question_of(made.plan.question)
    read = asked(viewer, made.plan, question, made.feasibility)
    question = replace(question, budget=max(0.0, question.budget - read.spent), waiting=read.waiting)
    part, network, people = job.done, read.network, read.people
    try:
        if part == Part.AT_ONCE:
            made.told = {
                "people": people, "left": len(network), "ties": network.ties, "left_out": read.left_out,
                "drawn": working.largest_share(network, people),
                "measured": working.expected_share(network, question, people),
                "caught_up": _caught_up(viewer, made, question),
            }  # fmt: skip
            made.save(update_fields=["told"])
        if part == Part.IN_DOUBT and _goes_on_seeking(viewer, made, read, question):
            return Worked(part, PARTS, finished=False)
        for found, kind, instead_of in _found(viewer, made, read, question, part):
            _keep(viewer, made, read, found, kind=kind, instead_of=instead_of)
    except NotToBeNamed:
        # Somebody became protected while it was worked: the same part again, without him.
        return Worked(part, PARTS, finished=False)
    return Worked(part + 1, PARTS, finished=part + 1 >= PARTS)


def _caught_up(viewer: Viewer, made: Calculation, question: Question) -> dict[str, float]:
    """What was to be measured after earlier steps and never was, as things are known now: after how many steps → the share."""
    missed = sorted(set(range(made.after)) - lab.measured(made.plan).keys())[-MOST_CAUGHT_UP:]
    found = {}
    for after in missed:
        then = asked(viewer, made.plan, question, made.feasibility, steps=after)
        found[str(after)] = working.expected_share(then.network, question, then.people)
    return found


def _found(
    viewer: Viewer, made: Calculation, read: Asked, question: Question, part: int
) -> Iterator[tuple[Found, OrderKind, int | None]]:  # fmt: skip
    """What a part gives: orders, each with what it is and, where somebody can't be reached, with his place."""
    network, people, first = read.network, read.people, read.turns
    by_route = question.objective == "capacity"
    roles = roles_among(viewer, read.targets, question) if by_route or part == Part.GROWTH else {}
    on = breaking.route(question, roles, network.names)
    if part == Part.AT_ONCE:
        yield (
            breaking.broken(network, question, on, seconds=breaking.AT_ONCE, first=first) if by_route
            else working.ordered(network, question, people, seconds=working.AT_ONCE, first=first)
        ), OrderKind.MAIN, None  # fmt: skip
    elif part == Part.BETTER:
        if not by_route:
            yield working.bettered(network, question, people, first), OrderKind.MAIN, None
        elif not _main(made, read).told.get("finished"):
            yield breaking.broken(network, question, on, seconds=breaking.LONGER, first=first), OrderKind.MAIN, None
    elif part == Part.IN_DOUBT:
        if (sought := _sought(made, network)) is not None:
            found = working.under_doubt(network, question, people, sought.drawn, sought.best)
            _held.clear()
        else:
            found = _in_doubt(network, question, people, on, _main(made, read))
        yield working.as_before(network, question, people, found, _signed(made, read)), OrderKind.MAIN, None
        if first or question.fixed:
            free = replace(question, fixed=False)
            other = (
                breaking.broken(network, free, on, seconds=breaking.AT_ONCE) if by_route
                else working.ordered(network, free, people, seconds=working.FREELY)
            )  # fmt: skip
            yield _in_doubt(network, free, people, on, other), OrderKind.FREE, None
    elif part == Part.WITHOUT:
        main = _main(made, read)
        each_without = (
            breaking.without_each(network, question, on, main, first) if by_route
            else working.without_each(network, question, people, main, first)
        )  # fmt: skip
        yield from ((found, OrderKind.WITHOUT, place) for place, found in each_without)
    elif part == Part.WORTH:
        yield (
            breaking.worth(network, on) if by_route
            else working.worth(network, question, people, _main(made, read).names)
        ), OrderKind.WORTH, None  # fmt: skip
    else:
        # Whoever is out of reach may take a place as anybody may; of several roles the first in the alphabet.
        known = {name: min(own) for name, own in roles.items()}
        yield growing.growth(read.open, question, _main(made, read).names, known), OrderKind.GROWTH, None


def _sought(made: Calculation, network: Network) -> InDoubt | None:
    """The search under doubt of this calculation, unless its network has changed since it began."""
    return next((sought for of, sought in _held if of == made.public_id and sought.is_of(network)), None)


def _goes_on_seeking(viewer: Viewer, made: Calculation, read: Asked, question: Question) -> bool:
    """Seeks the order that is best under doubt for a while; whether there is more to seek. What was found so far is kept each
    time, so that whoever stops it has it."""
    sought = _sought(made, read.network)
    if sought is None:
        main = _main(made, read)
        if not working.may_be_bettered(read.network, question, main):
            return False
        sought = InDoubt(read.network, question, read.people, main)
        _held[:] = [(made.public_id, sought)]
    if not sought.more():
        return False
    so_far = working.under_doubt(read.network, question, read.people, sought.drawn, sought.best, in_waves=False)
    if so_far.names != _main(made, read).names:
        _keep(viewer, made, read, so_far)
    return True


def _in_doubt(network: Network, question: Question, people: int, on: breaking.Route, found: Found) -> Found:
    if question.objective == "capacity":
        return breaking.under_doubt(network, question, on, people, found)
    return working.under_doubt(network, question, people, found)


def _signed(made: Calculation, read: Asked) -> list[str]:
    """Whom the signed order names and whom it is still about: he is in the network and in no protected one's place."""
    order = lab.signed_order(made.plan)
    known = lab.named_in(read.targets, order) if order is not None else {}
    may_go = {name for name, spared in zip(read.network.names, read.network.protected.tolist(), strict=True) if not spared}
    return [known[place] for place in sorted(known) if known[place] in may_go]


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
    chosen = read.targets.choose(found.names)
    told, waiting = found.told, dict(read.waiting)
    if kind == OrderKind.MAIN:
        steps = zip(found.names, told["steps"], strict=True)
        told = {**told, "steps": [{**step, "not_before": waiting.get(name, 0)} for name, step in steps]}
    named = name_targets(viewer, chosen, purpose=Purpose.PLAN, title=made.plan.title, audience=made.audience_id)
    Order.objects.create(
        audience_id=made.audience_id, calculation=made, kind=kind, instead_of=instead_of, targets=named, told=told
    )
