"""The files are what the manifest says, come out the same bytes every time, and the truth stays out of the product."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from demo.region.output import Region, region

ROOT = Path(__file__).resolve().parents[2]


def _digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_command_writes_the_same_bytes_under_another_hash_seed_and_zone(folder: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "demo.region", "--seed", "8", "--out", str(tmp_path)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        env={"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PATH": "/usr/bin"},
    )
    assert time.monotonic() - started < 15
    assert _digest(tmp_path) == _digest(folder)


def test_another_seed_gives_another_region(made: Region) -> None:
    other = region(9)
    same = [name for name, content in made.files.items() if content == other.files[name]]
    assert set(same) == {"couloirs_et_points.kml", "iom_missing_migrants_2014_2024.csv"}


def test_all_files_together_are_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 6_000_000


def test_the_manifest_names_every_file_and_every_user_and_circle_it_uses(
    folder: Path, manifest: dict[str, Any]
) -> None:
    assert {entry["file"] for entry in manifest["files"]} == {path.name for path in (folder / "files").iterdir()}
    users = {user["code"]: user for user in manifest["users"]}
    agencies = {agency["code"] for agency in manifest["agencies"]}
    circles = {circle["code"] for circle in manifest["circles"]}
    for entry in manifest["files"]:
        assert entry["agency"] in agencies and entry["circle"] in circles
        assert entry["circle"] in users[entry["user"]]["circles"], entry["file"]
    for user in users.values():
        assert user["agency"] in agencies and set(user["circles"]) <= circles
    assert {
        "first-responder",
        "investigator",
        "analyst",
        "prosecutor",
        "liaison",
        "coordinator",
        "statistician",
        "trainer",
        "auditor",
        "administrator",
    } <= {user["role"] for user in users.values()}
    for named in (*manifest["agencies"], *manifest["circles"]):
        assert all(named["names"][lang] for lang in ("ar", "fr", "es", "en"))
    assert not [user for user in users.values() if user["role"] in ("auditor", "administrator") and user["circles"]]


def test_the_protection_side_is_kept_apart(manifest: dict[str, Any]) -> None:
    apart = [entry for entry in manifest["files"] if entry["node"] == "protection"]
    others = [entry for entry in manifest["files"] if entry["node"] != "protection"]
    assert [entry["file"] for entry in apart] == ["association_signalements_codes.csv"]
    assert not {entry["user"] for entry in apart} & {entry["user"] for entry in others}
    keepers = [user for user in manifest["users"] if "aid-mr" in user["circles"]]
    assert [user["role"] for user in keepers] == ["case worker"], (
        "an account of an enforcement node can read the aid reports"
    )


def test_workbooks_open_elsewhere(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "files" / "brigade_fichier_renseignement.xlsx")
    sheet = book.active
    assert sheet is not None and sheet.max_row > 1300
    assert "A1:U1" in [str(area) for area in sheet.merged_cells.ranges] and sheet["B4"].value == "Date des faits"


def test_every_row_of_the_truth_points_at_a_row_that_names_somebody(made: Region, truth: dict[str, Any]) -> None:
    files = truth["files"]
    count = 0
    for code, person in truth["persons"].items():
        for at, row, *slots in person.get("rows", []):
            slot = slots[0] if slots else "person"
            if slot == "entity":
                assert str(row).encode() in made.files[files[at]]
                continue
            line = made.sheets[files[at]].lines[row - 1]
            assert line.role == "row" and line.people[slot] == code
            count += 1
    assert count > 6000


def test_mishaps_are_of_many_kinds_and_some_must_be_admitted(truth: dict[str, Any]) -> None:
    outcomes: dict[str, set[str]] = {}
    for mishap in truth["mishaps"]:
        outcomes.setdefault(mishap["outcome"], set()).add(mishap["kind"])
    assert len(outcomes["quarantined"]) >= 13 and len(outcomes["admitted"]) >= 5
    assert outcomes["skipped"] == {"blank", "repeated header"}


def test_the_product_never_mentions_the_truth_or_the_region() -> None:
    for path in (ROOT / "src" / "manara").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "truth.json" not in text and "demo.region" not in text, path


def test_the_invented_list_says_that_it_is_invented(made: Region) -> None:
    text = made.files["liste_inventee_format_onu.xml"].decode("utf-8")
    assert (
        text.count("<INDIVIDUAL>")
        == 20
        == text.count("Invented person of a demonstration")
        == text.count("AL-MITHALI</THIRD_NAME>")
    )


def test_the_package_is_whole(made: Region) -> None:
    entities = [json.loads(line) for line in made.files["cellule_liaison_paquet.ftm.json"].decode("utf-8").splitlines()]
    known = {entity["id"] for entity in entities}
    assert len(known) == len(entities) and 70 <= len(entities) <= 180
    for entity in entities:
        for name in ("subject", "object", "payer", "beneficiary", "person", "relative", "owner"):
            assert set(entity["properties"].get(name, [])) <= known
    assert {"Person", "UnknownLink", "Vessel", "Organization"} <= {entity["schema"] for entity in entities}


@pytest.mark.parametrize("name", ["given.csv", "family.csv", "links.csv"])
def test_the_name_model_is_complete(name: str) -> None:
    import csv

    with (ROOT / "demo" / "data" / "names" / name).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert all(row[lang] for lang in ("ar", "fr", "es", "en")), row["key"]
        assert all("\u0600" <= letter <= "\u06ff" or letter in " |" for letter in row["ar"]), row["key"]
