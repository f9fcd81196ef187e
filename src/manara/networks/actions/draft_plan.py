"""Writes down the question of a plan, for those of a circle; nothing of it holds before its harm check is signed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, audience_of, circles_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.networks.actions.once import SECOND_CLICK, one_by_one
from manara.networks.actions.refusals import Untitled
from manara.networks.engine.lab.question import Question
from manara.networks.models import Plan


def draft_plan_once(
    viewer: Viewer, question: Question, *, title: str, circle: Circle, grew_from: Plan | None = None
) -> Plan:
    """The plan as a draft; of a form that was sent twice the plan of the first time. Raises as `draft_plan`."""
    with transaction.atomic():
        one_by_one(viewer, "draft plan")
        since = timezone.now() - SECOND_CLICK
        mine = Plan.objects.filter(by_id=viewer.user_id, at__gte=since, grew_from=grew_from, title=tidy(title)[:200])
        for plan in mine.order_by("-pk"):
            if plan.question == question.written() and circle.pk in circles_of(plan.audience_id):
                return plan
        return draft_plan(viewer, question, title=title, circle=circle, grew_from=grew_from)


def draft_plan(viewer: Viewer, question: Question, *, title: str, circle: Circle, grew_from: Plan | None = None) -> Plan:
    """The plan as a draft. Raises `Refused`, also for a circle that isn't the viewer's or that everyone reads; `Untitled`."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    if circle.pk not in viewer.circles or circle.kind == CircleKind.CONTEXT:
        raise Refused(reason="circle")
    called = tidy(title)[:200]
    if not called:
        raise Untitled
    with transaction.atomic():
        audience = audience_of([circle.pk])
        viewer = again(viewer)
        plan = Plan.objects.create(
            audience_id=audience, title=called, question=question.written(), by_id=viewer.user_id, grew_from=grew_from
        )
        record(viewer, AuditVerb.CREATE, "plan", [plan.public_id], audience=audience)
    return plan
