"""Gives a task to a member of the case: what, by when, and what it is about."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from manara.cases.actions.hold_case import changed, hold_open
from manara.cases.actions.pass_lead import NotInCase
from manara.cases.models import Act, Case, Task, TaskAct
from manara.cases.queries.people import workers_of
from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.subjects import Named


def give_task(
    viewer: Viewer,
    case: Case,
    *,
    title: str,
    owner: User,
    due_on: date | None = None,
    details: str = "",
    about: Named | None = None,
) -> Task:
    """A new task of `owner`, about a report or entity that the viewer sees. Raises `NotOpen`, `Refused`, `NotInCase`."""
    with transaction.atomic():
        held = hold_open(viewer, case)
        if owner.pk not in {each.user_id for each in workers_of(held)}:
            raise NotInCase
        task = Task.objects.create(
            audience_id=held.audience_id,
            case=held,
            title=tidy(title)[:240],
            details=tidy_lines(details),
            owner=owner,
            due_on=due_on,
            subject_kind=about.kind if about else "",
            subject_id=about.public_id if about else None,
            given_by_id=viewer.user_id,
        )
        TaskAct.objects.create(
            audience_id=held.audience_id, case=held, task=task, act=Act.GIVEN, owner=owner, due_on=due_on,
            by_id=viewer.user_id,
        )  # fmt: skip
        changed(held)
        record(viewer, AuditVerb.CREATE, "task", [task.public_id], audience=held.audience_id)
    return task
