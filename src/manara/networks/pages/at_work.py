"""How far a job is that a page shows, whether it goes on, and whether it ended with what it had."""

from __future__ import annotations

from typing import Any

from manara.foundation.jobs import progress_of
from manara.foundation.jobs.left import LeftBy, left_by
from manara.foundation.models import Job
from manara.foundation.models.job import JobState


def at_work(job: Job | None) -> dict[str, Any]:
    """What the template needs. A job that was not begun waits for its turn, however long others before it take."""
    if job is None:
        return {"job": None, "progress": None, "going": False, "waits": False, "halted": False, "failed": False}
    now, left = progress_of(job), left_by(job)
    waits = job.state == JobState.WAITING and left != LeftBy.ASKER
    going = now.is_open and (waits or not left)
    return {
        "job": job, "progress": now, "going": going, "waits": waits, "failed": job.state == JobState.FAILED,
        "halted": not going and job.state != JobState.DONE,
    }  # fmt: skip
