"""How surely two letter sequences are one word written twice: the likeliest way in which their letters stand for each other."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled_within
from manara.resolution.engine.names.flags import INITIAL_OF, MAY_BEGIN
from manara.resolution.engine.names.kernel.units import (
    ACROSS,
    BESIDE,
    FIRST,
    FORMS,
    JOINED,
    NAMED,
    SECOND,
    WORD,
    as_first,
    as_second,
    spelling,
)

# Where among the tables that of the compiled loops stands.
MODEL = 4
# Evidence against one word is not told further than this: what is further apart is as far apart.
WORST = np.float32(-9.0)
# The evidence of a single letter beside a word that may begin with it: little, but nothing that speaks against it (nats).
INITIAL = np.float32(1.5)


@compiled_within
def evidence(a, n, a_arabic, a_alone, a_spelt, b, m, b_arabic, b_alone, b_spelt, tables, bases, room):
    """How much likelier these two letter sequences are as one word than as two (nats); `WORST` where lengths say no."""
    return by_letters(a, n, a_arabic, a_alone, a_spelt, b, m, b_arabic, b_alone, b_spelt, tables[MODEL], bases, room)


@compiled_within
def by_letters(a, n, a_arabic, a_alone, a_spelt, b, m, b_arabic, b_alone, b_spelt, model, bases, room):
    """The same, for those that have the model at hand."""
    if n == 0 or m == 0:
        return WORST
    least = WORST
    if (n == 1) != (m == 1) and begins(a[0], a_arabic, b[0], b_arabic, model):
        least = INITIAL
    number = facing(n, a_arabic, m, b_arabic)
    if number < 0:
        return least
    reached, onto = room[0], room[1]
    x, y = JOINED * FORMS * WORD, BESIDE * FORMS * WORD
    if behind(a, n, a_arabic, b, m, b_arabic):
        as_first(b, m, number, model, bases, onto, x)
        as_second(a, n, number, model, bases, onto, y)
        apart = b_alone[1 if a_arabic else 0] + a_spelt
        way = spelling(x, m, y, n, number, model, bases, apart + WORST, reached, onto)
    else:
        as_first(a, n, number, model, bases, onto, x)
        as_second(b, m, number, model, bases, onto, y)
        apart = a_alone[1 if b_arabic else 0] + b_spelt
        way = spelling(x, n, y, m, number, model, bases, apart + WORST, reached, onto)
    return max(least, way - apart)


@compiled_within
def between(a, i, n, a_arabic, a_alone, a_spelt, b, j, m, b_arabic, b_alone, b_spelt, model, bases, room):
    """The same of word i of one name and word j of another, of which the units are looked up once; after `begin`."""
    if n == 0 or m == 0:
        return WORST
    least = WORST
    if (n == 1) != (m == 1) and begins(a[i, 0], a_arabic, b[j, 0], b_arabic, model):
        least = INITIAL
    number = facing(n, a_arabic, m, b_arabic)
    if number < 0:
        return least
    reached, onto, ready = room[0], room[1], room[2]
    first, second = (ACROSS, ACROSS) if number == 0 else (FIRST, SECOND)
    turned = not a_arabic
    if number:
        turned = n > m if n != m else behind(a[i], n, a_arabic, b[j], m, b_arabic)
    if turned:
        x, y = (NAMED + j) * FORMS + first, i * FORMS + second
        if not ready[x]:
            ready[x] = 1
            as_first(b[j], m, number, model, bases, onto, x * WORD)
        if not ready[y]:
            ready[y] = 1
            as_second(a[i], n, number, model, bases, onto, y * WORD)
        apart = b_alone[j, 1 if a_arabic else 0] + a_spelt[i]
        way = spelling(x * WORD, m, y * WORD, n, number, model, bases, apart + WORST, reached, onto)
    else:
        x, y = i * FORMS + first, (NAMED + j) * FORMS + second
        if not ready[x]:
            ready[x] = 1
            as_first(a[i], n, number, model, bases, onto, x * WORD)
        if not ready[y]:
            ready[y] = 1
            as_second(b[j], m, number, model, bases, onto, y * WORD)
        apart = a_alone[i, 1 if b_arabic else 0] + b_spelt[j]
        way = spelling(x * WORD, n, y * WORD, m, number, model, bases, apart + WORST, reached, onto)
    return max(least, way - apart)


@compiled_within
def facing(n, a_arabic, m, b_arabic):
    """Which table tells of words of these scripts; -1 where their lengths say that they are two."""
    if a_arabic == b_arabic:
        if n > m + m // 2 + 2 or m > n + n // 2 + 2:
            return -1
        return 2 if a_arabic else 1
    wide, narrow = (m, n) if a_arabic else (n, m)
    return -1 if wide > 3 * narrow + 2 or 9 * narrow > 20 * wide else 0


@compiled_within
def behind(a, n, a_arabic, b, m, b_arabic):
    """Whether the first of these words is the second side of its table: Arabic goes before Latin, and in one script there is
    one order, so that comparing is symmetric."""
    if a_arabic != b_arabic:
        return not a_arabic
    if n == m:
        for k in range(n):
            if a[k] != b[k]:
                return a[k] > b[k]
    return n > m


@compiled_within
def begins(one, one_arabic, other, other_arabic, model):
    """Whether one of these letters alone may stand for a word that begins with the other: O for عمر, and no M for نور."""
    if (one_arabic != 0) == (other_arabic != 0):
        return one == other
    return (model[2][one, other] if one_arabic else model[2][other, one]) & INITIAL_OF != 0


@compiled_within
def may_begin(one, one_arabic, two, two_arabic, model):
    """Whether one of these letters is ever written for the other at the beginning of a word, or is silent there."""
    if (one_arabic != 0) == (two_arabic != 0):
        return one == two
    return (model[2][one, two] if one_arabic else model[2][two, one]) & MAY_BEGIN != 0
