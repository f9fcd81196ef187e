"""Compares two records in every respect, compiled: each respect comes out as a level, from "differs" up to "agrees rarely"."""

from __future__ import annotations

import numpy as np

from manara.resolution.engine.names.compiling import compiled
from manara.resolution.engine.names.kernel import FEATURES, JOINS, compare, judged, workspace

NAME, BIRTH, PHONE, DOCUMENT, PLATE, BOAT, PLACE, NATIONALITY, SEX, RELATIVE = range(10)
COMPARISONS = 10
UNKNOWN = -1
_ABOUT, _FIRST_JANUARY = 1, 2
_NATS = 0.6931471805599453
_SIGNS = 20


@compiled
def _alike(names, i, j):
    """Whether two names are written alike, letter by letter."""
    if names[3][i] != names[3][j]:
        return False
    for at in range(names[3][i]):
        if names[1][i, at] != names[1][j, at]:
            return False
        for letter in range(names[1][i, at]):
            if names[0][i, at, letter] != names[0][j, at, letter]:
                return False
    return True


@compiled
def _pair(i, j, names, rarity, tables, bases, judge, room):
    work, feature, hidden, pairing = room
    pairs = compare(
        names[0][i], names[1][i], names[2][i], names[3][i], names[4][i], names[5][i], names[6][i],
        names[0][j], names[1][j], names[2][j], names[3][j], names[4][j], names[5][j], names[6][j],
        tables, bases, work, feature, pairing,
    )  # fmt: skip
    level = 0
    if pairs > 0:
        odds = judged(feature, judge[0], judge[1], judge[2], judge[3], judge[4], hidden)
        if odds > 1.0 or _alike(names, i, j):
            shared = 0.0
            for k in range(pairs):
                left, right, way = pairing[k, 0], pairing[k, 1], pairing[k, 2]
                if names[2][i, left] & names[2][j, right] & JOINS:
                    continue
                rare = min(rarity[i, left], rarity[j, right])
                if way == 2:
                    rare = max(rare, rarity[j, right])
                if way == 1:
                    rare = max(rare, rarity[i, left])
                shared += min(work[2][way, left, right], rare)
            bits = shared / _NATS
            level = 7 if bits > 17 else 6 if bits > 13 else 5 if bits > 9.5 else 4 if bits > 6 else 3
        elif odds > -1.0:
            level = 2
        elif odds > -3.5:
            level = 1
    return level


@compiled
def name_level(a_names, a_from, a_to, b_names, b_from, b_to, names, rarity, tables, bases, judge, room, known):
    """The best of all pairs of names: 7 to 3 the same name, the rarer the higher; 2 and 1 perhaps; 0 another name."""
    best = -1
    for x in range(a_from, a_to):
        i = a_names[x]
        if names[3][i] == 0:
            continue
        for y in range(b_from, b_to):
            j = b_names[y]
            if names[3][j] == 0:
                continue
            one, other = min(i, j), max(i, j)
            place = ((one * 0x9E3779B1 + other * 0x85EBCA77) >> 7) & (len(known) - 1)
            key = ((one << 27) + other) << 4
            kept = known[place]  # one read, so that another thread may write meanwhile
            if kept - (kept & 15) == key:
                level = kept & 15
            else:
                level = _pair(i, j, names, rarity, tables, bases, judge, room)
                known[place] = key + level
            best = max(best, level)
            if best == 7:
                return best
    return best


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
    """8 the same day, 7 day and month exchanged, 6 one figure off, 5 the same year where only that is known, 4 not excluded,
    3 another day of the year, 2 a year apart, 1 up to three, 0 more.
    """
    a_first, a_last, a_said = a[0], a[1], a[2]
    b_first, b_last, b_said = b[0], b[1], b[2]
    a_year, b_year = _year(a_first), _year(b_first)
    apart = abs(a_year - b_year)
    a_day = a_first == a_last and not a_said & (_ABOUT | _FIRST_JANUARY)
    b_day = b_first == b_last and not b_said & (_ABOUT | _FIRST_JANUARY)
    if a_day and b_day:
        if a_first == b_first:
            return 8
        a_month, a_in = _month_and_day(a_first, a_year)
        b_month, b_in = _month_and_day(b_first, b_year)
        if apart == 0 and a_month == b_in and b_month == a_in:
            return 7
        off = (a_month // 10 != b_month // 10) + (a_month % 10 != b_month % 10)
        off += (a_in // 10 != b_in // 10) + (a_in % 10 != b_in % 10)
        one, other = a_year, b_year
        for _ in range(4):
            off += one % 10 != other % 10
            one //= 10
            other //= 10
        if off == 1:
            return 6
        if apart == 0:
            return 3
    else:
        about = (a_said | b_said) & _ABOUT
        if apart == 0 and not about and a_last - a_first < 366 and b_last - b_first < 366:
            loose = (a_said | b_said) & _FIRST_JANUARY
            return 5 if loose or (a_first <= b_last and b_first <= a_last) else 3
        slack = 366 if about else 0
        if a_first - slack <= b_last and b_first - slack <= a_last:
            return 4
    return 2 if apart <= 1 else 1 if apart <= 3 else 0


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


@compiled
def compare_records(left, right, sets, names, relatives, rarity, unrare, crew, common, none, learned, known, found):
    """The levels of many pairs of records into `found` [n, 10]; `UNKNOWN` where one side says nothing."""
    room = (workspace(), np.empty(FEATURES), np.empty(len(learned[2][3])), np.empty((8, 3), np.int64))
    tables, bases, judge = learned
    for at in range(len(left)):
        i, j = left[at], right[at]
        for k in range(10):
            found[at, k] = -1
        (n, nv), (r, rv), (b, bv), (p, pv), (d, dv) = sets[0]
        if n[i] < n[i + 1] and n[j] < n[j + 1]:
            found[at, 0] = name_level(
                nv, n[i], n[i + 1], nv, n[j], n[j + 1], names, rarity, tables, bases, judge, room, known[0]
            )
        for x in range(b[i], b[i + 1]):
            for y in range(b[j], b[j + 1]):
                found[at, 1] = max(found[at, 1], birth_level(bv[x], bv[y]))
        if p[i] < p[i + 1] and p[j] < p[j + 1]:
            found[at, 2] = number_level(pv, p[i], p[i + 1], p[j], p[j + 1], crew)
        if d[i] < d[i + 1] and d[j] < d[j + 1]:
            found[at, 3] = number_level(dv, d[i], d[i + 1], d[j], d[j + 1], none)
        for k in range(5):
            starts, values = sets[1][k]
            if starts[i] < starts[i + 1] and starts[j] < starts[j + 1]:
                found[at, 4 + k] = shared(
                    values, starts[i], starts[i + 1], starts[j], starts[j + 1], common if k == 2 else none
                )
        if r[i] < r[i + 1] and r[j] < r[j + 1]:
            level = name_level(
                rv, r[i], r[i + 1], rv, r[j], r[j + 1], relatives, unrare, tables, bases, judge, room, known[1]
            )
            found[at, 9] = -1 if level < 0 else 1 if level >= 3 else 0
