"""What the found words make of each name at a glance: which stand for which, and what the judge will about say of that.

Words are entered from the one that weighs most on, so that those that stand for each other are paired as the kernel pairs
them. The outline of a name is one number: for each of the query's eight words the place in the name of the word that stands
for it, plus one, in four bits; above, eight bits for the places that are taken; above, what the pairs weigh.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.kernel.judging import APART, SHORT_OF, STEEP, WHOLLY_SHORT_OF
from manara.resolution.engine.names.scanning import UNLIKE

# How words stand for each other: one for one, two neighbours of the name for one, or one for two neighbours of the query.
ONE, TWO_OF_NAME, TWO_OF_QUERY = 0, 1, 2
# The second of two of the query's words that are read as one has no place of its own.
WITH_THE_WORD_BEFORE = 15
_TAKEN, _WEIGHT, _PARTS = 32, 40, 512.0
# How rare each of a name's words is, a byte each: so many parts of a nat, or that it only joins, or may be passed over.
RARE, RAREST, JOINS, ASIDE = 8.0, 127, 128, 129
# One of each byte, its upper bit, all of every second; and the bytes that eight bits stand for.
_ONES, _UPPER, _SECOND = 0x0101010101010101, -0x7F7F7F7F7F7F7F80, 0x00FF00FF00FF00FF
_SUM, _BYTES = 0x0001000100010001, np.array([sum(255 << 8 * at for at in range(8) if each >> at & 1) for each in range(256)],
                                            np.uint64).view(np.int64)  # fmt: skip


@compiled
def outlined(words, slots, ways, weights, least, bearers, starts, joined_bearers, joined_starts, outline, rows, count):
    """Enter the found words, which come from the weightiest on, into `outline` [names], and into `rows` each name met first.

    A name is entered by a word of weight `least` or more alone. Returns how many there are now; `bearers` are eight times the
    row plus the place.
    """
    for k in range(len(words)):
        way, more = ways[k], np.int64(weights[k] * _PARTS) << _WEIGHT
        slot = 4 * slots[k]
        mine = np.int64(15) << slot
        behind = np.int64(WITH_THE_WORD_BEFORE) << (slot + 4) if way == TWO_OF_QUERY else np.int64(0)
        its = np.int64(3 if way == TWO_OF_NAME else 1) << _TAKEN
        listed, begin = (joined_bearers, joined_starts) if way == TWO_OF_NAME else (bearers, starts)
        for at in range(begin[words[k]], begin[words[k] + 1]):
            row, place = listed[at] >> 3, np.int64(listed[at] & 7)
            seen = outline[row]
            if seen & (mine | behind | its << place):
                continue
            if seen == 0:
                if weights[k] < least[k]:
                    continue
                rows[count] = row
                count += 1
            outline[row] = (seen | its << place | (place + 1) << slot | behind) + more
    return count


@compiled
def left_of_query(seen, flags, rarity, count):
    """How many words of the query are left, how rare they are, and how many that only join and that may be passed over."""
    left, rare, joins, aside = 0, np.float32(0.0), 0, 0
    for i in range(count):
        if not (seen >> 4 * i) & 15:
            if flags[i] & kernel.ASIDE:
                aside += 1
            elif flags[i] & kernel.JOINS:
                joins += 1
            else:
                left += 1
                rare += rarity[i]
    return left, rare, joins, aside


@compiled
def left_of_name(seen, rarities):
    """The same of the name's words, and how many it has."""
    left, rare, joins, aside, count = 0, np.float32(0.0), 0, 0, 0
    taken = seen >> _TAKEN
    while rarities and count < 8:
        here = rarities & 255
        if not (taken >> count) & 1:
            if here == JOINS:
                joins += 1
            elif here == ASIDE:
                aside += 1
            else:
                left += 1
                rare += np.float32(here) / np.float32(RARE)
        rarities = (rarities >> 8) & 0xFFFFFFFFFFFFFF
        count += 1
    return left, rare, joins, aside, count


@compiled
def at_most(outline, rows, flags, rarity, count, rarities, scores):
    """The most that the judge can say of the names `rows`."""
    rare_left, some_left = np.zeros(256, np.float32), np.zeros(256, np.bool_)
    for found in range(1 << count):
        for i in range(count):
            if not (found >> i) & 1 and not flags[i] & (kernel.ASIDE | kernel.JOINS):
                rare_left[found] += rarity[i]
                some_left[found] = True
    for k in range(len(rows)):
        seen, its = outline[rows[k]], rarities[rows[k]]
        found = 0
        for i in range(count):
            found |= ((seen >> 4 * i) & 15 > 0) << i
        # The bytes of words that neither join nor are found, and their sum.
        its &= ~(((its & _UPPER) >> 7 & _ONES) * 255) & ~_BYTES[(seen >> _TAKEN) & 255]
        pairs = (its & _SECOND) + (its >> 8 & _SECOND)
        its_rare = np.float32((pairs * _SUM) >> 48 & 0xFFFF) / np.float32(RARE)
        total = np.float32(seen >> _WEIGHT) / np.float32(_PARTS)
        scores[k] = STEEP * total - (SHORT_OF if some_left[found] or its else WHOLLY_SHORT_OF)
        if some_left[found] and its:
            scores[k] = min(scores[k], total - min(rare_left[found], its_rare) - APART)


