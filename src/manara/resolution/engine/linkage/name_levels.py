"""Levels of two names, compiled: the same name by how rare it is, perhaps, another; and what kin have in common."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.names.kernel import ARABIC, JOINS, LIKE, compare, judged

# Beside the level of two names: that each has a given name of its own, as brothers and sisters have.
ANOTHER_GIVEN = 8
# Odds (nats) below which a name is not surely the same, however rare what is shared: kin share it, too.
SURELY = 3.0
_NATS = 0.6931471805599453


@compiled
def sheet():
    """Room for the words of one name side by side, as they are compared."""
    return (
        np.zeros((8, 20), np.int8), np.zeros(8, np.int8), np.zeros(8, np.int32), np.zeros((8, 3), np.float32),
        np.zeros(8, np.float32), np.zeros(8, np.float32),
    )  # fmt: skip


@compiled
def _written(name, count, words, onto):
    """A name's words beside each other `onto` a sheet."""
    for at in range(count):
        word = name[at]
        for letter in range(20):
            onto[0][at, letter] = words[0][word, letter]
        onto[1][at], onto[2][at] = words[1][word], words[2][word]
        for k in range(3):
            onto[3][at, k] = words[3][word, k]
        onto[4][at], onto[5][at] = words[4][word], words[5][word]


@compiled
def _same_letters(one, other, words):
    if one == other:
        return True
    if words[1][one] != words[1][other]:
        return False
    same = True
    for letter in range(words[1][one]):
        same = same and words[0][one, letter] == words[0][other, letter]
    return same


@compiled
def _alike(names, i, j, words):
    """Whether two names are written alike, letter by letter."""
    if names[1][i] != names[1][j]:
        return False
    same = True
    for at in range(names[1][i]):
        same = same and _same_letters(names[0][i, at], names[0][j, at], words)
    return same


@compiled
def rare_level(bits):
    """The level of one name, by how rare it is."""
    return 7 if bits > 17 else 6 if bits > 13 else 5 if bits > 9.5 else 4 if bits > 6 else 3


@compiled
def _shared_bits(i, j, names, forms, rarity):
    """How rare the words of name i are that name j has too, in one of their skeletons."""
    total = 0.0
    for x in range(names[1][i]):
        one = names[0][i, x]
        for y in range(names[1][j]):
            other = names[0][j, y]
            if (
                forms[one, 0] == forms[other, 0] or (forms[one, 1] and forms[one, 1] == forms[other, 0])
                or (forms[other, 1] and (forms[one, 0] == forms[other, 1] or forms[one, 1] == forms[other, 1]))
            ):  # fmt: skip
                total += rarity[one]
                break
    return total / _NATS


@compiled
def most_alike(own, a_from, a_to, b_from, b_to, names, forms, rarity):
    """The highest level that these names may reach, by the words whose skeletons they share."""
    bits = 0.0
    for x in range(a_from, a_to):
        for y in range(b_from, b_to):
            i, j = own[x], own[y]
            bits = max(bits, min(_shared_bits(i, j, names, forms, rarity), _shared_bits(j, i, names, forms, rarity)))
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
def _pair(i, j, names, words, rarity, tables, bases, judge, room):
    work, feature, hidden, pairing, a, b = room
    mine, theirs = names[0][i], names[0][j]
    a_count, b_count = names[1][i], names[1][j]
    _written(mine, a_count, words, a)
    _written(theirs, b_count, words, b)
    pairs = compare(
        a[0], a[1], a[2], a_count, a[3], a[4], a[5], b[0], b[1], b[2], b_count, b[3], b[4], b[5],
        tables, bases, work, feature, pairing,
    )  # fmt: skip
    level = 0
    if pairs > 0:
        odds = judged(feature, judge[0], judge[1], judge[2], judge[3], judge[4], hidden)
        if odds > 1.0 or _alike(names, i, j, words):
            shared = 0.0
            for k in range(pairs):
                left, right, way = pairing[k, 0], pairing[k, 1], pairing[k, 2]
                if a[2][left] & b[2][right] & JOINS:
                    continue
                rare = min(rarity[mine[left]], rarity[theirs[right]])
                if way == 2:
                    rare = max(rare, rarity[theirs[right]])
                if way == 1:
                    rare = max(rare, rarity[mine[left]])
                shared += min(work[2][way, left, right], rare)
            level = min(rare_level(shared / _NATS), 5 if odds < SURELY else 7)
        elif odds > -1.0:
            level = 2
        elif odds > -3.5:
            level = 1
    if level < 3 and _another_given(a[2], a_count, b[2], b_count, work[1]):
        level |= ANOTHER_GIVEN
    return level


@compiled
def name_level(own, a_from, a_to, b_from, b_to, names, words, rarity, tables, bases, judge, room, known):
    """The best of all pairs of names: 7 to 3 the same name, the rarer the higher; 2 and 1 perhaps; 0 another name.

    With `ANOTHER_GIVEN` added where that holds for every pair.
    """
    best, another = -1, ANOTHER_GIVEN
    for x in range(a_from, a_to):
        i = own[x]
        if names[1][i] == 0:
            continue
        for y in range(b_from, b_to):
            j = own[y]
            if names[1][j] == 0:
                continue
            one, other = min(i, j), max(i, j)
            place = ((one * 0x9E3779B1 + other * 0x85EBCA77) >> 7) & (len(known) - 1)
            key = ((one << 27) + other) << 4
            kept = known[place]  # one read, so that another thread may write meanwhile
            if kept - (kept & 15) == key:
                level = kept & 15
            else:
                level = _pair(one, other, names, words, rarity, tables, bases, judge, room)
                known[place] = key + level
            another &= level
            best = max(best, level & 7)
            if best == 7:
                return best
    return best + another if best >= 0 else best


@compiled
def told_already(own, i, i_to, own_names, relative, r, r_to, related_names, words):
    """Whether the first word of every relative stands in one of the record's own names, as a father's does in a patronym."""
    for x in range(r, r_to):
        k, at, found = related_names[x], 0, False
        if relative[1][k] == 0:
            return False
        while at + 1 < relative[1][k] and words[2][relative[0][k, at]] & JOINS:
            at += 1
        if words[2][relative[0][k, at]] & JOINS:
            at = 0
        for y in range(i, i_to):
            n = own_names[y]
            for word in range(own[1][n]):
                found = found or _same_letters(own[0][n, word], relative[0][k, at], words)
        if not found:
            return False
    return True
