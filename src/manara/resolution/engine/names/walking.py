"""The compiled walk through words in their order that finds those which may be spelt for a word, without comparing with each.

Words of one length are a tree of their letters, so that those with the same beginning share what was reckoned for it; where
even the likeliest rest could not make a word of these first letters good enough, all that begin with them are passed over.
Nothing that is good enough is lost.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.lanes import BEFORE, LANES, largest_sum, raise_eight, set_eight

IMPOSSIBLE = np.float32(-1e9)
# What is less likely than this is not written (nats).
HARDLY = np.float32(-14.0)


@compiled
def grow(letters, lengths, begins, apart, node_letters, depths, behind, first, low):
    """Fill the tree of sorted words: the nodes of word k are from `begins[k]` to `begins[k + 1]`, its last letters' each."""
    readings, size = low.shape
    longest = letters.shape[1]
    after = np.full(longest + 2, size, np.int32)
    least = np.empty((readings, longest + 2), np.float32)
    least[:] = np.inf
    first[size] = len(lengths)
    for k in range(len(lengths) - 1, -1, -1):
        new = begins[k + 1] - begins[k]
        for r in range(readings):
            for depth in range(1, lengths[k] + 1):
                least[r, depth] = min(least[r, depth], apart[r, k])
        # What is above the first new letter goes on among the words before.
        for at in range(begins[k + 1] - 1, begins[k] - 1, -1):
            depth = lengths[k] - (begins[k + 1] - 1 - at)
            node_letters[at], depths[at], first[at] = letters[k, depth - 1], depth, k
            behind[at] = after[depth]
            for r in range(readings):
                low[r, at] = least[r, depth]
                least[r, depth] = np.inf
        shallowest = lengths[k] - new + 1
        for depth in range(shallowest, longest + 2):
            after[depth] = begins[k]
            for r in range(readings):
                least[r, depth] = np.inf


