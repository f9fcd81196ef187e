"""The marks of a timeline's axis: the closest round dates whose labels have room, in the Gregorian and the Hijri calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from manara.foundation.engine import hijri
from manara.resolution.engine.timeline_window import Window

Unit = Literal["day", "month", "year"]
# Steps from the closest to the widest, each with about how many days it spans.
_STEPS: Final[tuple[tuple[Unit, int, float], ...]] = (
    ("day", 1, 1), ("day", 7, 7), ("month", 1, 30.4), ("month", 3, 91.3), ("month", 6, 182.6), ("year", 1, 365.2),
    ("year", 2, 730.5), ("year", 5, 1826), ("year", 10, 3652), ("year", 20, 7305), ("year", 50, 18262),
    ("year", 100, 36525), ("year", 200, 73050), ("year", 500, 182625), ("year", 1000, 365250),
)  # fmt: skip
# Units that a label takes at 11: ten, seven or four figures.
_ROOM: Final = {"day": 76, "month": 58, "year": 40}


@dataclass(frozen=True, slots=True)
class Mark:
    """A round date on the axis: its first day and its label, such as 2024, 2024-03 or 2024-03-12."""

    day: date
    label: str


def gregorian(shown: Window, length: float) -> list[Mark]:
    """The marks for a window drawn `length` units long."""
    unit, step = _fitting(shown, length, ("day", "month", "year"))
    return [Mark(day, day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]) for day in _days(shown, unit, step)]


def of_hijri(shown: Window, length: float) -> list[Mark]:
    """The same in the Hijri calendar, at its own first days; none where the calendar's table doesn't reach (1924–2077)."""
    unit, step = _fitting(shown, length, ("month", "year"))
    first, last = hijri.of_day(_inside(shown.start)), hijri.of_day(_inside(shown.end))
    if first is None or last is None:
        return []
    found = []
    for year in range(max(first[0], hijri.FIRST_YEAR), min(last[0], hijri.LAST_YEAR) + 1):
        if unit == "year":
            if year % step == 0:
                found.append(Mark(hijri.first_day(year, 1, 1), f"{year}"))
        else:
            months = range(1, 13, step)
            found += [Mark(hijri.first_day(year, month, 1), f"{year}-{month:02}") for month in months]
    return [mark for mark in found if shown.start <= mark.day <= shown.end]


def _fitting(shown: Window, length: float, units: tuple[Unit, ...]) -> tuple[Unit, int]:
    a_day = length / shown.days
    for unit, step, days in _STEPS:
        if unit in units and days * a_day >= _ROOM[unit]:
            return unit, step
    return "year", 2000


_EDGES: Final = (date(1924, 8, 1), date(2077, 11, 16))


def _inside(day: date) -> date:
    return min(max(day, _EDGES[0]), _EDGES[1])


def _days(shown: Window, unit: Unit, step: int) -> Iterator[date]:
    walks: dict[Unit, Callable[[Window, int], Iterator[date]]] = {"day": _each_day, "month": _months, "year": _years}
    return walks[unit](shown, step)


def _each_day(shown: Window, step: int) -> Iterator[date]:
    # Weeks begin where they always do, so that the marks stay when the window moves.
    first = shown.start.toordinal() + (-shown.start.toordinal()) % step
    for ordinal in range(first, shown.end.toordinal() + 1, step):
        yield date.fromordinal(ordinal)


def _months(shown: Window, step: int) -> Iterator[date]:
    for year in range(shown.start.year, shown.end.year + 1):
        for month in range(1, 13, step):
            if shown.start <= (day := date(year, month, 1)) <= shown.end:
                yield day


def _years(shown: Window, step: int) -> Iterator[date]:
    for year in range(shown.start.year, shown.end.year + 1):
        if year % step == 0 and shown.start <= (day := date(year, 1, 1)) <= shown.end:
            yield day


def following(day: date) -> date:
    """The day after, or the day itself at the end of all days."""
    return day + timedelta(days=1) if day < date.max else day
