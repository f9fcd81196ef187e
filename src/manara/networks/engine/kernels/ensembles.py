"""Measures one order of removals on many networks at once, and betters it for their mean: what may be true is planned for.

All networks have the same people; network k has its ties of number i at `neighbours[starts[k, i]:starts[k, i + 1]]`.
"""

from __future__ import annotations

import math

import numpy as np

from manara.foundation.engine.compiling import compiled

#: Stands for infinite: machine code that may reorder sums takes no number for that.
INFINITE = 1e300
_NEAR = 6.0
_ANEW_EVERY = 1_000
_SLACK = 1.5
_MORE = 10


@compiled
def _root(parents, one):
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one


@compiled
def _back(starts, neighbours, parents, sizes, present, one, largest):
    """Add `one` with its ties to those `present`; the size of the largest component then."""
    present[one] = True
    parents[one] = one
    sizes[one] = 1
    mine = one
    largest = max(largest, 1)
    for at in range(starts[one], starts[one + 1]):
        if present[neighbours[at]]:
            theirs = _root(parents, neighbours[at])
            if theirs != mine:
                if sizes[theirs] > sizes[mine]:
                    theirs, mine = mine, theirs
                parents[theirs] = mine
                sizes[mine] += sizes[theirs]
                largest = max(largest, sizes[mine])
    return largest


@compiled
def curves(starts, neighbours, order, largest):
    """Fill `largest` [k, n + 1] with the largest component of each network after the first removals of `order` [n]."""
    networks, size = starts.shape[0], starts.shape[1] - 1
    parents, sizes = np.empty(size, np.int32), np.empty(size, np.int32)
    present = np.empty(size, np.bool_)
    for each in range(networks):
        present[:] = False
        so_far = np.int64(0)
        largest[each, size] = 0
        for place in range(size - 1, -1, -1):
            so_far = _back(starts[each], neighbours, parents, sizes, present, order[place], so_far)
            largest[each, place] = so_far


@compiled
def worth(largest, order, costs, least, removable, budget, reached):
    """The area of one curve until it is below `least`, and how many removals that takes; as `breaking.scored` counts it.

    Ends at `reached` at the latest.
    """
    spent, total, removals = 0.0, 0.0, 0
    while removals < min(removable, reached) and largest[removals] >= least:
        cost = costs[order[removals]]
        if spent + cost > budget + 1e-9:
            break
        spent += cost
        removals += 1
        total += cost * largest[removals]
    if largest[removals] >= least and budget < INFINITE and removals < reached:
        total += max(budget - spent, 0.0) * largest[removals]
    return total, removals


@compiled
def _behind(starts, neighbours, order, costs, least, removable, reached, kept_parents, kept_sizes, kept_largest, tails):
    """Keep for each network the state in which the first `reached` are gone, and the area that lies behind it."""
    networks, size = starts.shape[0], starts.shape[1] - 1
    present, largest = np.empty(size, np.bool_), np.zeros(size + 1, np.int64)
    for each in range(networks):
        present[:] = False
        so_far = np.int64(0)
        largest[size] = 0
        for place in range(size - 1, reached - 1, -1):
            so_far = _back(starts[each], neighbours, kept_parents[each], kept_sizes[each], present, order[place], so_far)
            largest[place] = so_far
        kept_largest[each] = so_far
        total, place = 0.0, reached
        while place < removable and largest[place] >= least:
            total += costs[order[place]] * largest[place + 1]
            place += 1
        tails[each] = total


@compiled
def _mean(
    starts, neighbours, weights, order, costs, least, removable, budget, reached, kept_parents, kept_sizes, kept_largest, tails,
    parents, sizes, present, largest, ceiling,
):  # fmt: skip
    """The area summed over the networks by their weights, and the most removals of any; given up once it is above `ceiling`."""
    networks = starts.shape[0]
    total, most = 0.0, 0
    for each in range(networks):
        parents[:] = kept_parents[each]
        sizes[:] = kept_sizes[each]
        so_far = np.int64(kept_largest[each])
        largest[reached] = so_far
        for place in range(reached - 1, -1, -1):
            so_far = _back(starts[each], neighbours, parents, sizes, present, order[place], so_far)
            largest[place] = so_far
        for place in range(reached):
            present[order[place]] = False
        area, removals = worth(largest, order, costs, least, removable, budget, reached)
        if removals == reached and largest[reached] >= least:
            area += tails[each]
        total += weights[each] * area
        most = max(most, removals)
        if total > ceiling:
            break
    return total, most


