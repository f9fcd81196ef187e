"""Reads ties with weights, groups and plans from CSV files; a row that can't be used is set aside with its reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from manara.foundation.engine.problems import Problem
from manara.networks.engine.edges import SetAside, Ties

_CELL: Final = 2**20


class WeighedTies:
    """The ties of a file with their weights, read one after the other; what was set aside is known once all are read."""

    def __init__(self, file: Path) -> None:
        self._ties = Ties(file)
        self._file = file

    @property
    def set_aside(self) -> list[SetAside]:
        """The rows that could not be used."""
        return self._ties.set_aside

    @property
    def own(self) -> int:
        """How many ties were of one with itself."""
        return self._ties.own

    def __iter__(self) -> Iterator[tuple[str, str, float, float]]:
        """Each tie as (source, target, weight, probability); 1 where it isn't given. Raises `Problem` as `Ties` does."""
        rows = rows_of(self._file, ("source", "target"))
        passed = 0
        for source, target, probability in self._ties:
            line, cells = next(rows)
            # Both read the same file; the reader of ties has passed over the rows that it set aside.
            while passed < len(self._ties.set_aside) and self._ties.set_aside[passed].line == line:
                passed += 1
                line, cells = next(rows)
            yield source, target, float(cells.get("weight") or 1.0), probability


def rows_of(file: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's line and its cells by column, stripped; the first line names the columns in any order.

    Raises `Problem` for a file without one of `columns`, or one that is no text.
    """
    csv.field_size_limit(_CELL)
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        try:
            header = [cell.strip().lower() for cell in next(rows, [])]
            for column in columns:
                if column not in header:
                    raise Problem("ties-no-column", file=file.name, column=column, columns=", ".join(columns))
            for row in rows:
                if row:
                    yield rows.line_num, {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        except (UnicodeDecodeError, csv.Error) as problem:
            raise Problem("ties-not-text", file=file.name) from problem


def groups_of(file: Path) -> dict[str, str]:
    """The group of each: columns node and group; the last line of one counts."""
    return {cells["node"]: cells["group"] for _line, cells in rows_of(file, ("node", "group")) if cells.get("group")}


def plan_of(file: Path) -> list[str]:
    """The people of a plan in their order: the column node, as `manara dismantle` writes it."""
    return [cells["node"] for _line, cells in rows_of(file, ("node",)) if cells["node"]]
