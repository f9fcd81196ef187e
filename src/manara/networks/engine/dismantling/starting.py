"""Gives a first order of removals at once: who has the most ties left inside the largest component goes next."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def by_degree(starts, neighbours, costs, protected, least):
    """Everybody in the order of ties left for each unit of cost, within the largest component (HDA inside the LCC).

    Who is protected comes last, as do those who are not needed any more once the largest component is below `least`.
    Returns the order [n] and how many of them may be removed.
    """
    size = len(starts) - 1
    gone = np.zeros(size, np.bool_)
    degree = np.empty(size, np.int64)
    for one in range(size):
        degree[one] = starts[one + 1] - starts[one]
    seen, waiting = np.zeros(size, np.int64), np.empty(size, np.int64)
    order = np.empty(size, np.int32)
    chosen = 0
    for turn in range(1, size + 1):
        largest, best_of_largest = 0, -1
        for start in range(size):
            if gone[start] or seen[start] == turn:
                continue
            seen[start] = turn
            waiting[0] = start
            read, written, best = 0, 1, -1
            while read < written:
                one = waiting[read]
                read += 1
                if not protected[one] and (best < 0 or degree[one] * costs[best] > degree[best] * costs[one]):
                    best = one
                for at in range(starts[one], starts[one + 1]):
                    other = neighbours[at]
                    if not gone[other] and seen[other] != turn:
                        seen[other] = turn
                        waiting[written] = other
                        written += 1
            if written > largest and best >= 0:
                largest, best_of_largest = written, best
        if best_of_largest < 0 or largest < least:
            break
        order[chosen] = best_of_largest
        chosen += 1
        gone[best_of_largest] = True
        for at in range(starts[best_of_largest], starts[best_of_largest + 1]):
            degree[neighbours[at]] -= 1
    at = chosen
    for shielded in range(2):
        for one in range(size):
            if not gone[one] and protected[one] == (shielded == 1):
                order[at] = one
                at += 1
    return order, size - int(protected.sum())
