"""How surely two words are one (nats): by their letters, by what was learned of them, by their stems, glued or in two parts."""

from __future__ import annotations

import math

import numpy as np

from manara.foundation.engine.compiling import compiled_within
from manara.resolution.engine.names.flags import ARABIC, ARTICLED, CLASS, COMPOUND, JOINS, NUMBER, STEM, STEM_LONG
from manara.resolution.engine.names.kernel.letters import MODEL, WORST, by_letters, may_begin
from manara.resolution.engine.names.kernel.units import (
    BESIDE,
    FORMS,
    JOINED,
    LONGEST,
    WORD,
    as_first,
    as_second,
    spelling,
)

# Where among the tables the known words stand: how often which word of one script was met for which of the other.
KNOWN = 3
# The article: how many letters, and which.
_AL, ALIF, LAM = 2, 1, 23
# What it costs (nats) that only one of two words has عبد ال or الدين; it is asked only where the words as they are say less.
LEFT_OUT, ENOUGH = np.float32(1.5), 2.0
# How much more it tells that two Latin words were met for other Arabic ones than that an Arabic and a Latin one never met.
LATIN_TOLD = 2.5
# Words of one script of which less than this is alike in the other one share a few bearers by slips of the lists.
ALIKE = 0.7
# From here on, what is known of two words says that they are one (nats).
AGREED = 0.3
# Words that are known to be one are so by this at the least (nats), and by more where hardly one bearer is written otherwise.
MET, OFTEN, SURE = np.float32(3.0), 0.6, np.float32(5.5)
# What two words read as one cost, and what an article that is found glued on adds (nats).
GLUED, ARTICLE_FOUND = np.float32(2.0), np.float32(5.0)
# Of how many Latin letters for each Arabic one, and one more, a word may be that two Arabic ones are together, and a pair that
# is one Arabic word.
LATIN_WORD, LATIN_PAIR = 2.6, 2.0
# Words of more than one letter stand for each other only from here on (nats): fainter likeness is chance, and must not make it
# look as if nothing were left of either name. Of the words of names that are the same 1 in 100 is fainter.
LIKE = np.float32(2.0)
# Two words that both make a son (ولد, ben), or a daughter, say as much however they are written (nats): less than the same
# word twice, and nothing against the names.
ONE_CLASS = np.float32(1.0)
# A word of so few letters is often written together with its neighbour; two longer ones are only where they surely are, by so
# many nats for each letter of the shorter spelling. Less will do for two Arabic words that are one in Latin letters, as many
# offices write them: Mohamedlemine, Fatimazahra. Hardly one writes two Latin words for an Arabic one.
PARTICLE, SURELY_ONE, ONE_IN_LATIN = 2, 1.7, 0.8


@compiled_within
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
        alike = both / max(counts[0, 2, one] * counts[0, 2, other], 1.0)
        both = fewer * alike * min(alike / ALIKE, 1.0)
    told = math.log(2.0 * (both + 0.75) / (fewer + 1.5))
    # Two Latin spellings agree in their letters too well: what they stand for in Arabic tells more.
    return told * LATIN_TOLD if told < 0.0 and not (one_flags | other_flags) & ARABIC else told


@compiled_within
def corrected(quality, told):
    """The evidence of the letters with what is known of the words: what is often met is sure, what never was is doubtful."""
    if told > AGREED:
        return max(quality, SURE if told > OFTEN else MET) + np.float32(told)
    return max(WORST, quality + np.float32(max(told, -3.5))) if told < 0 else quality + np.float32(told)


@compiled_within
def agreed(quality, a_flags, b_flags, known):
    """The evidence of the letters with what is known of the words; of two that both make a son, or a daughter."""
    if (a_flags >> NUMBER) and (b_flags >> NUMBER):
        quality = corrected(quality, acquaintance(a_flags, b_flags, known))
    if a_flags & b_flags & JOINS and a_flags & CLASS and not (a_flags ^ b_flags) & CLASS:
        quality = max(quality, ONE_CLASS)
    return quality


@compiled_within
def concluded(q, a, n, a_flags, a_alone, a_spelt, b, m, b_flags, b_alone, b_spelt, tables, bases, joined, room):
    """The evidence of two words, from that of their letters `q`: with what is known of them, and by their stems if need be."""
    q = agreed(q, a_flags, b_flags, tables[KNOWN])
    if q < ENOUGH and one_compound(a_flags, b_flags) and may_be_stem(a, a_flags, b, b_flags, tables[MODEL]):
        q = max(q, stems(a, n, a_flags, a_alone, a_spelt, b, m, b_flags, b_alone, b_spelt, tables[MODEL], bases, joined, room))
    return q


@compiled_within
def weighed(quality, frequency):
    """Evidence of a match in nats: no more than the token is rare, no more than its spelling is sure."""
    return -math.log(frequency + math.exp(-quality)) if quality > 0 else quality


@compiled_within
def like(quality, a_n, a_flags, b_n, b_flags):
    """Whether two words are near enough to stand for each other; an initial and what only joins may with less."""
    return quality >= LIKE or (quality > 0 and (a_n == 1 or b_n == 1 or a_flags & b_flags & JOINS))


@compiled_within
def met(a_flags, a_often, b_flags, b_often):
    """How often the more frequent of two words is met; two that only join are met everywhere."""
    return 0.3 if a_flags & b_flags & JOINS else max(a_often, b_often)


@compiled_within
def one_compound(a_flags, b_flags):
    """Whether these are an Arabic and a Latin word of which one alone has عبد ال or الدين."""
    return ((a_flags ^ b_flags) & ARABIC) and ((a_flags & COMPOUND) != 0) != ((b_flags & COMPOUND) != 0)


