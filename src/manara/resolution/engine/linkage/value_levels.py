"""Levels of two birth dates, two numbers and two codes, compiled."""

from __future__ import annotations

from manara.foundation.engine.compiling import compiled

_ABOUT, _FIRST_JANUARY = 1, 2
_SIGNS = 20
# Years: further apart than brothers and sisters mostly are, or than an age is misjudged.
_GENERATION = 15


@compiled
def _year(day):
    """The Gregorian year of a day's number (from 1 January of the year 1)."""
    n = day - 1
    n400, n = n // 146097, n % 146097
    n100, n = n // 36524, n % 36524
    n4, n = n // 1461, n % 1461
    n1 = n // 365
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1
    return year if n100 == 4 or n1 == 4 else year + 1


@compiled
def _month_and_day(day, year):
    before = year - 1
    left = day - (before * 365 + before // 4 - before // 100 + before // 400)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    for month in range(1, 13):
        long = 30 if month in (4, 6, 9, 11) else (29 if leap else 28) if month == 2 else 31
        if left <= long:
            return month, left
        left -= long
    return 12, 31


@compiled
def birth_level(a, b):
    """9 the same day, 8 day and month exchanged, 7 one figure off, 6 the same year where only that is known, 5 not excluded,
    4 another day of the year, 3 a year apart, 2 up to three, 1 up to fifteen, 0 more: a generation.
    """
    a_first, a_last, a_said = a[0], a[1], a[2]
    b_first, b_last, b_said = b[0], b[1], b[2]
    a_year, b_year = _year(a_first), _year(b_first)
    apart = abs(a_year - b_year)
    a_day = a_first == a_last and not a_said & (_ABOUT | _FIRST_JANUARY)
    b_day = b_first == b_last and not b_said & (_ABOUT | _FIRST_JANUARY)
    if a_day and b_day:
        if a_first == b_first:
            return 9
        a_month, a_in = _month_and_day(a_first, a_year)
        b_month, b_in = _month_and_day(b_first, b_year)
        if apart == 0 and a_month == b_in and b_month == a_in:
            return 8
        off = (a_month // 10 != b_month // 10) + (a_month % 10 != b_month % 10)
        off += (a_in // 10 != b_in // 10) + (a_in % 10 != b_in % 10)
        one, other = a_year, b_year
        for _ in range(4):
            off += one % 10 != other % 10
            one //= 10
            other //= 10
        if off == 1:
            return 7
        if apart == 0:
            return 4
    else:
        about = (a_said | b_said) & _ABOUT
        if apart == 0 and not about and a_last - a_first < 366 and b_last - b_first < 366:
            loose = (a_said | b_said) & _FIRST_JANUARY
            return 6 if loose or (a_first <= b_last and b_first <= a_last) else 4
        slack = 366 if about else 0
        if a_first - slack <= b_last and b_first - slack <= a_last:
            return 5
    return 3 if apart <= 1 else 2 if apart <= 3 else 1 if apart <= _GENERATION else 0


@compiled
def slipped(a, b):
    """Whether two numbers, padded in front, differ in one sign, or two neighbours are exchanged."""
    length, other, apart, first, last = 0, 0, 0, -1, -1
    for at in range(_SIGNS):
        length += a[at] != 0
        other += b[at] != 0
        if a[at] != b[at]:
            apart += 1
            if first < 0:
                first = at
            last = at
    if length != other or length < 6:
        return False
    return apart == 1 or (apart == 2 and last == first + 1 and a[first] == b[last] and a[last] == b[first])


@compiled
def number_level(values, a_from, a_to, b_from, b_to, crew):
    """3 a number both have, 2 one that many have, 1 a figure slipped, 0 none in common."""
    best = 0
    for x in range(a_from, a_to):
        for y in range(b_from, b_to):
            same = True
            for at in range(_SIGNS):
                if values[x, at] != values[y, at]:
                    same = False
                    break
            if same:
                best = max(best, 2 if crew[x] else 3)
            elif best == 0 and slipped(values[x], values[y]):
                best = 1
    return best


@compiled
def shared(values, a_from, a_to, b_from, b_to, common):
    """2 a value both have, 1 one that many have, 0 none."""
    best = 0
    for x in range(a_from, a_to):
        for y in range(b_from, b_to):
            if values[x] == values[y]:
                best = max(best, 1 if common[x] else 2)
    return best
