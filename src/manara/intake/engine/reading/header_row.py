"""Where a table's header stands: under a title, in the first row, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from manara.foundation.engine.problems import Problem
from manara.foundation.engine.scripts import tidy, western_digits
from manara.intake.engine.headers import is_known
from manara.intake.engine.reading.rows import Note

_LOOK_AT = 15
_FIGURES = re.compile(r"^[+\-(]?\d[\d\s./,:()T+\-]*$")


@dataclass(frozen=True, slots=True)
class HeaderFound:
    """The header's record number (0: there is none), its cells, the table's width and the titles above it."""

    row: int
    cells: tuple[str, ...]
    width: int
    titles: tuple[str, ...] = ()


def find_header(rows: Sequence[tuple[str, ...]], chosen: int | None = None) -> HeaderFound:
    """Find the header among the first records of a table; `chosen` overrides (0 says there is none).

    Raises Problem "header-row" when the chosen record does not exist.
    """
    width = _width(rows)
    if chosen == 0:
        return HeaderFound(0, (), width)
    if chosen is not None:
        if chosen > len(rows) or chosen < 0:
            raise Problem("header-row", row=chosen)
        return HeaderFound(chosen, rows[chosen - 1], _width_under(rows[chosen - 1], rows[chosen:]))
    filled = [(at, row) for at, row in enumerate(rows) if any(cell.strip() for cell in row)][:_LOOK_AT]
    scored = [(_score(row, rows[at + 1 :], width) - 0.02 * rank, at) for rank, (at, row) in enumerate(filled)]
    if not scored:
        return HeaderFound(0, (), width)
    best, at = max(scored)
    if best < 1.0:
        return HeaderFound(0, (), width)
    titles = tuple(tidy(" ".join(row)) for before, row in filled if before < at)
    return HeaderFound(at + 1, rows[at], _width_under(rows[at], rows[at + 1 :]), titles)


def _trimmed(row: tuple[str, ...]) -> tuple[str, ...]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _width(rows: Sequence[tuple[str, ...]]) -> int:
    """Return how many columns the table has: the widest that at least a tenth of the rows reach."""
    widths = Counter(len(_trimmed(row)) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return 1
    enough = 0.1 * sum(widths.values())
    reached = 0
    for width in sorted(widths, reverse=True):
        reached += widths[width]
        if reached >= enough:
            return max(width, 1)
    return 1


def _width_under(header: tuple[str, ...], below: Sequence[tuple[str, ...]]) -> int:
    """Return the header's width, or more where most rows reach further: columns whose head was left empty."""
    own = len(_trimmed(header))
    widths = sorted(len(_trimmed(row)) for row in below if any(cell.strip() for cell in row))
    return max(own, widths[len(widths) // 2]) if widths else max(own, 1)


def _score(row: tuple[str, ...], below: Sequence[tuple[str, ...]], width: int) -> float:
    """Return how much a row looks like a header; 1 and more is one."""
    cells = [tidy(cell) for cell in row]
    named = [cell for cell in cells if cell]
    if not named or (len(named) == 1 and width > 1):
        return 0.0
    known = sum(is_known(cell) for cell in named)
    score = 1.6 * known / len(named) + 0.5 * len(named) / max(width, 1)
    score -= 0.9 * sum(bool(_FIGURES.match(western_digits(cell))) for cell in named) / len(named)
    score -= 0.5 * (1.0 - len({cell.lower() for cell in named}) / len(named))
    score -= 0.4 * sum(len(cell) > 60 for cell in named) / len(named)
    sample = [line for line in below if any(cell.strip() for cell in line)][:40]
    if not sample:
        return score + (0.55 if below else 0.0)  # only faulty records beneath it
    columns = [[tidy(line[at]) for line in sample if at < len(line) and line[at].strip()] for at in range(len(cells))]
    contrast = _contrast(cells, columns)
    if known == 0:
        # No word is known: only a header's unlikeness to its column speaks for it.
        score += 0.8 * contrast if contrast > 0 else (-0.6 if _is_like_below(cells, columns) else 0.55)
    else:
        score += 0.3 * contrast
    return score


def _contrast(cells: list[str], columns: list[list[str]]) -> float:
    """Return the share of columns of figures whose head is a word, less those whose head is a figure too."""
    marks = 0
    for cell, values in zip(cells, columns, strict=True):
        if not cell or not values:
            continue
        figures = sum(bool(_FIGURES.match(western_digits(value))) for value in values) / len(values)
        if figures >= 0.6:
            marks += -1 if _FIGURES.match(western_digits(cell)) else 1
    if marks == 0:
        return 0.0
    return 1.0 if marks > 0 else -1.0


def _is_like_below(cells: list[str], columns: list[list[str]]) -> bool:
    """True when a word of the row stands in the same column further down: then it is one of the values."""
    for cell, values in zip(cells, columns, strict=True):
        words = {word for word in cell.lower().split() if len(word) > 1}
        if any(words & set(value.lower().split()) for value in values):
            return True
    return False


def name_columns(cells: Sequence[str], width: int) -> tuple[tuple[str, ...], list[Note]]:
    """Give every column a name of its own: A, B, C where there is none, "Name (2)" for the second "Name"."""
    names: list[str] = []
    notes: list[Note] = []
    for at in range(max(width, len(_trimmed(tuple(cells))))):
        given = tidy(cells[at]) if at < len(cells) else ""
        name = given or letter(at)
        copy = 2
        while name in names:
            name = f"{given or letter(at)} ({copy})"
            copy += 1
        if given and name != given:
            notes.append(Note("column-renamed", value=name))
        names.append(name)
    return tuple(names), notes


def letter(at: int) -> str:
    """Return the spreadsheet letter of the column at index `at`: A … Z, AA …"""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