@compiled
def ends(seen, flags, count, rarities, its_count):
    """Of the first and the last words that are no joints: whether they stand for each other, and whether both are left."""
    first, last, its_first, its_last = -1, -1, -1, -1
    for i in range(count):
        if not flags[i] & kernel.JOINS and ((seen >> 4 * i) & 15 or not flags[i] & kernel.ASIDE):
            last = i
            first = i if first < 0 else first
    taken = seen >> _TAKEN
    for j in range(its_count):
        here = (rarities >> 8 * j) & 255
        if here <= RAREST or (here == ASIDE and (taken >> j) & 1):
            its_last = j
            its_first = j if its_first < 0 else its_first
    if first < 0 or its_first < 0:
        return False, False, False, False
    one, other = (seen >> 4 * first) & 15, (seen >> 4 * last) & 15
    return (
        one == its_first + 1, other == its_last + 1,
        not one and not (taken >> its_first) & 1, not other and not (taken >> its_last) & 1,
    )  # fmt: skip


@compiled
def about(outline, rows, flags, rarity, count, rarities, of, its_flags, judge, scores):
    """What the judge will about say of the names `rows`; `scores` are the most it can say. What can't be seen at a glance is
    taken as it is on average."""
    middle, spread, inner, bias, outer = judge
    feature, hidden = np.empty(kernel.FEATURES, np.float32), np.empty(len(bias), np.float32)
    for k in range(len(rows)):
        seen = outline[rows[k]]
        total = np.float32(seen >> _WEIGHT) / np.float32(_PARTS)
        left, rare, joins, aside = left_of_query(seen, flags, rarity, count)
        its_left, its_rare, its_joins, its_aside, its_count = left_of_name(seen, rarities[rows[k]])
        pairs, turned = 0, 0
        for i in range(count):
            place = (seen >> 4 * i) & 15
            if place and place != WITH_THE_WORD_BEFORE:
                pairs += 1
                for before in range(i):
                    turned += place < (seen >> 4 * before) & 15 < WITH_THE_WORD_BEFORE
        for f in range(kernel.FEATURES):
            feature[f] = middle[f]
        fewer, told, its_told = min(left, its_left), count - aside, its_count - its_aside
        feature[0], feature[1], feature[2], feature[3] = total, pairs, 0.8 * total / pairs, turned
        feature[4], feature[5], feature[6] = rare + its_rare, min(rare, its_rare), max(rare, its_rare)
        feature[7], feature[8], feature[9] = left + its_left, fewer, joins + its_joins
        feature[10], feature[11] = told + its_told, abs(told - its_told)
        feature[12], feature[13], feature[14] = (UNLIKE if fewer else kernel.WORST), 2.0, 1.5
        feature[15] = (
            total - 0.15 * (rare + its_rare) - 0.7 * min(rare, its_rare) - 0.2 * (joins + its_joins) - turned
        )
        feature[16], feature[17], feature[18] = min(total, 20.0), fewer > 0, left + its_left > 0
        feature[19], feature[20] = total / pairs, UNLIKE if fewer else 0.0
        feature[21] = total / (total + rare + its_rare + 1.0)
        arabic, its_arabic = flags[0] & kernel.ARABIC, its_flags[of[rows[k], 0]] & kernel.ARABIC
        feature[22], feature[23] = not arabic and not its_arabic, arabic != 0 and its_arabic != 0
        feature[24], feature[25], feature[26] = 0.0, 0.0, 0.7 * pairs
        feature[27], feature[28] = (left + its_left) / max(told + its_told, 1), min(told, its_told) == 1
        feature[29], feature[30], feature[31], feature[32] = ends(seen, flags, count, rarities[rows[k]], its_count)
        feature[33] = 1.15 * total / pairs
        for h in range(len(bias)):
            hidden[h] = bias[h]
        for f in range(kernel.FEATURES):
            value = min(np.float32(6.0), max(np.float32(-6.0), (feature[f] - middle[f]) * spread[f]))
            for h in range(len(bias)):
                hidden[h] += value * inner[f, h]
        odds = outer[len(bias)]
        for h in range(len(bias)):
            odds += bent(hidden[h]) * outer[h]
        scores[k] = min(scores[k], odds)


@compiled
def bent(x):
    """The hyperbolic tangent, to a thousandth, of many at once."""
    x = min(np.float32(4.9), max(np.float32(-4.9), x))
    y = x * x
    above = np.float32(135135.0) + y * (np.float32(17325.0) + y * (np.float32(378.0) + y))
    below = np.float32(135135.0) + y * (np.float32(62370.0) + y * (np.float32(3150.0) + y * np.float32(28.0)))
    return x * above / below
