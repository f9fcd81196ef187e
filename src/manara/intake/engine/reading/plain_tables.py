"""Reads tables and lists from plain files for the commands, however they were saved; of a bad row it says where it stands.

One reader for all of them: commas, semicolons or tabs, told from the first line; UTF-8, or UTF-16 with its mark; lines
that end as on any system. A row that can't be taken is handed out with its reason and its bytes, never dropped.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.reading.encodings import bom_of
from manara.intake.engine.reading.lines import Line, LineReader, decoded
from manara.intake.engine.reading.records import Record, Records

register("table-empty", "%(file)s is empty: its first line must name %(columns)s.")
register("table-no-column", "%(file)s has no column “%(column)s”: its first line names %(seen)s; needed are %(columns)s.")
register("table-not-text", "%(file)s is not text in UTF-8 or UTF-16 (line %(line)s): save it as “CSV UTF-8”.")
register("table-line-too-long", "%(file)s: line %(line)s is longer than a million bytes.")
register("table-quote-open", "%(file)s, line %(line)s: a quotation mark is opened there and not closed where it should be.")
register("table-row-unreadable", "%(file)s, line %(line)s can't be read as a row of cells.")
register("table-row-too-wide", "%(file)s, line %(line)s has more cells than the first line names.")
register("table-short-row", "Line %(line)s of %(file)s says nothing in the column “%(column)s”.")
Row = tuple[str, ...]
#: Which sign parts the cells; the first of equals.
DELIMITERS: Final = (",", ";", "\t", "|")
_MOST_SEEN: Final = 8
_FAULTS: Final = {
    "quote-unclosed": "table-quote-open",
    "record-unreadable": "table-row-unreadable",
    "row-too-wide": "table-row-too-wide",
}


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be taken: why, on which line it begins, its bytes as they stand in the file, and these as text."""

    problem: Problem
    line: int
    raw: bytes
    text: str


