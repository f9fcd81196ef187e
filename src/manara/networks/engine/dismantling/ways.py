"""Counts the ways between two people that share nobody: fewer removals than these can't part the two (Menger 1927).

A way is found at a time, through a network in which each person is passed once, by leading earlier ways differently where they
stand in the way (Ford & Fulkerson 1956).
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled

#: How somebody was reached: back through one who is passed, or through one who is free; else over a tie, or against a way.
_BACK, _THROUGH = -2, -3


@compiled
def separate_ways(starts, neighbours, reverse, most):
    """For each pair [n, n] how many ways lead from one to the other, up to `most`; who are tied can't be parted: `most`.

    `reverse` says for each tie where the same one stands with the other end.
    """
    size, ties = len(starts) - 1, len(neighbours)
    found = np.zeros((size, size), np.int32)
    led, passed = np.zeros(ties, np.bool_), np.zeros(size, np.bool_)
    seen, reached, queue = np.zeros(2 * size, np.bool_), np.zeros(2 * size, np.int64), np.empty(2 * size, np.int64)
    for one in range(size):
        for at in range(starts[one], starts[one + 1]):
            found[one, neighbours[at]] = most
        for other in range(one):
            if found[one, other]:
                continue
            led[:] = False
            passed[:] = False
            ways = 0
            while ways < most and _one_more(starts, neighbours, reverse, one, other, led, passed, seen, reached, queue):
                ways += 1
            found[one, other] = found[other, one] = ways
    return found


@compiled
def _one_more(starts, neighbours, reverse, source, target, led, passed, seen, reached, queue):
    """Whether there is one more way; it is led then. Number 2v is to arrive at v, 2v + 1 to leave him."""
    ties = len(neighbours)
    seen[:] = False
    queue[0] = 2 * source + 1
    seen[2 * source + 1] = True
    read, written, there = 0, 1, False
    while read < written and not there:
        one, leaving = queue[read] // 2, queue[read] % 2 == 1
        read += 1
        if not leaving and not passed[one]:
            if not seen[2 * one + 1]:
                seen[2 * one + 1] = True
                reached[2 * one + 1] = _THROUGH
                queue[written] = 2 * one + 1
                written += 1
            continue
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if leaving and other == target and not led[at]:
                reached[2 * target] = at
                there = True
                break
            if other == source:
                continue
            if leaving and not led[at] and not seen[2 * other]:
                seen[2 * other] = True
                reached[2 * other] = at
                queue[written] = 2 * other
                written += 1
            elif not leaving and led[reverse[at]] and not seen[2 * other + 1]:
                seen[2 * other + 1] = True
                reached[2 * other + 1] = ties + reverse[at]
                queue[written] = 2 * other + 1
                written += 1
        if leaving and not there and one != source and passed[one] and not seen[2 * one]:
            seen[2 * one] = True
            reached[2 * one] = _BACK
            queue[written] = 2 * one
            written += 1
    at = 2 * target
    while there and at != 2 * source + 1:
        how, one = reached[at], at // 2
        if how == _BACK:
            passed[one] = False
            at = 2 * one + 1
        elif how == _THROUGH:
            passed[one] = True
            at = 2 * one
        elif how >= ties:
            led[how - ties] = False
            at = 2 * neighbours[how - ties]
        else:
            led[how] = True
            at = 2 * neighbours[reverse[how]] + 1
    return there
