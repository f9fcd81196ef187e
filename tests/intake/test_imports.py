"""A file's rows come in once, behind the wall; a halt in the middle loses nothing and doubles nothing."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from manara.foundation.access import Refused
from manara.foundation.access.reach import again
from manara.foundation.engine.problems import Problem
from manara.foundation.jobs.queue import work_off
from manara.foundation.models import AuditEvent, Job, User
from manara.intake.actions import run_import
from manara.intake.actions.discard_row import discard_row
from manara.intake.actions.import_file import from_command, import_file
from manara.intake.actions.open_import import open_import
from manara.intake.actions.prepare_import import AlreadyStarted, discard_import, map_columns, reread, save_profile
from manara.intake.actions.readmit_row import StillFaulty, correct_alike, readmit_row
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.actions.run_import import start_import, stop_import
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.reading import Choice
from manara.intake.models import Entity, Import, QuarantinedRow, Report, Statement
from manara.intake.opened import header_digest
from tests.foundation.people import at_work, nobody, person

from .conftest import People
from .files import DEFAULTS, register, stream


def bring(people: People, content: bytes, name: str = "register.csv", **options: Any) -> Import:
    with at_work(people.analyst) as viewer:
        return open_import(viewer, stream(content), name=name, circle=people.police_circle, **options)


def admit_all(people: People, imported: Import) -> Import:
    with at_work(people.analyst) as viewer:
        map_columns(viewer, imported, Mapping.from_dict(imported.mapping), DEFAULTS)
        job = start_import(viewer, imported)
    work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
    return found(people, imported)


def found(people: People, imported: Import) -> Import:
    with at_work(people.analyst):
        return Import.objects.select_related("job", "file__key").get(pk=imported.pk)


def all_said(people: People) -> list[tuple[Any, ...]]:
    """Everything that came in, in an order that does not depend on how."""
    with at_work(people.analyst):
        statements = Statement.objects.values_list(
            "report__row", "entity__schema", "entity__caption", "prop", "value", "original", "kind", "note", "other__caption"
        )
        rows = QuarantinedRow.objects.values_list("row", "code", "cells")
        return [*sorted(map(str, statements)), *sorted(map(str, rows)), Report.objects.count(), Entity.objects.count()]  # type: ignore[list-item]


def test_rows_become_reports_with_what_holds_for_all(people: People) -> None:
    imported = admit_all(people, bring(people, register(30, faulty=(3, 7))))
    assert (imported.state, imported.admitted, imported.quarantined, imported.rows) == ("done", 28, 2, 30)
    with at_work(people.analyst):
        report = Report.objects.order_by("row")[0]
        assert (report.grade, report.handling, report.kind, report.row) == ("B2", "H1", "row", 2)
        assert Statement.objects.filter(prop="number", report=report).get().value == "+22236300000"
        row = QuarantinedRow.objects.order_by("row")[0]
        assert (row.row, row.code, row.params["column"]) == (5, "date-impossible", 2)
        assert b"31/02/1990" in bytes(row.raw)


def test_after_a_large_import_the_database_knows_how_much_lies_in_its_tables(people: People) -> None:
    with connection.cursor() as cursor:
        imported = admit_all(people, bring(people, register(400)))
        assert imported.statements >= run_import.MANY_STATEMENTS
        cursor.execute("select relname, reltuples from pg_class where relname in ('intake_statement', 'intake_matchkey')")
        counted = dict(cursor.fetchall())
    assert counted["intake_statement"] >= imported.statements
    assert counted["intake_matchkey"] > 0


def test_the_same_file_leads_to_the_import_that_is(people: People) -> None:
    first = admit_all(people, bring(people, register(10)))
    assert bring(people, register(10), name="copy.csv").pk == first.pk
    anew = bring(people, register(10), again_wanted=True)
    assert anew.pk != first.pk
    anew = admit_all(people, anew)
    assert (anew.admitted, anew.repeated) == (0, 10)
    with at_work(people.analyst):
        assert Report.objects.count() == 10


def test_an_outsider_sees_nothing_of_it(people: People) -> None:
    admit_all(people, bring(people, register(5, faulty=(0,))))
    with at_work(people.outsider) as viewer:
        assert [model.objects.count() for model in (Import, Report, Entity, QuarantinedRow)] == [0, 0, 0, 0]
        with pytest.raises(Refused):
            open_import(viewer, stream(register(2)), name="x.csv", circle=people.police_circle)
    with at_work(people.responder) as viewer, pytest.raises(Refused):
        open_import(viewer, stream(register(2)), name="x.csv", circle=people.police_circle)


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_halt_between_rows_and_commit_loses_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    monkeypatch.setattr(run_import, "BATCH", 20)
    content = register(70, faulty=(5, 25, 45))
    straight = admit_all(people, bring(people, content))
    expected = all_said(people)
    with at_work(people.analyst):
        Report.objects.all().delete()
        QuarantinedRow.objects.all().delete()
        Import.objects.filter(pk=straight.pk).update(state="discarded")
    imported = bring(people, content)
    advance, calls = run_import._advance, iter(range(1, 100))

    def cut(*args: Any, **kwargs: Any) -> None:
        advance(*args, **kwargs)
        if next(calls) == fails_at:
            raise OperationalError("the server went away")

    monkeypatch.setattr(run_import, "_advance", cut)
    with at_work(people.analyst) as viewer:
        map_columns(viewer, imported, Mapping.from_dict(imported.mapping), DEFAULTS)
        job = start_import(viewer, imported)
    with pytest.raises(OperationalError):
        work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
    halted = found(people, imported)
    assert halted.state == "admitting"
    assert halted.admitted + halted.quarantined == 20 * (fails_at - 1)
    # The same process goes on, as a worker that took the job up again does.
    work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
    done = found(people, imported)
    assert (done.state, done.admitted, done.quarantined) == ("done", 67, 3)
    assert all_said(people) == expected


def test_stopping_keeps_what_is_done_and_going_on_begins_behind_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_import, "BATCH", 10)
    imported = bring(people, register(35))
    with at_work(people.analyst) as viewer:
        map_columns(viewer, imported, Mapping.from_dict(imported.mapping), DEFAULTS)
        job = start_import(viewer, imported)
        again_clicked = start_import(viewer, imported)
        assert again_clicked.pk == job.pk
        stop_import(viewer, Import.objects.select_related("job").get(pk=imported.pk))
    work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
    stopped = found(people, imported)
    assert stopped.is_paused
    with at_work(people.analyst) as viewer:
        start_import(viewer, stopped)
    work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
    done = found(people, imported)
    assert (done.state, done.admitted) == ("done", 35)
    with at_work(people.analyst):
        assert Job.objects.get(pk=job.pk).done == 35


def test_an_import_whose_asker_left_is_gone_on_with_by_a_colleague(
    people: People, monkeypatch: pytest.MonkeyPatch, browser_of: Callable[..., Client]
) -> None:
    monkeypatch.setattr(run_import, "BATCH", 10)
    imported = bring(people, register(35))
    address = f"/imports/{imported.public_id}/"
    with at_work(people.analyst) as viewer:
        map_columns(viewer, imported, Mapping.from_dict(imported.mapping), DEFAULTS)
        job = start_import(viewer, imported)
    colleague = person("analyst", at=people.police)
    browser = browser_of(colleague)
    going = browser.get(address).content.decode()
    assert "Rows are being admitted" in going and f"{address}resume/" not in going
    User.objects.filter(pk=people.analyst.pk).update(is_active=False)
    work_off.func(job=str(job.public_id), asked_by=people.analyst.pk)
    left = browser.get(f"{address}progress/").content.decode()
    assert "the account is closed, or the person has left the circle" in left
    assert f"{address}resume/" in left and f"{address}stop/" not in left
    assert browser_of(people.outsider).post(f"{address}resume/").status_code == 404
    assert browser.post(f"{address}resume/").status_code == 302
    nobody()
    work_off.func(job=str(job.public_id), asked_by=colleague.pk)
    with at_work(colleague):
        done = Import.objects.select_related("job").get(pk=imported.pk)
        assert done.job is not None
        assert (done.state, done.admitted, done.job.asked_by_id) == ("done", 35, colleague.pk)
    with at_work(person("auditor")):
        assert AuditEvent.objects.filter(actor=colleague, verb="import", object_ids=[imported.public_id]).count() == 1


def test_a_wrong_encoding_is_put_right_before_anything_comes_in(people: People) -> None:
    imported = bring(people, "الاسم,الهاتف\nمحمد ولد أحمد,+22236301010\n".encode("cp1256"), name="liste.csv")
    with at_work(people.analyst) as viewer:
        wrong = reread(viewer, imported, Choice(encoding="latin-1"))
        assert "محمد" not in json.dumps(wrong.mapping, ensure_ascii=False)
        right = reread(viewer, imported, Choice(encoding="cp1256"))
        assert [column["header"] for column in right.mapping["columns"]] == ["الاسم", "الهاتف"]
    admit_all(people, right)
    with at_work(people.analyst) as viewer:
        assert Entity.objects.get(schema="Person").caption == "محمد ولد أحمد"
        with pytest.raises(AlreadyStarted):
            reread(viewer, imported, Choice(encoding="latin-1"))


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.csv", "file-empty"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "photo.csv", "file-unknown"),
        (b"PK\x03\x04" + b"\x00" * 40, "cut.xlsx", "file-truncated"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "list.xml", "file-dtd"),
    ],
)
def test_a_file_that_is_refused_is_kept_with_its_reason(people: People, content: bytes, name: str, code: str) -> None:
    imported = bring(people, content, name=name)
    assert imported.state == "refused"
    assert imported.refusal is not None and imported.refusal["code"] == code
    with at_work(people.analyst) as viewer:
        with pytest.raises(Refused):
            start_import(viewer, imported)
        discard_import(viewer, imported)
    assert bring(people, content, name=name).pk != imported.pk


def test_a_profile_is_found_again_by_its_header(people: People) -> None:
    imported = bring(people, register(3))
    with at_work(people.analyst) as viewer:
        mapping = Mapping.from_dict(imported.mapping).with_column(3, target=None)
        imported = map_columns(viewer, imported, mapping, DEFAULTS)
        header = [column.header for column in mapping.columns]
        save_profile(viewer, imported, name="Port register", header_digest=header_digest(header))
    other = bring(people, register(4))
    assert other.profile == "Port register"
    assert [each.target for each in Mapping.from_dict(other.mapping).columns if each.index == 3] == [None]
    assert other.defaults["handling"] == "H1"


def test_a_quarantined_row_is_corrected_and_admitted_once(people: People) -> None:
    imported = admit_all(people, bring(people, register(10, faulty=(1, 2, 3))))
    with at_work(people.analyst) as viewer:
        one, two, three = QuarantinedRow.objects.select_related("imported").order_by("row")
        with pytest.raises(StillFaulty) as caught:
            readmit_row(viewer, one, [*one.cells[:2], "30/02/1990", *one.cells[3:]])
        assert (caught.value.problem.code, caught.value.column) == ("date-impossible", 2)
        right = [*one.cells[:2], "28/02/1990", *one.cells[3:]]
        report = readmit_row(viewer, one, right)
        assert readmit_row(viewer, one, right).pk == report.pk
        assert report.row == one.row
        done = correct_alike(viewer, two, [*two.cells[:2], "28/02/1990", *two.cells[3:]])
        assert (done.admitted, done.faulty) == (2, 0)
        three.refresh_from_db()
        assert three.readmitted_at is not None
        assert not discard_row(viewer, three, reason="late")
    after = found(people, imported)
    assert (after.admitted, after.quarantined) == (10, 0)


def test_a_row_is_put_away_with_its_reason_and_its_bytes_stay(people: People) -> None:
    imported = admit_all(people, bring(people, register(4, faulty=(1,))))
    with at_work(people.analyst) as viewer:
        row = QuarantinedRow.objects.get()
        assert discard_row(viewer, row, reason="a total, not a person")
        row.refresh_from_db()
        assert row.discarded_reason == "a total, not a person"
        assert bytes(row.raw)
    assert found(people, imported).quarantined == 0
    with at_work(people.responder) as viewer, pytest.raises(Refused):
        discard_row(viewer, row, reason="x")


def test_a_whole_file_in_one_go_tells_its_progress(people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_import, "BATCH", 10)
    path = tmp_path / "register.csv"
    path.write_bytes(register(25))
    told: list[int] = []
    imported = import_file(
        people.analyst, path, people.police_circle, defaults=DEFAULTS, progress=lambda each: told.append(each.admitted)
    )
    assert (imported.state, imported.admitted) == ("done", 25)
    assert told[:2] == [10, 20] and told[-1] == 25
    assert import_file(people.analyst, path, people.police_circle).pk == imported.pk


def test_answers_settle_what_a_column_leaves_open(people: People, tmp_path: Path) -> None:
    path = tmp_path / "ambiguous.csv"
    path.write_text("Nom;Date de naissance\nAli Inventé;03/04/1990\n")
    imported = import_file(people.analyst, path, people.police_circle, answers={1: {"order": "dmy"}}, defaults=DEFAULTS)
    assert imported.admitted == 1
    with at_work(people.analyst):
        assert Statement.objects.get(prop="birthDate").value == "1990-04-03"


def test_the_command_prints_counts_or_one_sentence(
    people: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(register(4, faulty=(0,)))
    arguments = Namespace(file=str(path), mapping="", as_user=people.analyst.code, circle=str(people.police_circle.public_id))
    assert from_command(arguments) == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["rows"], counts["admitted"], counts["quarantined"]) == (4, 3, 1)
    other = tmp_path / "other.csv"
    other.write_bytes(register(3))
    for changed in (
        {"as_user": "E-NONE"}, {"as_user": ""}, {"circle": "no such"}, {"mapping": "no such"}, {"file": "/no/such.csv"},
        {"as_user": people.responder.code}, {"country": "XXX"},
    ):  # fmt: skip
        assert from_command(Namespace(**{**vars(arguments), "file": str(other), **changed})) == 1, changed
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.strip() and "Traceback" not in said.err


def test_a_refused_file_raises_its_reason(people: People, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with pytest.raises(Problem) as caught:
        import_file(people.analyst, path, people.police_circle)
    assert caught.value.code == "file-empty"


def test_nothing_is_left_in_the_clear(people: People, node: Any) -> None:
    imported = admit_all(people, bring(people, register(5)))
    assert list(node.upload_dir().glob("opened-*")) == []
    left = node.upload_dir() / "opened-999999999-x.csv"
    left.write_bytes(b"what a killed process left")
    with at_work(people.analyst) as viewer:
        open_import(again(viewer), stream(register(6)), name="n.csv", circle=people.police_circle)
    assert not left.exists()
    assert imported.state == "done"


def test_a_row_that_says_what_was_taken_back_comes_in_anew(people: People) -> None:
    first = admit_all(people, bring(people, register(1)))
    with at_work(people.analyst) as viewer:
        wrong = Report.objects.get(imported=first)
        retract_report(viewer, wrong, reason="wrong file")
        assert not Statement.objects.exists()
    second = admit_all(people, bring(people, register(2)))
    assert (second.admitted, second.repeated, second.quarantined) == (2, 0, 0)
    with at_work(people.analyst) as viewer:
        assert Entity.objects.filter(caption="Personne Inventée 00000").exists()
        assert Report.objects.filter(retracted_at=None).count() == 2
        # What comes in now is said already; what is undone stands beside it.
        restore_report(viewer, Report.objects.get(pk=wrong.pk), reason="the right one after all")
        assert Report.objects.filter(retracted_at=None).count() == 3
    third = admit_all(people, bring(people, register(2), again_wanted=True))
    assert (third.admitted, third.repeated) == (0, 2)


def test_a_package_that_was_taken_back_comes_in_anew(people: People) -> None:
    line = {"id": "p-1", "schema": "Person", "properties": {"name": ["Awa Inventée"]}, "datasets": ["x"]}
    content = json.dumps(line).encode() + b"\n"
    first = admit_all(people, bring(people, content, name="partner.ftm.json"))
    assert first.package_id is not None
    with at_work(people.analyst) as viewer:
        retract_report(viewer, Report.objects.get(pk=first.package_id), reason="wrong package")
    second = admit_all(people, bring(people, content, name="partner.ftm.json", again_wanted=True))
    assert (second.admitted, second.repeated) == (1, 0)
    third = admit_all(people, bring(people, content, name="partner.ftm.json", again_wanted=True))
    assert (third.admitted, third.repeated) == (0, 1)
    with at_work(people.analyst):
        assert Entity.objects.filter(caption="Awa Inventée").count() == 1
