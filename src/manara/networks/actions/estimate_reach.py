"""Enters whom one can reach, at what cost: one estimate for all persons that were entered, beside the ones before it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.networks.actions.name_targets import name_targets
from manara.networks.engine.lab.feasibility import MOST_DAYS, MOST_TURNS, MOST_WAVES
from manara.networks.engine.ties.targets import Targets
from manara.networks.models import Feasibility, Plan, Purpose, Reach, Target
from manara.networks.queries.lab_network import Estimate


class NoDays(ValueError):
    """An estimate has at least one day, and at most ten years; a turn and a wave are at least the first."""


def check(said: Estimate) -> None:
    """Raises `NoDays` for an estimate out of its bounds."""
    bounds = ((said.days, MOST_DAYS), (said.turn, MOST_TURNS), (said.not_before, MOST_WAVES))
    if any(value is not None and not 1 <= value <= most for value, most in bounds):
        raise NoDays


def estimate_reach(viewer: Viewer, plan: Plan, found: Targets, estimates: Mapping[uuid.UUID, Estimate]) -> Feasibility:
    """Keep the estimates. Raises `Refused`, `NoDays`, and `NotToBeNamed` for somebody who is no target here."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    for each in estimates.values():
        check(each)
    chosen = found.choose(map(str, estimates))
    with transaction.atomic():
        named = name_targets(viewer, chosen, purpose=Purpose.PLAN, title=plan.title, audience=plan.audience_id)
        made = Feasibility.objects.create(
            audience_id=plan.audience_id, plan=plan, targets=named, by_id=viewer.user_id
        )
        places = dict(Target.objects.filter(targets=named).values_list("position", "pk"))
        Reach.objects.bulk_create(
            Reach(
                audience_id=plan.audience_id, feasibility=made, place_id=places[position], evidence=estimates[person].evidence,
                where=estimates[person].where, days=estimates[person].days, turn=estimates[person].turn,
                not_before=estimates[person].not_before,
            )
            for position, person in enumerate(chosen.persons)
        )  # fmt: skip
        record(viewer, AuditVerb.CHANGE, "plan", [plan.public_id], fields=["reach"], audience=plan.audience_id)
    return made