@compiled
def _moved(order, source, target, swapped):
    one = order[source]
    if swapped:
        order[source] = order[target]
    elif source < target:
        for place in range(source, target):
            order[place] = order[place + 1]
    else:
        for place in range(source, target, -1):
            order[place] = order[place - 1]
    order[target] = one


@compiled
def anneal_all(starts, neighbours, costs, order, least, removable, budget, moves, hot, cold, seed, best):
    """Better `order` [n] by `moves` moves for the mean area of all networks; the best is left in `best` [n].

    Who stands at `removable` or behind is never moved. Returns the mean area of `best`, in people.
    """
    state = np.array([INFINITE, removable])
    anneal_some(
        starts, neighbours, np.ones(len(starts)), costs, order, least, removable, budget, 0, moves + 1, moves, hot, cold, seed,
        best, state,
    )  # fmt: skip
    return state[0] / starts.shape[0]


@compiled
def anneal_some(
    starts, neighbours, weights, costs, order, least, removable, budget, begin, end, moves, hot, cold, seed, best, state
):  # fmt: skip
    """Of `moves` moves those from `begin` to before `end`; it goes on from `order` and `state`, and leaves both for the next.

    An area counts as often as its network's weight says (`weights` [k]).

    `state` is the area of `best` summed over the networks (INFINITE at first), and how many removals `order` takes.
    """
    np.random.seed(seed)
    networks, size = starts.shape[0], starts.shape[1] - 1
    kept_parents, kept_sizes = np.zeros((networks, size), np.int32), np.ones((networks, size), np.int32)
    kept_largest, tails = np.zeros(networks, np.int64), np.zeros(networks)
    parents, sizes = np.empty(size, np.int32), np.empty(size, np.int32)
    present, largest = np.zeros(size, np.bool_), np.zeros(size + 1, np.int64)
    place_of = np.empty(size, np.int32)
    least_yet, now, removals, reached = state[0], 0.0, int(state[1]), removable
    if begin == 0:
        best[:] = order
    for move in range(begin, end):
        if move == begin or move % _ANEW_EVERY == 0:
            if move > 0:
                reached = removable if budget < INFINITE else min(removable, int(removals * _SLACK) + _MORE)
                # Some from outside come behind the last removal, where moves find them, the better-tied the likelier.
                for place in range(size):
                    place_of[order[place]] = place
                for place in range(removals + 1, reached):
                    other = neighbours[np.random.randint(0, len(neighbours))]
                    there = place_of[other]
                    if np.random.random() < 0.5 and removals < there < removable:
                        mine = order[place]
                        order[place], order[there] = other, mine
                        place_of[other], place_of[mine] = place, there
            _behind(
                starts, neighbours, order, costs, least, removable, reached, kept_parents, kept_sizes, kept_largest, tails
            )
            present[:] = False
            for place in range(reached, size):
                present[order[place]] = True
            now, removals = _mean(
                starts, neighbours, weights, order, costs, least, removable, budget, reached, kept_parents, kept_sizes,
                kept_largest, tails, parents, sizes, present, largest, INFINITE,
            )  # fmt: skip
            if now < least_yet:
                least_yet = now
                best[:] = order
        if removals < 1 or reached < 2:
            break
        heat = hot * (cold / hot) ** (move / max(moves, 1)) * networks
        chance, target = np.random.random(), np.random.randint(0, removals)
        source = target
        if chance < 0.5:
            reach = 1 + int(-math.log(1.0 - np.random.random()) * _NEAR)
            target = source + reach if np.random.random() < 0.5 else source - reach
        elif chance < 0.75 or reached <= removals:
            source = np.random.randint(0, removals)
        else:
            source = np.random.randint(removals, reached)
        if target < 0 or target >= removals or target == source:
            continue
        swapped = np.random.random() < 0.4
        _moved(order, source, target, swapped)
        ceiling = now - heat * math.log(1.0 - np.random.random())
        then, removals_then = _mean(
            starts, neighbours, weights, order, costs, least, removable, budget, reached, kept_parents, kept_sizes,
            kept_largest, tails, parents, sizes, present, largest, ceiling,
        )  # fmt: skip
        if then <= ceiling:
            now, removals = then, removals_then
            if now < least_yet:
                least_yet = now
                best[:] = order
        else:
            _moved(order, target, source, swapped)
    state[0], state[1] = least_yet, removals


