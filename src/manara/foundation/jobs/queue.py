"""Works a job off, batch by batch, each in its own transaction; a second worker at the same job waits for its turn."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from manara.foundation.access.reach import acting
from manara.foundation.access.viewer import Viewer
from manara.foundation.jobs.kinds import in_background, work_of
from manara.foundation.models import Job, User
from manara.foundation.models.job import JobState
from manara.foundation.node.room_on_disk import is_full

log = logging.getLogger("manara.jobs")

OPEN_STATES = (JobState.WAITING, JobState.RUNNING)
#: The priority of what works in the background: somebody may be waiting for the rest.
BEHIND = -1
DISK_FULL = "DiskFull"

#: Set when a job lost its database: as soon as that is back, whoever looks after unfinished jobs takes it up.
database_away = threading.Event()
#: Whether the process that works was told to end: it then stops after the batch it is at, and the job goes on later.
told_to_end: ContextVar[Callable[[], bool]] = ContextVar("told_to_end", default=lambda: False)
#: Whether this process works the queue off, so that what is put back into it will be taken up again.
gives_way: ContextVar[bool] = ContextVar("gives_way", default=False)


@app.task(name="manara.work_off", queue="jobs")
def work_off(job: str, asked_by: int) -> None:
    """Work the job with this public id until it is finished, stopped or fails."""
    # Another may have taken the job over since it was queued: it is his now, and goes on with his rights.
    user = User.objects.get(pk=_asker_now(job) or asked_by)
    first = True
    while not told_to_end.get()() and (kind := _one_batch(user, job, first=first)):
        first = False
        if gives_way.get() and in_background(kind) and _others_wait():
            queue_job(job, user.pk, kind)
            return


def queue_job(public_id: str, asked_by: int, kind: str) -> bool:
    """Put a job into the queue, once however often it is asked; in the open transaction, so it is queued or nothing is."""
    priority = BEHIND if in_background(kind) else 0
    try:
        with transaction.atomic():
            entry = work_off.configure(queueing_lock=f"job:{public_id}", priority=priority)
            entry.defer(job=public_id, asked_by=asked_by)
    except AlreadyEnqueued:
        return False
    return True


def _others_wait() -> bool:
    """Whether anything is in the queue that does not work in the background."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from procrastinate_jobs where status = 'todo' and queue_name = 'jobs' and priority > %s)",
            [BEHIND],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def _asker_now(public_id: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("select asked_by from manara_unfinished_jobs() where public_id = %s", [public_id])
        row = cursor.fetchone()
    return row[0] if row else None


def _one_batch(user: User, public_id: str, *, first: bool) -> str:
    """Works one batch; the job's kind while something is left to do, else nothing."""
    try:
        with transaction.atomic(), acting(user, purpose="") as viewer:
            job = Job.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
            if job is None or job.state not in OPEN_STATES:
                return ""
            _begin(job, first=first)
            if job.stop_asked:
                _end(job, JobState.STOPPED)
                return ""
            worked = work_of(job.kind)(_with_purpose(viewer, job), job)
            job.done, job.total, job.beat_at = worked.done, worked.total, timezone.now()
            if worked.finished:
                _end(job, JobState.DONE)
                return ""
            job.save()
            return job.kind
    except (DatabaseError, OSError) as problem:
        # Nothing of this batch was kept. For want of room the job halts, and a person goes on with it when there is some.
        if is_full(problem):
            log.error("job %s halts: the disk is full", public_id)
            _fail(user, public_id, DISK_FULL)
            return ""
        # The database or the disk went away: the job is taken up again by itself.
        log.warning("job %s was interrupted and will be resumed", public_id)
        if _went_away(problem):
            database_away.set()
        raise
    except Exception as problem:
        log.exception("job %s failed", public_id)
        # The kind of failure, never its words: they may hold content.
        _fail(user, public_id, type(problem).__name__)
        return ""


def _went_away(problem: Exception) -> bool:
    """Whether the database itself was lost, and not only a statement refused."""
    state = getattr(problem.__cause__, "sqlstate", None)
    return isinstance(problem, OperationalError | InterfaceError) and (state is None or state[:3] in ("57P", "080"))


def _begin(job: Job, *, first: bool) -> None:
    if first:
        job.state, job.started_at, job.started_from = JobState.RUNNING, timezone.now(), job.done
        job.attempts += 1


def _end(job: Job, state: JobState) -> None:
    job.state, job.ended_at, job.stop_asked = state, timezone.now(), False
    job.save()


def _fail(user: User, public_id: str, failure: str) -> None:
    with acting(user, purpose=""):
        Job.objects.filter(public_id=public_id).update(
            state=JobState.FAILED, ended_at=timezone.now(), failure=failure
        )


def _with_purpose(viewer: Viewer, job: Job) -> Viewer:
    return replace(viewer, purpose=job.purpose, language=job.language or viewer.language)
