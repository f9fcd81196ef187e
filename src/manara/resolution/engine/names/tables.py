"""Reads names from plain files and writes what was found of them: a run that was killed goes on where it stopped."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from manara.foundation.engine.problems import Problem, register

register("names-no-column", "%(file)s has no column “%(column)s”: its first line must name the columns %(columns)s.")
register("names-not-text", "%(file)s is not text in UTF-8: line %(line)s can't be read.")
BATCH: Final = 5_000
Row = tuple[str, ...]
Progress = Callable[[int], None]


def lines_of(file: Path) -> Iterator[str]:
    """The lines of a text file, without their ends. Raises `Problem` for bytes that are no UTF-8."""
    with file.open("rb") as raw:
        for number, line in enumerate(raw, 1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                raise Problem("names-not-text", file=file.name, line=number) from None
            yield text.rstrip("\r\n")


def columns_of(file: Path, wanted: Sequence[str]) -> Iterator[Row]:
    """The cells of these columns of a CSV file, found by the names in its first line, in any order and place."""
    csv.field_size_limit(2**24)
    rows = csv.reader(f"{line}\n" for line in lines_of(file))
    header = [cell.strip().lower() for cell in next(rows, [])]
    for column in wanted:
        if column not in header:
            raise Problem("names-no-column", file=file.name, column=column, columns=", ".join(wanted))
    places = [header.index(column) for column in wanted]
    for row in rows:
        if row:
            yield tuple(row[place] if place < len(row) else "" for place in places)


def written(
    target: Path, header: Row, source: Iterable[Row], found: Callable[[Sequence[Row]], Iterable[Iterable[Row]]],
    progress: Progress,
) -> int:  # fmt: skip
    """Write what `found` says of each batch of `source`; returns how many rows of the source were done.

    Until the end the file is called `….part`, and beside it `….part.done` says up to where it is whole: the next run with
    the same target goes on from there, and nothing half written passes for a result.
    """
    part, mark = target.with_name(target.name + ".part"), target.with_name(target.name + ".part.done")
    done, size = _left(part, mark)
    rows = iter(source)
    for _passed in islice(rows, done):
        pass
    with part.open("r+" if part.exists() else "w", encoding="utf-8", newline="") as output:
        output.seek(size)
        output.truncate()
        writer = csv.writer(output, lineterminator="\n")
        if not size:
            writer.writerow(header)
        while batch := list(islice(rows, BATCH)):
            for told in found(batch):
                writer.writerows(told)
            done += len(batch)
            output.flush()
            os.fsync(output.fileno())
            mark.write_text(f"{done} {output.tell()}", "ascii")
            progress(done)
    part.replace(target)
    mark.unlink(missing_ok=True)
    return done


def _left(part: Path, mark: Path) -> tuple[int, int]:
    """How many rows a killed run had done, and how many bytes of its file are whole."""
    if not (part.exists() and mark.exists()):
        return 0, 0
    said = mark.read_text("ascii").split()
    if len(said) != 2 or part.stat().st_size < int(said[1]):
        return 0, 0
    return int(said[0]), int(said[1])
