"""Counts the log's events by day and kind of deed, and lays the counts out as bars."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from manara.foundation.queries.log import begin_of
from manara.foundation.queries.log_words import GROUP_OF, GROUPS

_COUNTS = """
select (at at time zone %s)::date, verb, count(*) from foundation_auditevent where at >= %s and at < %s group by 1, 2
"""
WIDTH, HEIGHT = 720.0, 180.0


@dataclass(frozen=True)
class Day:
    """One day: how many events of each group, and in all."""

    day: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All events of the day."""
        return sum(self.counts)


@dataclass(frozen=True)
class Bar:
    """A rectangle of the picture, in its own units."""

    x: float
    y: float
    width: float
    height: float
    colour: str


def days(first: date, last: date) -> list[Day]:
    """Every day from `first` to `last`, also those on which nothing happened."""
    zone = timezone.get_current_timezone_name()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [zone, begin_of(first), begin_of(last + timedelta(days=1))])
        rows = cursor.fetchall()
    counted: Counter[tuple[date, str]] = Counter()
    for day, verb, count in rows:
        counted[day, GROUP_OF.get(verb, "write")] += count
    each = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [Day(day, tuple(counted[day, key] for key, *_rest in GROUPS)) for day in each]


def bars(counted: list[Day], *, from_the_right: bool) -> list[Bar]:
    """The days as stacked bars, the oldest where a line of the page begins."""
    highest = max((day.total for day in counted), default=0)
    if not highest:
        return []
    step = WIDTH / len(counted)
    drawn = []
    for place, day in enumerate(counted):
        left = WIDTH - (place + 1) * step if from_the_right else place * step
        top = HEIGHT
        for count, (_key, _label, colour, _verbs) in zip(day.counts, GROUPS, strict=True):
            height = HEIGHT * count / highest
            top -= height
            if count:
                drawn.append(Bar(round(left + step * 0.12, 2), round(top, 2), round(step * 0.76, 2), round(height, 2), colour))
    return drawn
