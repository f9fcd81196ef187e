"""Who read a report and what was done with it, for those who keep its circle."""

from __future__ import annotations

from manara.foundation.access import Viewer
from manara.foundation.models import AuditEvent
from manara.intake.models import Report

SHOWN = 40


def history_of(viewer: Viewer, report: Report) -> list[AuditEvent]:
    """The latest events that name the report; empty for all but the keepers of its circle."""
    if not viewer.kept_circles:
        return []
    rows = AuditEvent.objects.filter(audience_id=report.audience_id, object_ids__contains=[report.public_id])
    return list(rows.select_related("actor__agency").order_by("-pk")[:SHOWN])
