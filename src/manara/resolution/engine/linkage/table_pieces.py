"""Reads a table of text many lines at a time: by columns where only the sign that parts cells means something; else by rows.

Nearly all lines of nearly all files hold no quotation mark; Arrow parts these thirty times as quickly. Whatever is not as plain
as that is left to the reader of all tables, which alone says what is wrong with a line.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa
from pyarrow import csv

from manara.intake.engine.reading.lines import MAX_LINE
from manara.intake.engine.reading.plain_tables import Place, rows_from, rows_within

_BLOCK: Final = 1 << 20
#: No more bytes than these are read together, however few lines they are.
_MOST: Final = 1 << 25

Numbered = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a table: their cells by columns where lines are plain and of one width; and by rows, each with its line."""

    columns: tuple[pa.Array, ...] | None
    raw: bytes
    place: Place
    told: Numbered | None = None

    def rows(self) -> Numbered:
        """The rows that are not empty."""
        told = self.told if self.told is not None else rows_within(self.raw, self.place)
        if told is None:
            raise AssertionError("plain lines are rows by themselves")
        return told


def pieces(file: Path, begins: Place, size: int) -> Iterator[Piece]:
    """The lines of a table from a place on, in order, at most `size` together. Raises `Problem` for one that can't be taken."""
    place = begins
    if place.encoding == "utf-8":
        with file.open("rb") as source:
            source.seek(place.offset)
            for raw in _whole_lines(source, size):
                columns = _columns(raw, place.delimiter)
                told = rows_within(raw, place) if columns is None else None
                if not raw or (columns is None and told is None):
                    break
                yield Piece(columns, raw, place, told)
                lines = raw.count(b"\n") if columns is not None else len(raw.splitlines())
                place = replace(place, offset=place.offset + len(raw), line=place.line + lines)
            else:
                return
    rows = rows_from(file, place)
    while told := list(islice(rows, size)):
        yield Piece(None, b"", place, told)


def _whole_lines(source: BinaryIO, size: int) -> Iterator[bytes]:
    """The bytes of at most `size` lines at a time; none, and no more, where very many bytes come without an end of a line."""
    held, lines = b"", 0
    while True:
        block = source.read(_BLOCK)
        held, lines = held + block, lines + block.count(b"\n")
        while lines >= size:
            end = int(np.flatnonzero(np.frombuffer(held, np.uint8) == ord("\n"))[size - 1]) + 1
            yield held[:end]
            held, lines = held[end:], lines - size
        if not block:
            break
        if len(held) > _MOST and lines:
            end = held.rindex(b"\n") + 1
            yield held[:end]
            held, lines = held[end:], 0
        elif len(held) > _MOST:
            yield b""
            return
    if held:
        yield held


def _columns(raw: bytes, delimiter: str) -> tuple[pa.Array, ...] | None:
    """The cells of plain lines of one width by columns, each as long as there are lines that aren't empty; else None."""
    if b'"' in raw or b"\0" in raw or raw.startswith(codecs.BOM_UTF8) or raw.count(b"\r") != raw.count(b"\r\n"):
        return None
    ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == ord("\n"))
    if np.diff(ends, prepend=-1, append=len(raw)).max() > MAX_LINE:
        return None
    names = [str(at) for at in range(raw.partition(b"\n")[0].count(delimiter.encode()) + 1)]
    try:
        table = csv.read_csv(
            pa.BufferReader(raw),
            csv.ReadOptions(use_threads=False, block_size=len(raw) + 1, column_names=names),
            csv.ParseOptions(delimiter=delimiter, quote_char=False, double_quote=False, newlines_in_values=False),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:  # lines of several widths, or no UTF-8: told row by row
        return None
    return tuple(column.combine_chunks() for column in table.columns)
