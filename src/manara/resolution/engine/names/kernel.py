"""The inner loops of comparing names, compiled: spelling against spelling, token with token, and what is left over."""

from __future__ import annotations

import math

import numpy as np

from manara.foundation.engine.compiling import compiled

JOINS, ARTICLED, ARABIC, COMPOUND = 1, 2, 4, 8
# Above them, of a word with عبد ال or الدين: where its stem begins and how long it is.
STEM, STEM_LONG = 4, 8
FEATURES = 34
# The token's number among the known words stands above all that, plus one; 0 is a word that is not known.
NUMBER = 13
# Where among the tables the known words stand: how often which word of one script was met for which of the other.
KNOWN = 3
_LONGEST = 44
_AL = 2  # letters of the article
# What it costs (nats) that only one of two words has عبد ال or الدين; it is asked only where the words as they are say less.
LEFT_OUT, ENOUGH = np.float32(1.5), 2.0
# Evidence against one word is not told further than this: what is further apart is as far apart.
WORST = np.float32(-9.0)
# From here on, what is known of two words says that they are one (nats).
AGREED = 0.3
# A word of so few letters is often written together with its neighbour; two longer ones are only where they surely are,
# by so many nats for each letter of the shorter spelling.
PARTICLE, SURELY_ONE = 2, 1.7
# Log odds of two names that have no part in common.
NOTHING = -30.0
# Odds are never above what the matched parts carry, in nats: a faint likeness of one word is no likeness of names, and a
# search may pass over names whose words promise less.
STEEP, SHORT_OF = 3.0, 11.0
# Where every part of both names is matched, one common word says that it is the same name.
WHOLLY_SHORT_OF = 8.0
# What the same letters in the same order add to the odds: no other spelling of a name is nearer to it than itself.
IDENTICAL = 1.0
# The evidence of a single letter beside a word that may begin with it: little, but nothing that speaks against it (nats).
INITIAL = np.float32(1.5)
# A letter that is written for the other's at the beginning of words at least so often (log probability) may be its initial.
BEGINS = -8.5


@compiled
def spelling(x, n, y, m, table, x_base, y_base, widest, least, reached):
    """Log probability of the likeliest way in which letters x[:n] and y[:m] are written for each other, or `least`.

    Each step only adds cost, so a way that has fallen below `least` is left.
    """
    logp, x_rows, y_columns = table
    # Which columns the units of y have that begin at each letter; those that were never met come last.
    columns = np.empty((_LONGEST, 4), np.int32)
    for j in range(m + 1):
        columns[j, 0] = y_columns[0]
        other, place = 0, 1
        for given in range(1, 4):
            if given > widest or j + given > m:
                columns[j, given] = -1
                continue
            other += place * y[j + given - 1]
            place *= y_base
            columns[j, given] = y_columns[other]
    for i in range(n + 1):
        for j in range(m + 1):
            reached[i, j] = -1e9
    reached[0, 0] = 0.0
    for i in range(n + 1):
        for taken in range(3):
            if i + taken > n:
                break
            unit = 0
            if taken >= 1:
                unit = x[i]
            if taken == 2:
                unit += x_base * x[i + 1]
            row = x_rows[unit]
            if row < 0:
                continue
            costs = logp[1 if i == 0 else (2 if i + taken == n else 0), row]
            here, there = reached[i], reached[i + taken]
            for j in range(m + 1):
                so_far = here[j]
                if so_far < least:
                    continue
                for given in range(0 if taken else 1, 4):
                    column = columns[j, given]
                    if column >= 0:
                        total = so_far + costs[column]
                        if total > there[j + given]:
                            there[j + given] = total
    return max(least, reached[n, m])


@compiled
def evidence(a, n, a_arabic, a_alone, a_spelt, b, m, b_arabic, b_alone, b_spelt, tables, bases, reached):
    """How much likelier these two letter sequences are as one word than as two (nats); `WORST` where lengths say no."""
    if n == 0 or m == 0:
        return WORST
    least = WORST
    if (n == 1) != (m == 1) and begins(a[0], a_arabic, b[0], b_arabic, tables, bases):
        least = INITIAL
    if a_arabic == b_arabic:
        number = 2 if a_arabic else 1
        # One order, so that comparing is symmetric.
        swap = n > m
        if n == m:
            for k in range(n):
                if a[k] != b[k]:
                    swap = a[k] > b[k]
                    break
        if n > m + m // 2 + 2 or m > n + n // 2 + 2:
            return least
    else:
        number = 0
        swap = not a_arabic
        wide, narrow = (m, n) if a_arabic else (n, m)
        if wide > 3 * narrow + 2 or 9 * narrow > 20 * wide:
            return least
    table = tables[number]
    x_base, y_base = bases[number, 0], bases[number, 1]
    widest = 3 if number == 0 else 2
    if swap:
        apart = b_alone[1 if a_arabic else 0] + a_spelt
        way = spelling(b, m, a, n, table, x_base, y_base, widest, apart + WORST, reached)
        return max(least, way - apart)
    apart = a_alone[1 if b_arabic else 0] + b_spelt
    way = spelling(a, n, b, m, table, x_base, y_base, widest, apart + WORST, reached)
    return max(least, way - apart)


