"""Writes what was found of each row so that a killed run goes on where it stopped, and only where it is the same run."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.reading.plain_tables import BadRow, Row

register("names-onto-itself", "%(file)s is read, so it can't be written: name another file with -o.")
BATCH: Final = 5_000
#: So often (seconds) what is done is put on the disk and told.
EVERY: Final = 1.0
_LAYOUT: Final = 1
_BLOCK: Final = 1 << 16
Progress = Callable[[int], None]


def sameness(inputs: Sequence[Path], **said: Any) -> str:
    """A mark of a run: what it was asked (`said`, plain values); of each file it reads the size, time, beginning and end."""
    files = [(file.stat().st_size, file.stat().st_mtime_ns, _ends(file)) for file in inputs]
    return hashlib.sha256(json.dumps([_LAYOUT, files, said], sort_keys=True).encode()).hexdigest()


def not_onto(target: Path, inputs: Iterable[Path]) -> None:
    """Raises `Problem` where the file to write is one of those that are read."""
    for file in inputs:
        if target.exists() and file.exists() and target.samefile(file):
            raise Problem("names-onto-itself", file=file.name)


def written(
    target: Path, header: Row, source: Iterable[Row], found: Callable[[Sequence[Row]], Iterable[Iterable[Row]]],
    progress: Progress, same: str = "", batch: int = BATCH,
) -> int:  # fmt: skip
    """Write what `found` says of each batch of `source`; returns how many rows of the source were done.

    Until the end the file is called `….part`, and beside it `….part.done` says up to where it is whole and which run it is
    (`same`): the next run of the same mark goes on from there, another begins anew, and nothing half written passes for a
    result. A refusal of the source leaves neither. `batch`: how many rows at first; then as many as take about a second.
    """
    part, mark = target.with_name(target.name + ".part"), target.with_name(target.name + ".part.done")
    try:
        return _written(target, part, mark, header, source, found, progress, same, batch)
    except Problem:
        # What was refused has to be changed first, and is then another run.
        part.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
        raise


def _written(
    target: Path, part: Path, mark: Path, header: Row, source: Iterable[Row],
    found: Callable[[Sequence[Row]], Iterable[Iterable[Row]]], progress: Progress, same: str, size: int,
) -> int:  # fmt: skip
    done, whole = _left(part, mark, same)
    rows = iter(source)
    for _passed in islice(rows, done):
        pass
    batch = list(islice(rows, size))
    with part.open("r+" if whole else "w", encoding="utf-8", newline="") as output:
        output.seek(whole)
        output.truncate()
        writer = csv.writer(output, lineterminator="\n")
        if not whole:
            writer.writerow(header)
        while batch:
            began = time.monotonic()
            for told in found(batch):
                writer.writerows(told)
            done += len(batch)
            output.flush()
            os.fsync(output.fileno())
            _mark(mark, done, output.tell(), same)
            progress(done)
            took = max(time.monotonic() - began, 1e-6)
            size = max(1, min(BATCH, 4 * size, round(len(batch) * EVERY / took)))
            batch = list(islice(rows, size))
    part.replace(target)
    mark.unlink(missing_ok=True)
    return done


def _mark(mark: Path, done: int, whole: int, same: str) -> None:
    # A kill between two writes must not leave half a mark.
    draft = mark.with_name(mark.name + ".new")
    draft.write_text(json.dumps({"rows": done, "bytes": whole, "run": same}), "ascii")
    draft.replace(mark)


def _left(part: Path, mark: Path, same: str) -> tuple[int, int]:
    """How many rows a killed run had done, and how many bytes of its file are whole; none of another run."""
    if not (part.exists() and mark.exists()):
        return 0, 0
    try:
        said = json.loads(mark.read_text("ascii"))
        done, whole = int(said["rows"]), int(said["bytes"])
    except (ValueError, KeyError, TypeError):
        return 0, 0
    if said.get("run") != same or part.stat().st_size < whole:
        return 0, 0
    return done, whole


def _ends(file: Path) -> str:
    """The hash of the first and the last block of a file."""
    with file.open("rb") as source:
        told = hashlib.sha256(source.read(_BLOCK))
        source.seek(max(0, file.stat().st_size - _BLOCK))
        told.update(source.read(_BLOCK))
    return told.hexdigest()


class SetAside:
    """The rows of a file that could not be taken, kept beside the result: line, reason, and the row as it stands.

    `text` can be read, `base64` gives the very bytes. Without such a row there is no file.
    """

    HEADER: Final = ("file", "line", "reason", "text", "base64")

    def __init__(self, target: Path, source: Path) -> None:
        self.file = target.with_name(f"{target.stem}.set-aside.csv")
        self._part = self.file.with_name(self.file.name + ".part")
        self._source = source
        self.count = 0

    def __call__(self, bad: BadRow) -> None:
        """Keep one."""
        with self._part.open("a" if self.count else "w", encoding="utf-8", newline="") as output:
            writer = csv.writer(output, lineterminator="\n")
            if not self.count:
                writer.writerow(self.HEADER)
            writer.writerow((
                self._source.name, bad.line, bad.problem.sentence, bad.text.rstrip("\r\n"),
                base64.b64encode(bad.raw).decode("ascii"),
            ))  # fmt: skip
        self.count += 1

    @contextmanager
    def kept(self) -> Iterator[SetAside]:
        """While rows are set aside; at a good end they have their file, and at a refusal there is none."""
        try:
            yield self
        except Problem:
            self._part.unlink(missing_ok=True)
            raise
        self.file.unlink(missing_ok=True)
        if self.count:
            self._part.replace(self.file)
        else:
            self._part.unlink(missing_ok=True)
