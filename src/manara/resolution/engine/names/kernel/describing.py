"""What the pairing of two names is like: how much was matched and how surely, what is left over, and how rare that is."""

from __future__ import annotations

import math

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.names.flags import ARABIC, JOINS

FEATURES = 34


@compiled
def describe(
    a_n, a_flags, a_count, a_often, b_n, b_flags, b_count, b_often, quality, taken_a, taken_b, partner, paired,
    total, pairs, worst, feature,
):  # fmt: skip
    turned, surest, least, named = 0, 0.0, 30.0, 0
    for i in range(a_count):
        if partner[i] >= 0:
            for before in range(i):
                if partner[before] > partner[i]:
                    turned += 1
            if not a_flags[i] & b_flags[partner[i]] & JOINS:
                each = paired[i] / min(a_n[i], b_n[partner[i]])
                surest += each
                named += 1
                least = min(least, each)
    left_a, left_b, rare_a, rare_b, joins = 0, 0, 0.0, 0.0, 0
    for i in range(a_count):
        if not taken_a[i]:
            if a_flags[i] & JOINS:
                joins += 1
            else:
                left_a += 1
                rare_a -= math.log(a_often[i])
    for j in range(b_count):
        if not taken_b[j]:
            if b_flags[j] & JOINS:
                joins += 1
            else:
                left_b += 1
                rare_b -= math.log(b_often[j])
    nearest = -9.0
    for i in range(a_count):
        for j in range(b_count):
            if not (taken_a[i] or taken_b[j] or a_flags[i] & JOINS or b_flags[j] & JOINS):
                nearest = max(nearest, quality[0, i, j])
    fewer = min(left_a, left_b)
    feature[0] = total
    feature[1] = pairs
    feature[2] = worst if pairs else -5.0
    feature[3] = turned
    feature[4] = rare_a + rare_b
    feature[5] = min(rare_a, rare_b)
    feature[6] = max(rare_a, rare_b)
    feature[7] = left_a + left_b
    feature[8] = fewer
    feature[9] = joins
    feature[10] = a_count + b_count
    feature[11] = abs(a_count - b_count)
    feature[12] = nearest
    feature[13] = surest / named if named else 0.0
    feature[14] = least if named else -5.0
    feature[15] = total - 0.15 * (rare_a + rare_b) - 0.7 * min(rare_a, rare_b) - 0.2 * joins - turned
    feature[16] = min(total, 20.0)
    feature[17] = fewer > 0
    feature[18] = left_a + left_b > 0
    feature[19] = total / pairs if pairs else 0.0
    feature[20] = min(nearest, 4.0) if fewer > 0 else 0.0
    feature[21] = total / (max(total, 0.0) + rare_a + rare_b + 1.0)
    arabic_a, arabic_b = a_flags[0] & ARABIC, b_flags[0] & ARABIC
    feature[22] = not arabic_a and not arabic_b
    feature[23] = arabic_a != 0 and arabic_b != 0
    feature[27] = (left_a + left_b) / (a_count + b_count)
    feature[28] = min(a_count, b_count) == 1
    first_a, first_b, last_a, last_b = -1, -1, -1, -1
    for i in range(a_count):
        if not a_flags[i] & JOINS:
            last_a = i
            if first_a < 0:
                first_a = i
    for j in range(b_count):
        if not b_flags[j] & JOINS:
            last_b = j
            if first_b < 0:
                first_b = j
    # A name may be nothing but words that join: then it has no first one, and nothing is matched with it.
    feature[29] = first_a >= 0 and first_b >= 0 and partner[first_a] == first_b
    feature[30] = last_a >= 0 and last_b >= 0 and partner[last_a] == last_b
    feature[31] = first_a >= 0 and first_b >= 0 and not taken_a[first_a] and not taken_b[first_b]
    feature[32] = last_a >= 0 and last_b >= 0 and not taken_a[last_a] and not taken_b[last_b]
