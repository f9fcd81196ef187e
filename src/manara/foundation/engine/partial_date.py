"""A date as precisely as it is known: a day, a month, a year, a range or "about", with the words it was given in."""

from __future__ import annotations

import calendar as gregorian_calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from . import hijri
from .problems import Problem, register

Precision = Literal["day", "month", "year", "range", "about"]
Calendar = Literal["gregorian", "hijri"]

_iso = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class DateProblem(Problem):
    """A text that can't be taken for a date without asking or correcting it."""


register("date-empty", "There is no date.")
register("date-ambiguous", "“%(text)s” can be read in more than one way: say which order or calendar is meant.")
register("date-impossible", "“%(text)s” is not a date that exists.")
register("date-year-zero", "“%(text)s” has the year 0, which does not exist.")
register("date-hijri-range", "“%(text)s” is outside the Hijri years that can be converted (1343 to 1500).")
register("date-unreadable", "“%(text)s” could not be read as a date.")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """``start`` and ``end`` are both included; ``calendar`` says in which one ``original`` was written.

    ``precision`` describes the Gregorian interval: a Hijri month or year is a ``range`` of Gregorian days.
    """

    start: date
    end: date
    precision: Precision
    original: str = ""
    calendar: Calendar = "gregorian"

    @classmethod
    def between(
        cls, start: date, end: date, *, about: bool = False, original: str = "", calendar: Calendar = "gregorian"
    ) -> PartialDate:
        """The date from ``start`` to ``end``, its precision told from the span; ``date-impossible`` when reversed."""
        if end < start:
            raise DateProblem("date-impossible", text=original or f"{start}/{end}")
        precision: Precision = "about" if about else _precision_of(start, end)
        return cls(start, end, precision, original, calendar)

    @classmethod
    def from_iso(cls, text: str, original: str = "", calendar: Calendar = "gregorian") -> PartialDate:
        """Read what :meth:`iso` writes; ``original`` defaults to nothing. Raises :class:`DateProblem`."""
        about = text.startswith("~")
        first, _, last = text.removeprefix("~").partition("/")
        start, end = _span(first, text)
        if last:
            end = _span(last, text)[1]
        return cls.between(start, end, about=about, original=original, calendar=calendar)

    def iso(self) -> str:
        """``2024``, ``2024-03``, ``2024-03-12``, ``2024-03/2024-05`` or ``~1984``: sorts and compares as text."""
        mark = "~" if self.precision == "about" else ""
        match _precision_of(self.start, self.end):
            case "year":
                return f"{mark}{self.start.year:04}"
            case "month":
                return f"{mark}{self.start.isoformat()[:7]}"
            case "day":
                return f"{mark}{self.start.isoformat()}"
        return f"{mark}{_ends(self.start, self.end)}"

    def hijri(self) -> str:
        """The same span in Hijri figures (``1445``, ``1445-09``, ``1445-09-12``, ``a/b``); empty outside 1343–1500."""
        first, last = hijri.of_day(self.start), hijri.of_day(self.end)
        if first is None or last is None:
            return ""
        if self.start == self.end:
            return _figures(first)
        following = hijri.of_day(self.end + timedelta(days=1))
        whole_months = first[2] == 1 and (following is None or following[2] == 1)
        if whole_months and first[1] == 1 and last[1] == 12:
            return _figures(first[:1]) if first[0] == last[0] else f"{_figures(first[:1])}/{_figures(last[:1])}"
        if whole_months:
            return _figures(first[:2]) if first[:2] == last[:2] else f"{_figures(first[:2])}/{_figures(last[:2])}"
        return f"{_figures(first)}/{_figures(last)}"

    @property
    def is_first_of_january(self) -> bool:
        """True for 1 January as a day: in registers it mostly means that only the year was known."""
        return self.precision == "day" and (self.start.month, self.start.day) == (1, 1)

    def overlaps(self, other: PartialDate) -> bool:
        """True when one day can be both; "about" is taken a year wider on either side."""
        mine, theirs = _slack(self), _slack(other)
        return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def month_end(year: int, month: int) -> date:
    """The last day of a Gregorian month."""
    return date(year, month, gregorian_calendar.monthrange(year, month)[1])


def _precision_of(start: date, end: date) -> Literal["day", "month", "year", "range"]:
    if start == end:
        return "day"
    if start.day == 1 and end == month_end(end.year, end.month):
        if (start.year, start.month) == (end.year, end.month):
            return "month"
        if start.year == end.year and (start.month, end.month) == (1, 12):
            return "year"
    return "range"


def _ends(start: date, end: date) -> str:
    if start.day == 1 and end == month_end(end.year, end.month):
        if start.month == 1 and end.month == 12:
            return f"{start.year:04}/{end.year:04}"
        return f"{start.isoformat()[:7]}/{end.isoformat()[:7]}"
    return f"{start.isoformat()}/{end.isoformat()}"


def _span(part: str, whole: str) -> tuple[date, date]:
    found = _iso.fullmatch(part)
    if found is None:
        raise DateProblem("date-unreadable" if whole else "date-empty", text=whole)
    year, month, day = (int(figure) if figure else None for figure in found.groups())
    assert year is not None  # the pattern requires it
    return gregorian_span(year, month, day, whole)


def gregorian_span(year: int, month: int | None, day: int | None, text: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day; ``text`` is quoted in the :class:`DateProblem`."""
    if year == 0:
        raise DateProblem("date-year-zero", text=text)
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), month_end(year, month)
        return date(year, month, day), date(year, month, day)
    except (ValueError, gregorian_calendar.IllegalMonthError):
        raise DateProblem("date-impossible", text=text) from None


def hijri_span(year: int, month: int | None, day: int | None, text: str) -> tuple[date, date]:
    """The Gregorian span of a Hijri year, month or day; ``date-hijri-range`` outside 1343–1500."""
    if year == 0:
        raise DateProblem("date-year-zero", text=text)
    if not hijri.convertible(year):
        raise DateProblem("date-hijri-range", text=text)
    try:
        if month is None:
            return hijri.year_span(year)
        if day is None:
            return hijri.month_span(year, month)
        return (hijri.first_day(year, month, day),) * 2
    except (ValueError, OverflowError):
        raise DateProblem("date-impossible", text=text) from None


def _figures(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:02}" for part in parts)


def _slack(when: PartialDate) -> tuple[date, date]:
    if when.precision != "about":
        return when.start, when.end
    first, last = when.start.toordinal() - 366, when.end.toordinal() + 366
    return date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal()))
