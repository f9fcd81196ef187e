"""Levels of two names, compiled: the same name by how rare it is, perhaps, another; and what kin have in common."""

from __future__ import annotations

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.names.kernel import ARABIC, JOINS, LIKE, compare, judged

# Beside the level of two names: that each has a given name of its own, as brothers and sisters have.
ANOTHER_GIVEN = 8
# Odds (nats) below which a name is not surely the same, however rare what is shared: kin share it, too.
SURELY = 3.0
_NATS = 0.6931471805599453


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
def told_already(own, i, i_to, own_names, relative, r, r_to, related_names):
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
