"""Puts a plan away, so that it stands in no list any more, or takes it out again; nothing of it is lost."""

from __future__ import annotations

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.networks.models import Plan, PlanMove


def put_plan_away(viewer: Viewer, plan: Plan, *, away: bool) -> PlanMove:
    """Put it away, or take it out. Raises `Refused` for anyone but who made it."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    if plan.by_id != viewer.user_id:
        raise Refused(Ability.EXPORT, reason="owner")
    made = PlanMove.objects.create(audience_id=plan.audience_id, plan=plan, away=away, by_id=viewer.user_id)
    record(
        viewer, AuditVerb.CHANGE, "plan", [plan.public_id], fields=["put away" if away else "taken out"],
        audience=plan.audience_id,
    )  # fmt: skip
    return made
