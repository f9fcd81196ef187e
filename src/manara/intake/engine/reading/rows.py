"""Rows as a file gives them: their number, their cells as text and their original bytes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from manara.foundation.engine.problems import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One record.

    `number` is the position of the record as a spreadsheet program counts it (1 is the first record of the
    file or sheet, headers included). `raw` is the line as it stands in the file for CSV, a canonical JSON of the
    cells for other formats. `problem` says why the reader already knows that the row can't be admitted.
    """

    number: int
    cells: tuple[str, ...]
    raw: bytes
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader did that the user should know: a repeated header skipped, a column renamed."""

    code: str
    row: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user decided about reading; empty fields leave the decision to the reader."""

    format: str = ""
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header_row: int | None = None  # record number of the header; 0 says there is none; None finds it
    fill_merged: bool = False  # repeat the value of merged cells into each cell they cover


class Source(ABC):
    """An opened file: a header and rows that can be read from any record on, always in the same order."""

    format: str
    header: tuple[str, ...]
    header_row: int  # record number of the header, 0 when the file has none
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    merged: int = 0  # merged areas in the sheet: what `Choice.fill_merged` would repeat
    profile: str = ""  # name of the built-in mapping that fits the format, "" when columns must be mapped

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[Note] = []

    @abstractmethod
    def rows(self, start: int = 0) -> Iterator[Row]:
        """Yield the rows whose number is greater than `start`: the number of the last row already done."""

    def progress(self) -> float:
        """Return the share of the file read so far by the running `rows()`, between 0 and 1."""
        return 0.0

    def sample(self, count: int = 50) -> tuple[tuple[str, ...], ...]:
        """Return the cells of the first `count` rows, for suggestions, questions and the preview."""
        found: list[tuple[str, ...]] = []
        for row in self.rows():
            if row.problem is None:
                found.append(row.cells)
            if len(found) >= count:
                break
        return tuple(found)


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """An encoding the file may be in, with a piece of its text decoded so, for the user to choose by reading."""

    encoding: str  # Python codec name
    label: str
    score: float
    sample: str


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file is, by its content."""

    format: str
    size: int  # bytes
    encoding: str = ""
    encodings_possible: tuple[EncodingGuess, ...] = ()
    separator: str = ""
    sheets: tuple[str, ...] = ()
    name_says: str = ""  # the format the file's name promises, when the content disagrees
    undecodable_lines: int = 0  # lines of the sample that are not in the encoding found
    notes: tuple[Note, ...] = field(default_factory=tuple)
