"""Enters what was really done of a plan and what became known by it; a step entered by mistake is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models.audit import AuditVerb
from manara.networks.actions.once import written_once
from manara.networks.models import Finding, Outcome, RealStep, RealStepTakenBack
from manara.networks.queries.lab import Opened

MOST: int = 4_000


class NotSigned(ValueError):
    """A plan is acted on only when a second person signed its harm check."""


class NoPlace(ValueError):
    """The place is not of this plan's order, or nobody stands in it any more."""


class NotYet(ValueError):
    """A step lies in the past."""


class AlreadyTakenBack(ValueError):
    """Another took it back meanwhile."""


@dataclass(frozen=True)
class Done:
    """A real step as entered: of which place, with what outcome, on which day, what became known in words; and of pairs in
    doubt (by their number in the list of what to find out) whether they are tied."""

    place: int
    outcome: Outcome
    happened_on: date
    known: str = ""
    pairs: Mapping[int, bool] = field(default_factory=dict)


def enter_step(viewer: Viewer, plan: Opened, done: Done) -> RealStep:
    """Keep the step. Raises `Refused`, `NotSigned`, `NoPlace`, `NotYet`."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    if not plan.may_leave or plan.main is None:
        raise NotSigned
    if done.happened_on > timezone.localdate():
        raise NotYet
    place = next((each for each in plan.places if each.number == done.place and not each.emptied), None)
    if place is None:
        raise NoPlace
    audience = plan.plan.audience_id
    with transaction.atomic():
        made = RealStep.objects.create(
            audience_id=audience, plan=plan.plan, order=plan.main, place=place.target, outcome=done.outcome,
            happened_on=done.happened_on, known=tidy_lines(done.known)[:MOST], by_id=viewer.user_id,
        )  # fmt: skip
        Finding.objects.bulk_create(_findings(plan, made, done.pairs))
        record(viewer, AuditVerb.CREATE, "real step", [made.public_id, plan.plan.public_id], audience=audience)
    return made


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
