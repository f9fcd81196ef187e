"""Which of one's own reports have to be looked at again by now.

Who has opened a report is for the keepers of its circle alone; its author does not learn it.
"""

from __future__ import annotations

from datetime import date

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Report
from manara.intake.queries.reports import name_untitled, reports_of


def reviews_due(viewer: Viewer, today: date, *, size: int) -> list[Report]:
    """The viewer's own reports whose handling was to be reviewed by now, the longest overdue first."""
    rows = reports_of(viewer).filter(author_id=viewer.user_id, review_on__lte=today, retracted_at=None)
    found = list(rows.select_related("agency").order_by("review_on", "pk")[:size])
    if found:
        name_untitled(found)
        record(viewer, AuditVerb.LIST, "report", [report.public_id for report in found])
    return found
