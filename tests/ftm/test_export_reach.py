# ruff: noqa: F811  pytest's fixtures are imported by name and asked for by name
"""What a person takes out: read by the followthemoney package, within his reach only, marked, recorded, without formulas."""

from __future__ import annotations

import csv
import io
import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from manara.foundation.models import Agency, AuditEvent, User
from manara.foundation.node.state import NodeProblem
from manara.resolution.actions.take_out import take_out
from tests.foundation import people
from tests.resolution.conftest import browser, coast_guard, gendarmerie, investigator, other, static_folder  # noqa: F401
from tests.resolution.story import NAME
from tests.resolution.world import address, admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db
Browse = Callable[..., Any]
FTM = {"format": "ftm", "language": "en", "purpose": "case 12"}
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def opened(investigator: User, other: User) -> str:
    (report,) = admit(
        investigator,
        draft(
            entity("man", "Person", said("name", NAME), said("birthDate", "~1984"), said("nationality", "mr")),
            entity("phone", "Phone", number="+22236301010"),
            entity("ring", "CriminalNetwork", name="Ring 3"),
            tie("use", "PhoneUse", {"holder": "man", "phone": "phone"}),
            tie("role", "NetworkRole", {"holder": "man", "network": "ring"}, said("role", "organiser")),
        ),
    )  # fmt: skip
    admit(other, draft(entity("p", "Person", name="Hidden Person"), entity("phone", "Phone", number="+22236301010")))
    return str(address(investigator, report))


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_an_entity_goes_out_with_its_ties_and_the_peer_reads_every_line(
    investigator: User, opened: str, browser: Browse, ask: Ask
) -> None:
    answer = browser(investigator).post(f"/entities/{opened}/take/", FTM)
    assert answer.status_code == 200
    lines = lines_of(answer.content)
    assert {line["schema"] for line in lines} >= {"Person", "UserAccount", "UnknownLink", "Membership"}
    read = ask("read", answer.content.splitlines(keepends=True))
    assert not [each for each in read if "refused" in each]
    man = next(each for each in read if each["id"] == opened)
    assert NAME in man["properties"]["name"] and man["properties"]["nationality"] == ["mr"]
    ids = {each["id"] for each in read}
    for each in read:
        for prop in ("subject", "object", "member", "organization"):
            assert set(each["properties"].get(prop, [])) <= ids, "no line points to one that is not there"


def test_every_line_says_under_which_code_and_by_whom_it_was_taken(
    investigator: User, opened: str, browser: Browse
) -> None:
    answer = browser(investigator).post(f"/entities/{opened}/take/", FTM)
    name = answer["Content-Disposition"]
    assert "-H1-" in name and "E_0417" in name and name.isascii()
    for line in lines_of(answer.content):
        assert line["context"]["handling"] == "H1" and line["context"]["taken_by"] == "E-0417"
    assert answer["Cache-Control"] == "no-store"


def test_what_another_agency_holds_stays_where_it_is(
    investigator: User, other: User, opened: str, browser: Browse
) -> None:
    client = browser(other)
    assert client.post(f"/entities/{opened}/take/", FTM).status_code == 404
    found = client.post("/search/take/?q=%2B22236301010", FTM)
    assert {line["caption"] for line in lines_of(found.content)} == {"+22236301010"}
    assert NAME.encode() not in found.content
    assert client.post("/search/take/?q=Zzyzx+Qwert", FTM).status_code == 404


def test_a_table_has_no_cell_that_calculates(investigator: User, opened: str, browser: Browse) -> None:
    admit(investigator, draft(entity("p", "Person", name="=HYPERLINK Mohamed Ahmed")))
    answer = browser(investigator).post("/search/take/?q=Mohamed+Ahmed", FTM | {"format": "csv"})
    assert answer.content.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) >= 2 and rows[0][6] == "handling"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(row[2].startswith("'=HYPERLINK") for row in rows)


def test_taking_out_is_an_event_and_needs_the_ability_and_a_form(
    gendarmerie: Agency, investigator: User, opened: str, browser: Browse
) -> None:
    client = browser(investigator)
    assert "attachment" not in client.get(f"/entities/{opened}/take/").headers.get("Content-Disposition", "")
    answer = client.post(f"/entities/{opened}/take/", FTM)
    auditor = people.person("auditor", at=gendarmerie)
    with people.at_work(auditor):
        events = list(AuditEvent.objects.filter(verb="export", actor_code="E-0417"))
    named = {str(number) for event in events for number in event.object_ids}
    assert opened in named
    assert {line["id"] for line in lines_of(answer.content)} <= named, "whoever went out with it was taken out, too"
    assert browser(people.person("prosecutor", at=gendarmerie)).post(f"/entities/{opened}/take/", FTM).status_code == 403


def test_the_command_takes_what_its_person_may_see(
    investigator: User, other: User, opened: str, gendarmerie: Agency, ask: Ask
) -> None:
    taken = io.BytesIO()
    people.nobody()
    count = take_out("E-0417", "joint case", taken)
    people.nobody()
    lines = lines_of(taken.getvalue())
    assert len(lines) == count == 5
    assert b"Hidden Person" not in taken.getvalue()
    assert not [each for each in ask("read", taken.getvalue().splitlines(keepends=True)) if "refused" in each]
    with pytest.raises(NodeProblem):
        take_out("nobody", "", io.BytesIO())


def test_the_command_says_in_a_sentence_what_it_lacks(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "manara", "export", "--format", "csv"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr and done.stderr.count("\n") == 1


def test_a_broken_export_leaves_no_file(tmp_path: Path) -> None:
    from manara.resolution.commands.export import _target

    target = tmp_path / "out.ftm.json"
    with pytest.raises(OSError), _target(target) as stream:
        stream.write(b"{}\n")
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
    with _target(target) as stream:
        stream.write(b"{}\n")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
