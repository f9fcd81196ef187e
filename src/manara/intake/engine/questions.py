"""What must be asked about a column, once, before its values can be read: order, calendar, country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from manara.foundation.engine.dates import DateProblem, looks_hijri, parse_date
from manara.foundation.engine.phones import split_phones
from manara.foundation.engine.scripts import tidy, western_digits
from manara.intake.engine.cells import is_empty, pieces, plain
from manara.intake.engine.mapping import Column, Mapping, suggest
from manara.intake.engine.targets import TARGETS

_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: `choices` are values for the column's field, `suggested` the likeliest or ""."""

    index: int
    header: str
    kind: Literal["date-order", "calendar", "phone-country"]
    examples: tuple[str, ...]
    choices: tuple[str, ...] = ()
    suggested: str = ""


def questions(
    header: Sequence[str], samples: Sequence[Sequence[str]], mapping: Mapping | None = None
) -> tuple[Question, ...]:
    """Return what must be asked under `mapping` (the suggested one when None), each with examples from the file."""
    mapping = mapping or suggest(header, samples)
    asked: list[Question] = []
    for column in mapping.columns:
        if column.target is None:
            continue
        target = TARGETS[column.target]
        values = _values(samples, column, column.split or target.split)
        if target.reading == "date":
            asked.extend(_about_dates(column, mapping, values))
        elif target.reading == "phone" and not (column.country or mapping.country):
            national = [piece for value in values for piece in split_phones(value) if not _has_prefix(piece)]
            if national:
                asked.append(Question(column.index, column.header, "phone-country", _few(national)))
    return tuple(asked)


def settled(mapping: Mapping, samples: Sequence[Sequence[str]]) -> Mapping:
    """Return the mapping with the order of day and month where the samples themselves decide it."""
    columns: list[Column] = []
    for column in mapping.columns:
        if column.target and TARGETS[column.target].reading == "date" and not (column.order or mapping.order):
            orders = _orders(_values(samples, column, ""))
            columns.append(replace(column, order=orders.pop()) if len(orders) == 1 else column)
        else:
            columns.append(column)
    return replace(mapping, columns=tuple(columns))


def _values(samples: Sequence[Sequence[str]], column: Column, split: str) -> list[str]:
    cells = [row[column.index] for row in samples if column.index < len(row)]
    tidied = [western_digits(plain(piece)) for cell in cells for piece in pieces(cell, split)]
    return [value for value in tidied if not is_empty(value)]


def _few(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidy(value) for value in values))[:5]


def _has_prefix(phone: str) -> bool:
    return re.sub(r"^[^\d+]+", "", phone).startswith(("+", "00"))


def _orders(values: Sequence[str]) -> set[Literal["dmy", "mdy"]]:
    """Return the orders that some value proves: a first figure over 12 is a day, a second one too."""
    found: set[Literal["dmy", "mdy"]] = set()
    for value in values:
        figures = _FIGURES.search(value)
        if figures:
            first, second = int(figures.group(1)), int(figures.group(2))
            if first > 12 >= second:
                found.add("dmy")
            elif second > 12 >= first:
                found.add("mdy")
    return found


def _about_dates(column: Column, mapping: Mapping, values: Sequence[str]) -> list[Question]:
    order, calendar = column.order or mapping.order, column.calendar or mapping.calendar
    asked: list[Question] = []
    unordered = [value for value in values if not order and _ambiguous(value, "", calendar or "gregorian")]
    if unordered:
        proven = _orders(values)
        suggested = next(iter(proven)) if len(proven) == 1 else "dmy"
        asked.append(Question(column.index, column.header, "date-order", _few(unordered), ("dmy", "mdy"), suggested))
    either = [value for value in values if not calendar and _ambiguous(value, order or "dmy", "")]
    if either:
        hijri = sum(looks_hijri(value) for value in values) * 2 > len(values)
        likely = "hijri" if hijri else "gregorian"
        asked.append(Question(column.index, column.header, "calendar", _few(either), ("gregorian", "hijri"), likely))
    return asked


def _ambiguous(value: str, order: str, calendar: str) -> bool:
    try:
        parse_date(value, order=order or None, calendar=calendar or None)  # type: ignore[arg-type]
    except DateProblem as problem:
        return problem.code == "date-ambiguous"
    return False