@compiled
def begins(one, one_arabic, other, other_arabic, tables, bases):
    """Whether one of these letters alone may stand for a word that begins with the other: O for عمر, and no M for نور."""
    if (one_arabic != 0) == (other_arabic != 0):
        return one == other
    logp, x_rows, y_columns = tables[0]
    arabic, latin = (one, other) if one_arabic else (other, one)
    row = x_rows[arabic]
    if row < 0:
        return False
    # Ch, kh, dj are shortened to their first letter too.
    for behind in range(bases[0, 1]):
        column = y_columns[latin + bases[0, 1] * behind]
        if column >= 0 and logp[1, row, column] > BEGINS:
            return True
    return False


@compiled
def acquaintance(one_flags, other_flags, known):
    """What was learned of these very words: up to 0.69 where one is usually met for the other, far below 0 where both are
    known and never were; 0 where one of them is not known (nats).

    Across scripts it is the share of the rarer word's bearers that were also met with the other spelling; within a script,
    how alike the spellings are that both have in the other script.
    """
    one, other = (one_flags >> NUMBER) - 1, (other_flags >> NUMBER) - 1
    if one < 0 or other < 0:
        return 0.0
    counts, starts, partners = known
    fewer = min(counts[0, 1, one], counts[0, 1, other])
    both = 0.0
    if one == other:
        both = fewer
    elif (one_flags ^ other_flags) & ARABIC:
        if starts[one + 1] - starts[one] > starts[other + 1] - starts[other]:
            one, other = other, one
        i, j = starts[one], starts[one + 1]
        while i < j:
            place = (i + j) // 2
            if partners[place] < other:
                i = place + 1
            else:
                j = place
        if i < starts[one + 1] and partners[i] == other:
            both = counts[0, 0, i]
    else:
        i, j = starts[one], starts[other]
        while i < starts[one + 1] and j < starts[other + 1]:
            if partners[i] == partners[j]:
                both += counts[0, 0, i] * counts[0, 0, j]
                i += 1
                j += 1
            elif partners[i] < partners[j]:
                i += 1
            else:
                j += 1
        both *= fewer / max(counts[0, 2, one] * counts[0, 2, other], 1.0)
    return math.log(2.0 * (both + 0.75) / (fewer + 1.5))


@compiled
def corrected(quality, told):
    """The evidence of the letters with what is known of the words: what is often met is sure, what never was is doubtful."""
    if told > AGREED:
        return max(quality, np.float32(3.0)) + np.float32(told)
    return max(WORST, quality + np.float32(max(told, -3.5))) if told < 0 else quality + np.float32(told)


@compiled
def concluded(q, a, n, a_flags, a_alone, a_spelt, b, m, b_flags, b_alone, b_spelt, tables, bases, joined, reached):
    """The evidence of two words, from that of their letters `q`: with what is known of them, and by their stems if need be."""
    q = corrected(q, acquaintance(a_flags, b_flags, tables[KNOWN]))
    if q < ENOUGH and one_compound(a_flags, b_flags) and _may_be_stem(a, a_flags, b, b_flags, tables, bases):
        q = max(q, stems(a, n, a_flags, a_alone, a_spelt, b, m, b_flags, b_alone, b_spelt, tables, bases, joined, reached))
    return q


@compiled
def weighed(quality, frequency):
    """Evidence of a match in nats: no more than the token is rare, no more than its spelling is sure."""
    return -math.log(frequency + math.exp(-quality)) if quality > 0 else quality


