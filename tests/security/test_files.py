"""Each file that attacks, as an import and as a report's attachment: what its manifest expects, in bounded time and memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manara.foundation.engine.problems import Problem
from manara.intake.engine.admission import Admission
from manara.intake.engine.drafts import ReportDraft
from manara.intake.engine.mapping import suggest
from manara.intake.engine.reading import detect, open_source
from manara.intake.models import Import, Report
from tests.foundation.people import at_work
from tests.intake.conftest import People
from tests.intake.engine.reading.test_refused_files import in_bounds
from tests.intake.reporting import hand_in
from tests.security.hostile import HostileFile, files, manifest

# What is read as a text with a value in it; a picture, a PDF or an archive is never unpacked, decoded or drawn.
READ = {"csv/bidi.csv", "csv/utf16.csv", "csv/nul.csv", "csv/formula.csv", "xlsx/ok.xlsx"}
# An import takes FollowTheMoney alone of all JSON: what is well-formed and something else is refused with that sentence.
NO_PACKAGE = ("json/y_", "json/i_")
HEAVY = tuple(each["file"] for each in manifest() if "<=" in each["expect"] or each["expect"] == "bounded")


@pytest.fixture(scope="module")
def attacking(tmp_path_factory: pytest.TempPathFactory) -> list[HostileFile]:
    return files(tmp_path_factory.mktemp("attacking"))


def admitted(each: HostileFile) -> list[ReportDraft]:
    """The reports that an import of the file would make. Raises `Problem` for a file that is refused."""
    detect(each.path, each.name)
    source = open_source(each.path)
    mapping = suggest(source.header, source.sample())
    admission = Admission(mapping)
    return [made for row in source.rows() if isinstance(made := admission.admit(row), ReportDraft)]


def test_each_file_is_read_or_refused_as_its_manifest_expects(attacking: list[HostileFile]) -> None:
    assert len(attacking) == 190
    wrong = []
    for each in attacking:
        began = time.monotonic()
        try:
            reports, refused = len(admitted(each)), ""
        except Problem as problem:
            reports, refused = 0, problem.code
            assert problem.sentence != problem.code
        if time.monotonic() - began > 2:
            wrong.append(f"{each.name}: {time.monotonic() - began:.1f} s")
        must_refuse = each.expect.startswith("reject") or each.name.startswith(NO_PACKAGE)
        if must_refuse and reports:
            wrong.append(f"{each.name}: {reports} reports were made of it")
        if each.name in READ - {"csv/formula.csv", "xlsx/ok.xlsx"} and refused not in ("", "mapping-empty"):
            wrong.append(f"{each.name}: {refused}")
    assert wrong == []


def test_a_formula_is_text_and_comes_out_as_text(attacking: list[HostileFile]) -> None:
    from manara.foundation.engine.spreadsheet_cells import inert

    formula = next(each for each in attacking if each.name == "csv/formula.csv")
    for row in open_source(formula.path).rows():
        for cell in row.cells:
            assert not inert(cell).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("name", [*HEAVY, "csv/longline.csv", "json/n_structure_100000_opening_arrays.json", "xlsx/lol.xlsx"])
def test_what_would_grow_without_end_is_refused_in_two_seconds_and_256_mb(
    attacking: list[HostileFile], name: str
) -> None:
    in_bounds(next(each.path for each in attacking if each.name == name))


# ---- over the pages


def some(attacking: list[HostileFile]) -> Iterator[HostileFile]:
    """Every file but those of JSON, of which each kind of expectation has three."""
    seen: dict[str, int] = {}
    for each in attacking:
        seen[each.category + each.expect] = seen.get(each.category + each.expect, 0) + 1
        if each.category != "json" or seen[each.category + each.expect] <= 3:
            yield each


def test_as_an_import_over_the_pages(people: People, browser_of: Any, attacking: list[HostileFile]) -> None:
    client: Client = browser_of(people.analyst)
    for each in some(attacking):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sent = SimpleUploadedFile(Path(each.name).name, each.path.read_bytes())
        answer = client.post("/imports/new/", {"file": sent, "circle": str(people.police_circle.public_id)})
        assert answer.status_code in (302, 422), each.name
        if answer.status_code == 422:
            assert not each.path.stat().st_size, each.name
            continue
        page = client.get(answer["Location"])
        assert page.status_code == 200, each.name
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) < 256 * 1024, each.name
        with at_work(people.analyst):
            imported = Import.objects.get(public_id=answer["Location"].split("/")[2])
        if each.name not in READ and not each.name.startswith("json/") and each.name != "csv/longline.csv":
            assert imported.state == "refused", each.name
            assert imported.refusal is not None
    with at_work(people.analyst):
        assert Report.objects.count() == 0


def test_as_an_attachment_over_the_pages(people: People, browser_of: Any, attacking: list[HostileFile]) -> None:
    """Whatever it is, it is sealed and comes back byte for byte, as a file to keep that no browser shows or runs."""
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
    client: Client = browser_of(people.analyst)
    address = f"/reports/{report.public_id}/"
    for each in some(attacking):
        if not each.path.stat().st_size:
            continue
        sent = SimpleUploadedFile(Path(each.name).name, each.path.read_bytes(), content_type="text/html")
        assert client.post(f"{address}files/", {"file": sent}).status_code == 302
    assert client.get(address).status_code == 200
    with at_work(people.analyst):
        attached = list(report.files.select_related("file"))
    by_name = {Path(each.name).name: each for each in attacking}
    assert len(attached) > 40
    for one in attached:
        answer = client.get(f"/files/{one.file.public_id}/")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == by_name[one.file.name].path.read_bytes()
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
