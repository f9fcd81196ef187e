"""Brings the records of a run together once, and keeps which blocks came of it in the run's folder, mapped rather than held."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from manara.resolution.engine.linkage import duck
from manara.resolution.engine.linkage.blocking import Blocks, together
from manara.resolution.engine.linkage.candidates import Shelves, shelves
from manara.resolution.engine.linkage.prepared import Prepared, families, first_keys, mapped

_SHELVES: Final = tuple(Shelves.__dataclass_fields__)


@dataclass(frozen=True)
class Brought:
    """The blocks by names and those by numbers, both by key, and the table of records with their keys for the engines."""

    names: Blocks
    numbers: Blocks
    held: Shelves
    table: Path
    too_common: int


def brought_together(prepared: Prepared, work: Path, memory: str) -> Brought:
    """What is to be compared, from the folder of the run where it was found before. `memory`: what DuckDB may take."""
    folder = work / "blocks"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        _bring(prepared, part, memory)
        part.replace(folder)
    names, numbers = (
        Blocks(mapped(folder / f"{family}.rows.npy"), mapped(folder / f"{family}.keys.npy"), 0)
        for family in ("names", "numbers")
    )
    held = Shelves(*(mapped(folder / f"shelves.{field}.npy") for field in _SHELVES))
    return Brought(names, numbers, held, folder / "records.parquet", int(mapped(folder / "common.npy")[0]))


def _bring(prepared: Prepared, folder: Path, memory: str) -> None:
    found = dict(zip(("names", "numbers"), families(prepared), strict=True))
    for family, blocks in found.items():
        np.save(folder / f"{family}.rows.npy", blocks.rows)
        np.save(folder / f"{family}.keys.npy", blocks.keys)
    firsts = first_keys(found["names"], len(prepared)), first_keys(found["numbers"], len(prepared))
    both = together(list(found.values()))
    found.clear()
    np.save(folder / "common.npy", np.array([both.too_common]))
    with duck.connected(folder.parent, memory) as connection:
        duck.records_table(connection, both, firsts, folder / "records.parquet")
    held = shelves(both, len(prepared))
    for field in _SHELVES:
        np.save(folder / f"shelves.{field}.npy", getattr(held, field))
