"""Links the records of files into persons, step by step; a run that was killed goes on with the step it was in."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from duckdb import DuckDBPyConnection

import manara.resolution.engine.run_words  # noqa: F401  the sentences
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import told
from manara.resolution.engine.linkage import duck, explanations
from manara.resolution.engine.linkage.blocking import Blocks, shared
from manara.resolution.engine.linkage.bringing import Brought, brought_together
from manara.resolution.engine.linkage.clusters import clustered
from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.explaining import asked, explained
from manara.resolution.engine.linkage.judgements import judgements
from manara.resolution.engine.linkage.merging import merged
from manara.resolution.engine.linkage.model import VERSION, Model
from manara.resolution.engine.linkage.pairs import Pairs
from manara.resolution.engine.linkage.prepared import Prepared, opened
from manara.resolution.engine.linkage.reading_files import read_batches
from manara.resolution.engine.linkage.training import train
from manara.resolution.engine.names import costs
from manara.resolution.engine.names.results import not_onto

#: Pairs found by names and by numbers from which it is told what both miss: none missed of so many may be 3 in 200 of each.
ENOUGH: Final = 200
#: Of the folder of a run: what an earlier version left behind is not gone on with.
_LAYOUT: Final = 5
#: Of what is as probable as this, at most one in some thousand is not so; who wants fewer sets it higher.
THRESHOLD: Final = 0.99
Said = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be linked and how: `engine` is "duckdb", "spark" or "spark=URL"; `country` (ISO 3166) of phones without
    a country code; `judged`: a CSV file of judgements; `model`: one learned before, taken as it is; `explain`: a CSV file of
    pairs, whose explanations are written beside the output."""

    files: tuple[Path, ...]
    output: Path
    engine: str = "duckdb"
    threshold: float = THRESHOLD
    country: str | None = None
    judged: Path | None = None
    model: Path | None = None
    memory: str = "8GB"
    explain: Path | None = None

    def beside(self, kind: str) -> Path:
        """Where the explanations stand: `clusters.explained.csv` and `.html` beside `clusters.csv`."""
        return self.output.with_name(f"{self.output.stem}.explained.{kind}")


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of it: records, persons, the pairs above the threshold, blocks too large to compare, share missed at most, and
    how many pairs were explained."""

    records: int
    persons: int
    pairs: int
    too_common: int
    missed: float | None
    model: Model
    explained: int = 0


def link(wanted: Wanted, said: Said) -> Linked:
    """Link the records and write record,cluster,probability. Raises `Problem` for files that are no records."""
    not_onto(wanted.output, [*wanted.files, *filter(None, (wanted.judged, wanted.explain))])
    work = _folder(wanted)
    try:
        prepared, records = _prepared(wanted, work, said)
    except Problem:
        # Files that were refused have to be changed first, and are then another run.
        shutil.rmtree(work)
        raise
    comparer = Comparer(prepared)
    judged = judgements(wanted.judged, records) if wanted.judged else ()
    to_explain = asked(wanted.explain, records) if wanted.explain else ()
    said("finding what is to be compared")
    brought = brought_together(prepared, work, wanted.memory)
    with duck.connected(work, wanted.memory) as connection:
        connection.from_parquet(str(brought.table)).create_view("records")
        model = _model(wanted, work, lambda: train(brought.held, comparer, connection, judged, said))
        found = _pairs(wanted, work, model, connection, brought, comparer, said)
    said("making persons of pairs")
    persons, probability = clustered(len(records), found.left, found.right, found.bits, model, comparer, judged)
    missed = missed_at_most(found, brought.names, brought.numbers)
    done = 0
    if wanted.explain:
        said("explaining")
        steps = explained(to_explain, records, persons, model, comparer, judged)
        places = wanted.beside("csv"), wanted.beside("html")
        done = explanations.written(*places, steps, wanted.files, wanted.threshold, len(to_explain))
    _write(wanted.output, records, persons, probability)
    shutil.rmtree(work)
    return Linked(len(records), len(np.unique(persons)), len(found.left), brought.too_common, missed, model, done)


def missed_at_most(found: Pairs, names: Blocks, numbers: Blocks) -> float | None:
    """Share of one person's pairs that neither names nor numbers brought together, by capture and recapture.

    What numbers found tells how much names miss, and the other way round; both miss what they miss independently at best.
    None where too few pairs were found by both to tell.
    """
    by_name, by_number = (shared(blocks, found.left, found.right) for blocks in (names, numbers))
    both = int((by_name & by_number).sum())
    if both < ENOUGH:
        return None
    return float((1 - both / by_number.sum()) * (1 - both / by_name.sum()))


def _folder(wanted: Wanted) -> Path:
    """The folder of a run, beside its output; one that belongs to other files or options is begun anew."""
    work = wanted.output.with_name(wanted.output.name + ".part")
    marks = [(str(file.resolve()), file.stat().st_size, file.stat().st_mtime_ns) for file in wanted.files]
    learned = costs.digest()
    mark = hashlib.sha256(json.dumps([VERSION, _LAYOUT, learned, marks, wanted.country]).encode()).hexdigest()
    kept = work / "files"
    if work.exists() and not (kept.exists() and kept.read_text("ascii") == mark):
        shutil.rmtree(work)
    work.mkdir(parents=True, exist_ok=True)
    kept.write_text(mark, "ascii")
    return work


def _prepared(wanted: Wanted, work: Path, said: Said) -> tuple[Prepared, list[str]]:
    arrays, names = work / "arrays", work / "records.txt"
    if names.exists():
        return opened(arrays), names.read_bytes().decode("utf-8").split("\0")
    done_files = []
    done = 0
    for file, count in read_batches(wanted.files, work, wanted.country):
        done_files.append(file)
        done += count
        said(told(Problem("link-reading", n=done)))
    if not done:
        raise Problem("link-empty", files=", ".join(file.name for file in wanted.files))
    said("bringing the records together")
    prepared, records = merged(done_files, arrays)
    _once(records)
    part = work / "records.part"
    part.write_bytes("\0".join(records).encode("utf-8"))
    part.replace(names)
    for file in done_files:
        file.unlink()
    return prepared, records


def _once(records: list[str]) -> None:
    if len(set(records)) == len(records):
        return
    seen: set[str] = set()
    for record in records:
        if record in seen:
            raise Problem("link-twice", record=record[:80])
        seen.add(record)


def _model(wanted: Wanted, work: Path, learn: Callable[[], Model]) -> Model:
    if wanted.model:
        return Model.told(wanted.model.read_text("utf-8"))
    judged = hashlib.sha256(wanted.judged.read_bytes()).hexdigest()[:16] if wanted.judged else "none"
    file = work / f"model-{judged}.json"
    if not file.exists():
        part = file.with_suffix(".part")
        part.write_text(learn().kept(), "utf-8")
        part.replace(file)
    return Model.told(file.read_text("utf-8"))


def _pairs(
    wanted: Wanted, work: Path, model: Model, connection: DuckDBPyConnection, brought: Brought, comparer: Comparer, said: Said
) -> Pairs:  # fmt: skip
    """The pairs above the threshold, kept until the end; both engines find the same."""
    kept = work / f"pairs-{hashlib.sha256(f'{model.kept()} {wanted.threshold}'.encode()).hexdigest()[:16]}.npz"
    if kept.exists():
        return Pairs.opened(kept)
    said("comparing")
    engine, _, master = wanted.engine.partition("=")
    if engine == "spark":
        from manara.resolution.engine.linkage import spark

        found = spark.predicted(work / "arrays", brought.table, model, wanted.threshold, master or "local[*]")
    else:
        found = duck.predicted(connection, brought.held, comparer, model, wanted.threshold)
    found.keep(kept)
    return found


def _write(output: Path, records: list[str], persons: np.ndarray, probability: np.ndarray) -> None:  # type: ignore[type-arg]
    part = output.with_name(output.name + ".writing")
    with part.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("record", "cluster", "probability"))
        writer.writerows(
            (record, records[person], f"{sure:.6f}")
            for record, person, sure in zip(records, persons.tolist(), probability.tolist(), strict=True)
        )
        target.flush()
        os.fsync(target.fileno())
    part.replace(output)
