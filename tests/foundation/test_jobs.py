"""Jobs: each batch is kept whole or not at all, so a kill, a stop, a failure or a second worker loses and repeats nothing."""

from __future__ import annotations

import os
import signal
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from manara.foundation.access import Hidden, Viewer, audience_of
from manara.foundation.actions.place_member import place_member
from manara.foundation.actions.start_job import ask_to_stop, resume_job, start_job
from manara.foundation.jobs import Progress, Worked, kinds, progress_of, work_of, work_off, worker
from manara.foundation.jobs.left import LeftBy, left_by
from manara.foundation.jobs.queue import gives_way, queue_job
from manara.foundation.jobs.worker import take_up_unfinished
from manara.foundation.keys import new_key
from manara.foundation.models import Circle, Job, SealedKey, User
from tests.foundation.people import agency, at_work, person

pytestmark = pytest.mark.django_db(transaction=True)
BATCHES = 5


@pytest.fixture
def user() -> User:
    return person()


@pytest.fixture
def during() -> Iterator[dict[int, Callable[[], Any]]]:
    """A kind of job of five batches, each of which seals one key; and what else happens during which batch."""
    happening: dict[int, Callable[[], Any]] = {}

    def batch(viewer: Viewer, job: Job) -> Worked:
        new_key(job.audience_id, f"batch {job.done + 1}")
        happening.pop(job.done + 1, lambda: None)()
        return Worked(job.done + 1, BATCHES, finished=job.done + 1 == BATCHES)

    kinds.works("count")(batch)
    yield happening
    del kinds._KINDS["count"]


def asked(user: User, kind: str = "count") -> Job:
    with at_work(user):
        audience = audience_of([Circle.objects.get(agency=user.agency).pk])
    with at_work(user, purpose="SOM-2026-031") as viewer:
        return start_job(viewer, kind=kind, subject=uuid.uuid4(), audience=audience)


def seen(user: User, job: Job) -> Job:
    with at_work(user):
        return Job.objects.get(pk=job.pk)


def done(user: User) -> list[str]:
    with at_work(user):
        return list(SealedKey.objects.order_by("pk").values_list("purpose", flat=True))


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where status = 'todo'")
        return int(cursor.fetchone()[0])


ALL = [f"batch {number}" for number in range(1, BATCHES + 1)]


def work(user: User, job: Job) -> None:
    work_off(str(job.public_id), user.pk)


def test_a_job_is_worked_off_batch_by_batch(user: User, during: dict[int, Callable[[], Any]]) -> None:
    job = asked(user)
    told: list[Job] = []
    during[3] = lambda: told.append(seen_elsewhere(user, job))
    work(user, job)
    assert done(user) == ALL
    finished = seen(user, job)
    assert (finished.state, finished.done, finished.total, finished.attempts) == ("done", BATCHES, BATCHES, 1)
    # While the third batch was at work, everybody could see that two were kept.
    assert (told[0].state, told[0].done) == ("running", 2)
    work(user, job)
    assert done(user) == ALL


def seen_elsewhere(user: User, job: Job) -> Job:
    found: list[Job] = []

    def look() -> None:
        found.append(seen(user, job))
        connections["default"].close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join(timeout=20)
    return found[0]


@pytest.mark.parametrize("at", range(1, BATCHES + 1))
def test_a_job_killed_in_any_batch_is_resumed_where_it_was(
    user: User, during: dict[int, Callable[[], Any]], at: int
) -> None:
    job = asked(user)
    during[at] = lambda: os.kill(os.getpid(), signal.SIGKILL)
    assert forked(lambda: work(user, job)) == -signal.SIGKILL
    assert done(user) == ALL[: at - 1]
    assert seen(user, job).state == ("waiting" if at == 1 else "running")
    during.clear()
    assert take_up_unfinished(silent=timedelta(0)) in (0, 1)  # 0 while its first entry in the queue still waits
    assert queued() >= 1
    work(user, job)
    assert done(user) == ALL
    assert seen(user, job).state == "done"


def test_a_job_stops_after_the_batch_it_is_at_and_is_taken_up_again(
    user: User, during: dict[int, Callable[[], Any]]
) -> None:
    job = asked(user)

    work_until(user, job, during, 2)
    with at_work(user) as viewer:
        ask_to_stop(viewer, job)
    work(user, job)
    stopped = seen(user, job)
    assert (stopped.state, stopped.done, stopped.stop_asked) == ("stopped", 2, False)
    work(user, job)
    assert done(user) == ALL[:2]
    with at_work(user) as viewer:
        resume_job(viewer, job)
    assert seen(user, job).state == "waiting"
    work(user, job)
    assert done(user) == ALL and seen(user, job).state == "done"


