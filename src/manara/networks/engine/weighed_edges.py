"""Reads ties with their weights, groups and plans from plain files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.plain_tables import cell_of
from manara.networks.engine.edges import SetAside, Ties, named_rows


class WeighedTies:
    """The ties of a file with their weights, read one after the other; what was set aside is known once all are read."""

    def __init__(self, file: Path) -> None:
        self._ties = Ties(file)

    @property
    def set_aside(self) -> list[SetAside]:
        """The rows that could not be used."""
        return self._ties.set_aside

    @property
    def own(self) -> int:
        """How many ties were of one with itself."""
        return self._ties.own

    @property
    def never(self) -> int:
        """How many ties surely do not exist."""
        return self._ties.never

    @property
    def unseen(self) -> set[str]:
        """The names that stand somewhere with signs that nobody sees."""
        return self._ties.unseen

    def __iter__(self) -> Iterator[tuple[str, str, float, float]]:
        """Each tie as (source, target, weight, probability); 1 where it isn't given. Raises `Problem` as `Ties` does."""
        return self._ties.weighed()


def groups_of(file: Path) -> dict[str, str]:
    """The group of each: columns node and group; who has an empty one has none.

    Raises `Problem` for one in two groups, and for a row without a name or that ends before its group.
    """
    found: dict[str, str] = {}
    first: dict[str, int] = {}
    for line, name, row, columns in named_rows(file, "group"):
        if columns["group"] >= len(row):
            raise Problem("table-short-row", file=file.name, line=line, column="group")
        group = cell_of(row, columns["group"])
        if not group:
            continue
        if found.setdefault(name, group) != group:
            raise Problem("names-twice", file=file.name, line=line, name=name, first=first[name])
        first.setdefault(name, line)
    return found


def plan_of(file: Path) -> list[str]:
    """The people of a plan in their order: the column node, as `manara dismantle` writes it.

    Raises `Problem` for a row that says something and names nobody.
    """
    return [name for _line, name, _row, _columns in named_rows(file)]