@compiled
def lanes_for(n):
    """How many places are kept for a query of n letters: before the first, behind each, and up to full lanes."""
    return (n // LANES + 1) * LANES


@compiled
def as_x(x, n, logp, x_rows, y_columns, x_base):
    """What each unit of the words' side costs facing the query's letters, where the query is read as X.

    [1, unit, query letters taken 0 to 3, place behind them]; the unit's number is its column in the table.
    """
    costs = np.full((1, logp.shape[2], 4, lanes_for(n)), IMPOSSIBLE, np.float32)
    for begun in range(n + 1):
        for taken in range(3):
            if begun + taken > n:
                break
            unit = 0
            if taken >= 1:
                unit = x[begun]
            if taken == 2:
                unit += x_base * x[begun + 1]
            row = x_rows[unit]
            if row >= 0:
                position = 1 if begun == 0 else (2 if begun + taken == n else 0)
                # By one: what assigns rows of any shape takes longer to compile than the rest of it.
                for column in range(logp.shape[2]):
                    costs[0, column, taken, begun + taken] = logp[position, row, column]
    return costs


@compiled
def as_y(y, n, logp, x_rows, y_columns, y_base, widest):
    """The same where the words are read as X and the query as Y: [position of the unit in its word, unit's row, …]."""
    costs = np.full((3, logp.shape[1], 4, lanes_for(n)), IMPOSSIBLE, np.float32)
    for begun in range(n + 1):
        other, place = 0, 1
        for taken in range(widest + 1):
            if begun + taken > n:
                break
            if taken >= 1:
                other += place * y[begun + taken - 1]
                place *= y_base
            column = y_columns[other]
            if column >= 0:
                for position in range(3):
                    for row in range(logp.shape[1]):
                        costs[position, row, taken, begun + taken] = logp[position, row, column]
    return costs


@compiled
def likeliest(costs, sizes, n, longest):
    """The likeliest that may still come: [least letters of the next unit 0, 2, 3; letters of the word left; query's place]."""
    best = np.full((4, 4, n + 1), IMPOSSIBLE, np.float32)  # letters of the word, letters of the query, place behind them
    for position in range(costs.shape[0]):
        for unit in range(costs.shape[1]):
            size = sizes[unit]
            for taken in range(4):
                for end in range(n + 1):
                    best[size, taken, end] = max(best[size, taken, end], costs[position, unit, taken, end])
    rest = np.full((3, longest + 1, costs.shape[3]), IMPOSSIBLE, np.float32)
    rest[0, 0, n] = 0.0
    for remain in range(longest + 1):
        for at in range(n, -1, -1):
            for size in range(min(3, remain) + 1):
                for taken in range(min(3, n - at) + 1):
                    if size or taken:
                        total = best[size, taken, at + taken] + rest[0, remain - size, at + taken]
                        rest[0, remain, at] = max(rest[0, remain, at], total)
                        if size >= 2:
                            rest[1, remain, at] = max(rest[1, remain, at], total)
                        if size == 3:
                            rest[2, remain, at] = max(rest[2, remain, at], total)
    return rest


@compiled
def beginnings(letter, arabic, its_arabic, tables, begins):
    """Mark in `begins` [letter] what two words that are one with a word of this first letter may begin with."""
    for its in range(len(begins)):
        begins[its] = kernel.may_begin(letter, arabic, its, its_arabic, tables[kernel.MODEL])


@compiled
def possible(costs):
    """Which units are ever written for some letters of the query, [unit]; the others need not be tried."""
    able = np.zeros(costs.shape[1], np.bool_)
    for position in range(costs.shape[0]):
        for unit in range(costs.shape[1]):
            for taken in range(4):
                for place in range(costs.shape[3]):
                    if costs[position, unit, taken, place] > HARDLY:
                        able[unit] = True
    return able


@compiled
def without(costs, numbers, each, base):
    """Take from the costs of each unit what its letters weigh by `each` [letter]."""
    for unit in range(1, len(numbers)):
        number, rest, weight = numbers[unit], unit, np.float32(0.0)
        if number < 0:
            continue
        while rest:
            weight += each[rest % base]
            rest //= base
        for position in range(costs.shape[0]):
            for taken in range(4):
                for place in range(costs.shape[3]):
                    costs[position, number, taken, place] -= weight


@compiled
def beside(costs, nothing, n):
    """What it costs that one to three of the query's letters face nothing, [position, letters, place behind them], flat."""
    positions, places = costs.shape[0], costs.shape[3]
    aside = np.full((positions, 4, places), IMPOSSIBLE, np.float32)
    for position in range(positions):
        for place in range(places):
            aside[position, 0, place] = 0.0
        for taken in range(1, 4):
            for end in range(taken, n + 1):
                for step in range(1, min(taken, 2) + 1):
                    before = aside[position, taken - step, end - step]
                    total = before + costs[position, nothing, step, end]
                    aside[position, taken, end] = max(aside[position, taken, end], total)
    return aside.ravel()


@compiled
def walk(
    lengths, nodes, letters, depths, behind, first, low, apart, begin, end,
    costs, numbers, base, aside, likely, n, widest, begins, least, sure, own, found, quality, count,
):  # fmt: skip
    """Enter into `found` and `quality`, from `count` on, the words whose spelling is at least `least` likelier than apart.

    The words of `lengths` are looked at, each length a tree from `nodes[l]` on, as `shelves.Tree` has it, as far as they
    stand from `begin` to `end`. `costs` [position, unit of up to `widest` letters by its number, query letters taken, place
    behind them] and `aside`, of the query's letters facing nothing, are flat and padded to full lanes; `likely` is what may
    still come; `begins` [letter] says which letters a word may begin with; `sure` is how much likelier each letter of the
    shorter must be in any case; `own` what the query weighs apart. Returns how many words are entered by now.
    """
    places = lanes_for(n)
    width = places + BEFORE
    placed = len(aside) > 4 * places
    of_position, of_back = (len(costs) // 3 if placed else 0), len(likely) // 3
    longest = lengths[len(lengths) - 1]
    path, hopes = np.empty(longest, np.int64), np.full(longest + 1, -IMPOSSIBLE, np.float32)
    reached = np.full((longest + 1) * width + LANES, IMPOSSIBLE, np.float32)
    reached[BEFORE] = 0.0
    start = 4 * places if placed else 0
    for i in range(1, n + 1):
        for taken in range(1, min(i, 3) + 1):
            reached[BEFORE + i] = max(reached[BEFORE + i], reached[BEFORE + i - taken] + aside[start + taken * places + i])
    for number in range(len(lengths)):
        m = lengths[number]
        wanted = max(least, sure * min(n, m)) + own
        at, last = nodes[number], nodes[number + 1]
        later, sooner = first[at] < begin, end < first[last]
        while at < last and not (sooner and first[at] >= end):
            going_on = behind[at]
            if later and first[going_on] <= begin:
                at = going_on
                continue
            depth = depths[at]
            if depth == 1 and not begins[letters[at]]:
                at = going_on
                continue
            # What goes on from the same letters may weigh more apart than the one for the sake of which they were gone through.
            if hopes[depth - 1] < low[at] + wanted:
                at = going_on
                continue
            path[depth - 1] = letters[at]
            here = depth * width + BEFORE
            for block in range(0, places, LANES):
                set_eight(reached, here + block, IMPOSSIBLE)
            unit = 0
            for size in range(1, min(widest, depth) + 1):
                begun = depth - size
                # The first letter of a unit counts least, and this loop meets the last one first.
                unit = path[begun] + base * unit
                known = numbers[unit]
                if known < 0:
                    continue
                cost = known * 4 * places
                if placed:
                    if begun == 0:
                        cost += of_position
                    elif depth == m:
                        cost += 2 * of_position
                for block in range(0, places, LANES):
                    raise_eight(reached, here + block, begun * width + BEFORE + block, costs, cost + block, places)
            cost = 8 * places if placed and depth == m else 0
            for block in range(0, places, LANES):
                raise_eight(reached, here + block, here + block, aside, cost + block, places)
            if depth == m:
                better = reached[here + n] - apart[first[at]]
                if better >= wanted and count < len(found):
                    found[count] = first[at]
                    quality[count] = better
                    count += 1
                at = going_on
                continue
            # What may still be reached, also by a unit that began before this letter.
            hope, before = IMPOSSIBLE, 2 if widest > 2 and depth > 1 else 1
            still, further = (m - depth) * places, before * (of_back + places) + (m - depth) * places
            for block in range(0, places, LANES):
                hope = max(hope, largest_sum(
                    reached, here + block, here - width + block, here - before * width + block,
                    likely, still + block, of_back + still + places + block, further + block,
                ))  # fmt: skip
            hopes[depth] = hope
            at = at + 1 if hope >= low[at] + wanted else going_on
    return count
