"""The compiled loops of a search: what found words weigh, and what the judge will say of the names that bear them."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.names import kernel

# Evidence that was not reckoned yet, and what it is taken for until it is (nats).
UNKNOWN, UNLIKE = np.float32(-1e9), np.float32(-4.0)
# Places of a query's words, and behind them those of two neighbours read as one.
PLACES = 8


@compiled
def known(evidence):
    """Whether evidence was reckoned."""
    return evidence > -1e8


@compiled
def weigh(asked, numbers, quality, weight, words, tables, bases):
    """Make of the evidence of the letters, where it is known, that of the words; and what it weighs."""
    work, at = kernel.workspace(), np.int64(0)
    for k in range(len(numbers)):
        word = numbers[k]
        # An initial is not found by its spelling.
        if not known(quality[k]) or asked[1][0] == 1 or words[1][word] == 1:
            quality[k] = letters(asked, at, word, words, tables, bases, work[0])
        quality[k] = concluded(quality[k], asked, at, word, words, tables, bases, work)
        often = kernel.met(asked[2][0], asked[5][0], words[2][word], words[5][word])
        weight[k] = kernel.weighed(quality[k], often)


@compiled
def letters(asked, at, word, words, tables, bases, reached):
    """The evidence of the letters alone."""
    # Lengths of one kind everywhere: what is called is compiled for each kind anew.
    return kernel.evidence(
        asked[0][at], np.int64(asked[1][at]), asked[2][at] & kernel.ARABIC, asked[3][at], asked[4][at],
        words[0][word], np.int64(words[1][word]), words[2][word] & kernel.ARABIC, words[3][word], words[4][word],
        tables, bases, reached,
    )  # fmt: skip


@compiled
def concluded(quality, asked, at, word, words, tables, bases, work):
    """The evidence of the words, from that of their letters."""
    return kernel.concluded(
        quality, asked[0][at], np.int64(asked[1][at]), asked[2][at], asked[3][at], asked[4][at],
        words[0][word], np.int64(words[1][word]), words[2][word], words[3][word], words[4][word],
        tables, bases, work[3], work[0],
    )  # fmt: skip


@compiled
def joinings(numbers, quality, bearers, starts, chosen, slot, found, evidence, count):
    """Enter in `found` [n, (place of the name, word of the query, pair of neighbours)] which chosen names bear these pairs.

    `bearers` are eight times the row plus the place.
    """
    for k in range(len(numbers)):
        for place in range(starts[numbers[k]], starts[numbers[k] + 1]):
            row = bearers[place] >> 3
            if chosen[row] >= 0:
                found[count, 0], found[count, 1], found[count, 2] = chosen[row], slot, numbers[k]
                evidence[count] = quality[k]
                count += 1
    return count


@compiled
def complete(asked, count, rows, of, blank, words, held, tables, bases):
    """Reckon the evidence still unknown between those words of the query and of the names `rows` that are left over."""
    work = kernel.workspace()
    free, its_free = np.empty(PLACES, np.bool_), np.empty(PLACES, np.bool_)
    for k in range(len(rows)):
        left_over(count, of[rows[k]], blank, held, free, its_free)
        for j in range(PLACES):
            if not its_free[j]:
                continue
            word = of[rows[k], j]
            for i in range(count):
                if free[i] and not known(held[0][word, i]):
                    q = letters(asked, i, word, words, tables, bases, work[0])
                    q = concluded(q, asked, i, word, words, tables, bases, work)
                    held[0][word, i] = q
                    held[1][word, i] = kernel.weighed(q, kernel.met(asked[2][i], asked[5][i], words[2][word], words[5][word]))


@compiled
def left_over(count, name, blank, held, free, its_free):
    """Which words of the query, and which of a name, stand for none when each stands for one only, the weightiest first."""
    for place in range(PLACES):
        free[place] = place < count
        its_free[place] = name[place] != blank
    while True:
        best, left, right = np.float32(0.0), -1, -1
        for i in range(count):
            if free[i]:
                for j in range(PLACES):
                    # One word for one, as the kernel pairs them.
                    if its_free[j] and stands(held[0][name[j], i]):
                        weight = held[1][name[j], i] - np.float32(0.3) * abs(i - j)
                        if weight > best:
                            best, left, right = weight, i, j
        if left < 0:
            return
        free[left] = its_free[right] = False


@compiled
def stands(evidence):
    """Whether a word with this evidence stands for the query's."""
    return evidence >= kernel.LIKE


