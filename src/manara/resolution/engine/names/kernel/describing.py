"""What the pairing of two names is like: how much was matched and how surely, what is left over, and how rare that is."""

from __future__ import annotations

import math

from manara.foundation.engine.compiling import compiled_within
from manara.resolution.engine.names.flags import ARABIC, ASIDE, CLASS, JOINS

# What the judge weighs; behind it stands whether father and son are exchanged, which decides by itself.
FEATURES = 34
DESCRIBED = FEATURES + 1


@compiled_within
def leading(flags, count):
    """How many words the group has that stands before the given name: "Ould Ahmed Mohamed"; 0 where there is none."""
    at = 0
    while at < count and flags[at] & CLASS and flags[at] & JOINS:
        at += 1
        while at < count and flags[at] & JOINS:
            at += 1
        at += 1
    return at if at < count else 0


@compiled_within
def between(flags, count, lead, one, other):
    """How often "son of" stands between two places of a name, its leading group read behind it."""
    told = 0
    for place in range(one + 1, other):
        if flags[(place + lead) % count] & CLASS:
            told += 1
    return told


@compiled_within
def disorder(a_count, a_lead, b_count, b_lead, partner):
    """How many matched words stand in the other order, the leading groups read behind the names."""
    turned = 0
    for i in range(a_count):
        mine = partner[(i + a_lead) % a_count]
        if mine >= 0:
            for before in range(i):
                other = partner[(before + a_lead) % a_count]
                if other >= 0 and (other - b_lead) % b_count > (mine - b_lead) % b_count:
                    turned += 1
    return turned


@compiled_within
def exchanged(a_flags, a_count, a_lead, b_flags, b_count, b_lead, partner):
    """Whether who is the son in one name is the father in the other, both of them saying so: Ali Ben Omar, Omar Ben Ali."""
    for i in range(a_count):
        left = (i + a_lead) % a_count
        if partner[left] < 0 or a_flags[left] & JOINS:
            continue
        for before in range(i):
            earlier = (before + a_lead) % a_count
            if partner[earlier] < 0 or a_flags[earlier] & JOINS:
                continue
            one, other = (partner[left] - b_lead) % b_count, (partner[earlier] - b_lead) % b_count
            if other > one and between(a_flags, a_count, a_lead, before, i) and between(b_flags, b_count, b_lead, one, other):
                return True
    return False


@compiled_within
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
    feature[FEATURES] = 0.0
    if pairs > 1:
        a_lead, b_lead = leading(a_flags, a_count), leading(b_flags, b_count)
        # A family's name stands before or behind the given one: its order says nothing.
        if turned and a_lead:
            turned = min(turned, disorder(a_count, a_lead, b_count, 0, partner))
        if turned and b_lead:
            turned = min(turned, disorder(a_count, 0, b_count, b_lead, partner))
        if turned or a_lead or b_lead:
            feature[FEATURES] = exchanged(a_flags, a_count, a_lead, b_flags, b_count, b_lead, partner)
    left_a, left_b, rare_a, rare_b, joins = 0, 0, 0.0, 0.0, 0
    # A title or a nickname that one name has alone is passed over, as if it had not been written.
    aside_a, aside_b = 0, 0
    for i in range(a_count):
        if not taken_a[i]:
            if a_flags[i] & ASIDE:
                aside_a += 1
            elif a_flags[i] & JOINS:
                joins += 1
            else:
                left_a += 1
                rare_a -= math.log(a_often[i])
    for j in range(b_count):
        if not taken_b[j]:
            if b_flags[j] & ASIDE:
                aside_b += 1
            elif b_flags[j] & JOINS:
                joins += 1
            else:
                left_b += 1
                rare_b -= math.log(b_often[j])
    nearest = -9.0
    for i in range(a_count):
        for j in range(b_count):
            if not (taken_a[i] or taken_b[j] or (a_flags[i] | b_flags[j]) & (JOINS | ASIDE)):
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
    told_a, told_b = a_count - aside_a, b_count - aside_b
    feature[10] = told_a + told_b
    feature[11] = abs(told_a - told_b)
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
    feature[27] = (left_a + left_b) / max(told_a + told_b, 1)
    feature[28] = min(told_a, told_b) == 1
    first_a, first_b, last_a, last_b = -1, -1, -1, -1
    for i in range(a_count):
        if not a_flags[i] & JOINS and (taken_a[i] or not a_flags[i] & ASIDE):
            last_a = i
            if first_a < 0:
                first_a = i
    for j in range(b_count):
        if not b_flags[j] & JOINS and (taken_b[j] or not b_flags[j] & ASIDE):
            last_b = j
            if first_b < 0:
                first_b = j
    # A name may be nothing but words that join: then it has no first one, and nothing is matched with it.
    feature[29] = first_a >= 0 and first_b >= 0 and partner[first_a] == first_b
    feature[30] = last_a >= 0 and last_b >= 0 and partner[last_a] == last_b
    feature[31] = first_a >= 0 and first_b >= 0 and not taken_a[first_a] and not taken_b[first_b]
    feature[32] = last_a >= 0 and last_b >= 0 and not taken_a[last_a] and not taken_b[last_b]
