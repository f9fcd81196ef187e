"""Takes a decision in a case: what, when, on which grounds and by which law; a further one corrects it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from manara.cases.actions.hold_case import changed, hold_open
from manara.cases.models import Case, Decision
from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models.audit import AuditVerb


class AlreadyCorrected(ValueError):
    """The decision was corrected by another already: that one is to be corrected now."""


def decide(
    viewer: Viewer,
    case: Case,
    *,
    ruling: str,
    grounds: str,
    decided_on: date,
    law: str = "",
    corrects: Decision | None = None,
) -> Decision:
    """A decision of the viewer's. Raises `NotOpen`, `Refused`, `AlreadyCorrected`."""
    with transaction.atomic():
        held = hold_open(viewer, case)
        if corrects is not None:
            if corrects.case_id != held.pk:
                raise Hidden
            # The case is held: who corrects the same decision at once waits here and then finds the first correction.
            if Decision.objects.filter(corrects=corrects).exists():
                raise AlreadyCorrected
        decision = Decision.objects.create(
            audience_id=held.audience_id,
            case=held,
            ruling=tidy(ruling)[:500],
            grounds=tidy_lines(grounds),
            law=tidy(law)[:240],
            decided_on=decided_on,
            corrects=corrects,
            by_id=viewer.user_id,
        )
        changed(held)
        record(viewer, AuditVerb.CREATE, "decision", [decision.public_id], audience=held.audience_id)
    return decision