@compiled
def identical(asked, asked_count, row, count, words):
    """Whether the query is these words of the vocabulary in this order, letter by letter."""
    if asked_count != count:
        return False
    for i in range(count):
        word = row[i]
        if asked[1][i] != words[1][word]:
            return False
        for k in range(asked[1][i]):
            if asked[0][i, k] != words[0][word, k]:
                return False
    return True


@compiled
def foretold(asked, asked_count, rows, of, blank, words, held, pairs, first, joined, joined_quality, tables, judge, odds):
    """What the judge will say of the names `rows`, words of unknown evidence being taken for unlike.

    `held`: evidence and weight [words, 16] with each word and each pair of neighbours of the query; `joined` [n, 3] from
    `first[k]` on: the pairs of neighbours in the k-th name that may be one word of the query, as `pairs` [n, 2] of words.
    """
    work = kernel.workspace()
    quality, weight = work[1], work[2]
    pairing = np.empty((8, 3), np.int64)
    feature = np.empty(kernel.DESCRIBED, np.float64)
    hidden = np.empty(len(judge[3]), np.float64)
    b_n, b_flags, b_often = np.empty(8, np.int8), np.empty(8, np.int32), np.empty(8, np.float32)
    for k in range(len(rows)):
        count = np.int64(0)
        for j in range(PLACES):
            word = of[rows[k], j]
            if word == blank:
                break
            b_n[j], b_flags[j], b_often[j] = words[1][word], words[2][word], words[5][word]
            for i in range(asked_count):
                here = held[0][word, i]
                quality[0, i, j] = here if known(here) else UNLIKE
                weight[0, i, j] = held[1][word, i] if known(here) else UNLIKE
                quality[1, i, j] = kernel.WORST
                weight[1, i, j] = kernel.WORST
                both = held[0][word, PLACES + i]
                unlike = max(here, held[0][word, i + 1]) < 4.0
                may = known(both) and b_n[j] >= 3 and (unlike or asked[2][i] & kernel.JOINS)
                quality[2, i, j] = both if may else kernel.WORST
                weight[2, i, j] = held[1][word, PLACES + i] if may else kernel.WORST
            count += 1
        for at in range(first[k], first[k + 1]):
            i, pair = joined[at, 1], joined[at, 2]
            for j in range(count - 1):
                same = of[rows[k], j] == pairs[pair, 0] and of[rows[k], j + 1] == pairs[pair, 1]
                unlike = max(quality[0, i, j], quality[0, i, j + 1]) < 4.0
                better = joined_quality[at] > quality[1, i, j]
                if same and better and (unlike or b_flags[j] & kernel.JOINS):
                    quality[1, i, j] = joined_quality[at]
                    weight[1, i, j] = kernel.weighed(joined_quality[at], asked[5][i])
        found = kernel.paired(
            asked[1], asked[2], asked_count, asked[5], b_n, b_flags, count, b_often, tables, work, feature, pairing
        )  # fmt: skip
        if found == 0:
            odds[k] = kernel.NOTHING
        else:
            odds[k] = kernel.judged(feature, judge[0], judge[1], judge[2], judge[3], judge[4], hidden)
            if not (asked[2][0] ^ b_flags[0]) & kernel.ARABIC and identical(asked, asked_count, of[rows[k]], count, words):
                odds[k] += kernel.IDENTICAL