@compiled
def compare(
    a, a_n, a_flags, a_count, a_alone, a_spelt, a_often,
    b, b_n, b_flags, b_count, b_alone, b_spelt, b_often,
    tables, bases, work, feature, pairing,
):  # fmt: skip
    """Pair the tokens of two names and describe the pairing in `feature` [34].

    `pairing` [8, 4] gets, for each pair, the first token on each side, which way tokens were joined (0, or 1 for two on
    the right, 2 for two on the left), and its place in `work.weights`. Returns the number of pairs.
    """
    reached, quality, weight, joined = work[0], work[1], work[2], work[3]
    for k in range(3):
        for i in range(a_count):
            for j in range(b_count):
                quality[k, i, j] = WORST
    for i in range(a_count):
        a_arabic = a_flags[i] & ARABIC
        for j in range(b_count):
            b_arabic = b_flags[j] & ARABIC
            q = evidence(
                a[i], a_n[i], a_arabic, a_alone[i], a_spelt[i], b[j], b_n[j], b_arabic, b_alone[j], b_spelt[j],
                tables, bases, reached,
            )  # fmt: skip
            if q < 8.0:
                if a_arabic and not b_arabic and a_flags[i] & ARTICLED and not b_flags[j] & ARTICLED and b_n[j] > 3:
                    q = max(q, _articled(a[i], a_n[i], a_alone[i], b[j], b_n[j], b_spelt[j], tables, bases, joined, reached))
                elif b_arabic and not a_arabic and b_flags[j] & ARTICLED and not a_flags[i] & ARTICLED and a_n[i] > 3:
                    q = max(q, _articled(b[j], b_n[j], b_alone[j], a[i], a_n[i], a_spelt[i], tables, bases, joined, reached))
            quality[0, i, j] = concluded(
                q, a[i], a_n[i], a_flags[i], a_alone[i], a_spelt[i], b[j], b_n[j], b_flags[j], b_alone[j], b_spelt[j],
                tables, bases, joined, reached,
            )  # fmt: skip
    for i in range(a_count):
        for j in range(b_count):
            unlike = j + 1 < b_count and quality[0, i, j] < 4.0 and quality[0, i, j + 1] < 4.0
            if j + 1 < b_count and a_n[i] >= 3 and (unlike or b_flags[j] & JOINS):
                quality[1, i, j] = _with_two(
                    a[i], a_n[i], a_flags[i], a_alone[i], a_spelt[i], b, b_n, b_flags, b_alone, b_spelt, j,
                    tables, bases, joined, reached,
                )  # fmt: skip
            unlike = i + 1 < a_count and quality[0, i, j] < 4.0 and quality[0, i + 1, j] < 4.0
            if i + 1 < a_count and b_n[j] >= 3 and (unlike or a_flags[i] & JOINS):
                quality[2, i, j] = _with_two(
                    b[j], b_n[j], b_flags[j], b_alone[j], b_spelt[j], a, a_n, a_flags, a_alone, a_spelt, i,
                    tables, bases, joined, reached,
                )  # fmt: skip
    for i in range(a_count):
        for j in range(b_count):
            weight[0, i, j] = weighed(quality[0, i, j], met(a_flags[i], a_often[i], b_flags[j], b_often[j]))
            weight[1, i, j] = weighed(quality[1, i, j], a_often[i])
            weight[2, i, j] = weighed(quality[2, i, j], b_often[j])
    return paired(
        a_n, a_flags, a_count, a_often, b_n, b_flags, b_count, b_often, tables, work, feature, pairing
    )  # fmt: skip


@compiled
def met(a_flags, a_often, b_flags, b_often):
    """How often the more frequent of two words is met; two that only join are met everywhere."""
    return 0.3 if a_flags & b_flags & JOINS else max(a_often, b_often)


@compiled
def paired(a_n, a_flags, a_count, a_often, b_n, b_flags, b_count, b_often, tables, work, feature, pairing):
    """Pair the tokens of two names by the evidence and the weights in `work`, as `compare` does."""
    quality, weight, taken_a, taken_b, partner, paired_quality = work[1], work[2], work[4], work[5], work[6], work[7]
    against, least_known, agreeing = 0.0, 0.0, 0
    for i in range(a_count):
        taken_a[i] = 0
        partner[i] = -1
    for j in range(b_count):
        taken_b[j] = 0
    pairs = 0
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
                    if weight[k, i, j] > 0 and w > best:
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
    _describe(
        a_n, a_flags, a_count, a_often, b_n, b_flags, b_count, b_often, quality, taken_a, taken_b, partner, paired_quality,
        total, pairs, worst, feature,
    )  # fmt: skip
    feature[24] = against
    feature[25] = least_known
    feature[26] = agreeing
    feature[33] = surest
    return pairs


