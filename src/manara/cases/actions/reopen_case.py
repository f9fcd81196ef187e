"""Opens a closed case again, with the reason; of one that went into another, work goes on here without parting the records."""

from __future__ import annotations

from django.db import transaction

from manara.cases.actions.close_case import last_closure, may_close
from manara.cases.actions.hold_case import changed, hold_case
from manara.cases.models import Case, CaseReopening, State
from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb


class AlreadyOpen(ValueError):
    """The case is open: somebody was faster, or it never was closed."""


def reopen_case(viewer: Viewer, case: Case, *, reason: str) -> CaseReopening:
    """Open the case again. Raises `AlreadyOpen`, `Refused`."""
    with transaction.atomic():
        held = hold_case(viewer, case)
        if not may_close(viewer, held):
            raise Refused(Ability.WORK_CASES, reason="lead")
        if held.is_open:
            raise AlreadyOpen
        reopening = CaseReopening.objects.create(
            audience_id=held.audience_id, closure=last_closure(held), case=held, reason=reason[:500], by_id=viewer.user_id
        )
        Case.objects.filter(pk=held.pk).update(state=State.OPEN)
        held.state = State.OPEN
        changed(held)
        record(viewer, AuditVerb.CHANGE, "case", [held.public_id], fields=["reopening"], audience=held.audience_id)
    return reopening
