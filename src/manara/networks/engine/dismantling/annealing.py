"""Betters an order of removals: takes one person out of it and weighs all places of a window where he could go at once.

What is left after each removal is known for the order with him gone and with him there, from two passes of adding the window
back; from these follows what every place in the window is worth, and he is put to one of them by chance, the better the
likelier (a heat bath: Geman & Geman 1984; cooled as in Kirkpatrick et al. 1983; the windows are ours). Somebody from outside
the plan is weighed alike, alone or in exchange for somebody in it. Most moves only let two change places (`swapping`).
"""

from __future__ import annotations

import math

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.breaking import measure, put_back, scored
from manara.networks.engine.dismantling.gathering import bring_up, gathered, keep_states
from manara.networks.engine.dismantling.swapping import drawn, swapped

#: Places between kept states, at least; and how many bytes these may take.
_APART = 16
_STATES_BYTES = 100_000_000
#: People up for removal beside the plan: this share of it (in a wide search the second), and at least so many.
_BESIDE, _WIDE_BESIDE, _FEWEST_BESIDE = 0.2, 1.5, 20
#: Share of moves in which two change places; of the others those that bring somebody in from outside, and of these who come
#: in exchange.
_SWAPS, _FROM_OUTSIDE, _EXCHANGED = 0.8, 0.4, 0.8
#: The shortest window; how much likelier short ones are than long ones.
_SHORTEST, _SHORT, _WIDE_SHORT = 3.0, 2.0, 0.5
#: How many places behind the last removal a window reaches that contains it.
_BEHIND = 8
#: After so many times the work that gathering costs, others are brought up.
_GATHER_AGAIN = 10.0
#: Options worse than this many heats are never taken.
_COLD = 25.0
_NEVER = 1e300
#: Machine code that may reorder sums takes no number for infinite, so that infinity is only known to be large.
_NO_BUDGET = 1e200


