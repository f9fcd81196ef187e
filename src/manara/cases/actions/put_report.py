"""Puts a report into a case: it is opened, as it is, to the case's circle, with the reason."""

from __future__ import annotations

from django.db import transaction

from manara.cases.actions.hold_case import changed, hold_open
from manara.cases.models import Case
from manara.foundation.access import Viewer
from manara.foundation.models import Sharing
from manara.intake.actions.share_report import share_report
from manara.intake.models import Report


def put_report(viewer: Viewer, case: Case, report: Report, *, reason: str) -> Sharing:
    """Open `report` to everybody in the case.

    Raises `NotOpen`; `Refused` where handling code or role forbid it; `AlreadyShared` when it is in the case.
    """
    with transaction.atomic():
        held = hold_open(viewer, case)
        sharing = share_report(viewer, report, held.circle, reason=reason)
        changed(held)
    return sharing
