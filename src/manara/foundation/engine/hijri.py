"""Turns Umm al-Qura (Hijri) years, months and days into Gregorian days and back, for 1343 to 1500 AH."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hijridate import Gregorian, Hijri

FIRST_YEAR: Final = 1343
LAST_YEAR: Final = 1500


def convertible(year: int) -> bool:
    """True when the table of the calendar reaches ``year`` (AH)."""
    return FIRST_YEAR <= year <= LAST_YEAR


def first_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri one; ``OverflowError`` outside the table, ``ValueError`` when it doesn't exist."""
    return Hijri(year, month, day).to_gregorian()


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last Gregorian day of a Hijri month."""
    start = first_day(year, month, 1)
    return start, start + timedelta(days=Hijri(year, month, 1).month_length() - 1)


def year_span(year: int) -> tuple[date, date]:
    """First and last Gregorian day of a Hijri year."""
    return first_day(year, 1, 1), month_span(year, 12)[1]


def of_day(day: date) -> tuple[int, int, int] | None:
    """Year, month and day AH of a Gregorian day, or None outside the table."""
    try:
        return Gregorian.fromdate(day).to_hijri().datetuple()
    except OverflowError:
        return None
