"""Writes explanations of pairs: a table of all steps, and a page with a waterfall of each that opens without a network."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from manara.resolution.engine.linkage.explaining import Explained
from manara.resolution.engine.linkage.records import Record, records_of
from manara.resolution.engine.linkage.waterfall_page import page

#: So many pairs are on the page; the table has all.
DRAWN: Final = 200
HEADER: Final = (
    "left", "right", "cluster", "judgement", "comparison", "level", "reason", "bits", "total_bits", "probability",
)  # fmt: skip


def written(
    table: Path, drawing: Path, pairs: Iterable[Explained], files: Sequence[Path], threshold: float, total: int
) -> int:
    """Write both, each whole or not at all; returns how many pairs. `threshold`: probability from which two are one."""
    pairs = iter(pairs)
    first = list(islice(pairs, DRAWN))
    done = 0
    part = table.with_name(table.name + ".writing")
    with part.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(HEADER)
        for each in chain(first, pairs):
            writer.writerows(_rows(each))
            done += 1
        target.flush()
        os.fsync(target.fileno())
    part.replace(table)
    told = known(files, {record for each in first for record in (each.left, each.right)})
    part = drawing.with_name(drawing.name + ".writing")
    part.write_text(page(first, told, threshold, total), "utf-8")
    part.replace(drawing)
    return done


def _rows(each: Explained) -> list[tuple[str, ...]]:
    pair = (each.left, each.right, "one" if each.together else "two", each.judged)
    return [
        (*pair, step.comparison, "" if step.level is None else str(step.level), step.reason, f"{step.bits:.3f}",
         f"{step.reached:.3f}", f"{step.probability:.6f}")
        for step in each.steps
    ]  # fmt: skip


def known(files: Sequence[Path], wanted: set[str]) -> Mapping[str, Record]:
    """What the files say of these records; read no further than the last of them."""
    found: dict[str, Record] = {}
    if wanted:
        for record in records_of(files):
            if record.record in wanted:
                found[record.record] = record
                if len(found) == len(wanted):
                    break
    return found
