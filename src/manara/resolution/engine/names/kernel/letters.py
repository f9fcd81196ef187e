"""How surely two letter sequences are one word written twice: the likeliest way in which their letters stand for each other."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled

LONGEST = 44
# Evidence against one word is not told further than this: what is further apart is as far apart.
WORST = np.float32(-9.0)
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
    columns = np.empty((LONGEST, 4), np.int32)
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
def may_begin(one, one_arabic, two, two_arabic, tables, bases):
    """Whether one of these letters is ever written for the other at the beginning of a word, or is silent there."""
    if (one_arabic != 0) == (two_arabic != 0):
        return one == two
    logp, x_rows, y_columns = tables[0]
    arabic, latin = (one, two) if one_arabic else (two, one)
    row, column = x_rows[arabic], y_columns[latin]
    if row < 0 or column < 0:
        return False
    return logp[1, row, column] > -11.0 or logp[1, row, y_columns[0]] > -9.0