Aside = Callable[[BadRow], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows of a table begin, by bytes and by lines, and how they are written."""

    offset: int
    line: int
    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a text file: the cells of its first line, and the rows behind it, each with the line it begins on."""

    header: Row
    rows: Iterator[tuple[int, list[str]]]
    begins: Place


def refused(bad: BadRow) -> None:
    """Refuses the whole file for a bad row. Raises its `Problem`."""
    raise bad.problem


def lines_of(file: Path) -> Iterator[str]:
    """The lines of a text file, without their ends. Raises `Problem` for one that can't be read."""
    for line in _lines(file, _encoding(file)):
        yield line.text.rstrip("\r\n")


def table_of(
    file: Path, known: Callable[[Sequence[str]], int], aside: Aside = refused, *, no_wider: bool = False
) -> Table:
    """The table in a file. `known`: how many of a first line's cells are columns that are looked for, by which the sign
    that parts the cells is found. Rows that can't be taken go to `aside`, with `no_wider` those with more cells than the
    first line too. Raises `Problem` for bytes that are no text.
    """
    encoding = _encoding(file)
    lines = _lines(file, encoding)
    first, at = next(lines, Line(b"", "")), 1
    offset = _mark(file)
    while first.raw and not first.text.strip():
        offset += len(first.raw)
        first, at = next(lines, Line(b"", "")), at + 1
    delimiter = max(DELIMITERS, key=lambda sign: (known(_cells(first.text, sign)), first.text.count(sign)))
    named = first.text.rstrip("\r\n").strip('"')
    if named.lower().startswith("sep=") and len(named) == len("sep=,"):
        # What Excel writes above the first line for itself.
        offset += len(first.raw)
        delimiter, first, at = named[-1], next(lines, Line(b"", "")), at + 1
    records = iter(Records(chain([first], lines), delimiter))
    head = next(records, Record([], b""))
    if head.fault:
        raise _problem(head.fault, file, at)
    # Columns without a name behind the last that has one are no columns.
    header = [cell.strip() for cell in head.cells]
    while header and not header[-1]:
        header.pop()
    begins = Place(offset + len(head.raw), at + _lines_in(head.raw, encoding), encoding, delimiter)
    widest = len(header) if no_wider else None
    return Table(tuple(header), _rows(file, begins, records, aside, widest), begins)


def rows_from(file: Path, place: Place) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table from a place where one begins, each with its line. Raises `Problem` for one that can't be taken."""
    lines = _lines(file, place.encoding, place.offset, place.line)
    return _rows(file, place, iter(Records(lines, place.delimiter)), refused, None)


def rows_within(raw: bytes, place: Place) -> list[tuple[int, list[str]]] | None:
    """The rows of some whole lines that stand at a place; None where they can't be taken or don't end with these lines."""
    found, at = [], place.line
    for record in Records(decoded(raw, place.encoding), place.delimiter):
        many = _lines_in(record.raw, place.encoding)
        if record.fault or (many > 1 and _astray(record.raw, place.encoding, place.delimiter)):
            return None
        if record.cells:
            found.append((at, record.cells))
        at += many
    return found


def columns_of(file: Path, wanted: Sequence[str], aside: Aside = refused) -> Iterator[Row]:
    """The cells of these columns of a CSV file, found by the names in its first line, in any order and place."""
    table = table_with(file, wanted, aside)
    places = places_of(table.header, wanted)
    for _line, row in table.rows:
        yield tuple(row[place] if place < len(row) else "" for place in places)


def table_with(file: Path, wanted: Sequence[str], aside: Aside = refused, *, no_wider: bool = False) -> Table:
    """The table in a file that has these columns. Raises `Problem` where one is missing."""
    table = table_of(file, lambda cells: sum(cell in wanted for cell in _names(cells)), aside, no_wider=no_wider)
    names, columns = _names(table.header), ", ".join(wanted)
    if not any(names):
        raise Problem("table-empty", file=file.name, columns=columns)
    for column in wanted:
        if column not in names:
            seen = ", ".join(f"“{name}”" for name in names[:_MOST_SEEN])
            raise Problem("table-no-column", file=file.name, column=column, seen=seen, columns=columns)
    return table


def places_of(header: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where these columns stand."""
    names = _names(header)
    return [names.index(column) for column in wanted]


def cell_of(row: Sequence[str], place: int | None) -> str:
    """What stands at a place, trimmed; nothing where the row ends before or there is no such column."""
    return row[place].strip() if place is not None and place < len(row) else ""


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _cells(text: str, delimiter: str) -> list[str]:
    return next(csv.reader([text], delimiter=delimiter), [])


def _rows(
    file: Path, begins: Place, records: Iterator[Record], aside: Aside, widest: int | None
) -> Iterator[tuple[int, list[str]]]:
    at, encoding, delimiter = begins.line, begins.encoding, begins.delimiter
    for record in records:
        many = _lines_in(record.raw, encoding)
        fault = record.fault or ("quote-unclosed" if many > 1 and _astray(record.raw, encoding, delimiter) else "")
        if not fault and widest is not None and any(record.cells[widest:]):
            fault = "row-too-wide"
        if fault:
            aside(BadRow(_problem(fault, file, at), at, record.raw, record.raw.decode(encoding, "replace")))
        elif record.cells:
            yield at, record.cells
        at += many


def _astray(raw: bytes, encoding: str, delimiter: str) -> bool:
    """Whether a cell over several lines is none: the quotation mark that closes it stands in the middle of another cell."""
    try:
        return len(list(csv.reader(raw.decode(encoding).splitlines(keepends=True), delimiter=delimiter, strict=True))) != 1
    except csv.Error:
        return True


def _problem(fault: str, file: Path, line: int) -> Problem:
    return Problem(_FAULTS[fault], file=file.name, line=line)


def _lines_in(raw: bytes, encoding: str) -> int:
    """How many lines these bytes are."""
    if raw.find(b"\n", 0, -1) < 0 and raw.find(b"\r", 0, -2) < 0:
        return 1
    text = raw.decode(encoding, "replace")
    return max(1, len(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")))


def _encoding(file: Path) -> str:
    with file.open("rb") as raw:
        head = raw.read(4)
    known = bom_of(head)[0].removesuffix("-sig")
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or (not known and b"\0" in head):
        raise Problem("table-not-text", file=file.name, line=1)
    return known or "utf-8"


def _mark(file: Path) -> int:
    """How many bytes of a mark of its encoding a file begins with."""
    with file.open("rb") as raw:
        return bom_of(raw.read(4))[1]


def _lines(file: Path, encoding: str, skip: int | None = None, first: int = 1) -> Iterator[Line]:
    for number, line in enumerate(LineReader(file, encoding, _mark(file) if skip is None else skip), first):
        if line.fault:
            code = "table-line-too-long" if line.fault == "line-too-long" else "table-not-text"
            raise Problem(code, file=file.name, line=number)
        yield line
