"""Months as plain numbers, so that a period is two of them; and what becomes of dates that no period can hold."""

from __future__ import annotations

from datetime import date
from typing import Final

# Years before this and days after today are taken for slips: they are counted and told of, and drawn without a period.
EARLIEST: Final = date(1900, 1, 1)
UNDATED: Final = -1
DOUBTFUL: Final = -2


def month_of(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def month_of_report(day: date | None, today: date) -> int:
    """The month of a report's first day; `UNDATED` without one, `DOUBTFUL` before 1900 and after today."""
    if day is None:
        return UNDATED
    return DOUBTFUL if day < EARLIEST or day > today else month_of(day)


def text_of(month: int) -> str:
    """A month as an address carries it: 2026-02."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def read(text: str) -> int | None:
    """The month of "2026-02" or of a year alone; None for anything else."""
    year, _dash, month = text.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= EARLIEST.year):
        return None
    if not month:
        return int(year) * 12
    if not (month.isascii() and month.isdigit() and len(month) == 2 and 1 <= int(month) <= 12):
        return None
    return int(year) * 12 + int(month) - 1