@compiled_within
def may_be_stem(a, a_flags, b, b_flags, model):
    """Whether the stem of the one and the other word may begin alike; most pairs end here."""
    one = a[(a_flags >> STEM) & 15] if a_flags & COMPOUND else a[0]
    other = b[(b_flags >> STEM) & 15] if b_flags & COMPOUND else b[0]
    return may_begin(one, a_flags & ARABIC, other, b_flags & ARABIC, model)


@compiled_within
def stems(a, n, a_flags, a_alone, a_spelt, b, m, b_flags, b_alone, b_spelt, model, bases, joined, room):
    """The evidence of `one_compound`'s words without عبد ال or الدين: Naceur for عبد الناصر, عصام for Essameddine (nats)."""
    if a_flags & COMPOUND:
        begin, k = (a_flags >> STEM) & 15, (a_flags >> STEM_LONG) & 31
        for at in range(k):
            joined[at] = a[begin + at]
        found = by_letters(joined, k, a_flags & ARABIC, a_alone[2:], a_alone[2], b, m, b_flags & ARABIC, b_alone, b_spelt,
                         model, bases, room)  # fmt: skip
    else:
        begin, k = (b_flags >> STEM) & 15, (b_flags >> STEM_LONG) & 31
        for at in range(k):
            joined[at] = b[begin + at]
        found = by_letters(a, n, a_flags & ARABIC, a_alone, a_spelt, joined, k, b_flags & ARABIC, b_alone[2:], b_alone[2],
                         model, bases, room)  # fmt: skip
    return found - LEFT_OUT


@compiled_within
def articled(x, n, x_alone, y, m, y_spelt, model, bases, joined, room):
    """The Arabic token with its article against a Latin one that may have it glued on, such as المحلاوي and Elmahalawy."""
    first = y[0]
    if first != 1 and first != 5 and first != 9 and first != 12:  # a e i l
        return WORST
    joined[0] = ALIF
    joined[1] = LAM
    for k in range(n):
        joined[_AL + k] = x[k]
    apart = x_alone[0] + y_spelt
    ways, onto = room[0], room[1]
    as_first(joined, n + _AL, 0, model, bases, onto, JOINED * FORMS * WORD)
    as_second(y, m, 0, model, bases, onto, BESIDE * FORMS * WORD)
    way = spelling(
        JOINED * FORMS * WORD, n + _AL, BESIDE * FORMS * WORD, m, 0, model, bases, apart + WORST, ways, onto
    )  # fmt: skip
    return way - apart + ARTICLE_FOUND


@compiled_within
def may_be_two(first, n, one_flags, their_first, m, two_flags, model):
    """Whether a word may be two neighbours written together, by its length and how they begin; most pairs end here."""
    if (one_flags & ARABIC) == (two_flags & ARABIC):
        return m <= n + 3 and n <= m + 3 and first == their_first
    arabic, latin, times = (n, m, LATIN_PAIR) if one_flags & ARABIC else (m, n, LATIN_WORD)
    return (
        latin <= times * arabic + 1 and arabic <= latin
        and may_begin(first, one_flags & ARABIC, their_first, two_flags & ARABIC, model)
    )  # fmt: skip


@compiled_within
def with_two(
    one, n, one_flags, one_alone, one_spelt, two, two_n, two_flags, two_alone, two_spelt, at, model, bases, joined, room
):
    """One token against two neighbours that may be written together; `WORST` where they are of two scripts.

    An article between two Arabic words may be written along in Latin letters: بن الشيبة and Binalshibh.
    """
    m = two_n[at] + two_n[at + 1]
    # What joins is written together with what follows it, never with what stands before it.
    if two_flags[at + 1] & JOINS:
        return WORST
    if (two_flags[at] ^ two_flags[at + 1]) & ARABIC or m > 2 * LONGEST // 3:
        return WORST
    for k in range(two_n[at]):
        joined[k] = two[at, k]
    for k in range(two_n[at + 1]):
        joined[two_n[at] + k] = two[at + 1, k]
    alone = room[3]
    for k in range(3):
        alone[k] = two_alone[at, k] + two_alone[at + 1, k]
    spelt, arabic = two_spelt[at] + two_spelt[at + 1], two_flags[at] & ARABIC
    found = by_letters(
        one, n, one_flags & ARABIC, one_alone, one_spelt, joined, m, arabic, alone, spelt, model, bases, room
    ) - GLUED  # fmt: skip
    in_latin = arabic and not one_flags & ARABIC
    sure = 0.0
    if two_n[at] > PARTICLE and two_n[at + 1] > PARTICLE and not two_flags[at] & JOINS:
        sure = ONE_IN_LATIN if in_latin else SURELY_ONE
    found = WORST if sure > 0.0 and found < sure * min(n, m) else found
    if in_latin and two_flags[at + 1] & ARTICLED and m + _AL <= 2 * LONGEST // 3:
        joined[two_n[at]] = ALIF
        joined[two_n[at] + 1] = LAM
        for k in range(two_n[at + 1]):
            joined[two_n[at] + _AL + k] = two[at + 1, k]
        with_article = by_letters(
            one, n, one_flags & ARABIC, one_alone, one_spelt, joined, m + _AL, arabic, alone, spelt, model, bases, room
        ) - GLUED + ARTICLE_FOUND  # fmt: skip
        if sure == 0.0 or with_article >= sure * min(n, m + _AL):
            found = max(found, with_article)
    return found
