"""Reads tables from plain files as people have them: any of the usual separators, UTF-8 or UTF-16, columns in any order."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from manara.foundation.engine.problems import Problem, register

register("table-empty", "%(file)s is empty: its first line must name %(columns)s.")
register("table-no-column", "%(file)s has no column “%(column)s”: its first line names %(seen)s; needed are %(columns)s.")
register("table-not-text", "%(file)s is not text in UTF-8 or UTF-16: save it as “CSV UTF-8”.")
register("table-broken", "Line %(line)s of %(file)s can't be read: a quotation mark may not be closed.")
register("table-short-row", "Line %(line)s of %(file)s says nothing in the column “%(column)s”.")

SEPARATORS: Final = (",", ";", "\t", "|")
#: Longer cells than this are a broken file.
_CELL: Final = 2**20
_MOST_SEEN: Final = 8

Row = tuple[int, dict[str, int], list[str]]


def rows_of(file: Path, wanted: Sequence[str]) -> Iterator[Row]:
    """Each row that is not empty: its line's number, at which place which column stands, and its cells.

    The first line names the columns in any order and case, separated by comma, semicolon, tab or bar, as it does itself; a line
    `sep=;` before it, as spreadsheets write it, says so. Raises `Problem` for an empty file, one without a column that is
    `wanted`, and one that is no text.
    """
    csv.field_size_limit(_CELL)
    with file.open("rb") as raw, io.TextIOWrapper(raw, encoding=_encoding(raw, file), newline="") as text:
        line = 1
        try:
            first, separator, before = _header(text)
            if not first.strip():
                raise Problem("table-empty", file=file.name, columns=", ".join(wanted))
            separator, columns = _columns(first, separator, wanted, file)
            rows = csv.reader(chain([first], text), delimiter=separator)
            next(rows)
            for row in rows:
                line = rows.line_num + before
                if row:
                    yield line, columns, row
        except UnicodeDecodeError as problem:
            raise Problem("table-not-text", file=file.name) from problem
        except csv.Error as problem:
            raise Problem("table-broken", file=file.name, line=line + 1) from problem


def cell_of(row: list[str], place: int | None) -> str:
    """What stands at a place, trimmed; nothing where the row ends before or there is no such column."""
    return row[place].strip() if place is not None and place < len(row) else ""


def _encoding(raw: io.BufferedReader, file: Path) -> str:
    head = raw.peek(4)[:4]
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Problem("table-not-text", file=file.name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        raise Problem("table-not-text", file=file.name)
    return "utf-8-sig"


def _header(text: io.TextIOWrapper) -> tuple[str, str | None, int]:
    """The line that names the columns, the separator if a line before says it, and how many lines were before."""
    first, before = text.readline(), 0
    separator = None
    while first and (not first.strip() or first.lower().startswith("sep=")):
        if first.lower().startswith("sep="):
            separator = first[4:].rstrip("\r\n")[:1] or None
        first, before = text.readline(), before + 1
    return first, separator, before


def _columns(first: str, separator: str | None, wanted: Sequence[str], file: Path) -> tuple[str, dict[str, int]]:
    """The separator under which most of what is wanted is found, and where each column stands."""
    best: tuple[str, dict[str, int]] | None = None
    for each in (separator,) if separator else SEPARATORS:
        cells = next(csv.reader([first], delimiter=each), [])
        found = {name: place for place, name in reversed([*enumerate(cell.strip().lower() for cell in cells)])}
        if all(column in found for column in wanted):
            return each, found
        if best is None or (_many(found, wanted), len(found)) > (_many(best[1], wanted), len(best[1])):
            best = each, found
    assert best is not None
    missing = next(column for column in wanted if column not in best[1])
    seen = ", ".join(f"“{name}”" for name in [*best[1]][::-1][:_MOST_SEEN])
    raise Problem("table-no-column", file=file.name, column=missing, seen=seen, columns=", ".join(wanted))


def _many(found: dict[str, int], wanted: Sequence[str]) -> int:
    return sum(column in found for column in wanted)
