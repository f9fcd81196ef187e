"""Lets a case go into another: its people are let in there, its rows are opened to them all, and its reports follow."""

from __future__ import annotations

from django.db import transaction

from manara.cases.actions.close_case import AlreadyClosed, end_case, last_closure
from manara.cases.actions.hold_case import NotOpen, changed, hold_case
from manara.cases.models import (
    Act,
    Case,
    CaseClosure,
    CaseMerge,
    CaseOpening,
    CaseReopening,
    Decision,
    ElementNote,
    LeadChange,
    ListedEntity,
    Outcome,
    State,
    Task,
    TaskAct,
)
from manara.cases.queries.people import members_of
from manara.cases.queries.reports import count_of
from manara.foundation.access import Ability, Refused, Viewer, reaching, widened
from manara.foundation.access.reach import again
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.actions.carry_comments import carry_comments
from manara.foundation.actions.record import record
from manara.foundation.actions.start_job import start_job
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb

FOLLOW = "case-merge"
_ROWS = (
    CaseOpening, LeadChange, Task, TaskAct, Decision, ElementNote, ListedEntity, CaseClosure, CaseReopening, CaseMerge,
)  # fmt: skip


class IntoItself(ValueError):
    """A case can't go into itself."""


def merge_cases(viewer: Viewer, case: Case, into: Case, *, reason: str) -> CaseMerge:
    """Let `case` go into `into`; both keep what happened in them. The reports follow as a job, one after the other.

    Who merges keeps both circles: he lets the people of the one into the other, and opens the reports to it. Raises
    `Refused`, `AlreadyClosed`, `NotOpen` for the other one, `IntoItself`.
    """
    if not viewer.may(Ability.SHARE):
        raise Refused(Ability.SHARE)
    if case.pk == into.pk:
        raise IntoItself
    with transaction.atomic():
        # In one order, so that of two who merge two cases crosswise one waits and then finds them merged.
        held = {each.pk: hold_case(viewer, each) for each in sorted((case, into), key=lambda each: each.pk)}
        case, into = held[case.pk], held[into.pk]
        if not {case.circle_id, into.circle_id} <= set(viewer.kept_circles):
            raise Refused(Ability.KEEP_CIRCLES)
        if not case.is_open:
            raise AlreadyClosed(last_closure(case))
        if not into.is_open:
            raise NotOpen
        let_in = _people(viewer, case, into, reason)
        end_case(viewer, case, State.MERGED, Outcome.MERGED, reason=reason)
        wider = widened(case.audience_id, into.circle_id)
        viewer = again(viewer)
        with reaching(viewer, case.audience_id, wider):
            for model in _ROWS:
                model._default_manager.filter(case=case).update(audience_id=wider)
            carry_comments("case", [case.public_id], former=case.audience_id, audience=wider)
            Case.objects.filter(pk=case.pk).update(audience_id=wider)
        case.audience_id = wider
        merge = CaseMerge.objects.create(
            audience_id=wider, case=case, into=into, reason=reason[:500], members=let_in, by_id=viewer.user_id
        )
        _list(viewer, case, into)
        _tasks(viewer, case, into)
        changed(into)
        record(
            viewer, AuditVerb.SHARE, "case", [case.public_id, into.public_id], fields=["merge"], audience=wider, detail=reason
        )
        start_job(
            viewer, kind=FOLLOW, subject=merge.public_id, audience=wider, total=count_of(case)
        )
    return merge


def _people(viewer: Viewer, case: Case, into: Case, reason: str) -> int:
    users = User.objects.in_bulk([member.user_id for member in members_of(case) if member.is_active])
    return sum(admit_member(viewer, into.circle, user, reason=reason) is not None for user in users.values())


def _list(viewer: Viewer, case: Case, into: Case) -> None:
    there = set(ListedEntity.objects.filter(case=into, ended_at=None).values_list("entity", flat=True))
    ListedEntity.objects.bulk_create(
        ListedEntity(audience_id=into.audience_id, case=into, entity=row.entity, reason=row.reason, by_id=viewer.user_id)
        for row in ListedEntity.objects.filter(case=case, ended_at=None)
        if row.entity not in there
    )


def _tasks(viewer: Viewer, case: Case, into: Case) -> None:
    """What is still to be done goes on in the other case; what was done stays with the case in which it was."""
    for task in Task.objects.filter(case=case, ended_at=None):
        Task.objects.filter(pk=task.pk).update(case=into, audience_id=into.audience_id)
        TaskAct.objects.filter(task=task).update(audience_id=into.audience_id)
        TaskAct.objects.create(
            audience_id=into.audience_id, case=into, task=task, act=Act.FOLLOWED, owner_id=task.owner_id,
            due_on=task.due_on, by_id=viewer.user_id,
        )  # fmt: skip
