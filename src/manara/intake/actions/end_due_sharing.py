"""Ends a sharing on the day that was set for it, as the person who set it."""

from __future__ import annotations

from django.utils import timezone

from manara.foundation.access import Viewer
from manara.foundation.jobs import Worked, work_off, works
from manara.foundation.models import Job, Sharing
from manara.intake.actions.share_report import end_sharing
from manara.intake.models import Report


def end_when_due(viewer: Viewer, sharing: Sharing) -> Job:
    """Queue the end of a sharing that has one, in the open transaction: the sharing and its end stand or fall together."""
    job = Job.objects.create(
        kind="end-sharing",
        subject=sharing.public_id,
        audience_id=sharing.audience_id,
        asked_by_id=viewer.user_id,
        purpose=sharing.reason,
        language=viewer.language,
    )
    due = work_off.configure(queueing_lock=f"job:{job.public_id}", schedule_at=sharing.ends_at)
    due.defer(job=str(job.public_id), asked_by=viewer.user_id)
    return job


@works("end-sharing")
def end_batch(viewer: Viewer, job: Job) -> Worked:
    """End the sharing that is due; one taken up too early, after a restart, is queued for its day again."""
    sharing = Sharing.objects.filter(public_id=job.subject, ended_at=None).first()
    if sharing is None or sharing.ends_at is None:
        return Worked(1, 1, True)
    if sharing.ends_at > timezone.now():
        end_when_due(viewer, sharing)
        return Worked(0, 1, True)
    end_sharing(viewer, Report.objects.get(public_id=sharing.object_id), sharing)
    return Worked(1, 1, True)
