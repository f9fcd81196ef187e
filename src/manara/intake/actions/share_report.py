"""Opens a report as it is, with all it says, to one more circle of the viewer's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, narrowed, reaching
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.actions.share import share
from manara.foundation.models import Circle, Sharing
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.retract_report import carry
from manara.intake.models import Report, ReportFile, Retraction


def share_report(
    viewer: Viewer, report: Report, circle: Circle, *, reason: str, ends_at: datetime | None = None
) -> Sharing:
    """Add a circle to a report's audience. Raises `Refused` where handling code or role forbid it."""
    if report.handling in ("H2", "H3") and report.agency_id != viewer.agency_id:
        # Its originator alone decides on dissemination.
        raise Refused(Ability.SHARE, reason="originator")
    return share(
        viewer,
        object_type="report",
        object_id=report.public_id,
        audience=report.audience_id,
        circle=circle,
        reason=reason,
        ends_at=ends_at,
        move=lambda audience: move_report(viewer, report, audience),
    )


def end_sharing(viewer: Viewer, report: Report, sharing: Sharing) -> None:
    """Take a circle out of the report's audience again. Raises `Refused`."""
    if not viewer.may(Ability.SHARE):
        raise Refused(Ability.SHARE)
    with transaction.atomic():
        narrower = narrowed(report.audience_id, sharing.circle_id)
        move_report(again(viewer), report, narrower)
        Sharing.objects.filter(pk=sharing.pk).update(ended_at=timezone.now(), ended_by_id=viewer.user_id)
        record(viewer, AuditVerb.CHANGE, "report", [report.public_id], fields=["audience"], audience=narrower)


def move_report(viewer: Viewer, report: Report, audience: int) -> None:
    """Carry a report, its statements unless retracted, and its files to another audience."""
    with reaching(viewer, audience):
        if report.retracted_at is None:
            carry(viewer, report, audience)
        with_report = {"audience_id": audience}
        Retraction.objects.filter(report=report).update(**with_report)
        ReportFile.objects.filter(report=report).update(**with_report)
        Report.objects.filter(pk=report.pk).update(**with_report)
    report.audience_id = audience
