"""How much waits for a person, counted only as far as a badge needs."""

from __future__ import annotations

from django.db.models import QuerySet

from manara.foundation.access import Ability, Viewer
from manara.intake.models import Draft, QuarantinedRow

# A badge says "99+" beyond this, so nothing counts a million rows for it.
ENOUGH = 100


def waiting_rows(viewer: Viewer) -> int:
    """Rows in quarantine, at most `ENOUGH`."""
    if not viewer.may(Ability.IMPORT):
        return 0
    return _at_most(QuarantinedRow.objects.filter(readmitted_at=None, discarded_at=None))


def waiting_drafts(viewer: Viewer) -> int:
    """The viewer's own unfinished reports, at most `ENOUGH`."""
    if not viewer.may(Ability.WRITE_REPORTS):
        return 0
    return _at_most(Draft.objects.filter(author_id=viewer.user_id, report=None, discarded_at=None).exclude(latest=0))


def _at_most(rows: QuerySet[Draft] | QuerySet[QuarantinedRow]) -> int:
    return len(rows.values_list("pk", flat=True)[:ENOUGH])
