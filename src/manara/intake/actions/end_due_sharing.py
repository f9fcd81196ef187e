"""Ends each sharing of a report when its day is over, whatever became of the person who set it."""

from __future__ import annotations

from manara.foundation.access import Viewer
from manara.foundation.actions.end_due import end_due
from manara.foundation.jobs import regularly
from manara.foundation.models import Sharing
from manara.intake.actions.share_report import close_sharing
from manara.intake.models import Report


@regularly
def end_due_sharings() -> int:
    """End what is due; how many ended."""
    return end_due("report", _end)


def _end(viewer: Viewer, sharing: Sharing) -> bool:
    # Held until the end of it; one that moves just now is taken up in the next round.
    report = Report.objects.select_for_update(of=("self",)).get(public_id=sharing.object_id)
    close_sharing(viewer, report, sharing)
    return True
