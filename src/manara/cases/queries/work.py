"""Tasks, decisions and elements of a case, and of the cases that went into it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import F, QuerySet

from manara.cases.models import Case, CaseClosure, CaseMerge, Decision, ElementNote, ListedEntity, Task, TaskAct
from manara.foundation.access import Ability, Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import Job
from manara.foundation.models.audit import AuditVerb

MOST = 300


def open_tasks(case: Case) -> QuerySet[Task]:
    """What is to be done, the most urgent first; what has no date comes last."""
    rows = Task.objects.filter(case=case, ended_at=None).select_related("owner", "given_by")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def ended_tasks(case: Case) -> list[Task]:
    """What was done or dropped, latest first."""
    rows = Task.objects.filter(case=case, ended_at__isnull=False).select_related("owner", "given_by")
    return list(rows.order_by("-ended_at", "-pk")[:MOST])


def task_of(viewer: Viewer, case: Case, public_id: uuid.UUID) -> Task:
    """A task of the case, its reading recorded. Raises `Hidden`."""
    task = Task.objects.select_related("owner", "given_by", "case").filter(case=case, public_id=public_id).first()
    if task is None:
        raise Hidden
    record(viewer, AuditVerb.READ, "task", [task.public_id], audience=task.audience_id)
    return task


def acts_of(task: Task) -> list[TaskAct]:
    """What became of it, in order."""
    return list(TaskAct.objects.filter(task=task).select_related("by", "owner").order_by("pk")[:MOST])


def my_due_tasks(viewer: Viewer, until: date, *, size: int) -> list[Task]:
    """The viewer's own open tasks that are due until `until` in cases that are open, the latest first of all."""
    if not viewer.may(Ability.WORK_CASES):
        return []
    rows = Task.objects.filter(owner_id=viewer.user_id, ended_at=None, due_on__lte=until, case__state="open")
    return list(rows.select_related("case").order_by("due_on", "pk")[:size])


def decisions_of(scope: Sequence[int]) -> list[Decision]:
    """What was decided, latest first."""
    rows = Decision.objects.filter(case_id__in=list(scope)).select_related("by", "case", "corrects", "corrected_by")
    return list(rows.order_by("-decided_on", "-pk")[:MOST])


def decision_of(case: Case, public_id: uuid.UUID) -> Decision:
    """One decision of the case. Raises `Hidden`."""
    found = Decision.objects.filter(case=case, public_id=public_id).first()
    if found is None:
        raise Hidden
    return found


def elements_of(scope: Sequence[int]) -> list[ElementNote]:
    """What supports which element, in the order it was noted."""
    return list(ElementNote.objects.filter(case_id__in=list(scope)).select_related("by").order_by("pk")[:MOST])


def listed_of(case: Case, public_id: uuid.UUID) -> ListedEntity:
    """An entry of the case's list. Raises `Hidden`."""
    found = ListedEntity.objects.select_related("case").filter(case=case, public_id=public_id).first()
    if found is None:
        raise Hidden
    return found


def listed_in(case: Case, entity: uuid.UUID) -> ListedEntity:
    """The entry by which an entity stands on the case's list. Raises `Hidden`."""
    found = ListedEntity.objects.select_related("case").filter(case=case, entity=entity, ended_at=None).first()
    if found is None:
        raise Hidden
    return found


def closures_of(case: Case) -> list[CaseClosure]:
    """How the case ended, each time."""
    return list(CaseClosure.objects.filter(case=case).select_related("by").order_by("number"))


def following(merges: Sequence[CaseMerge]) -> dict[uuid.UUID, Job]:
    """The jobs by which the reports of merged cases follow, by merge."""
    rows = Job.objects.filter(kind="case-merge", subject__in=[merge.public_id for merge in merges])
    return {job.subject: job for job in rows.order_by("pk")}


def merges_of(case: Case) -> list[CaseMerge]:
    """The merges in which the case went elsewhere or took another in."""
    rows = CaseMerge.objects.select_related("case", "into", "by")
    return list((rows.filter(case=case) | rows.filter(into=case)).order_by("pk"))