def test_who_does_not_see_a_job_does_not_stop_it_and_one_that_is_over_stays_as_it_is(
    user: User, during: dict[int, Callable[[], Any]]
) -> None:
    job = asked(user)
    with at_work(person()) as viewer, pytest.raises(Hidden):
        ask_to_stop(viewer, job)
    assert not seen(user, job).stop_asked
    work(user, job)
    with at_work(user) as viewer:
        ask_to_stop(viewer, job)
    assert (seen(user, job).state, seen(user, job).stop_asked) == ("done", False)


def work_until(user: User, job: Job, during: dict[int, Callable[[], Any]], at: int) -> None:
    def away() -> None:
        raise OperationalError("the database went away")

    during[at + 1] = away
    with pytest.raises(OperationalError):
        work(user, job)


def test_a_database_that_went_away_leaves_the_job_open(user: User, during: dict[int, Callable[[], Any]]) -> None:
    job = asked(user)
    work_until(user, job, during, 3)
    assert (seen(user, job).state, done(user)) == ("running", ALL[:3])
    work(user, job)
    assert done(user) == ALL and seen(user, job).attempts == 2


def test_a_failure_keeps_the_batches_before_and_says_its_kind_without_its_words(
    user: User, during: dict[int, Callable[[], Any]]
) -> None:
    job = asked(user)

    def fail() -> None:
        raise LookupError("محمد ولد أحمد")

    during[4] = fail
    work(user, job)
    failed = seen(user, job)
    assert (failed.state, failed.failure, failed.done) == ("failed", "LookupError", 3)
    assert done(user) == ALL[:3]
    with at_work(user) as viewer:
        resume_job(viewer, failed)
    work(user, job)
    resumed = seen(user, job)
    assert (resumed.state, resumed.failure, done(user)) == ("done", "", ALL)


def test_a_kind_that_no_room_knows_fails_the_job(user: User) -> None:
    job = asked(user, "unheard-of")
    work(user, job)
    assert (seen(user, job).state, seen(user, job).failure) == ("failed", "KeyError")


def test_two_workers_do_no_batch_twice(user: User, during: dict[int, Callable[[], Any]]) -> None:
    job = asked(user)
    begun, other_began = threading.Event(), threading.Event()

    def wait_for_the_other() -> None:
        begun.set()
        other_began.wait(timeout=20)

    during[2] = wait_for_the_other

    def work_elsewhere() -> None:
        work(user, job)
        connections["default"].close()

    first = threading.Thread(target=work_elsewhere)
    first.start()
    assert begun.wait(timeout=20)
    second = threading.Thread(target=work_elsewhere)
    second.start()
    other_began.set()
    for each in (first, second):
        each.join(timeout=30)
    assert done(user) == ALL
    assert seen(user, job).state == "done"


def test_a_job_works_with_the_purpose_and_the_reach_of_who_asked(user: User) -> None:
    told: list[Viewer] = []

    def batch(viewer: Viewer, job: Job) -> Worked:
        told.append(viewer)
        return Worked(1, 1, finished=True)

    kinds.works("tell")(batch)
    try:
        job = asked(user, "tell")
        work(user, job)
    finally:
        del kinds._KINDS["tell"]
    assert (told[0].purpose, told[0].user_id) == ("SOM-2026-031", user.pk)
    assert job.audience_id in told[0].audiences


