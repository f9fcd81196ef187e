"""Everything written: the files of the agencies, the manifest for whoever loads them, and the truth for whoever checks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.region import manifest, shipped, truth
from demo.region.files import (
    aid_reports,
    brigade_register,
    calls,
    checkpoints,
    coast_log,
    gendarmerie_register,
    liaison_package,
    listed_persons,
    partner_arrivals,
    partner_list,
    payments,
    police_register,
    tracks,
)
from demo.region.knowledge import Knowledge
from demo.region.world import World, build
from demo.region.writing.delimited import separated
from demo.region.writing.ods import document
from demo.region.writing.sheet import Sheet
from demo.region.writing.xlsx import workbook


@dataclass(slots=True)
class Region:
    """The world, who knows what of it, the sheets and the bytes of every file."""

    world: World
    knowledge: Knowledge
    sheets: dict[str, Sheet]
    files: dict[str, bytes]
    beside: dict[str, Any]  # what the truth needs of files that are no sheets


def region(seed: int) -> Region:
    """Build the region and all its files in memory."""
    world = build(seed)
    knowledge = Knowledge(world)
    aid, meant = aid_reports.sheet(knowledge)
    sheets = {
        module.NAME: module.sheet(knowledge)
        for module in (
            gendarmerie_register,
            checkpoints,
            calls,
            police_register,
            brigade_register,
            payments,
            partner_list,
            partner_arrivals,
            coast_log,
        )
    }
    sheets[aid_reports.NAME] = aid
    files = {
        gendarmerie_register.NAME: workbook(sheets[gendarmerie_register.NAME]),
        checkpoints.NAME: separated(sheets[checkpoints.NAME], "utf-8-sig", ","),
        calls.NAME: separated(sheets[calls.NAME], "utf-8", ";", "\n"),
        police_register.NAME: separated(sheets[police_register.NAME], "cp1256", ";"),
        brigade_register.NAME: workbook(sheets[brigade_register.NAME]),
        payments.NAME: separated(sheets[payments.NAME], "cp1252", ";"),
        partner_list.NAME: separated(sheets[partner_list.NAME], "latin-1", ";"),
        partner_arrivals.NAME: separated(sheets[partner_arrivals.NAME], "latin-1", ";"),
        coast_log.NAME: document(sheets[coast_log.NAME]),
        aid_reports.NAME: separated(aid, "utf-8", ";"),
    }
    files[liaison_package.NAME], entities, links = liaison_package.package(knowledge)
    files[listed_persons.NAME], references = listed_persons.listing(world)
    files[tracks.GPX_NAME], tracked = tracks.gpx(world)
    files[tracks.KML_NAME] = tracks.kml()
    files[shipped.INCIDENTS.name] = shipped.INCIDENTS.read_bytes()
    return Region(
        world,
        knowledge,
        sheets,
        files,
        {"codes": meant, "entities": entities, "links": links, "listed": references, "tracked": tracked},
    )


def write(seed: int, folder: Path) -> dict[str, Any]:
    """Write all files, `manifest.json` and `truth.json` into `folder`; return the figures of the region."""
    made = region(seed)
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for name, content in made.files.items():
        (folder / "files" / name).write_bytes(content)
    told = truth.truth(made)
    for name, data in (("manifest.json", manifest.manifest(made)), ("truth.json", told)):
        compact = name == "truth.json"
        text = json.dumps(
            data,
            ensure_ascii=False,
            sort_keys=True,
            indent=None if compact else 1,
            separators=(",", ":") if compact else None,
        )
        (folder / name).write_text(text + "\n", encoding="utf-8", newline="\n")
    return dict(told["figures"])