@compiled
def between_some(
    starts, neighbours, costs, protected, least, turn, until, steps, sources, mix, with_rest, gone, ties, order
):  # fmt: skip
    """Fill `order` from place `turn` to before `until`, by betweenness in the largest components, summed over the networks.

    For each unit of cost, and measured anew each step (adaptive betweenness, Holme et al. 2002, over many networks), from
    `sources` starting points a network, evenly among its people. Once no network's largest component is above `least`, or from
    place `steps` on, whoever has most ties comes next, or, without `with_rest`, it ends. With `mix` above 0 the ways are those
    of the whole network, to the end, and are weighed against ties: (ways + …)^(1 - mix) · (ties + 1)^mix. `gone` [n] and
    `ties` [n], left over all networks, are kept for the next call. Returns the place it came to, and how many of the places
    were given by ways.
    """
    networks, size = starts.shape[0], starts.shape[1] - 1
    part, queue = np.empty(size, np.int32), np.empty(size, np.int32)
    score, mine = np.empty(size), np.empty(size)
    distance, ways, depend = np.full(size, -1, np.int32), np.zeros(size), np.zeros(size)
    by_ways = 0
    while turn < until:
        score[:] = 0.0
        above = False
        if turn < steps:
            for each in range(networks):
                root, largest = _largest_part(starts[each], neighbours, gone, part, queue)
                if largest < least and mix == 0.0:
                    continue
                above = True
                if mix > 0.0:
                    for one in range(size):
                        part[one], score[one] = root, score[one] + 0.5 * largest
                # From all of them straight into the sum; from some each counts for as many as it stands for.
                apart = max(1, math.ceil(largest / sources))
                passed = turn + each
                if apart > 1:
                    mine[:] = 0.0
                for source in range(size):
                    if part[source] == root and not gone[source]:
                        passed += 1
                        if apart == 1:
                            _depend(starts[each], neighbours, gone, source, distance, ways, depend, queue, score)
                        elif passed % apart == 0:
                            _depend(starts[each], neighbours, gone, source, distance, ways, depend, queue, mine)
                if apart > 1:
                    for one in range(size):
                        score[one] += apart * mine[one]
                for one in range(size):
                    if part[one] == root and not gone[one]:
                        score[one] += 1e-6 * (starts[each, one + 1] - starts[each, one])
        if not above and not with_rest:
            break
        best = -1
        for one in range(size):
            if gone[one] or protected[one]:
                continue
            if not above:
                score[one] = ties[one]
            elif mix > 0.0:
                score[one] = score[one] ** (1.0 - mix) * (max(ties[one], 0.0) / networks + 1.0) ** mix
            if best < 0 or score[one] * costs[best] > score[best] * costs[one]:
                best = one
        order[turn] = best
        gone[best] = True
        turn += 1
        by_ways += above
        for each in range(networks):
            for at in range(starts[each, best], starts[each, best + 1]):
                ties[neighbours[at]] -= 1.0
    return turn, by_ways


@compiled
def _largest_part(starts, neighbours, gone, part, queue):
    part[:] = -1
    root, largest = -1, 0
    for start in range(len(gone)):
        if gone[start] or part[start] >= 0:
            continue
        part[start] = start
        queue[0] = start
        read, written = 0, 1
        while read < written:
            one = queue[read]
            read += 1
            for at in range(starts[one], starts[one + 1]):
                other = neighbours[at]
                if not gone[other] and part[other] < 0:
                    part[other] = start
                    queue[written] = other
                    written += 1
        if written > largest:
            root, largest = start, written
    return root, largest


@compiled
def _depend(starts, neighbours, gone, source, distance, ways, depend, queue, score):
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
    for place in range(written - 1, 0, -1):
        one = queue[place]
        share = (1.0 + depend[one]) / ways[one]
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if not gone[other] and distance[other] == distance[one] - 1:
                depend[other] += ways[other] * share
        score[one] += depend[one]
    for place in range(written):
        one = queue[place]
        distance[one] = -1
        ways[one], depend[one] = 0.0, 0.0
