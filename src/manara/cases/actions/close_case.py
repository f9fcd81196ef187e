"""Closes a case with an outcome and the reason, once: of two who close it at once, the second is told who was first."""

from __future__ import annotations

from django.db import transaction

from manara.cases.actions.hold_case import changed, hold_case
from manara.cases.models import Case, CaseClosure, Outcome, State, Task
from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy_lines
from manara.foundation.models import Role
from manara.foundation.models.audit import AuditVerb


class AlreadyClosed(ValueError):
    """Somebody was faster; `closure` says who, when, with which outcome."""

    def __init__(self, closure: CaseClosure) -> None:
        super().__init__("the case is closed")
        self.closure = closure


def may_close(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer may close and reopen the case: its lead, those who keep its circle, and its prosecutors."""
    answers = case.lead_id == viewer.user_id or case.circle_id in viewer.kept_circles
    return viewer.may(Ability.WORK_CASES) and (answers or Role.PROSECUTOR in viewer.roles)


def close_case(viewer: Viewer, case: Case, *, outcome: str, reason: str) -> CaseClosure:
    """Close the case. Raises `AlreadyClosed`, `Refused`, `ValueError` for an outcome that is none."""
    chosen = Outcome(outcome)
    if chosen == Outcome.MERGED:
        raise ValueError("a case goes into another by a merge")
    with transaction.atomic():
        held = hold_case(viewer, case)
        if not may_close(viewer, held):
            raise Refused(Ability.WORK_CASES, reason="lead")
        if not held.is_open:
            raise AlreadyClosed(last_closure(held))
        return end_case(viewer, held, State.CLOSED, chosen, reason=tidy_lines(reason))


def end_case(viewer: Viewer, held: Case, state: State, outcome: Outcome, *, reason: str) -> CaseClosure:
    """Write the closure of a case that is held and open; for callers who have checked that it may end."""
    closure = CaseClosure.objects.create(
        audience_id=held.audience_id,
        case=held,
        number=CaseClosure.objects.filter(case=held).count() + 1,
        outcome=outcome,
        reason=reason,
        open_tasks=Task.objects.filter(case=held, ended_at=None).count(),
        by_id=viewer.user_id,
    )
    held.state = state
    Case.objects.filter(pk=held.pk).update(state=state)
    changed(held)
    record(viewer, AuditVerb.CHANGE, "case", [held.public_id], fields=["closure"], audience=held.audience_id)
    return closure


def last_closure(case: Case) -> CaseClosure:
    """The closure by which a case that isn't open ended."""
    return CaseClosure.objects.select_related("by").filter(case=case).latest("number")
