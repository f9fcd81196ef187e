"""What several people send at the same moment: each is answered as if he had come alone, or after the others."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from manara.foundation import access
from manara.foundation.access.reach import again
from manara.foundation.models import Job, SealedFile
from manara.intake.actions.attach_file import attach_file, open_file
from manara.intake.actions.open_import import open_import
from manara.intake.actions.prepare_import import map_columns
from manara.intake.actions.run_import import admit_batch, start_import
from manara.intake.engine.mapping import Mapping
from manara.intake.models import Import, Report, ReportFile
from tests.foundation.people import at_work

from .conftest import People
from .files import DEFAULTS
from .reporting import hand_in

pytestmark = pytest.mark.django_db(transaction=True)


def started(work: Callable[[], Any], told: list[Any]) -> threading.Thread:
    """`work` in a thread with a connection of its own; `told` is given what came of it, an error too."""

    def whole() -> None:
        try:
            told.append(work())
        except Exception as error:
            told.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=whole)
    thread.start()
    return thread


def wait_until_it_waits(thread: threading.Thread) -> None:
    """Until another session stands before a lock, or has ended without one."""
    for _look in range(100_000):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0] or not thread.is_alive():
                return


def test_one_file_comes_with_several_reports_at_once(people: People) -> None:
    with at_work(people.analyst) as viewer:
        titles = [f"Boat {number}" for number in range(3)]
        reports = [hand_in(again(viewer), people.police_circle, title=title).pk for title in titles]
    told: list[Any] = []

    def attach(number: int) -> bytes:
        with access.acting(people.analyst, purpose="test") as viewer:
            report = Report.objects.get(pk=number)
            attached = attach_file(viewer, report, io.BytesIO(b"photo"), name="p.jpg", size=5)
            return b"".join(open_file(viewer, attached))

    with transaction.atomic():
        viewer = access.enter(people.analyst, purpose="test")
        attach_file(viewer, Report.objects.get(pk=reports[0]), io.BytesIO(b"photo"), name="p.jpg", size=5)
        threads = [started(lambda number=number: attach(number), told) for number in reports[1:]]  # type: ignore[misc]
        for thread in threads:
            wait_until_it_waits(thread)
    for thread in threads:
        thread.join(60)
    assert told == [b"photo", b"photo"]
    with at_work(people.analyst):
        assert SealedFile.objects.count() == 1
        assert sorted(ReportFile.objects.values_list("report_id", flat=True)) == sorted(reports)


def test_one_package_that_is_admitted_twice_at_once_is_one_report(people: People) -> None:
    line = {"id": "p-1", "schema": "Person", "properties": {"name": ["Awa Inventée"]}, "datasets": ["x"]}
    jobs = []
    for wanted in (False, True):
        with at_work(people.analyst) as viewer:
            content = io.BytesIO(json.dumps(line).encode() + b"\n")
            imported = open_import(viewer, content, name="p.ftm.json", circle=people.police_circle, again_wanted=wanted)
            map_columns(viewer, imported, Mapping.from_dict(imported.mapping), DEFAULTS)
            jobs.append(start_import(viewer, imported))

    def admit(job: Job) -> Any:
        with access.acting(people.analyst, purpose="test") as viewer:
            return admit_batch(viewer, job).finished

    told: list[Any] = []
    with transaction.atomic():
        admit_batch(access.enter(people.analyst, purpose="test"), jobs[0])
        thread = started(lambda: admit(jobs[1]), told)
        wait_until_it_waits(thread)
    thread.join(60)
    assert told == [True]
    with at_work(people.analyst):
        assert Report.objects.filter(kind="package").count() == 1
        assert sorted(Import.objects.values_list("admitted", "repeated")) == [(0, 1), (1, 0)]
