"""Reads ties, costs, parts, groups, plans and who is protected from plain files; an unusable tie is set aside with why."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.reading.plain_tables import cell_of, table_with
from manara.networks.engine.roles.codes import ROLES
from manara.networks.engine.script import SCRIPT, STAGES_OF_ROLE
from manara.networks.engine.written_names import written

register("roles-unknown", "Line %(line)s of %(file)s: “%(value)s” is no role and no stage of the script.")
register("costs-not-a-number", "Line %(line)s of %(file)s: the cost “%(value)s” is not a number above zero.")
register("names-twice", "Line %(line)s of %(file)s: for %(name)s line %(first)s says something else.")


@dataclass(frozen=True)
class SetAside:
    """A row that was not used: the number of its line, its cells as they stand, and why."""

    line: int
    cells: tuple[str, ...]
    reason: Problem


@dataclass
class Ties:
    """The ties of a file, read one after the other; what was set aside is known once all are read.

    `unseen` are the names that stand somewhere with signs that nobody sees, doubled blanks or letters in pieces.
    """

    file: Path
    set_aside: list[SetAside] = field(default_factory=list)
    own: int = 0
    never: int = 0
    unseen: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[tuple[str, str, float]]:
        """Each tie as (source, target, probability); a probability that isn't given is 1.

        Raises `Problem` for a file without the columns source and target, or one that is no text.
        """
        return ((source, target, probability) for source, target, _weight, probability in self.weighed())

    def weighed(self) -> Iterator[tuple[str, str, float, float]]:
        """Each tie as (source, target, weight, probability); 1 where it isn't given. Raises `Problem` as reading ties does."""
        for line, columns, row in _rows_of(self.file, ("source", "target")):
            source, target = (self._name(cell_of(row, columns[end])) for end in ("source", "target"))
            weight, probability = cell_of(row, columns.get("weight")), cell_of(row, columns.get("probability"))
            reason = _unusable(source, target, weight, probability)
            if reason is not None:
                self.set_aside.append(SetAside(line, tuple(row), reason))
                continue
            self.own += source == target
            self.never += bool(probability) and not float(probability)
            yield source, target, float(weight or 1.0), float(probability or 1.0)

    def _name(self, cell: str) -> str:
        name = written(cell)
        if name != cell:
            self.unseen.add(name)
        return name


def costs_of_file(file: Path) -> dict[str, float]:
    """What reaching each one costs: columns node and cost.

    Raises `Problem` for a cost that is not above zero, for two that differ, and for a row without a name.
    """
    found: dict[str, float] = {}
    first: dict[str, int] = {}
    for line, name, row, columns in _named_rows(file, "cost"):
        text = cell_of(row, columns["cost"])
        cost = _number(text)
        if cost is None or cost <= 0:
            raise Problem("costs-not-a-number", file=file.name, line=line, value=text)
        if found.setdefault(name, cost) != cost:
            raise Problem("names-twice", file=file.name, line=line, name=name, first=first[name])
        first.setdefault(name, line)
    return found


def parts_of_file(file: Path) -> dict[str, set[str]]:
    """Which stages of the script each one does: columns node and role, a role of the vocabulary or a stage itself; several
    lines for who has several. A role that has no part in a chain, as a financier's, gives none. Raises `Problem` for a word
    that is neither, and for a row without a name."""
    found: dict[str, set[str]] = {}
    for line, name, row, columns in _named_rows(file, "role"):
        role = cell_of(row, columns["role"])
        if role not in ROLES and role not in SCRIPT:
            raise Problem("roles-unknown", file=file.name, line=line, value=role)
        found.setdefault(name, set()).update((role,) if role in SCRIPT else STAGES_OF_ROLE.get(role, ()))
    return found


def protected_of_file(file: Path) -> list[str]:
    """Who is in no plan: the column node. Raises `Problem` for a row that says something and names nobody."""
    return [name for _line, name, _row, _columns in _named_rows(file)]


def groups_of(file: Path) -> dict[str, str]:
    """The group of each: columns node and group; who has an empty one has none.

    Raises `Problem` for one in two groups, and for a row without a name or that ends before its group.
    """
    found: dict[str, str] = {}
    first: dict[str, int] = {}
    for line, name, row, columns in _named_rows(file, "group"):
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
    return [name for _line, name, _row, _columns in _named_rows(file)]


def _named_rows(file: Path, *more: str) -> Iterator[tuple[int, str, list[str], dict[str, int]]]:
    """Each row with its line, the name in its column node, its cells and their places; rows of blanks are passed over.

    Raises `Problem` for a file without the columns node and `more`, and for a row that says something and names nobody.
    """
    for line, columns, row in _rows_of(file, ("node", *more)):
        if not any(cell.strip() for cell in row):
            continue
        name = written(cell_of(row, columns["node"]))
        if not name:
            raise Problem("table-short-row", file=file.name, line=line, column="node")
        yield line, name, row, columns


def _unusable(source: str, target: str, weight: str, probability: str) -> Problem | None:
    if not source or not target:
        return Problem("tie-ends-empty")
    if weight and not _within(weight, math.inf):
        return Problem("tie-weight", value=weight)
    if probability and not _within(probability, 1.0):
        return Problem("tie-probability", value=probability)
    return None


def _within(text: str, most: float) -> bool:
    value = _number(text)
    return value is not None and 0.0 <= value <= most


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _rows_of(file: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, dict[str, int], list[str]]]:
    """Each row with its line, at which place which column stands, and its cells."""
    table = table_with(file, wanted)
    columns = {name.lower(): place for place, name in reversed([*enumerate(table.header)])}
    for line, row in table.rows:
        yield line, columns, row
