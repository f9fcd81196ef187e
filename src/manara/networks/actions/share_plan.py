"""Opens a plan with all that belongs to it to one more circle, for a reason and if wanted until a day; and closes it again.

Whom it names is still read by each with his own eyes. Who is protected is in no plan of anybody, whatever circle reads it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, circles_of, narrowed, reaching
from manara.foundation.access.reach import again
from manara.foundation.actions.end_due import end_due
from manara.foundation.actions.record import record
from manara.foundation.actions.share import AlreadyShared, share
from manara.foundation.engine.scripts import tidy
from manara.foundation.jobs import regularly
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.models import Circle, Sharing
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.networks.actions.refusals import NotSigned
from manara.networks.actions.work_out import AtWork
from manara.networks.models import Plan
from manara.networks.queries import lab
from manara.networks.queries.lab import Opened

KIND = "plan"


class NoReason(ValueError):
    """Why others are to read it is kept with it."""


class Over(ValueError):
    """The day on which it is to end lies behind, or it was ended already."""


def share_plan(viewer: Viewer, opened: Opened, circle: Circle, *, reason: str, ends_at: datetime | None = None) -> Sharing:
    """Add `circle` to a plan's audience. Raises `Refused` for anyone but who made it and for a circle that is not his,
    `AlreadyShared`, `AtWork` as long as it is being worked out, `NotSigned`, `NoReason`, `Over`."""
    plan = opened.plan
    if not viewer.may(Ability.SHARE) or circle.kind == CircleKind.CONTEXT:
        raise Refused(Ability.SHARE)
    if plan.by_id != viewer.user_id:
        raise Refused(Ability.SHARE, reason="owner")
    why = tidy(reason)
    if not why:
        raise NoReason
    if ends_at is not None and ends_at <= timezone.now():
        raise Over
    if circle.pk in circles_of(plan.audience_id):
        raise AlreadyShared
    newest = lab.calculation_of(plan)
    if newest is not None and newest.job is not None and newest.job.state in OPEN_STATES:
        raise AtWork
    if not opened.may_leave:
        raise NotSigned
    return share(
        viewer, object_type=KIND, object_id=plan.public_id, audience=plan.audience_id, circle=circle, reason=why,
        ends_at=ends_at,
        # The viewer reaches the wider audience only now.
        move=lambda audience: _move(again(viewer), plan, audience),
    )  # fmt: skip


def end_plan_sharing(viewer: Viewer, plan: Plan, sharing: Sharing) -> None:
    """Take the circle out of the plan's audience again. Raises `Refused` for anyone but who made the plan, `Over`."""
    if not viewer.may(Ability.SHARE) or plan.by_id != viewer.user_id:
        raise Refused(Ability.SHARE, reason="owner")
    if sharing.object_id != plan.public_id:
        raise ValueError("this sharing is another plan's")
    if not _close(viewer, plan, sharing):
        raise Over


@regularly
def end_due_plan_sharings() -> int:
    """End what is due; how many ended."""

    def end(viewer: Viewer, sharing: Sharing) -> bool:
        return _close(viewer, Plan.objects.get(public_id=sharing.object_id), sharing)

    return end_due(KIND, end)


def _close(viewer: Viewer, plan: Plan, sharing: Sharing) -> bool:
    with transaction.atomic():
        ended = Sharing.objects.filter(pk=sharing.pk, ended_at=None).update(
            ended_at=timezone.now(), ended_by_id=viewer.user_id
        )
        if not ended:
            return False
        narrower = narrowed(plan.audience_id, sharing.circle_id)
        _move(viewer, plan, narrower)
        record(viewer, AuditVerb.CHANGE, KIND, [plan.public_id], fields=["audience"], audience=narrower)
    return True


def _move(viewer: Viewer, plan: Plan, audience: int) -> None:
    with reaching(viewer, audience, plan.audience_id), connection.cursor() as cursor:
        cursor.execute("select manara_move_plan(%s, %s)", [plan.public_id, audience])
    plan.audience_id = audience
