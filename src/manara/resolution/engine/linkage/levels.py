"""Compares two records in every respect, compiled: each respect comes out as a level, from "differs" up to "agrees rarely"."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.names.kernel import ARABIC, FEATURES, JOINS, LIKE, compare, judged, workspace

NAME, BIRTH, PHONE, DOCUMENT, PLATE, BOAT, PLACE, NATIONALITY, SEX, RELATIVE = range(10)
COMPARISONS = 10
UNKNOWN = -1
# Beside the level of two names: that each has a given name of its own, as brothers and sisters have.
ANOTHER_GIVEN = 8
# Odds (nats) below which a name is not surely the same, however rare what is shared: kin share it, too.
SURELY = 3.0
_ABOUT, _FIRST_JANUARY = 1, 2
_NATS = 0.6931471805599453
_SIGNS = 20
# Years: further apart than brothers and sisters mostly are, or than an age is misjudged.
_GENERATION = 15


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
def rare_level(bits):
    """The level of one name, by how rare it is."""
    return 7 if bits > 17 else 6 if bits > 13 else 5 if bits > 9.5 else 4 if bits > 6 else 3


@compiled
def _shared_bits(i, j, count, forms, rarity):
    """How rare the words of name i are that name j has too, in one of their skeletons."""
    total = 0.0
    for x in range(count[i]):
        for y in range(count[j]):
            if (
                forms[i, x, 0] == forms[j, y, 0] or (forms[i, x, 1] and forms[i, x, 1] == forms[j, y, 0])
                or (forms[j, y, 1] and (forms[i, x, 0] == forms[j, y, 1] or forms[i, x, 1] == forms[j, y, 1]))
            ):  # fmt: skip
                total += rarity[i, x]
                break
    return total / _NATS


@compiled
def most_alike(a_names, a_from, a_to, b_names, b_from, b_to, count, forms, rarity):
    """The highest level that these names may reach, by the words whose skeletons they share."""
    bits = 0.0
    for x in range(a_from, a_to):
        for y in range(b_from, b_to):
            i, j = a_names[x], b_names[y]
            bits = max(bits, min(_shared_bits(i, j, count, forms, rarity), _shared_bits(j, i, count, forms, rarity)))
    return rare_level(bits)


@compiled
def _first(flags, count):
    """The place of the first word that is a name of its own, or -1."""
    for at in range(count):
        if not flags[at] & JOINS:
            return at
    return -1


@compiled
def _another_given(a_flags, a_count, b_flags, b_count, quality):
    """Whether two names in one script begin with words of which neither is like any of the other name's.

    Between scripts it can't be told so surely.
    """
    one, other = _first(a_flags, a_count), _first(b_flags, b_count)
    if one < 0 or other < 0 or (a_flags[one] ^ b_flags[other]) & ARABIC or quality[0, one, other] >= 0.0:
        return False
    for j in range(b_count):
        read = max(quality[0, one, j], quality[1, one, j], quality[2, one, j], quality[2, max(one - 1, 0), j])
        if read >= LIKE and not b_flags[j] & JOINS and read >= quality[0, :a_count, j].max():
            return False
    for i in range(a_count):
        read = max(quality[0, i, other], quality[1, i, other], quality[2, i, other], quality[1, i, max(other - 1, 0)])
        if read >= LIKE and not a_flags[i] & JOINS and read >= quality[0, i, :b_count].max():
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
            level = min(rare_level(shared / _NATS), 5 if odds < SURELY else 7)
        elif odds > -1.0:
            level = 2
        elif odds > -3.5:
            level = 1
    if level < 3 and _another_given(names[2][i], names[3][i], names[2][j], names[3][j], work[1]):
        level |= ANOTHER_GIVEN
    return level


@compiled
def name_level(a_names, a_from, a_to, b_names, b_from, b_to, names, rarity, tables, bases, judge, room, known):
    """The best of all pairs of names: 7 to 3 the same name, the rarer the higher; 2 and 1 perhaps; 0 another name.

    With `ANOTHER_GIVEN` added where that holds for every pair.
    """
    best, another = -1, ANOTHER_GIVEN
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
            another &= level
            best = max(best, level & 7)
            if best == 7:
                return best
    return best + another if best >= 0 else best


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


@compiled
def _leave_out_shared(found, at):
    """Between people of other given names, what a family or a crew shares says nothing; what is one's own still does."""
    for k in (PHONE, PLATE, BOAT, PLACE, RELATIVE):
        if found[at, k] > 0:
            found[at, k] = UNKNOWN