def test_a_closed_account_s_job_does_nothing_until_it_is_open_again(
    user: User, during: dict[int, Callable[[], Any]]
) -> None:
    job = asked(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    work(user, job)
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert done(user) == [] and seen(user, job).state == "waiting"
    work(user, job)
    assert done(user) == ALL


def leave(user: User, how: str) -> None:
    """Close the account, take its content away, or send it to another agency, out of the circle of this one."""
    if how == "closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif how == "set apart":
        User.objects.filter(pk=user.pk).update(roles=["auditor"])
    else:
        user.agency = agency()
        user.save(update_fields=["agency"])
        place_member(user, by=None, reason="moved")


@pytest.mark.parametrize("how", ["closed", "set apart", "moved"])
def test_who_still_sees_a_job_whose_asker_is_gone_takes_it_over(
    user: User, during: dict[int, Callable[[], Any]], how: str
) -> None:
    other, outsider = person(at=user.agency), person()
    job = asked(user)
    work_until(user, job, during, 2)
    with at_work(other) as viewer:
        assert left_by(Job.objects.get(pk=job.pk)) is None
        assert not resume_job(viewer, job)
    leave(user, how)
    assert take_up_unfinished(silent=timedelta(0)) == 0
    assert (seen(other, job).state, done(other)) == ("running", ALL[:2])
    with at_work(outsider) as viewer:
        assert not resume_job(viewer, job)
    with at_work(other, purpose="SOM-2026-040") as viewer:
        assert left_by(Job.objects.get(pk=job.pk)) == LeftBy.ASKER
        assert resume_job(viewer, job)
        assert not resume_job(viewer, job)
    taken = seen(other, job)
    assert (taken.asked_by_id, taken.purpose, taken.state) == (other.pk, "SOM-2026-040", "waiting")
    # What the first asker had queued is worked off as his who has the job now.
    work(user, job)
    assert done(other) == ALL and seen(other, job).state == "done"


def test_a_job_without_a_sign_of_its_worker_is_taken_over_and_one_at_work_is_not(user: User) -> None:
    other, job = person(at=user.agency), asked(user)
    long_ago = timezone.now() - worker.SILENT - timedelta(seconds=5)
    with at_work(other) as viewer:
        Job.objects.filter(pk=job.pk).update(state="running", asked_at=long_ago, started_at=long_ago, beat_at=timezone.now())
        assert not resume_job(viewer, job)
        Job.objects.filter(pk=job.pk).update(beat_at=long_ago)
        assert left_by(Job.objects.get(pk=job.pk)) == LeftBy.WORKER
        assert resume_job(viewer, job)
        assert left_by(Job.objects.get(pk=job.pk)) is None
    assert seen(other, job).asked_by_id == other.pk


def test_what_works_in_the_background_lets_others_go_first_and_goes_on_behind_them(
    user: User, during: dict[int, Callable[[], Any]]
) -> None:
    kinds.works("behind", background=True)(kinds.work_of("count"))
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
        job = asked(user, "behind")
        # As the worker does that takes it.
        cursor.execute("update procrastinate_jobs set status = 'doing'")
    asked(user)
    way = gives_way.set(True)
    try:
        work_off.func(job=str(job.public_id), asked_by=user.pk)
        assert (seen(user, job).done, seen(user, job).state) == (1, "running")
        with connection.cursor() as cursor:
            cursor.execute("select priority from procrastinate_jobs where status = 'todo' order by priority desc, id")
            assert [row[0] for row in cursor.fetchall()] == [0, -1]
            cursor.execute("delete from procrastinate_jobs where priority = 0")
        # Nothing else waits: it goes on to its end.
        work_off.func(job=str(job.public_id), asked_by=user.pk)
    finally:
        gives_way.reset(way)
        del kinds._KINDS["behind"]
        kinds._BACKGROUND.discard("behind")
    assert (seen(user, job).done, seen(user, job).state) == (BATCHES, "done")


def test_a_job_is_queued_once_however_often_it_is_asked(user: User) -> None:
    job = asked(user)
    assert queued() == 1
    assert not queue_job(str(job.public_id), user.pk, job.kind)
    assert queued() == 1


def test_a_job_at_work_is_not_taken_from_its_worker(user: User, during: dict[int, Callable[[], Any]]) -> None:
    job = asked(user)
    with at_work(user):
        Job.objects.filter(pk=job.pk).update(state="running", started_at=timezone.now(), beat_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    assert take_up_unfinished() == 0
    with at_work(user):
        ago = timezone.now() - timedelta(minutes=1)
        Job.objects.filter(pk=job.pk).update(asked_at=ago, started_at=ago, beat_at=ago)
    assert take_up_unfinished() == 1
    assert queued() == 1


def test_the_worker_s_process_works_off_what_a_kill_left_and_ends_when_told(
    user: User, during: dict[int, Callable[[], Any]]
) -> None:
    job = asked(user)
    during[3] = lambda: os.kill(os.getpid(), signal.SIGKILL)
    assert forked(lambda: work(user, job)) == -signal.SIGKILL
    during.clear()
    connections.close_all()
    child = started(worker.run)
    deadline, nobody_sets = monotonic() + 30, threading.Event()
    while seen(user, job).state != "done" and monotonic() < deadline:
        nobody_sets.wait(0.1)
    os.kill(child, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert done(user) == ALL and seen(user, job).state == "done"


def test_two_functions_for_one_kind_are_a_mistake(during: dict[int, Callable[[], Any]]) -> None:
    with pytest.raises(ValueError, match="count"):
        kinds.works("count")(lambda viewer, job: Worked(0, 0, finished=True))
    assert work_of("count") is not None


def test_progress_is_of_this_run() -> None:
    now = timezone.now()
    job = Job(state="running", done=300, total=500, started_at=now - timedelta(seconds=10), started_from=100, beat_at=now)
    assert progress_of(job) == Progress("running", 300, 500, 20.0, 10)
    assert (progress_of(job).percent, progress_of(job).is_open) == (60, True)
    waiting = Job(state="waiting", done=0, total=None)
    assert progress_of(waiting) == Progress("waiting", 0, None, None, None)
    assert progress_of(waiting).percent is None


def started(work: Callable[[], None]) -> int:
    """A process of its own that does `work` and ends; its connections are its own."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def forked(work: Callable[[], None]) -> int:
    """Its exit code, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(started(work), 0)[1])
