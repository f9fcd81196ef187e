"""The process that works jobs off: takes up what a kill left unfinished, then waits for new work."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection
from django.utils import timezone
from procrastinate.contrib.django import app

from manara.foundation.access.reach import acting
from manara.foundation.jobs.kinds import REGULAR
from manara.foundation.jobs.queue import OPEN_STATES, database_away, gives_way, queue_job, told_to_end
from manara.foundation.models import Job, User

log = logging.getLogger("manara.jobs")

# A running job whose worker has given no sign for this long is taken up by another.
SILENT = timedelta(seconds=30)
LOOKS_AGAIN = 1.0  # seconds between two looks for a database that went away
# Entries of the queue whose worker was killed: nobody works at them, and they would be counted as running for ever.
_ABANDONED = """
delete from procrastinate_jobs j where j.status = 'doing' and not exists
  (select from procrastinate_workers w where w.id = j.worker_id and w.last_heartbeat > now() - interval '30 seconds')
"""


def run(*, stop: threading.Event | None = None) -> None:
    """Work until the process is told to end (SIGTERM, SIGINT)."""
    stop = stop or threading.Event()
    take_up_unfinished(silent=timedelta(0))
    watcher = threading.Thread(target=_watch, args=(stop,), name="unfinished-jobs", daemon=True)
    watcher.start()
    try:
        app.with_connector(app.connector.get_worker_connector()).run_worker(  # type: ignore[attr-defined]  # Django's has it
            queues=["jobs"],
            concurrency=1,
            delete_jobs="always",
            shutdown_graceful_timeout=0,  # told to end, it waits for the batch at work and not for the whole job
            task_middleware=[_until_told_to_end],
        )
    finally:
        stop.set()


def _until_told_to_end(call: Callable[[], Any], context: Any, worker: Any) -> Any:
    before, way = told_to_end.set(context.should_abort), gives_way.set(True)
    try:
        return call()
    finally:
        told_to_end.reset(before)
        gives_way.reset(way)


def take_up_unfinished(*, silent: timedelta = SILENT) -> int:
    """Queue again every open job that no worker has touched for `silent`; returns how many."""
    taken = 0
    with connection.cursor() as cursor:
        cursor.execute(_ABANDONED)
        cursor.execute("select public_id, asked_by from manara_unfinished_jobs()")
        unfinished = cursor.fetchall()
    for public_id, asked_by in unfinished:
        with acting(User.objects.get(pk=asked_by), purpose=""):
            job = Job.objects.filter(public_id=public_id, state__in=OPEN_STATES).first()
            # Unseen by who asked for it, it stays open until another who sees it goes on with it (see `left`).
            if job is not None and timezone.now() - job.heard_at >= silent:
                taken += queue_job(str(public_id), asked_by, job.kind)
    return taken


def _watch(stop: threading.Event) -> None:
    while not stop.is_set():
        lost = database_away.wait(SILENT.total_seconds())
        if lost and stop.wait(LOOKS_AGAIN):
            return
        try:
            close_old_connections()
            take_up_unfinished(silent=timedelta(0) if lost else SILENT)
            if lost:
                database_away.clear()
            for act in REGULAR:
                act()
        except Exception:
            # The database is away; the next round tries again, and the log says so.
            log.exception("could not look for unfinished jobs")