@compiled
def _articled(x, n, x_alone, y, m, y_spelt, tables, bases, joined, reached):
    """The Arabic token with its article against a Latin one that may have it glued on, such as المحلاوي and Elmahalawy."""
    first = y[0]
    if first != 1 and first != 5 and first != 9 and first != 12:  # a e i l
        return WORST
    joined[0] = 1
    joined[1] = 23
    for k in range(n):
        joined[_AL + k] = x[k]
    apart = x_alone[0] + y_spelt
    way = spelling(joined, n + _AL, y, m, tables[0], bases[0, 0], bases[0, 1], 3, apart + WORST, reached)
    return way - apart + np.float32(5.0)


@compiled
def one_compound(a_flags, b_flags):
    """Whether these are an Arabic and a Latin word of which one alone has عبد ال or الدين."""
    return ((a_flags ^ b_flags) & ARABIC) and ((a_flags & COMPOUND) != 0) != ((b_flags & COMPOUND) != 0)


@compiled
def _may_be_stem(a, a_flags, b, b_flags, tables, bases):
    """Whether the stem of the one and the other word may begin alike; most pairs end here."""
    one = a[(a_flags >> STEM) & 15] if a_flags & COMPOUND else a[0]
    other = b[(b_flags >> STEM) & 15] if b_flags & COMPOUND else b[0]
    return _may_begin(one, a_flags & ARABIC, other, b_flags & ARABIC, tables, bases)


@compiled
def stems(a, n, a_flags, a_alone, a_spelt, b, m, b_flags, b_alone, b_spelt, tables, bases, joined, reached):
    """The evidence of `one_compound`'s words without عبد ال or الدين: Naceur for عبد الناصر, عصام for Essameddine (nats)."""
    if a_flags & COMPOUND:
        begin, k = (a_flags >> STEM) & 15, (a_flags >> STEM_LONG) & 31
        for at in range(k):
            joined[at] = a[begin + at]
        found = evidence(joined, k, a_flags & ARABIC, a_alone[2:], a_alone[2], b, m, b_flags & ARABIC, b_alone, b_spelt,
                         tables, bases, reached)  # fmt: skip
    else:
        begin, k = (b_flags >> STEM) & 15, (b_flags >> STEM_LONG) & 31
        for at in range(k):
            joined[at] = b[begin + at]
        found = evidence(a, n, a_flags & ARABIC, a_alone, a_spelt, joined, k, b_flags & ARABIC, b_alone[2:], b_alone[2],
                         tables, bases, reached)  # fmt: skip
    return found - LEFT_OUT


@compiled
def _may_begin(one, one_arabic, two, two_arabic, tables, bases):
    """Whether one of these letters is ever written for the other at the beginning of a word, or is silent there."""
    if (one_arabic != 0) == (two_arabic != 0):
        return one == two
    logp, x_rows, y_columns = tables[0]
    arabic, latin = (one, two) if one_arabic else (two, one)
    row, column = x_rows[arabic], y_columns[latin]
    if row < 0 or column < 0:
        return False
    return logp[1, row, column] > -11.0 or logp[1, row, y_columns[0]] > -9.0


@compiled
def _with_two(
    one, n, one_flags, one_alone, one_spelt, two, two_n, two_flags, two_alone, two_spelt, at, tables, bases, joined, reached
):
    """One token against two neighbours written together; `WORST` where they are of two scripts."""
    m = two_n[at] + two_n[at + 1]
    # Two neighbours are one word only where its length allows it; most pairs end here.
    same = (one_flags & ARABIC) == (two_flags[at] & ARABIC)
    arabic, latin = (n, m) if one_flags & ARABIC else (m, n)
    if (m > n + 3 or n > m + 3) if same else (latin > 2.6 * arabic + 1 or arabic > latin):
        return WORST
    if not _may_begin(one[0], one_flags & ARABIC, two[at, 0], two_flags[at] & ARABIC, tables, bases):
        return WORST
    # What joins is written together with what follows it, never with what stands before it.
    if two_flags[at + 1] & JOINS:
        return WORST
    if (two_flags[at] ^ two_flags[at + 1]) & ARABIC or m > 2 * _LONGEST // 3:
        return WORST
    for k in range(two_n[at]):
        joined[k] = two[at, k]
    for k in range(two_n[at + 1]):
        joined[two_n[at] + k] = two[at + 1, k]
    alone = two_alone[at] + two_alone[at + 1]
    found = evidence(
        one, n, one_flags & ARABIC, one_alone, one_spelt, joined, m, two_flags[at] & ARABIC, alone,
        two_spelt[at] + two_spelt[at + 1], tables, bases, reached,
    ) - np.float32(2.0)  # fmt: skip
    whole = two_n[at] > PARTICLE and two_n[at + 1] > PARTICLE and not two_flags[at] & JOINS
    return WORST if whole and found < SURELY_ONE * min(n, m) else found


