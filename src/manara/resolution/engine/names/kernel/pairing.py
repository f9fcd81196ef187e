"""Which word of one name stands for which of the other, and what that pairing is like."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled, compiled_within
from manara.resolution.engine.names.flags import ARABIC, ARTICLED, JOINS
from manara.resolution.engine.names.kernel.describing import describe
from manara.resolution.engine.names.kernel.letters import MODEL, WORST, between
from manara.resolution.engine.names.kernel.units import LONGEST, begin, room
from manara.resolution.engine.names.kernel.words import (
    AGREED,
    ENOUGH,
    KNOWN,
    acquaintance,
    agreed,
    articled,
    like,
    may_be_stem,
    may_be_two,
    met,
    one_compound,
    stems,
    weighed,
    with_two,
)


@compiled
def workspace():
    """Room for one comparison, used again for the next."""
    return (
        room(), np.empty((3, 8, 8), np.float32), np.empty((3, 8, 8), np.float32),
        np.empty(LONGEST, np.int8), np.zeros(8, np.int8), np.zeros(8, np.int8), np.full(8, -1, np.int64),
        np.zeros(8, np.float32),
    )  # fmt: skip


@compiled_within
def compare(
    a, a_n, a_flags, a_count, a_alone, a_spelt, a_often,
    b, b_n, b_flags, b_count, b_alone, b_spelt, b_often,
    tables, bases, work, feature, pairing,
):  # fmt: skip
    """Pair the tokens of two names and describe the pairing in `feature` [35], unless nothing is paired.

    `pairing` [8, 3] gets, for each pair, the first token on each side, and which way tokens were joined (0, or 1 for two on
    the right, 2 for two on the left). Returns the number of pairs.
    """
    if not reckoned(
        a, a_n, a_flags, a_count, a_alone, a_spelt, a_often, b, b_n, b_flags, b_count, b_alone, b_spelt, b_often,
        tables, bases, work,
    ):  # fmt: skip
        return np.int64(0)
    return paired(
        a_n, a_flags, np.int64(a_count), a_often, b_n, b_flags, np.int64(b_count), b_often, tables, work, feature, pairing
    )


@compiled_within
def reckoned(
    a, a_n, a_flags, a_count, a_alone, a_spelt, a_often,
    b, b_n, b_flags, b_count, b_alone, b_spelt, b_often, tables, bases, work,
):  # fmt: skip
    """Reckon the evidence and the weights of all words of two names with each other; whether any of them weighs anything."""
    place, quality, weight, joined = work[0], work[1], work[2], work[3]
    known, model = tables[KNOWN], tables[MODEL]
    begin(place)
    for i in range(a_count):
        # Lengths of one kind everywhere, so that what is compiled for them is compiled once.
        a_arabic, n = a_flags[i] & ARABIC, np.int64(a_n[i])
        for j in range(b_count):
            b_arabic, m = b_flags[j] & ARABIC, np.int64(b_n[j])
            q = between(
                a, i, n, a_arabic, a_alone, a_spelt, b, j, m, b_arabic, b_alone, b_spelt, model, bases, place
            )
            if q < 8.0:
                if a_arabic and not b_arabic and a_flags[i] & ARTICLED and not b_flags[j] & ARTICLED and m > 3:
                    q = max(q, articled(a[i], n, a_alone[i], b[j], m, b_spelt[j], model, bases, joined, place))
                elif b_arabic and not a_arabic and b_flags[j] & ARTICLED and not a_flags[i] & ARTICLED and n > 3:
                    q = max(q, articled(b[j], m, b_alone[j], a[i], n, a_spelt[i], model, bases, joined, place))
            q = agreed(q, a_flags[i], b_flags[j], known)
            compound = q < ENOUGH and one_compound(a_flags[i], b_flags[j])
            if compound and may_be_stem(a[i], a_flags[i], b[j], b_flags[j], model):
                q = max(q, stems(
                    a[i], n, a_flags[i], a_alone[i], a_spelt[i], b[j], m, b_flags[j], b_alone[j], b_spelt[j],
                    model, bases, joined, place,
                ))  # fmt: skip
            quality[0, i, j] = q
    heaviest = np.float32(0.0)
    for i in range(a_count):
        for j in range(b_count):
            one, other = WORST, WORST
            unlike = j + 1 < b_count and quality[0, i, j] < 4.0 and quality[0, i, j + 1] < 4.0
            may = j + 1 < b_count and a_n[i] >= 3 and (unlike or b_flags[j] & JOINS)
            if may and may_be_two(a[i, 0], a_n[i], a_flags[i], b[j, 0], b_n[j] + b_n[j + 1], b_flags[j], model):
                one = with_two(
                    a[i], np.int64(a_n[i]), a_flags[i], a_alone[i], a_spelt[i], b, b_n, b_flags, b_alone, b_spelt, j,
                    model, bases, joined, place,
                )  # fmt: skip
            unlike = i + 1 < a_count and quality[0, i, j] < 4.0 and quality[0, i + 1, j] < 4.0
            may = i + 1 < a_count and b_n[j] >= 3 and (unlike or a_flags[i] & JOINS)
            if may and may_be_two(b[j, 0], b_n[j], b_flags[j], a[i, 0], a_n[i] + a_n[i + 1], a_flags[i], model):
                other = with_two(
                    b[j], np.int64(b_n[j]), b_flags[j], b_alone[j], b_spelt[j], a, a_n, a_flags, a_alone, a_spelt, i,
                    model, bases, joined, place,
                )  # fmt: skip
            quality[1, i, j], quality[2, i, j] = one, other
            weight[0, i, j] = weighed(quality[0, i, j], met(a_flags[i], a_often[i], b_flags[j], b_often[j]))
            weight[1, i, j] = weighed(quality[1, i, j], a_often[i])
            weight[2, i, j] = weighed(quality[2, i, j], b_often[j])
            heaviest = max(heaviest, weight[0, i, j], weight[1, i, j], weight[2, i, j])
    return heaviest > 0


@compiled_within
def paired(a_n, a_flags, a_count, a_often, b_n, b_flags, b_count, b_often, tables, work, feature, pairing):
    """Pair the tokens of two names by the evidence and the weights in `work`, as `compare` does."""
    quality, weight, taken_a, taken_b, partner, paired_quality = work[1], work[2], work[4], work[5], work[6], work[7]
    against, least_known, agreeing = 0.0, 0.0, 0
    for i in range(a_count):
        taken_a[i] = 0
        partner[i] = -1
    for j in range(b_count):
        taken_b[j] = 0
    pairs = np.int64(0)
    total = 0.0
    worst = 30.0
    surest = 0.0
    while True:
        best, way, left, right = 0.0, -1, -1, -1
        for k in range(3):
            for i in range(a_count - (1 if k == 2 else 0)):
                if taken_a[i] or (k == 2 and taken_a[i + 1]):
                    continue
                for j in range(b_count - (1 if k == 1 else 0)):
                    if taken_b[j] or (k == 1 and taken_b[j + 1]):
                        continue
                    w = weight[k, i, j] - 0.3 * abs(i - j)
                    if w > best and like(quality[k, i, j], a_n[i], a_flags[i], b_n[j], b_flags[j]):
                        best, way, left, right = w, k, i, j
        if way < 0:
            break
        taken_a[left] = 1
        taken_b[right] = 1
        if way == 2:
            taken_a[left + 1] = 1
        if way == 1:
            taken_b[right + 1] = 1
        if way == 0 and not a_flags[left] & b_flags[right] & JOINS:
            told = acquaintance(a_flags[left], b_flags[right], tables[KNOWN])
            if told < 0.0 and one_compound(a_flags[left], b_flags[right]):
                told = 0.0
            against += min(told, 0.0)
            least_known = min(least_known, told)
            agreeing += told > AGREED
        partner[left] = right
        paired_quality[left] = quality[way, left, right]
        pairing[pairs, 0] = left
        pairing[pairs, 1] = right
        pairing[pairs, 2] = way
        pairs += 1
        total += weight[way, left, right]
        worst = min(worst, weight[way, left, right])
        surest = max(surest, weight[way, left, right])
    describe(
        a_n, a_flags, a_count, a_often, b_n, b_flags, b_count, b_often, quality, taken_a, taken_b, partner, paired_quality,
        total, pairs, worst, feature,
    )  # fmt: skip
    feature[24] = against
    feature[25] = least_known
    feature[26] = agreeing
    feature[33] = surest
    return pairs
