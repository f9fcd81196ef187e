"""A sheet before it becomes a file: its lines, what stands in each cell and whom each line speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | int | float | date | datetime | None


@dataclass(slots=True)
class Mishap:
    """Something wrong with a line on purpose: what it is and what a careful reader does with it."""

    kind: str
    outcome: str  # "quarantined", "admitted" or "skipped"
    reason: str = ""  # the problem's code when the line is quarantined
    column: str = ""  # header of the column that carries it


@dataclass(slots=True)
class Line:
    """One line: `people` maps the place in the line ("person", "person2") to the true person's code."""

    cells: list[Cell]
    people: dict[str, str] = field(default_factory=dict)
    tie: str = ""
    things: dict[str, str] = field(default_factory=dict)  # "boat", "vehicle", "departure" → true code
    mishap: Mishap | None = None
    encoding: str = ""  # of this line alone, where it differs from its file's
    role: str = "row"  # "title", "header", "row", "blank", "repeated header"


@dataclass(slots=True)
class Sheet:
    """All lines of a file in order; `merged` are areas (first row, first column, last row, last column), from 1."""

    name: str
    header: list[str]
    lines: list[Line] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    right_to_left: bool = False

    def rows(self) -> list[tuple[int, Line]]:
        """Return (number, line) of the lines that speak of something, numbered as a spreadsheet program does."""
        return [(at, line) for at, line in enumerate(self.lines, 1) if line.role == "row"]
