"""Enters what was really done of a plan and what became known by it; a step entered by mistake is taken back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models.audit import AuditVerb
from manara.networks.actions.once import alone_at, written_once
from manara.networks.actions.refusals import AlreadyTakenBack, NotSigned, NotYet
from manara.networks.models import Finding, Outcome, RealStep, RealStepTakenBack
from manara.networks.queries.lab import Opened, Place
from manara.networks.queries.lab_network import reached_of

MOST: int = 4_000


class OrderChanged(ValueError):
    """The plan was worked out anew since the order, or the ties in doubt, were read: a place may be another's now."""


class NoPlace(ValueError):
    """The person is not of this plan's order, or the pair not of its ties in doubt, or nobody stands there any more."""


class AlreadyReached(ValueError):
    """A step that stands says already that this person was reached."""


class AlreadyEntered(ValueError):
    """The same form was sent before."""


class TooEarly(ValueError):
    """It happened before there was a plan."""


@dataclass(frozen=True)
class Done:
    """A real step as entered: the `order` that was read, the `person` in it by an address of his own, with what outcome, on
    which day, what became known in words; of pairs in doubt (by their number in `worth`, the list of what to find out that was
    read) whether they are tied; and with which form it was sent (`entry`)."""

    order: uuid.UUID | None
    person: uuid.UUID
    entry: uuid.UUID
    outcome: Outcome
    happened_on: date
    known: str = ""
    worth: uuid.UUID | None = None
    pairs: Mapping[int, bool] = field(default_factory=dict)


def enter_step(viewer: Viewer, plan: Opened, done: Done) -> RealStep:
    """Keep the step. Raises `Refused`, `NotSigned`, `OrderChanged`, `NoPlace`, `AlreadyReached`, `AlreadyEntered`, `NotYet`,
    `TooEarly`."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    audience = plan.plan.audience_id
    with transaction.atomic():
        # Of two who enter a step at once the second sees what the first entered.
        alone_at(plan.plan)
        if RealStep.objects.filter(entry=done.entry).exists():
            raise AlreadyEntered
        if not plan.may_leave or plan.main is None:
            raise NotSigned
        if done.happened_on > timezone.localdate():
            raise NotYet
        if done.happened_on < timezone.localdate(plan.plan.at):
            raise TooEarly
        if done.order != plan.main.public_id or (done.pairs and (plan.worth is None or done.worth != plan.worth.public_id)):
            raise OrderChanged
        place = place_of(plan, done.person)
        if is_reached(place, reached_of(plan.plan)):
            raise AlreadyReached
        made = RealStep.objects.create(
            audience_id=audience, plan=plan.plan, order=plan.main, place=place.target, outcome=done.outcome,
            happened_on=done.happened_on, known=tidy_lines(done.known)[:MOST], by_id=viewer.user_id, entry=done.entry,
        )  # fmt: skip
        Finding.objects.bulk_create(_findings(plan, made, done.pairs))
        record(viewer, AuditVerb.CREATE, "real step", [made.public_id, plan.plan.public_id], audience=audience)
    return made


def is_reached(place: Place, reached: Collection[int]) -> bool:
    """Whether whoever stands in a place is among those `reached`, by whatever entity of his."""
    return place.node is not None and not set(place.node.ids).isdisjoint(reached)


def place_of(plan: Opened, person: uuid.UUID) -> Place:
    """Where somebody stands in the order, by any of his addresses. Raises `NoPlace`."""
    found = next((each for each in plan.places if each.node is not None and person in each.node.others), None)
    if found is None or found.emptied:
        raise NoPlace
    return found


def take_back_step(viewer: Viewer, step: RealStep, *, reason: str) -> RealStepTakenBack:
    """Take a step back. Raises `Refused`, `AlreadyTakenBack`, ValueError without a reason."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    why = tidy(reason)[:500]
    if not why:
        raise ValueError("no reason")
    made = written_once(RealStepTakenBack, viewer, step.audience_id, already=AlreadyTakenBack, step=step, reason=why)
    record(viewer, AuditVerb.CHANGE, "real step", [step.public_id], fields=["taken back"], audience=step.audience_id)
    return made


def _findings(plan: Opened, step: RealStep, pairs: Mapping[int, bool]) -> list[Finding]:
    if plan.worth is None:
        return []
    places = {each.number: each for each in plan.found_out if not each.emptied}
    found = []
    for number, there in pairs.items():
        listed = plan.worth.told["pairs"]
        if not 0 <= number < len(listed):
            raise NoPlace
        ends = [places.get(end) for end in listed[number]["ends"]]
        if None in ends:
            raise NoPlace
        one, other = (each.target for each in ends if each is not None)
        found.append(Finding(audience_id=step.audience_id, step=step, one=one, other=other, there=there))
    return found
