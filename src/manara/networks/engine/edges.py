"""Reads ties, costs and protected names from CSV files; a row that can't be used is set aside with its reason."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from manara.foundation.engine.problems import Problem, register
from manara.networks.engine.roles.codes import ROLES
from manara.networks.engine.script import SCRIPT, STAGES_OF_ROLE

register("ties-no-column", "%(file)s has no column “%(column)s”: its first line must name %(columns)s.")
register("ties-not-text", "%(file)s is not text in UTF-8.")
register("roles-unknown", "Line %(line)s of %(file)s: “%(value)s” is no role and no stage of the script.")
register("costs-not-a-number", "Line %(line)s of %(file)s: the cost “%(value)s” is not a number above zero.")

#: Longer names than this are a broken file.
_CELL: Final = 2**20


@dataclass(frozen=True)
class SetAside:
    """A row that was not used: the number of its line, its cells as they stand, and why."""

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass
class Ties:
    """The ties of a file, read one after the other; what was set aside is known once all are read."""

    file: Path
    set_aside: list[SetAside] = field(default_factory=list)
    own: int = 0

    def __iter__(self) -> Iterator[tuple[str, str, float]]:
        """Each tie as (source, target, probability); a probability that isn't given is 1.

        Raises `Problem` for a file without the columns source and target, or one that is no text.
        """
        columns: dict[str, int] = {}
        for line, header, row in _rows(self.file, ("source", "target")):
            columns = columns or {name: header.index(name) for name in header}
            source, target = _cell(row, columns["source"]), _cell(row, columns["target"])
            weight, probability = _cell(row, columns.get("weight")), _cell(row, columns.get("probability"))
            reason = _unusable(source, target, weight, probability)
            if reason:
                self.set_aside.append(SetAside(line, tuple(row), reason))
                continue
            self.own += source == target
            yield source, target, float(probability or 1.0)


def costs_of(file: Path) -> dict[str, float]:
    """What reaching each one costs: columns node and cost. Raises `Problem` for a cost that is not above zero."""
    found = {}
    for line, header, row in _rows(file, ("node", "cost")):
        cells = dict(zip(header, row, strict=False))
        cost = _number(cells.get("cost", ""))
        if cost is None or cost <= 0:
            raise Problem("costs-not-a-number", file=file.name, line=line, value=cells.get("cost", ""))
        found[cells.get("node", "").strip()] = cost
    return found


def parts_of_file(file: Path) -> dict[str, set[str]]:
    """Which stages of the script each one does: columns node and role, a role of the vocabulary or a stage itself; several
    lines for who has several. A role that has no part in a chain, as a financier's, gives none. Raises `Problem` for a word
    that is neither."""
    found: dict[str, set[str]] = {}
    for line, header, row in _rows(file, ("node", "role")):
        cells = dict(zip(header, row, strict=False))
        node, role = cells.get("node", "").strip(), cells.get("role", "").strip()
        if role not in ROLES and role not in SCRIPT:
            raise Problem("roles-unknown", file=file.name, line=line, value=role)
        found.setdefault(node, set()).update((role,) if role in SCRIPT else STAGES_OF_ROLE.get(role, ()))
    return found


def protected_of(file: Path) -> list[str]:
    """Who is in no plan: the column node. A row that names nobody but says something stays an empty name, which fits nobody."""
    return [_cell(row, header.index("node")) for _line, header, row in _rows(file, ("node",)) if any(row)]


def _cell(row: list[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _unusable(source: str, target: str, weight: str, probability: str) -> str:
    if not source or not target:
        return "source or target is empty"
    if weight and not _within(weight, math.inf):
        return f"the weight {weight} is not a number from 0 on"
    if probability and not _within(probability, 1.0):
        return f"the probability {probability} is not from 0 to 1"
    return ""


def _within(text: str, most: float) -> bool:
    value = _number(text)
    return value is not None and 0.0 <= value <= most


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _rows(file: Path, wanted: Sequence[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each row with the number of its line and the names of the columns, which the first line holds in any order."""
    csv.field_size_limit(_CELL)
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        try:
            header = [cell.strip().lower() for cell in next(rows, [])]
            for column in wanted:
                if column not in header:
                    raise Problem("ties-no-column", file=file.name, column=column, columns=", ".join(wanted))
            for row in rows:
                if row:
                    yield rows.line_num, header, row
        except (UnicodeDecodeError, csv.Error) as problem:
            raise Problem("ties-not-text", file=file.name) from problem
