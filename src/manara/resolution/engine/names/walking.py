"""The compiled walk through words in their order that finds those which may be spelt for a word, without comparing with each.

Words of one length stand sorted by their letters, so that neighbours share their first letters and what was reckoned for
these; where even the likeliest rest could not make a word of these first letters good enough, all that begin with them are
passed over. Nothing that is good enough is lost.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled

IMPOSSIBLE = np.float32(-1e9)
# What is less likely than this is not written (nats).
HARDLY = np.float32(-14.0)
# So many first letters are remembered from shelf to shelf.
_REMEMBERED = 3
# Room before the first letter, so that a step of up to three letters needs no question whether there are as many.
BEFORE = 3


@compiled
def lowest(shared, apart, low):
    """For each word [n] and each of its letters [m]: the least `apart` among the words from here on with the same beginning."""
    n, m = low.shape
    for k in range(n - 1, -1, -1):
        for j in range(m):
            low[k, j] = apart[k]
            if k + 1 < n and shared[k + 1] > j:
                low[k, j] = min(low[k, j], low[k + 1, j])


@compiled
def room(n):
    """How many places a query of n letters has: before the first and behind each."""
    return n + 1


@compiled
def as_x(x, n, logp, x_rows, y_columns, x_base):
    """What each unit of the words' side costs facing the query's letters, where the query is read as X.

    [1, unit, query letters taken 0 to 3, place behind them]; the unit's number is its column in the table.
    """
    costs = np.full((1, logp.shape[2], 4, room(n)), IMPOSSIBLE, np.float32)
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
                costs[0, :, taken, begun + taken] = logp[position, row]
    return costs


@compiled
def as_y(y, n, logp, x_rows, y_columns, y_base, widest):
    """The same where the words are read as X and the query as Y: [position of the unit in its word, unit's row, …]."""
    costs = np.full((3, logp.shape[1], 4, room(n)), IMPOSSIBLE, np.float32)
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
                costs[:, :, taken, begun + taken] = logp[:, :, column]
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
def alien(costs, spelt_by, letters):
    """How much less each letter [letters] can be likely than letters of the query commonly are, whatever it faces (nats)."""
    likely = np.full(letters, np.float32(-14.0), np.float32)
    places = costs.shape[3]
    common = np.full(places, np.float32(-14.0), np.float32)
    for position in range(costs.shape[0]):
        for unit in range(costs.shape[1]):
            size = 0
            for at in range(3):
                size += spelt_by[unit, at] > 0
            best = np.float32(-14.0)
            for taken in range(4):
                for place in range(places):
                    cost = costs[position, unit, taken, place]
                    best = max(best, cost)
                    if size == 1 and taken == 1:
                        common[place] = max(common[place], cost)
            for at in range(size):
                letter = spelt_by[unit, at]
                likely[letter] = max(likely[letter], best / size)
    usual = np.float32(0.0)
    for place in range(1, places):
        usual += common[place] / (places - 1)
    for letter in range(letters):
        likely[letter] = max(np.float32(0.0), usual - likely[letter] - np.float32(1.0))
    return likely


@compiled
def walk(
    letters, shared, low, apart, begin, end, costs, able, rest, n, units, base, least, slack, strange, memory, found, quality,
    count,
):  # fmt: skip
    """Enter into `found` and `quality`, from `count` on, the words whose spelling is at least `least` likelier than apart.

    `letters` [words, m] sorted, looked at from `begin` to `end`; `shared` how many first letters each has in common with the
    one before; `apart` what each weighs apart, `low` the least of those with the same beginning; `units` finds the number of
    a unit of letters, or -1; `slack` is what each letter that remains is expected to fall short of the likeliest; `strange`
    what each letter is at least further from the query's; `memory` keeps what was reckoned for up to three first letters,
    whatever the shelf. Returns how many words are entered by now.
    """
    m = letters.shape[1]
    placed = costs.shape[0] == 3
    places = costs.shape[3]
    widest = 3 if len(units) > base * base else 2
    width = places + BEFORE
    # Flat, since the loops below are where a search spends its time.
    flat, likely = costs.ravel(), rest.ravel()
    of_position, of_back = costs.shape[1] * 4 * places, rest.shape[1] * places
    reached = np.full((m + 1) * width, IMPOSSIBLE, np.float32)
    nothing = units[0] * 4 * places
    reached[BEFORE] = 0.0
    aside = nothing + (of_position if placed else 0)
    for i in range(1, places):
        one, two = reached[BEFORE + i - 1] + flat[aside + places + i], reached[BEFORE + i - 2] + flat[aside + 2 * places + i]
        reached[BEFORE + i] = max(reached[BEFORE + i], max(one, two))
    remembered, rows = memory
    hopes = np.empty(m + 1, np.float32)
    hopes[0] = IMPOSSIBLE
    for i in range(places):
        hopes[0] = max(hopes[0], reached[BEFORE + i] + likely[m * places + i])
    behind = np.zeros(m + 1, np.float32)
    dead, same = m + 1, 0
    for k in range(begin, end):
        same = min(same, shared[k]) if k > begin else 0
        if same >= dead:
            continue
        for j in range(m - 1, same - 1, -1):
            behind[j] = behind[j + 1] + strange[letters[k, j]]
        own = apart[k] + least
        if hopes[same] - behind[same] < own:
            continue
        dead = m + 1
        for j in range(same, m):
            here = (j + 1) * width + BEFORE
            last = j + 1 == m
            key = 0
            if j < _REMEMBERED and not last:
                for at in range(j + 1):
                    key = base * key + letters[k, at]
            if key > 0 and remembered[key]:
                for i in range(width):
                    reached[here - BEFORE + i] = rows[key, i]
            else:
                for i in range(places):
                    reached[here + i] = IMPOSSIBLE
                unit = 0
                for size in range(1, min(widest, j + 1) + 1):
                    begun = j + 1 - size
                    # The first letter of a unit counts least, and this loop meets the last one first.
                    unit = letters[k, begun] + base * unit
                    number = units[unit]
                    if number < 0 or not able[number]:
                        continue
                    cost = number * 4 * places
                    if placed:
                        if begun == 0:
                            cost += of_position
                        elif last:
                            cost += 2 * of_position
                    before = begun * width + BEFORE
                    for i in range(places):
                        most = max(reached[before + i] + flat[cost + i], reached[before + i - 1] + flat[cost + places + i])
                        past = max(
                            reached[before + i - 2] + flat[cost + 2 * places + i],
                            reached[before + i - 3] + flat[cost + 3 * places + i],
                        )
                        reached[here + i] = max(reached[here + i], max(most, past))
                aside = nothing + (2 * of_position if placed and last else 0)
                for i in range(1, places):
                    one = reached[here + i - 1] + flat[aside + places + i]
                    two = reached[here + i - 2] + flat[aside + 2 * places + i]
                    one = one if one > two else two
                    reached[here + i] = one if one > reached[here + i] else reached[here + i]
                if key > 0:
                    for i in range(width):
                        rows[key, i] = reached[here - BEFORE + i]
                    remembered[key] = True
            # What may still be reached, also by a unit that began before this letter.
            hope = IMPOSSIBLE
            for back in range(min(widest, j + 2)):
                row = here - back * width
                still = back * of_back + (m - j - 1 + back) * places
                for i in range(places):
                    total = reached[row + i] + likely[still + i]
                    hope = total if total > hope else hope
            hopes[j + 1] = hope
            same = j + 1
            if hope < low[k, j] + least + slack * (m - j - 1):
                dead = j + 1
                break
            if hope - behind[j + 1] < own:
                break
        if same == m:
            better = reached[m * width + BEFORE + n] - apart[k]
            if better >= least and count < len(found):
                found[count] = k
                quality[count] = better
                count += 1
    return count
