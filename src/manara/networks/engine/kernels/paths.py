"""Counts how many shortest ways between others lead over each one (Brandes, A faster algorithm for betweenness, 2001)."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def walk(starts, neighbours, gone, source, distance, ways, queue):
    """Fill the distance (-1 where there is no way) and the number of shortest ways from `source`; how many are reached."""
    distance[source], ways[source] = 0, 1.0
    queue[0] = source
    read, written = 0, 1
    while read < written:
        one = queue[read]
        read += 1
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if gone[other]:
                continue
            if distance[other] < 0:
                distance[other] = distance[one] + 1
                queue[written] = other
                written += 1
            if distance[other] == distance[one] + 1:
                ways[other] += ways[one]
    return written


@compiled
def add_betweenness(starts, neighbours, gone, sources, total, squares, stop):
    """Add to `total` [n] what each of `sources` makes others depend on one, and its square to `squares` [n].

    Ends before the next of them once `stop` [1] is set; how many were looked at.
    """
    size = len(starts) - 1
    distance = np.full(size, -1, np.int32)
    ways, depend = np.zeros(size), np.zeros(size)
    queue = np.empty(size, np.int32)
    for number in range(len(sources)):
        source = sources[number]
        if stop[0]:
            return number
        if gone[source]:
            continue
        reached = walk(starts, neighbours, gone, source, distance, ways, queue)
        for place in range(reached - 1, 0, -1):
            one = queue[place]
            share = (1.0 + depend[one]) / ways[one]
            nearer = distance[one] - 1
            for at in range(starts[one], starts[one + 1]):
                other = neighbours[at]
                if distance[other] == nearer and not gone[other]:
                    depend[other] += ways[other] * share
            total[one] += depend[one]
            squares[one] += depend[one] * depend[one]
        for place in range(reached):
            one = queue[place]
            distance[one] = -1
            ways[one], depend[one] = 0.0, 0.0
    return len(sources)


@compiled
def within_two(starts, neighbours, reach):
    """Fill `reach` [n] with how many others are one or two ties away."""
    size = len(starts) - 1
    seen = np.full(size, -1, np.int32)
    for one in range(size):
        seen[one] = one
        count = 0
        for at in range(starts[one], starts[one + 1]):
            near = neighbours[at]
            if seen[near] != one:
                seen[near] = one
                count += 1
            for further in range(starts[near], starts[near + 1]):
                far = neighbours[further]
                if seen[far] != one:
                    seen[far] = one
                    count += 1
        reach[one] = count


@compiled
def within(starts, neighbours, source, ties, seen, turn, queue):
    """Put `source` and all at most so many `ties` from it into `queue`; how many. `seen` [n] holds turns before this one."""
    queue[0] = source
    seen[source] = turn
    read, written = 0, 1
    for _step in range(ties):
        end = written
        while read < end:
            one = queue[read]
            read += 1
            for at in range(starts[one], starts[one + 1]):
                other = neighbours[at]
                if seen[other] != turn:
                    seen[other] = turn
                    queue[written] = other
                    written += 1
    return written
