"""Asks for work that goes on after the page has answered, and for it to stop."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.refusal import Hidden
from manara.foundation.access.viewer import Viewer
from manara.foundation.jobs.left import left_by
from manara.foundation.jobs.queue import queue_job
from manara.foundation.models import Job
from manara.foundation.models.job import JobState


def start_job(
    viewer: Viewer, *, kind: str, subject: uuid.UUID, audience: int, total: int | None = None
) -> Job:
    """A new job as `viewer`, queued in the open transaction: it exists and is queued, or neither."""
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            subject=subject,
            audience_id=audience,
            asked_by_id=viewer.user_id,
            purpose=viewer.purpose,
            language=viewer.language,
            total=total,
        )
        queue_job(str(job.public_id), viewer.user_id, kind)
    return job


def ask_to_stop(viewer: Viewer, job: Job) -> None:
    """Let the job end after the batch it is at; one that is over stays as it is. For callers who have checked that `viewer` may
    work at what it is for. Raises `Hidden` for a job that he doesn't see."""
    seen = Job.objects.filter(pk=job.pk)
    # What is not seen is not changed either, and the database says nothing of it.
    if not seen.filter(state__in=(JobState.WAITING, JobState.RUNNING)).update(stop_asked=True) and not seen.exists():
        raise Hidden


def resume_job(viewer: Viewer, job: Job) -> bool:
    """Take a job up again where it was, as `viewer`: one that was stopped, failed, or was left by its asker or worker.

    Returns whether it was; a job at which somebody works stays his. One that `viewer` doesn't see is no job.
    """
    with transaction.atomic():
        # Locked: who asks while a batch is at work waits for its end, and then sees that somebody works.
        locked = Job.objects.select_for_update(of=("self",)).filter(pk=job.pk).first()
        if locked is None or not (locked.state in (JobState.STOPPED, JobState.FAILED) or left_by(locked)):
            return False
        Job.objects.filter(pk=locked.pk).update(
            state=JobState.WAITING,
            stop_asked=False,
            ended_at=None,
            failure="",
            asked_by_id=viewer.user_id,
            asked_at=timezone.now(),
            purpose=viewer.purpose,
            language=viewer.language,
        )
        queue_job(str(locked.public_id), viewer.user_id, locked.kind)
    return True
