"""Two at once: the same form twice, and a comment on a report that is just being taken back."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from manara.foundation import access
from manara.foundation.actions.write_comment import TakenBack, write_comment
from manara.foundation.models import Circle, Comment
from manara.intake.actions.retract_report import retract_report
from manara.intake.models import Report
from tests.foundation.people import agency, at_work, nobody, person
from tests.intake.reporting import hand_in

pytestmark = pytest.mark.django_db(transaction=True)


def started(work: Callable[[], None]) -> threading.Thread:
    """`work` in a thread with a connection of its own."""

    def whole() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=whole)
    thread.start()
    return thread


def waits_for_a_lock() -> bool:
    """Whether another session stands before an advisory lock."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'advisory' and not granted")
        return bool(cursor.fetchone()[0])


def test_two_at_once() -> None:
    writer = person("analyst", at=agency("bp"))
    with at_work(writer) as viewer:
        own = next(each for each in Circle.objects.filter(pk__in=viewer.circles) if each.kind == "agency")
        report = hand_in(viewer, own)
    nobody()
    token, came, results = uuid.uuid4(), threading.Barrier(2), []

    def send() -> None:
        with access.acting(writer, purpose="test") as viewer:
            came.wait(20)
            results.append(write_comment(viewer, "report", report.public_id, "once", token=token).public_id)

    for thread in [started(send), started(send)]:
        thread.join(60)
    assert len(results) == 2 and len(set(results)) == 1

    def too_late() -> None:
        with access.acting(writer, purpose="test") as viewer:
            try:
                write_comment(viewer, "report", report.public_id, "too late", token=uuid.uuid4())
            except TakenBack:
                results.append("taken back")

    with transaction.atomic():
        viewer = access.enter(writer, purpose="test")
        retract_report(viewer, Report.objects.get(pk=report.pk), reason="wrong")
        thread = started(too_late)
        for _look in range(100_000):
            if waits_for_a_lock() or not thread.is_alive():
                break
        assert thread.is_alive(), "the writer waits until the report has moved"
    thread.join(60)
    assert results[2:] == ["taken back"]
    with at_work(writer):
        assert not Comment.objects.exists()
