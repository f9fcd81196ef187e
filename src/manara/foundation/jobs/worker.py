"""The process that works jobs off: takes up what a kill left unfinished, then waits for new work."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from manara.foundation.access.reach import acting
from manara.foundation.jobs.queue import OPEN_STATES, work_off
from manara.foundation.models import Job, User

log = logging.getLogger("manara.jobs")

# A running job whose worker has given no sign for this long is taken up by another.
SILENT = timedelta(seconds=30)


def run(*, stop: threading.Event | None = None) -> None:
    """Work until the process is told to end (SIGTERM, SIGINT)."""
    stop = stop or threading.Event()
    take_up_unfinished(silent=timedelta(0))
    watcher = threading.Thread(target=_watch, args=(stop,), name="unfinished-jobs", daemon=True)
    watcher.start()
    try:
        app.with_connector(app.connector.get_worker_connector()).run_worker(
            queues=["jobs"], concurrency=1, delete_jobs="always"
        )
    finally:
        stop.set()


def take_up_unfinished(*, silent: timedelta = SILENT) -> int:
    """Queue again every open job that no worker has touched for `silent`; returns how many."""
    taken = 0
    with connection.cursor() as cursor:
        cursor.execute("select public_id, asked_by from manara_unfinished_jobs()")
        unfinished = cursor.fetchall()
    for public_id, asked_by in unfinished:
        with acting(User.objects.get(pk=asked_by), purpose=""):
            job = Job.objects.filter(public_id=public_id, state__in=OPEN_STATES).first()
            last = None if job is None else (job.beat_at or job.started_at or job.asked_at)
            if last is not None and timezone.now() - last >= silent:
                taken += queue_job(str(public_id), asked_by)
    return taken


def queue_job(public_id: str, asked_by: int) -> bool:
    """Put a job into the queue, once however often it is asked; in the open transaction, so it is queued or nothing is."""
    try:
        with transaction.atomic():
            work_off.configure(queueing_lock=f"job:{public_id}").defer(job=public_id, asked_by=asked_by)
    except AlreadyEnqueued:
        return False
    return True


def _watch(stop: threading.Event) -> None:
    while not stop.wait(SILENT.total_seconds()):
        try:
            close_old_connections()
            take_up_unfinished()
        except Exception:
            # The database is away; the next round tries again, and the log says so.
            log.exception("could not look for unfinished jobs")
