"""Takes a report out of a case again: its sharing with the case's circle ends; one that was written in the case stays."""

from __future__ import annotations

from django.db import transaction

from manara.cases.actions.hold_case import changed, hold_open
from manara.cases.models import Case
from manara.foundation.access import Hidden, Viewer
from manara.foundation.models import Sharing
from manara.intake.actions.share_report import end_sharing
from manara.intake.models import Report


def take_report_out(viewer: Viewer, case: Case, report: Report) -> None:
    """End what put `report` into the case. Raises `NotOpen`, `Refused`; `Hidden` where nothing had put it in."""
    with transaction.atomic():
        held = hold_open(viewer, case)
        sharing = Sharing.objects.filter(
            object_type="report", object_id=report.public_id, circle_id=held.circle_id, ended_at=None
        ).first()
        if sharing is None:
            raise Hidden
        end_sharing(viewer, report, sharing)
        changed(held)
