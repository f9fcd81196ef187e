"""How far a job is, how fast it goes and how long it will take, from its own row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from manara.foundation.models import Job
from manara.foundation.models.job import JobState


@dataclass(frozen=True)
class Progress:
    """Units done and in all, units a second in this run, and the seconds left; None where not known yet."""

    state: str
    done: int
    total: int | None
    rate: float | None
    seconds_left: int | None

    @property
    def percent(self) -> int | None:
        """Whole percent done; None while the total is unknown."""
        return None if not self.total else min(100, 100 * self.done // self.total)

    @property
    def is_open(self) -> bool:
        """Whether the job still goes on."""
        return self.state in (JobState.WAITING, JobState.RUNNING)


def progress_of(job: Job, now: datetime | None = None) -> Progress:
    """A job's progress; the rate is measured over this run only."""
    end = job.ended_at or job.beat_at or now or timezone.now()
    elapsed = (end - job.started_at) / timedelta(seconds=1) if job.started_at else 0.0
    done_now = job.done - job.started_from
    rate = done_now / elapsed if elapsed > 0.5 and done_now > 0 else None
    left = round((job.total - job.done) / rate) if rate and job.total is not None else None
    return Progress(job.state, job.done, job.total, rate, left)