@compiled
def anneal(
    starts, neighbours, costs, order, least, removable, budget, each, work, hot, cold, wide, seed, best, stop, counted
):  # fmt: skip
    """Better `order` [n] in place for so much `work` (ties walked) while it cools from `hot` to `cold`.

    A `wide` search has more people up for removal, who come in anywhere: dearer, for where it is small or dense.
    `hot` and `cold` are in the unit of what an order is worth; the best order is left in `best` [n]. Who stands at `removable`
    or behind is never moved. It ends early when `stop[0]` is set. Adds to `counted`: moves, and moves that changed the order.
    """
    np.random.seed(seed)
    size = len(order)
    best[:] = order
    stays, gone = np.empty(size + 2, np.int64), np.empty(size + 2, np.int64)
    rest, worth = np.empty(size + 2, np.int32), np.empty(size + 2, np.float64)
    largest = np.zeros(size + 1, np.int32)
    measure(starts, neighbours, np.ones(size, np.int32), order, np.zeros(size, np.int32), largest)
    now, removals = scored(order, costs, largest, least, removable, budget, each)
    least_yet, done = now, 0.0
    while done < work and removals > 0 and stop[0] == 0:
        up = min(removable, removals + max(_FEWEST_BESIDE, int(removals * (_WIDE_BESIDE if wide else _BESIDE))))
        bring_up(order, removals, up, removable, starts, neighbours)
        near_starts, near, weights, floor = gathered(starts, neighbours, order, up)
        who, places = order[:up].copy(), np.arange(up).astype(np.int32)
        prices = costs[who]
        count = len(weights)
        apart = max(_APART, int(4.0 * up * count / _STATES_BYTES))
        kept = np.zeros((up // apart + 2, count), np.int32)
        largest = np.zeros(up + 1, np.int32)
        keep_states(near_starts, near, weights, places, floor, apart, largest, kept)
        now, removals = scored(places, prices, largest, least, up, budget, each)
        best_places, bettered = places.copy(), now < least_yet - 1e-9
        least_yet = min(now, least_yet)
        place_of, limited = np.arange(up).astype(np.int32), budget < _NO_BUDGET
        parts, others = np.empty(count, np.int32), np.empty(count, np.int32)
        gathering = 2.0 * len(neighbours) + 0.1 * count * len(kept)
        done += gathering
        limit = done + _GATHER_AGAIN * gathering
        while done < limit and stop[0] == 0:
            if removals < 1 or (removals + 2 >= up and up < removable):
                break
            counted[0] += 1
            heat = hot * (cold / hot) ** min(1.0, done / work)
            place, leaves = -1, -1
            if removals < up and (limited or largest[removals] < least) and np.random.random() < _SWAPS:
                place, source = drawn(places, removals, up, place_of, near_starts, near)
                first, behind, one = place, source + 1, places[source]
                if limited and prices[one] != prices[places[place]]:
                    done += 1.0
                    continue
            else:
                first, behind, one, leaves = _drawn(places, removals, up, wide)
            if behind - first < 2:
                continue
            number = (behind + apart - 1) // apart
            top = min(number * apart, up)
            # What stands behind the window is put back.
            parts[:] = kept[number]
            so_far = np.int64(largest[top])
            for at in range(top - 1, behind - 1, -1):
                so_far = put_back(near_starts, near, weights, parts, places[at], so_far)
                done += near_starts[places[at] + 1] - near_starts[places[at]] + 1
            if place >= 0:
                before = prices[places[:first]].sum() if limited else 0.0
                unspent = budget - before - prices[places[first:removals]].sum() if limited else -1.0
                more, walked, taken = swapped(
                    near_starts, near, weights, parts, places, prices, largest, place, source, so_far, least, removals, each,
                    max(unspent, 0.0) if limited else unspent, heat, gone,
                )  # fmt: skip
                done += walked + 0.2 * count
                if not taken:
                    continue
                now, spent = now + more, before
                places[place], places[source] = places[source], places[place]
                for at in range(place + 1, behind):
                    largest[at] = gone[at]
            else:
                now, spent, done, taken = _move(
                    near_starts, near, weights, parts, others, places, prices, largest, rest, worth, stays, gone, first, behind,
                    one, leaves, so_far, least, removals, removable, budget, each, heat, now, done,
                )  # fmt: skip
                if not taken:
                    continue
            counted[1] += 1
            for at in range(first, behind):
                place_of[places[at]] = at
            done += _keep_window(
                near_starts, near, weights, places, first, behind, top, number, apart, largest, parts, kept
            )
            if behind > removals:
                removals = first
                while (
                    removals < up and largest[removals] >= least and spent + prices[places[removals]] <= budget + 1e-9
                ):
                    spent += prices[places[removals]]
                    removals += 1
            if now < least_yet - 1e-7:
                least_yet, bettered = now, True
                best_places[:] = places
        if bettered:
            best[:] = order
            best[:up] = who[best_places]
        order[:up] = who[places]
    return least_yet


@compiled
def _move(
    starts, neighbours, weights, parts, others, places, prices, largest, rest, worth, stays, gone, first, behind, one, leaves,
    so_far, least, removals, removable, budget, each, heat, now, done,
):  # fmt: skip
    """Put `one` to a place of the window [first, behind) by chance, in exchange for who `leaves` unless that is -1.

    `parts` holds what stands behind, where `so_far` is the largest; `others`, `rest`, `worth`, `stays` and `gone` are room to
    work in. Returns what the order is worth then, what is spent before the window, the work done, and whether anything changed.
    """
    left, inside, walked = 0, -1, 0.0
    for at in range(first, behind):
        other = places[at]
        if other == one:
            inside = at
        elif other != leaves:
            rest[left] = other
            left += 1
            walked += starts[other + 1] - starts[other] + 1
    if leaves >= 0:
        so_far = put_back(starts, neighbours, weights, parts, leaves, so_far)
    if inside < removals or leaves >= 0:
        others[:] = parts
        stays[left] = put_back(starts, neighbours, weights, others, one, so_far)
        _measure_rest(starts, neighbours, weights, rest, left, others, stays)
        done += walked
    else:
        for at in range(left + 1):
            stays[at] = largest[first + at]
    stays[0] = largest[first]
    gone[left] = so_far
    _measure_rest(starts, neighbours, weights, rest, left, parts, gone)
    done += walked + 0.2 * len(weights)
    value, options, end, spent = _weighed(
        places, prices, largest, rest, left, first, behind, one, stays, gone, least, removals, budget, each, removable, worth,
    )  # fmt: skip
    chosen = _by_chance(worth, options, value, heat, leaves >= 0)
    if chosen < 0 or worth[chosen] >= _NEVER:
        return now, spent, done, False
    then = now + worth[chosen] - value
    if chosen >= end:
        chosen = left
    if leaves < 0 and chosen == inside - first:
        return now, spent, done, False
    _put(one, leaves, chosen, rest, left, first, behind, stays, gone, places, largest)
    return then, spent, done, True


@compiled
def _put(one, leaves, chosen, rest, left, first, behind, stays, gone, places, largest):
    """Put `one` into the window behind the first `chosen` of the rest, and who leaves to its end."""
    for at in range(chosen):
        places[first + at] = rest[at]
    places[first + chosen] = one
    for at in range(chosen, left):
        places[first + at + 1] = rest[at]
    if leaves >= 0:
        places[behind - 1] = leaves
    for at in range(1, chosen + 1):
        largest[first + at] = stays[at]
    for at in range(chosen, left + 1):
        largest[first + at + 1] = gone[at]


@compiled
def _drawn(places, removals, up, wide):
    """The window of a move [first, behind), who moves, and who leaves in exchange, or -1."""
    outside = up > removals and np.random.random() < _FROM_OUTSIDE
    short = _WIDE_SHORT if wide and outside else _SHORT
    length = int(_SHORTEST * (max(removals, 6) / _SHORTEST) ** (np.random.random() ** short))
    if outside:
        source = np.random.randint(removals, up)
        first = max(0, removals - 1 - length)
        leaves = places[np.random.randint(first, removals)] if np.random.random() < _EXCHANGED else -1
        return first, source + 1, places[source], leaves
    source = np.random.randint(0, removals)
    first = max(0, source - np.random.randint(0, length + 1))
    behind = first + length + 1
    if behind >= removals:
        behind = min(up, removals + _BEHIND)
    return first, behind, places[source], -1


@compiled
def _measure_rest(starts, neighbours, weights, rest, left, parts, found):
    """Add the `rest` back to `parts`; `found[at]` is then what is left after the first `at` of them are gone."""
    so_far = found[left]
    for at in range(left - 1, -1, -1):
        so_far = put_back(starts, neighbours, weights, parts, rest[at], so_far)
        found[at] = so_far


@compiled
def _weighed(
    places, prices, largest, rest, left, first, behind, one, stays, gone, least, removals, budget, each, removable, worth,
):  # fmt: skip
    """Fill what the window is worth with `one` behind the first 0, 1 … of the rest.

    Returns what it is worth as it stands, the number of options, from which option on he is not removed at all, and what is
    spent before the window.
    """
    reaches = behind > removals
    value, spent = 0.0, 0.0
    for place in range(first, min(behind, removals)):
        value += prices[places[place]] * (largest[place + 1] + each)
    mine = prices[one]
    # `whole`: after so many of the rest it is done without him; `broken`: with him gone too. `fit`, `fit_too`: so many of the
    # rest fit the budget without and with him.
    whole, broken, fit, fit_too = left + 1, left + 1, left, left
    if reaches:
        if budget < np.inf:
            for place in range(first):
                spent += prices[places[place]]
            if largest[removals] >= least:
                then = spent
                for place in range(first, removals):
                    then += prices[places[place]]
                value += (budget - then) * (largest[removals] + each)
            then, fit, fit_too = spent, 0, 0 if spent + mine <= budget + 1e-9 else -1
            for at in range(1, left + 1):
                then += prices[rest[at - 1]]
                if then <= budget + 1e-9:
                    fit = at
                if then + mine <= budget + 1e-9:
                    fit_too = at
        for at in range(left, -1, -1):
            if at > 0 and stays[at] < least:
                whole = at
            if gone[at] < least:
                broken = at
    end = min(broken, fit_too)
    # `worth` holds at first what the steps behind him are worth, until the end.
    tail, at = 0.0, left
    while at >= 0:
        worth[at] = tail
        if 0 < at <= end:
            tail += prices[rest[at - 1]] * (gone[at] + each)
        at -= 1
    not_removed = min(whole, fit + 1)
    options = min(left, not_removed) + 1
    before, then = 0.0, spent
    for at in range(options):
        if 0 < at <= fit:
            before += prices[rest[at - 1]] * (stays[at] + each)
            then += prices[rest[at - 1]]
        if whole <= at <= fit:
            worth[at] = before
        elif at > fit or at > fit_too:
            worth[at] = before + (budget - then) * (stays[min(at, fit)] + each)
        else:
            last = max(at, min(end, left))
            if reaches and gone[last] >= least and budget == np.inf and behind < removable:
                worth[at] = _NEVER
                continue
            worth[at] += before + mine * (gone[at] + each)
            if reaches and gone[last] >= least and budget < np.inf:
                spare = budget - then - mine
                for later in range(at, last):
                    spare -= prices[rest[later]]
                worth[at] += spare * (gone[last] + each)
    return value, options, not_removed, spent


@compiled
def _by_chance(worth, options, value, heat, as_it_stands):
    """One of the options, the better the likelier; -1 for leaving all as it stands, which is no option of its own otherwise."""
    lowest = value
    for at in range(options):
        lowest = min(lowest, worth[at])
    stay = math.exp((lowest - value) / heat) if as_it_stands else 0.0
    total = stay
    for at in range(options):
        cold = (worth[at] - lowest) / heat
        if cold < _COLD:
            total += math.exp(-cold)
    left = np.random.random() * total - stay
    if left < 0.0:
        return -1
    chosen = -1
    for at in range(options):
        cold = (worth[at] - lowest) / heat
        if cold < _COLD:
            chosen = at
            left -= math.exp(-cold)
            if left <= 0.0:
                break
    return chosen


@compiled
def _keep_window(starts, neighbours, weights, order, first, behind, top, number, apart, largest, parts, kept):
    """Keep the states within a window anew, now that the order in it has changed; the ties walked."""
    lowest = (first // apart + 1) * apart
    if lowest >= behind:
        return 0.0
    parts[:] = kept[number]
    so_far, walked = np.int64(largest[top]), 0.1 * len(parts)
    for place in range(top - 1, lowest - 1, -1):
        one = order[place]
        so_far = put_back(starts, neighbours, weights, parts, one, so_far)
        walked += starts[one + 1] - starts[one] + 1
        if place < behind and place % apart == 0:
            kept[place // apart] = parts
            walked += 0.1 * len(parts)
    return walked
