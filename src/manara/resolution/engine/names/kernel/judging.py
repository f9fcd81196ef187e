"""How probable it is that two names are one, of many pairs at once: their pairings judged by what was learned."""

from __future__ import annotations

import math

import numpy as np

from manara.foundation.engine.compiling import compiled, compiled_within
from manara.resolution.engine.names.flags import ARABIC
from manara.resolution.engine.names.kernel.describing import DESCRIBED, FEATURES
from manara.resolution.engine.names.kernel.pairing import compare, paired, reckoned, workspace

# Log odds of two names that have no part in common.
NOTHING = -30.0
# Odds are never above what the matched parts carry, in nats: a faint likeness of one word is no likeness of names, and a
# search may pass over names whose words promise less.
STEEP, SHORT_OF = 3.0, 11.0
# Where every part of both names is matched, one common word says that it is the same name.
WHOLLY_SHORT_OF = 8.0
# Where both names have parts that the other lacks, odds are below the matched parts by more than the rarer of what is left
# on the side that has less of it: two people may share a word, however rare.
APART = 2.0
# Odds of two names of which each says that the son in it is the father in the other: a father and his son.
EXCHANGED = -4.0
# What the same letters in the same order add to the odds: no other spelling of a name is nearer to it than itself.
IDENTICAL = 1.0


@compiled_within
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
    if feature[8] > 0:
        total = min(total, feature[0] - feature[5] - APART)
    if feature[FEATURES] > 0:
        total = min(total, EXCHANGED)
    return min(total, STEEP * feature[0] - (SHORT_OF if feature[7] > 0 else WHOLLY_SHORT_OF))


@compiled_within
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
def describe_pairs(a, b, left, right, tables, bases, features):
    """Describe many pairs: rows `left` of names `a` with rows `right` of names `b` into `features` [n, 35]."""
    work = workspace()
    pairing = np.empty((8, 3), np.int64)
    for k in range(len(left)):
        i, j = left[k], right[k]
        reckoned(
            a[0][i], a[1][i], a[2][i], a[3][i], a[4][i], a[5][i], a[6][i],
            b[0][j], b[1][j], b[2][j], b[3][j], b[4][j], b[5][j], b[6][j],
            tables, bases, work,
        )  # fmt: skip
        paired(
            a[1][i], a[2][i], np.int64(a[3][i]), a[6][i], b[1][j], b[2][j], np.int64(b[3][j]), b[6][j],
            tables, work, features[k], pairing,
        )  # fmt: skip


@compiled
def judge_pairs(a, b, left, right, tables, bases, judge, odds, matched):
    """Log odds of many pairs: rows `left` of names `a` with rows `right` of names `b` into `odds` [n].

    `matched` takes what was matched with what, or is empty: how many parts [n]; of each the first word on either side and
    which way words were joined [n, 8, 3], its weight and the evidence of its letters [n, 8] in nats.
    """
    work = workspace()
    pairing = np.empty((8, 3), np.int64)
    feature = np.empty(DESCRIBED, np.float64)
    hidden = np.empty(len(judge[3]), np.float64)
    told, places, weights, qualities = matched
    for k in range(len(left)):
        i, j = left[k], right[k]
        pairs = 0
        odds[k] = NOTHING
        if a[3][i] > 0 and b[3][j] > 0:
            pairs = compare(
                a[0][i], a[1][i], a[2][i], a[3][i], a[4][i], a[5][i], a[6][i],
                b[0][j], b[1][j], b[2][j], b[3][j], b[4][j], b[5][j], b[6][j],
                tables, bases, work, feature, pairing,
            )  # fmt: skip
        # Names without a part in common are not the same name, however short they are.
        if pairs:
            odds[k] = judged(feature, judge[0], judge[1], judge[2], judge[3], judge[4], hidden)
            # Letters of two scripts have the same numbers.
            alike = not (a[2][i, 0] ^ b[2][j, 0]) & ARABIC
            if alike and identical(a[0][i], a[1][i], a[3][i], b[0][j], b[1][j], b[3][j]):
                odds[k] += IDENTICAL
        if len(told):
            told[k] = pairs
            for at in range(pairs):
                for each in range(3):
                    places[k, at, each] = pairing[at, each]
                way = pairing[at, 2]
                weights[k, at] = work[2][way, pairing[at, 0], pairing[at, 1]]
                qualities[k, at] = work[1][way, pairing[at, 0], pairing[at, 1]]
