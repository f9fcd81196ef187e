"""`manara import FILE --dry-run` answers in one JSON object without Django, and refuses in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from manara.foundation.engine.problems import Problem
from manara.intake.command import dry_run

SRC = Path(__file__).resolve().parents[2] / "src"
PROGRAM = """
import argparse, sys
from manara.intake.command import add_arguments, run
parser = argparse.ArgumentParser()
add_arguments(parser)
code = run(parser.parse_args(sys.argv[1:]))
assert "django" not in sys.modules, "Django was imported"
sys.exit(code)
"""
CSV = (
    "الاسم الكامل;الهاتف;تاريخ الميلاد\nمحمد ولد أحمد;36301010;12/03/1984\n"
    "فاطمة;3630O010;13/03/1984\nسيدي;22334455;31/02/1984\n"
)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={"PYTHONPATH": str(SRC), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_one_json_object_without_a_node(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(CSV.encode("cp1256"))
    done = command(str(path), "--dry-run", "--country", "mr")
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert (said["format"], said["encoding"], said["separator"]) == ("csv", "cp1256", ";")
    assert (said["rows"], said["admitted"], said["quarantined_count"]) == (3, 1, 2)
    assert [(entry["row"], entry["code"], entry["value"]) for entry in said["quarantined"]] == [
        (3, "phone-letters", "3630O010"),
        (4, "date-impossible", "31/02/1984"),
    ]
    assert said["statements"] == {"Person": 3, "Phone": 1, "PhoneUse": 2}
    assert [column["target"] for column in said["mapping"]["columns"]] == [
        "person.name",
        "person.phone",
        "person.birthDate",
    ]


def test_questions_are_asked(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom,Tél,Né le\nBa,36301010,03/04/1984\n", encoding="utf-8")
    said = dry_run(path)
    assert [question["kind"] for question in said["questions"]] == ["phone-country", "date-order"]
    answered = dry_run(path, country="MR", order="dmy")
    assert (answered["questions"], answered["admitted"]) == ([], 1)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"<svg/>", b"[1]"])
def test_a_refused_file_is_one_sentence_on_stderr(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    done = command(str(path), "--dry-run")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1 and done.stderr.rstrip().endswith(".") and "Traceback" not in done.stderr


def test_a_missing_file_an_unknown_mapping_and_a_wrong_country(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom,Tél\nBa,36301010\n", encoding="utf-8")
    for arguments, sentence in (
        ((str(tmp_path / "none.csv"),), "There is no file none.csv."),
        (
            (str(path), "--mapping", "mine"),
            "There is no mapping called mine; there is un-xml, gpx, kml, ftm, iom-incidents.",
        ),
        ((str(path), "--mapping", "mine.json"), "There is no mapping file mine.json."),
        (
            (str(path), "--country", "Mauritania"),
            "The mapping can't be read: 'MAURITANIA' is no two-letter country code.",
        ),
        ((str(path), "--encoding", "klingon"), "There is no text encoding called klingon."),
    ):
        done = command(*arguments, "--dry-run")
        assert (done.returncode, done.stderr.strip()) == (1, sentence)


def test_a_mapping_file_is_taken(tmp_path: Path) -> None:
    path, mapping = tmp_path / "list.csv", tmp_path / "m.json"
    path.write_text("x1,x2\nBa,36301010\nSy,22334455\n", encoding="utf-8")
    mapping.write_text(
        json.dumps(
            {
                "country": "MR",
                "columns": [
                    {"header": "X2", "target": "person.phone"},
                    {"index": 1, "header": "x1", "target": "person.name"},
                ],
            }
        )
    )
    said = dry_run(path, str(mapping))
    assert (said["admitted"], said["statements"]) == (2, {"Person": 4, "Phone": 2, "PhoneUse": 4})


def test_a_built_in_mapping_is_taken(data: Path) -> None:
    said = dry_run(data / "un_list_invented.xml", "un-xml")
    assert (said["rows"], said["admitted"], said["statements"]["Sanction"]) == (3, 3, 9)


def test_nothing_that_is_mapped_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("foo,bar\n1,2\n", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        dry_run(path)
    assert refused.value.code == "mapping-empty"


@pytest.fixture
def data() -> Path:
    return Path(__file__).resolve().parents[1] / "data" / "intake"
