"""The product's own reading of every file: what must end in quarantine does, for the reason planned, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demo.region.output import Region
from manara.intake.command import dry_run
from manara.intake.engine.admission import Admission
from manara.intake.engine.drafts import Quarantined
from manara.intake.engine.mapping import Mapping, suggest
from manara.intake.engine.reading import open_source
from manara.intake.engine.reading.rows import Choice

TABLES = (
    "درك_سجل_المعلومات_2024-2026.xlsx", "نقاط_التفتيش.csv", "releves_appels_requisition.csv", "police_liste_1445-1448.csv",
    "brigade_fichier_renseignement.xlsx", "cahier_transferts_saisi.csv", "unidad_fronteras_listado.csv",
    "unidad_fronteras_llegadas.csv", "garde_cotes_journal.ods", "association_signalements_codes.csv",
)  # fmt: skip
# Columns that say nothing a report can state: row numbers, hours, durations, head counts, what only the protection side asks.
UNMAPPED = {
    "N°",
    "Nº",
    "Heure",
    "Durée (s)",
    "Nº a bordo",
    "Effectif à bord",
    "Tranche d'âge",
    "Besoins",
    "Orientation proposée",
    "Accord donné",
}


def _mapping(
    entry: dict[str, Any], manifest: dict[str, Any], header: tuple[str, ...], sample: tuple[tuple[str, ...], ...]
) -> Mapping:
    suggested = suggest(header, sample)
    columns = tuple(replace(column, **entry["columns"].get(column.header, {})) for column in suggested.columns)
    return replace(
        suggested,
        columns=columns,
        country=entry["country"],
        relation=entry.get("relation", ""),
        reserved_prefixes=tuple(manifest["reserved_prefixes"]),
    )


@pytest.mark.parametrize("name", TABLES)
def test_quarantine_equals_the_plan(name: str, folder: Path, manifest: dict[str, Any]) -> None:
    entry = next(entry for entry in manifest["files"] if entry["file"] == name)
    choice = Choice(encoding=entry.get("encoding", ""), fill_merged=entry.get("fill_merged", False))
    source = open_source(folder / "files" / name, choice)
    mapping = _mapping(entry, manifest, source.header, source.sample())
    assert {column.header for column in mapping.columns if column.target is None} <= UNMAPPED
    assert source.header_row == entry.get("header_row", 1)
    admission = Admission(mapping)
    told = [admission.admit(row) for row in source.rows()]
    assert len(told) == entry["rows"]
    found = {draft.row: draft.problem.code for draft in told if isinstance(draft, Quarantined)}
    assert found == {planned["row"]: planned["reason"] for planned in entry["quarantined"]}


def test_no_table_is_left_out(made: Region) -> None:
    assert set(TABLES) == set(made.sheets)


def test_packages_and_context_are_read_by_the_built_in_mappings(folder: Path, manifest: dict[str, Any]) -> None:
    entries = [entry for entry in manifest["files"] if entry["mapping"] != "auto"]
    assert {entry["mapping"] for entry in entries} == {"ftm", "un-xml", "gpx", "kml", "iom-incidents"}
    for entry in entries:
        told = dry_run(folder / "files" / entry["file"], entry["mapping"])
        assert told["rows"] == entry["rows"] > 0, entry["file"]
        planned = {each["row"]: each["reason"] for each in entry["quarantined"]}
        assert {each["row"]: each["code"] for each in told["quarantined"]} == planned, entry["file"]


def test_every_question_the_importer_asks_has_its_answer(folder: Path, manifest: dict[str, Any]) -> None:
    asked = 0
    for entry in manifest["files"]:
        if entry["mapping"] != "auto":
            continue
        choice = Choice(encoding=entry.get("encoding", ""), fill_merged=entry.get("fill_merged", False))
        for question in dry_run(folder / "files" / entry["file"], choice=choice)["questions"]:
            asked += 1
            field = {"date-order": "order", "calendar": "calendar", "phone-country": ""}[question["kind"]]
            assert entry["columns"][question["header"]][field] if field else entry["country"], question
    assert asked >= 5


def test_names_reach_the_reader_as_they_were_meant(
    folder: Path, manifest: dict[str, Any], truth: dict[str, Any]
) -> None:
    """Hidden controls are taken out, merged places repeated, the right person stands in the right row."""
    name = "درك_سجل_المعلومات_2024-2026.xlsx"
    entry = next(entry for entry in manifest["files"] if entry["file"] == name)
    source = open_source(folder / "files" / name, Choice())
    admission = Admission(_mapping(entry, manifest, source.header, source.sample()))
    drafts = {draft.row: draft for draft in map(admission.admit, source.rows()) if not isinstance(draft, Quarantined)}
    at = truth["files"].index(name)
    agreed: Counter[bool] = Counter()
    for person in truth["persons"].values():
        copy = next((copy for copy in person.get("copies", []) if copy["agency"] == "gend-mr"), None)
        for file, row, *slots in person.get("rows", []):
            if file == at and row in drafts and not slots and copy:
                entity = next(e for e in drafts[row].entities if e.slot == "person")
                stated = [s.value for s in entity.statements if s.prop == "name"]
                assert not any(
                    mark in value for value in stated for mark in "\u202a\u202b\u202c\u202d\u202e\u200e\u200f"
                )
                agreed[stated == [copy["name"]]] += 1
    assert agreed[True] > 0.7 * agreed.total() > 700
