"""Whether an open job was left alone: by its asker, who may no longer do it, or by its worker, who gives no sign."""

from __future__ import annotations

from enum import StrEnum

from django.utils import timezone

from manara.foundation.access.reach import reaches
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.jobs.worker import SILENT
from manara.foundation.models import Job


class LeftBy(StrEnum):
    ASKER = "asker"  # his account is closed, or he is no longer in the circle: nobody works at it until another goes on
    WORKER = "worker"  # no sign for longer than SILENT


def left_by(job: Job) -> LeftBy | None:
    """Who left an open job; None while somebody is expected to work at it, and for a job that has ended."""
    if job.state not in OPEN_STATES:
        return None
    if not reaches(job.asked_by_id, job.audience_id):
        return LeftBy.ASKER
    return LeftBy.WORKER if timezone.now() - job.heard_at > SILENT else None