@compiled
def _describe(
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


@compiled
def judged(feature, middle, spread, inner, inner_bias, outer, hidden):
    """The log odds that two names are one, from the description of their pairing; `outer` ends with its bias."""
    total = outer[len(outer) - 1]
    for h in range(len(inner_bias)):
        hidden[h] = inner_bias[h]
    for f in range(FEATURES):
        value = (feature[f] - middle[f]) / spread[f]
        value = min(6.0, max(-6.0, value))
        for h in range(len(inner_bias)):
            hidden[h] += value * inner[f, h]
    for h in range(len(inner_bias)):
        total += math.tanh(hidden[h]) * outer[h]
    return min(total, STEEP * feature[0] - (SHORT_OF if feature[7] > 0 else WHOLLY_SHORT_OF))


@compiled
def identical(a, a_n, a_count, b, b_n, b_count):
    """Whether two names are the same words in the same order, letter by letter."""
    if a_count != b_count:
        return False
    for i in range(a_count):
        if a_n[i] != b_n[i]:
            return False
        for k in range(a_n[i]):
            if a[i, k] != b[i, k]:
                return False
    return True


@compiled
def workspace():
    """Room for one comparison, used again for the next."""
    return (
        np.empty((_LONGEST, _LONGEST), np.float32), np.empty((3, 8, 8), np.float32), np.empty((3, 8, 8), np.float32),
        np.empty(_LONGEST, np.int8), np.zeros(8, np.int8), np.zeros(8, np.int8), np.full(8, -1, np.int64),
        np.zeros(8, np.float32),
    )  # fmt: skip


@compiled
def describe_pairs(a, b, left, right, tables, bases, features):
    """Describe many pairs: rows `left` of names `a` with rows `right` of names `b` into `features` [n, 34]."""
    work = workspace()
    pairing = np.empty((8, 3), np.int64)
    for k in range(len(left)):
        i, j = left[k], right[k]
        compare(
            a[0][i], a[1][i], a[2][i], a[3][i], a[4][i], a[5][i], a[6][i],
            b[0][j], b[1][j], b[2][j], b[3][j], b[4][j], b[5][j], b[6][j],
            tables, bases, work, features[k], pairing,
        )  # fmt: skip


@compiled
def judge_pairs(a, b, left, right, tables, bases, judge, odds):
    """Log odds of many pairs: rows `left` of names `a` with rows `right` of names `b` into `odds` [n]."""
    work = workspace()
    pairing = np.empty((8, 3), np.int64)
    feature = np.empty(FEATURES, np.float64)
    hidden = np.empty(len(judge[3]), np.float64)
    for k in range(len(left)):
        i, j = left[k], right[k]
        if a[3][i] == 0 or b[3][j] == 0:
            odds[k] = NOTHING
            continue
        pairs = compare(
            a[0][i], a[1][i], a[2][i], a[3][i], a[4][i], a[5][i], a[6][i],
            b[0][j], b[1][j], b[2][j], b[3][j], b[4][j], b[5][j], b[6][j],
            tables, bases, work, feature, pairing,
        )  # fmt: skip
        # Names without a part in common are not the same name, however short they are.
        odds[k] = NOTHING if pairs == 0 else judged(feature, judge[0], judge[1], judge[2], judge[3], judge[4], hidden)
        # Letters of two scripts have the same numbers.
        if pairs and not (a[2][i, 0] ^ b[2][j, 0]) & ARABIC and identical(a[0][i], a[1][i], a[3][i], b[0][j], b[1][j], b[3][j]):
            odds[k] += IDENTICAL


@compiled
def explain_pair(a, b, tables, bases, feature, pairing, weights, qualities):
    """One pair with its pairing: `weights` and `qualities` [8] in nats a pair of tokens. Returns the number of pairs."""
    work = workspace()
    pairs = compare(
        a[0][0], a[1][0], a[2][0], a[3][0], a[4][0], a[5][0], a[6][0],
        b[0][0], b[1][0], b[2][0], b[3][0], b[4][0], b[5][0], b[6][0],
        tables, bases, work, feature, pairing,
    )  # fmt: skip
    for k in range(pairs):
        i, j, way = pairing[k, 0], pairing[k, 1], pairing[k, 2]
        weights[k] = work[2][way, i, j]
        qualities[k] = work[1][way, i, j]
    return pairs
