"""Gives first orders of removals: at once by the ties left, then by who stands between the others in the largest component."""

from __future__ import annotations

import heapq

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def by_ties(starts, neighbours, costs, protected):
    """Everybody in the order of ties left for each unit of cost (adaptive degree), who is protected last.

    Returns the order [n] and how many of them may be removed. About one step a tie: for networks of any size.
    """
    size = len(starts) - 1
    degree, gone = np.empty(size, np.int64), np.zeros(size, np.bool_)
    waiting = [(0.0, 0) for _ in range(0)]
    for one in range(size):
        degree[one] = starts[one + 1] - starts[one]
        if not protected[one]:
            waiting.append((-degree[one] / costs[one], one))
    heapq.heapify(waiting)
    order, chosen = np.empty(size, np.int32), 0
    while len(waiting) > 0:
        rank, one = heapq.heappop(waiting)
        if gone[one]:
            continue
        if rank < -degree[one] / costs[one]:
            heapq.heappush(waiting, (-degree[one] / costs[one], one))
            continue
        gone[one] = True
        order[chosen] = one
        chosen += 1
        for at in range(starts[one], starts[one + 1]):
            degree[neighbours[at]] -= 1
    return order, _rest_behind(order, chosen, gone, protected)


@compiled
def by_degree(starts, neighbours, costs, protected, least, order, chosen, work, stop):
    """Go on with an `order` of which the first `chosen` stand: who has the most ties left in the largest component goes next.

    Ends once the largest component is below `least`, after so much `work` (ties walked), or when `stop[0]` is set. Who is
    protected comes last. Returns how many may be removed.
    """
    size = len(starts) - 1
    gone = np.zeros(size, np.bool_)
    gone[order[:chosen]] = True
    degree = np.zeros(size, np.int64)
    for one in range(size):
        for at in range(starts[one], starts[one + 1]):
            degree[one] += not gone[neighbours[at]]
    seen, members, found = np.zeros(size, np.int64), np.empty(size, np.int32), np.empty(size, np.int32)
    turn, done = 0, 0.0
    while done < work and stop[0] == 0:
        turn += 1
        done += size + len(neighbours)
        count = _largest_component(starts, neighbours, gone, protected, seen, turn, members, found)
        best = -1
        for one in found[:count]:
            if not protected[one] and (best < 0 or degree[one] * costs[best] > degree[best] * costs[one]):
                best = one
        if best < 0 or count < least:
            break
        order[chosen] = best
        chosen += 1
        gone[best] = True
        for at in range(starts[best], starts[best + 1]):
            degree[neighbours[at]] -= 1
    return _rest_behind(order, chosen, gone, protected)


@compiled
def by_betweenness(starts, neighbours, costs, protected, least, sources, at_once, work, seed, order, stop):
    """Fill an `order` by who lies on most shortest ways within the largest component, found anew after each `at_once` removals.

    Shortest ways are counted from so many `sources` drawn at random (Brandes 2001, Brandes & Pich 2007). Ends once the largest
    component is below `least`, after so much `work` (ties walked), or when `stop[0]` is set. Returns how many were chosen.
    """
    np.random.seed(seed)
    size = len(starts) - 1
    gone, seen = np.zeros(size, np.bool_), np.zeros(size, np.int64)
    members, found = np.empty(size, np.int32), np.empty(size, np.int32)
    far, ways = np.full(size, -1, np.int32), np.zeros(size, np.float64)
    carried, between = np.zeros(size, np.float64), np.zeros(size, np.float64)
    chosen, turn, done = 0, 0, 0.0
    while done < work and stop[0] == 0:
        turn += 1
        count = _largest_component(starts, neighbours, gone, protected, seen, turn, members, found)
        if count < least:
            break
        done += size + len(neighbours)
        between[found[:count]] = 0.0
        for number in range(min(sources, count)):
            other = np.random.randint(number, count)
            found[number], found[other] = found[other], found[number]
            done += _count_ways(starts, neighbours, gone, found[number], far, ways, carried, between, members)
        for _each in range(at_once):
            best = -1
            for one in found[:count]:
                if gone[one] or protected[one]:
                    continue
                if best < 0 or between[one] * costs[best] > between[best] * costs[one]:
                    best = one
            if best < 0:
                return chosen
            order[chosen] = best
            chosen += 1
            gone[best] = True
    return chosen


@compiled
def _largest_component(starts, neighbours, gone, protected, seen, turn, members, found):
    """Fill `found` with the largest component in which somebody may be removed; its size."""
    largest = 0
    for start in range(len(gone)):
        if gone[start] or seen[start] == turn:
            continue
        seen[start] = turn
        members[0] = start
        read, written, open_to = 0, 1, False
        while read < written:
            one = members[read]
            read += 1
            open_to = open_to or not protected[one]
            for at in range(starts[one], starts[one + 1]):
                other = neighbours[at]
                if not gone[other] and seen[other] != turn:
                    seen[other] = turn
                    members[written] = other
                    written += 1
        if written > largest and open_to:
            largest = written
            found[:written] = members[:written]
    return largest


@compiled
def _count_ways(starts, neighbours, gone, source, far, ways, carried, between, queue):
    """Add to `between` the share of shortest ways from `source` that lead over each; the ties walked."""
    queue[0] = source
    far[source], ways[source] = 0, 1.0
    read, written, walked = 0, 1, 0.0
    while read < written:
        one = queue[read]
        read += 1
        walked += starts[one + 1] - starts[one]
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if gone[other]:
                continue
            if far[other] < 0:
                far[other] = far[one] + 1
                queue[written] = other
                written += 1
            if far[other] == far[one] + 1:
                ways[other] += ways[one]
    for place in range(written - 1, 0, -1):
        one = queue[place]
        share = (1.0 + carried[one]) / ways[one]
        between[one] += carried[one]
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if not gone[other] and far[other] == far[one] - 1:
                carried[other] += ways[other] * share
    for one in queue[:written]:
        far[one], ways[one], carried[one] = -1, 0.0, 0.0
    return walked


@compiled
def _rest_behind(order, chosen, gone, protected):
    """Everybody else behind the chosen, who is protected last; how many may be removed."""
    at = chosen
    for shielded in range(2):
        for one in range(len(gone)):
            if not gone[one] and protected[one] == (shielded == 1):
                order[at] = one
                at += 1
    return len(gone) - int(protected.sum())
