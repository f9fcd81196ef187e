"""The likeliest way in which two letter sequences stand for each other, over the units that each of them can be cut into.

What is learned of two scripts is laid out flat: `model` is all costs in one row and the places of the units, and `bases` says
for each pair of scripts where to find them. Few arrays are handed from function to function: handing them costs more than
reckoning with them.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled, compiled_within

LONGEST = 44
#: What stands in `bases`: place values, where rows, columns and costs begin, from one position in the word to the next, how
#: many letters the second side's units have at most, the row and the column of no letter at all, and a row that costs all.
X_BASE, Y_BASE, X_ROWS, Y_COLUMNS, COSTS, POSITION, WIDEST, NO_ROW, NO_COLUMN, NEVER = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
NEVER_REACHED = np.float32(-1e9)
#: Room for the units of one word: three for each letter.
WORD = 96
#: Words that units are kept of: eight of one name, from `NAMED` on eight of the other, and two that are made of others; of
#: each, facing the other script, and facing its own as the first and as the second side.
PLACES, NAMED, JOINED, BESIDE = 18, 8, 16, 17
ACROSS, FIRST, SECOND = 0, 1, 2
FORMS = 3


@compiled
def room():
    """Room for one way: what is reached, the units of words, which of them stand there, and what two words weigh as one."""
    return (
        np.empty(LONGEST * (LONGEST + 3), np.float32), np.empty(PLACES * FORMS * WORD, np.int32),
        np.zeros(PLACES * FORMS, np.int8), np.empty(3, np.float32),
    )  # fmt: skip


@compiled_within
def begin(place):
    """Forget the words of the names before."""
    for at in range(JOINED * FORMS):
        place[2][at] = 0


@compiled_within
def as_first(word, n, number, model, bases, onto, at):
    """Write, for the place before each letter and behind the last, where the costs begin of no letter at all and of the units
    of one and of two letters that end there; of a unit that was never met, the row that costs all.
    """
    units = model[1]
    base, rows = bases[number, X_BASE], bases[number, X_ROWS]
    begin, position, never, none = bases[number, COSTS], bases[number, POSITION], bases[number, NEVER], bases[number, NO_ROW]
    for i in range(n + 1):
        for taken in range(3):
            row = none
            if taken > i:
                row = np.int64(-1)
            elif taken == 1:
                row = np.int64(units[rows + word[i - 1]])
            elif taken == 2:
                row = np.int64(units[rows + word[i - 2] + base * word[i - 1]])
            where = 1 if i == taken else (2 if i == n else 0)
            onto[at + 3 * i + taken] = never if row < 0 else begin + position * where + row


@compiled_within
def as_second(word, m, number, model, bases, onto, at):
    """Write the columns of the units of one to three letters that end at each letter, -1 for those that were never met."""
    units = model[1]
    base, columns, widest = bases[number, Y_BASE], bases[number, Y_COLUMNS], bases[number, WIDEST]
    for j in range(m):
        unit = np.int64(0)
        for more in range(3):
            column = np.int32(-1)
            if more < widest and more <= j:
                unit = unit * base + word[j - more]
                column = units[columns + unit]
            onto[at + 3 * j + more] = column


@compiled_within
def spelling(x, n, y, m, number, model, bases, least, reached, onto):
    """Log probability of the likeliest way in which the n letters of which the units stand at x and the m at y are written
    for each other, or `least`.

    Each step only adds cost, so that nothing is looked for behind three letters that no way reaches above `least`. Within
    them nothing is left out: reckoning what is dead already costs less than asking whether it is.
    """
    costs = model[0]
    nothing, width = bases[number, NO_COLUMN], n + 3
    for at in range((m + 1) * width):
        reached[at] = NEVER_REACHED
    reached[2] = 0.0
    dead = 0
    for j in range(m + 1):
        here = j * width + 2
        for given in range(1, min(3, j) + 1):
            column = np.int64(onto[y + 3 * j - 4 + given])
            if column >= 0:
                before = here - given * width
                for i in range(n + 1):
                    best = reached[here + i]
                    none = reached[before + i] + costs[onto[x + 3 * i] + column]
                    one = reached[before + i - 1] + costs[onto[x + 3 * i + 1] + column]
                    two = reached[before + i - 2] + costs[onto[x + 3 * i + 2] + column]
                    best = none if none > best else best
                    one = two if two > one else one
                    reached[here + i] = one if one > best else best
        last, before_last, most = reached[here], np.float32(NEVER_REACHED), reached[here]
        for i in range(1, n + 1):
            best = reached[here + i]
            one = last + costs[onto[x + 3 * i + 1] + nothing]
            two = before_last + costs[onto[x + 3 * i + 2] + nothing]
            best = two if two > best else best
            best = one if one > best else best
            reached[here + i] = best
            before_last, last = last, best
            most = best if best > most else most
        dead = dead + 1 if most < least else 0
        if dead == 3:
            return least
    return max(least, reached[m * width + 2 + n])
