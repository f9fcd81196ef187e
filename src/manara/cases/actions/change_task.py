"""Does something with a task: it is done, passed on, put off, dropped or taken up again; each act stays in its history."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from manara.cases.actions.hold_case import changed, hold_open
from manara.cases.actions.pass_lead import NotInCase
from manara.cases.models import Act, Task, TaskAct
from manara.cases.queries.people import workers_of
from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb

ENDING = frozenset({Act.DONE, Act.DROPPED})


class AlreadyEnded(ValueError):
    """Somebody was faster: the task is done or dropped, and this act has nothing left to change; `last` says by whom."""

    def __init__(self, last: TaskAct | None) -> None:
        super().__init__("the task has ended")
        self.last = last


def change_task(
    viewer: Viewer, task: Task, act: Act, *, reason: str = "", owner: User | None = None, due_on: date | None = None
) -> TaskAct:
    """Do `act`. Raises `NotOpen`, `Refused`, `AlreadyEnded`, `NotInCase` for an owner outside the case."""
    with transaction.atomic():
        held = hold_open(viewer, task.case)
        now = Task.objects.select_for_update(of=("self",)).filter(pk=task.pk).first()
        if now is None:
            raise Hidden
        if (now.ended_at is None) == (act == Act.AGAIN):
            raise AlreadyEnded(now.acts.select_related("by").order_by("-pk").first())
        if act == Act.PASSED:
            if owner is None or owner.pk not in {each.user_id for each in workers_of(held)}:
                raise NotInCase
            now.owner = owner
        if act == Act.MOVED:
            now.due_on = due_on
        now.ended_at = timezone.now() if act in ENDING else None
        now.save(update_fields=["owner", "due_on", "ended_at"])
        done = TaskAct.objects.create(
            audience_id=held.audience_id,
            case=held,
            task=now,
            act=act,
            owner_id=now.owner_id,
            due_on=now.due_on,
            reason=reason[:500],
            by_id=viewer.user_id,
        )
        changed(held)
        record(viewer, AuditVerb.CHANGE, "task", [now.public_id], fields=[act.value], audience=held.audience_id)
    return done
