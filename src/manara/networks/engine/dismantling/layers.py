"""Takes the next step of every set of removals that may still lead to a better plan: what the largest component is then.

Only people of the largest component are worth a step: whoever stands outside can as well go later, as long as the largest
component is the same. Where several are largest, the first of them is broken first, since all of them have to be. And nobody
is worth a step while somebody is there who is tied to all whom he is tied to: to remove that one in his place never leaves
more.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.outlook import ahead, least_by_ties

_WORD = 64


@compiled
def next_steps(
    starts, neighbours, many, weights, inside, tied, worth, sets, so_far, least, bounds, removed, ceiling,
    out_sets, out_sum, out_from, out_who, begin, behind,
):  # fmt: skip
    """Write the sets one person larger than `sets` [m, words] (bits of who is gone) that may still end below `ceiling`.

    Of the pieces (`Condensed`) the first `worth` are people who may go. `so_far` is the sum of the largest components until
    now, `bounds[k]` what any k removals leave at least; `removed` are gone from each of the sets. Takes the sets from number
    `begin` on and before `behind`; `tied` [c, words] says in bits which pieces are tied. Returns how many were written, and
    the best complete plan (its sum, its set, its last person).
    """
    size = len(starts) - 1
    gone, there = np.empty(size, np.bool_), np.empty(tied.shape[1], np.uint64)
    part, queue = np.empty(size, np.int64), np.empty(size, np.int64)
    entered, reaches, below, cut, worst = (
        np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64),
        np.empty(size, np.int64),
    )  # fmt: skip
    parent, at, beside, child = (
        np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64),
    )  # fmt: skip
    roots, people = np.empty(size, np.int64), np.int64(weights.sum())
    held, ties, left = np.empty(size, np.int64), np.empty(people + 1, np.int64), np.empty(people + 2, np.int64)
    written, best, best_from, best_who = 0, ceiling, -1, -1
    for number in range(begin, behind):
        there[:] = ~np.uint64(0)
        gone[:] = False
        for one in range(worth):
            bit = np.uint64(1) << np.uint64(one % _WORD)
            if sets[number, one // _WORD] & bit:
                gone[one] = True
                there[one // _WORD] &= ~bit
        groups, largest, second = _parts(starts, neighbours, weights, gone, part, queue, roots, least)
        # The largest is walked first: its members come first.
        entered[:] = -1
        count, most = 0, 0
        for group in range(groups):
            then = _cut_off(
                starts, neighbours, weights, gone, roots[group], entered, reaches, below, cut, worst, parent, at, queue, count
            )  # fmt: skip
            most, count = (then if group == 0 else most), then
        left[: people - removed + 1] = 1
        left[people - removed] = 0
        least_by_ties(starts, neighbours, many, weights, inside, worth, gone, queue[:most], held, ties, left)
        tail, whole = ahead(
            queue[:count], weights, worth, parent, largest, least, bounds, removed, people - removed, held, child, beside, left
        )  # fmt: skip
        if so_far[number] + whole >= best:
            continue
        for place in range(most):
            one = queue[place]
            if one >= worth:
                continue
            largest_then = max(worst[one], largest - 1 - cut[one], second)
            total = so_far[number] + largest_then
            if largest_then < least:
                if total < best:
                    best, best_from, best_who = total, number, one
            elif total + tail < best and not _outdone(one, starts, neighbours, gone, tied, worth, there):
                out_sets[written] = sets[number]
                out_sets[written, one // _WORD] |= np.uint64(1) << np.uint64(one % _WORD)
                out_sum[written], out_from[written], out_who[written] = total, number, one
                written += 1
    return written, best, best_from, best_who


@compiled
def _outdone(one, starts, neighbours, gone, tied, worth, there):
    """Whether another who is worth a step is tied to all whom `one` is tied to; of two alike the first is worth the step."""
    # Whoever is tied to all of them is tied to the one of them who has the fewest ties, or is this one.
    fewest, through = len(gone) + 1, -1
    for edge in range(starts[one], starts[one + 1]):
        near = neighbours[edge]
        if not gone[near] and starts[near + 1] - starts[near] < fewest:
            fewest, through = starts[near + 1] - starts[near], near
    if through < 0:
        return False
    for edge in range(starts[through] - 1, starts[through + 1]):
        other = through if edge < starts[through] else neighbours[edge]
        if other == one or other >= worth or gone[other] or not _within(one, other, tied, there):
            continue
        if other < one or not _within(other, one, tied, there):
            return True
    return False


@compiled
def _within(one, other, tied, there):
    """Whether all whom `one` is tied to, of those who are there, are tied to `other` too, or are `other`."""
    for word in range(len(there)):
        mine = tied[one, word] & there[word]
        if other // _WORD == word:
            mine &= ~(np.uint64(1) << np.uint64(other % _WORD))
        if mine & ~tied[other, word]:
            return False
    return True


@compiled
def _parts(starts, neighbours, weights, gone, part, queue, roots, least):
    """Fill `roots` with one of each component of `least` people or more, the first largest first; how many these are, and the
    sizes of the largest component and of the next."""
    part[:] = -1
    groups, largest, second = 0, 0, 0
    for start in range(len(gone)):
        if gone[start] or part[start] >= 0:
            continue
        part[start] = start
        queue[0] = start
        read, written, people = 0, 1, weights[start]
        while read < written:
            one = queue[read]
            read += 1
            for edge in range(starts[one], starts[one + 1]):
                other = neighbours[edge]
                if not gone[other] and part[other] < 0:
                    part[other] = start
                    people += weights[other]
                    queue[written] = other
                    written += 1
        if people >= least or people > largest:
            roots[groups] = start
            if people > largest:
                roots[groups], roots[0] = roots[0], start
            groups += 1
        if people > largest:
            largest, second = people, largest
        elif people > second:
            second = people
    return groups, largest, second


@compiled
def _cut_off(
    starts, neighbours, weights, gone, root, entered, reaches, below, cut, worst, parent, at, queue, time
):  # fmt: skip
    """For each of the component of `root`: how many people are `cut` off without him, and the `worst`, largest piece of these.

    One walk in depth with the earliest place that each subtree reaches back to (Hopcroft and Tarjan, 1973). `queue` holds the
    component from place `time` on, in the order of the walk; returns the place behind it.
    """
    one = root
    parent[root] = -1
    while one >= 0:
        if entered[one] < 0:
            entered[one] = reaches[one] = time
            queue[time] = one
            below[one], cut[one], worst[one] = weights[one], 0, 0
            at[one] = starts[one]
            time += 1
        deeper = -1
        while at[one] < starts[one + 1]:
            other = neighbours[at[one]]
            at[one] += 1
            if gone[other] or other == parent[one]:
                continue
            if entered[other] < 0:
                deeper = other
                break
            reaches[one] = min(reaches[one], entered[other])
        if deeper >= 0:
            parent[deeper] = one
            one = deeper
            continue
        above = parent[one]
        if above >= 0:
            below[above] += below[one]
            reaches[above] = min(reaches[above], reaches[one])
            if reaches[one] >= entered[above]:
                cut[above] += below[one]
                worst[above] = max(worst[above], below[one])
        one = above
    return time