@compiled
def _told_already(own, i, i_to, own_names, relative, r, r_to, related_names):
    """Whether the first word of every relative stands in one of the record's own names, as a father's does in a patronym."""
    for x in range(r, r_to):
        k, found = related_names[x], False
        at = max(_first(relative[2][k], relative[3][k]), 0)
        for y in range(i, i_to):
            n = own_names[y]
            for word in range(own[3][n]):
                same = own[1][n, word] == relative[1][k, at]
                for letter in range(relative[1][k, at]):
                    same = same and own[0][n, word, letter] == relative[0][k, at, letter]
                found = found or same
        if not found:
            return False
    return True


@compiled
def _lists(starts, i, j, column):
    """From where to where both records' values of a column stand."""
    return starts[i, column], starts[i + 1, column], starts[j, column], starts[j + 1, column]


@compiled
def compare_records(
    left, right, starts, values, names, relatives, forms, rarity, unrare, crew, common, none, learned, known,
    weights, least, found,
):
    """The levels of many pairs of records into `found` [n, 10]; `UNKNOWN` where one side says nothing.

    Names cost a hundred times what all else does. So they are looked at last, and where a pair can't reach `least` bits
    with the most that the words they share could say, they stand as another name. `weights` [10, 11]: bits of each level,
    of the unknown in the last column. `starts` [records + 1, 10]: where in `values` each record's begin, side by side, since
    fetching them from memory is what takes longest.
    """
    tables, bases, judge = learned
    own_names, births, phones, documents, coded, related_names = values
    room = (workspace(), np.empty(FEATURES), np.empty(len(judge[3])), np.empty((8, 3), np.int64))
    best_relative = max(0.0, weights[RELATIVE, 1])
    best_name = np.zeros(8)
    for level in range(8):
        best_name[level] = max(best_name[max(level - 1, 0)], weights[NAME, level])
    for at in range(len(left)):
        i, j = left[at], right[at]
        for k in range(10):
            found[at, k] = UNKNOWN
        for x in range(starts[i, BIRTH], starts[i + 1, BIRTH]):
            for y in range(starts[j, BIRTH], starts[j + 1, BIRTH]):
                found[at, BIRTH] = max(found[at, BIRTH], birth_level(births[x], births[y]))
        a, a_to, b, b_to = _lists(starts, i, j, PHONE)
        if a < a_to and b < b_to:
            found[at, PHONE] = number_level(phones, a, a_to, b, b_to, crew)
        a, a_to, b, b_to = _lists(starts, i, j, DOCUMENT)
        if a < a_to and b < b_to:
            found[at, DOCUMENT] = number_level(documents, a, a_to, b, b_to, none)
        for k in range(5):
            a, a_to, b, b_to = _lists(starts, i, j, PLATE + k)
            if a < a_to and b < b_to:
                found[at, PLATE + k] = shared(coded[k], a, a_to, b, b_to, common if k == 2 else none)
        n, n_to, m, m_to = _lists(starts, i, j, NAME)
        r, r_to, q, q_to = _lists(starts, i, j, RELATIVE)
        named, related = n < n_to and m < m_to, r < r_to and q < q_to
        missing = least
        for k in range(BIRTH, RELATIVE):
            missing -= weights[k, found[at, k]]
        if missing > (best_name[7] if named else 0.0) + (best_relative if related else 0.0):
            found[at, NAME] = 0 if named else UNKNOWN
            found[at, RELATIVE] = 0 if related else UNKNOWN
            continue
        if related:
            level = name_level(
                related_names, r, r_to, related_names, q, q_to, relatives, unrare, tables, bases, judge, room, known[1]
            )
            found[at, RELATIVE] = UNKNOWN if level < 0 else 1 if level & 7 >= 3 else 0
        if named:
            missing -= weights[RELATIVE, found[at, RELATIVE]]
            if missing > best_name[0]:
                most = most_alike(own_names, n, n_to, own_names, m, m_to, names[3], forms, rarity)
                if missing > best_name[most]:
                    found[at, NAME] = 0
                    continue
            level = name_level(
                own_names, n, n_to, own_names, m, m_to, names, rarity, tables, bases, judge, room, known[0]
            )
            found[at, NAME] = level if level < ANOTHER_GIVEN else ANOTHER_GIVEN
            if level >= ANOTHER_GIVEN:
                _leave_out_shared(found, at)
            elif level >= 3 and found[at, RELATIVE] == 1:
                # A name that is the same has counted its patronym.
                mine = _told_already(names, n, n_to, own_names, relatives, r, r_to, related_names)
                if mine and _told_already(names, m, m_to, own_names, relatives, q, q_to, related_names):
                    found[at, RELATIVE] = UNKNOWN
