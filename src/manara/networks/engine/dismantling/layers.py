"""Takes the next step of every set of removals that may still lead to a better plan: what the largest component is then.

Only people of the largest component are worth a step: whoever stands outside can as well go later, as long as the largest
component is the same. Where several are largest, the first of them is broken first, since all of them have to be.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled

_WORD = 64


@compiled
def next_steps(
    starts, neighbours, protected, low, high, so_far, least, tail, ceiling,
    out_low, out_high, out_sum, out_from, out_who, begin,
):  # fmt: skip
    """Write the sets one person larger than `low`, `high` (bits of who is gone) that may still end below `ceiling`.

    `so_far` is the sum of the largest components until now, `tail` what at least the steps after the next add. Begins at set
    number `begin`; returns the number of the set to go on with, how many were written, and the best complete plan (its sum, its
    set, its last person).
    """
    size = len(starts) - 1
    gone = np.empty(size, np.bool_)
    part, queue = np.empty(size, np.int64), np.empty(size, np.int64)
    entered, reaches, below, cut, worst = (
        np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64),
        np.empty(size, np.int64),
    )  # fmt: skip
    parent, at = np.empty(size, np.int64), np.empty(size, np.int64)
    written, best, best_from, best_who = 0, ceiling, -1, -1
    number = begin
    while number < len(low) and written + size <= len(out_low):
        for one in range(size):
            word = low[number] if one < _WORD else high[number]
            gone[one] = (word >> np.uint64(one % _WORD)) & np.uint64(1) != 0
        root, largest, second = _parts(starts, neighbours, gone, part, queue)
        _cut_off(starts, neighbours, gone, root, entered, reaches, below, cut, worst, parent, at, queue)
        for place in range(largest):
            one = queue[place]
            if protected[one]:
                continue
            left = max(worst[one], largest - 1 - cut[one], second)
            total = so_far[number] + left
            if left < least:
                if total < best:
                    best, best_from, best_who = total, number, one
            elif total + tail < best:
                bit = np.uint64(1) << np.uint64(one % _WORD)
                out_low[written] = low[number] | bit if one < _WORD else low[number]
                out_high[written] = high[number] if one < _WORD else high[number] | bit
                out_sum[written], out_from[written], out_who[written] = total, number, one
                written += 1
        number += 1
    return number, written, best, best_from, best_who


@compiled
def _parts(starts, neighbours, gone, part, queue):
    """Somebody of the first largest component, its size, and the size of the next largest."""
    size = len(gone)
    part[:] = -1
    root, largest, second = -1, 0, 0
    for start in range(size):
        if gone[start] or part[start] >= 0:
            continue
        part[start] = start
        queue[0] = start
        read, written = 0, 1
        while read < written:
            one = queue[read]
            read += 1
            for edge in range(starts[one], starts[one + 1]):
                other = neighbours[edge]
                if not gone[other] and part[other] < 0:
                    part[other] = start
                    queue[written] = other
                    written += 1
        if written > largest:
            root, largest, second = start, written, largest
        elif written > second:
            second = written
    return root, largest, second


@compiled
def _cut_off(starts, neighbours, gone, root, entered, reaches, below, cut, worst, parent, at, queue):
    """For each of the component of `root`: how many are `cut` off without him, and the `worst`, largest piece of these.

    One walk in depth with the earliest place that each subtree reaches back to (Hopcroft and Tarjan, 1973). `queue` holds the
    component in the order of the walk.
    """
    entered[:] = -1
    time = 0
    one = root
    parent[root] = -1
    while one >= 0:
        if entered[one] < 0:
            entered[one] = reaches[one] = time
            queue[time] = one
            below[one], cut[one], worst[one] = 1, 0, 0
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
