"""Betters an order of removals by moving one at a time: simulated annealing over windows of the order.

Moving someone from one place of the order to another changes what is left only between the two places, so a move is measured
by adding back that window alone, from a kept state behind it. Kept states lie `apart` places from each other; each is the
components of what is left there. (Kirkpatrick et al. 1983 for the annealing; the windows are ours.)
"""

from __future__ import annotations

import math

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.breaking import put_back, root, scored

#: Steps of a move within reach, on average (places of the order).
_NEAR = 6.0
#: How often the order behind the last removal is mixed with others from outside (moves).
_MIXED_EVERY = 2_000


@compiled
def keep(parents, sizes, present, kept_parents, kept_sizes, kept_present, number):
    """Keep the components as they are now as state `number`, every one pointing at its root."""
    for one in range(len(parents)):
        kept_parents[number, one] = root(parents, one) if present[one] else one
    kept_sizes[number] = sizes
    kept_present[number] = present


@compiled
def keep_all(starts, neighbours, order, upto, apart, largest, kept_parents, kept_sizes, kept_present):
    """Measure the whole order and keep a state at each `apart` places up to `upto`, and one there."""
    size = len(order)
    parents = np.arange(size).astype(np.int32)
    sizes = np.ones(size, np.int32)
    present = np.zeros(size, np.bool_)
    so_far = np.int64(0)
    largest[size] = 0
    for place in range(size, -1, -1):
        if place < size:
            so_far = put_back(starts, neighbours, parents, sizes, present, order[place], so_far)
            largest[place] = so_far
        if place == upto or (place < upto and place % apart == 0):
            keep(parents, sizes, present, kept_parents, kept_sizes, kept_present, (place + apart - 1) // apart)


@compiled
def moved(order, source, target, swapped):
    """Move whom stands at `source` to `target`, or let the two change places."""
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
def mix(order, removals, reached, removable, neighbours):
    """Bring some from outside, the better-tied the likelier, behind the last removal, where moves find them."""
    place_of = np.empty(len(order), np.int32)
    for place in range(len(order)):
        place_of[order[place]] = place
    for place in range(removals + 1, reached):
        if np.random.random() < 0.5:
            other = neighbours[np.random.randint(0, len(neighbours))]
            there = place_of[other]
            if removals < there < removable:
                mine = order[place]
                order[place], order[there] = other, mine
                place_of[other], place_of[mine] = place, there


@compiled
def drawn(removals, reached):
    """A move: from where, to where, and whether the two change places."""
    chance = np.random.random()
    target = np.random.randint(0, removals)
    if chance < 0.5:
        reach = 1 + int(-math.log(1.0 - np.random.random()) * _NEAR)
        source = target
        target = source + reach if np.random.random() < 0.5 else source - reach
    elif chance < 0.75 or reached <= removals:
        source = np.random.randint(0, removals)
    else:
        source = np.random.randint(removals, reached)
    if target < 0 or target >= removals:
        target = source
    return source, target, np.random.random() < 0.4


@compiled
def anneal(
    starts, neighbours, costs, order, least, removable, budget, each, apart, slack, moves, hot, cold, seed, best
):
    """Better `order` [n] in place by `moves` moves while it cools from `hot` to `cold`; the best is left in `best` [n].

    `hot` and `cold` are in the unit of what an order is worth. Who stands at `removable` or behind is never moved. Returns what
    `best` is worth.
    """
    np.random.seed(seed)
    size = len(order)
    largest, fresh = np.empty(size + 1, np.int32), np.empty(size + 1, np.int32)
    states = size // apart + 3
    kept_parents, kept_sizes = np.empty((states, size), np.int32), np.empty((states, size), np.int32)
    kept_present = np.empty((states, size), np.bool_)
    parents, sizes, present = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.bool_)
    keep_all(starts, neighbours, order, 0, apart, largest, kept_parents, kept_sizes, kept_present)
    now, removals = scored(order, costs, largest, least, removable, budget, each)
    reached = -1
    least_yet = now
    best[:] = order
    for move in range(moves):
        if reached < 0 or move % _MIXED_EVERY == 0:
            reached = min(removable, int(removals * slack) + 20)
            mix(order, removals, reached, removable, neighbours)
            keep_all(starts, neighbours, order, reached, apart, largest, kept_parents, kept_sizes, kept_present)
        if removals < 1:
            break
        source, target, swapped = drawn(removals, reached)
        if source == target:
            continue
        first, behind = min(source, target), max(source, target) + 1
        moved(order, source, target, swapped)
        number = (behind + apart - 1) // apart
        top = min(number * apart, reached)
        parents[:] = kept_parents[number]
        sizes[:] = kept_sizes[number]
        present[:] = kept_present[number]
        so_far = np.int64(largest[top])
        for place in range(top - 1, first, -1):
            so_far = put_back(starts, neighbours, parents, sizes, present, order[place], so_far)
            fresh[place] = so_far
        for place in range(first + 1, behind):
            largest[place], fresh[place] = fresh[place], largest[place]
        then, removals_then = scored(order, costs, largest, least, removable, budget, each)
        heat = hot * (cold / hot) ** (move / moves)
        if then <= now or np.random.random() < math.exp((now - then) / heat):
            now, removals = then, removals_then
            _keep_window(
                starts, neighbours, order, first, behind, top, number, apart, largest,
                parents, sizes, present, kept_parents, kept_sizes, kept_present,
            )  # fmt: skip
            if removals >= reached and reached < removable:
                reached = -1
            if now < least_yet:
                least_yet = now
                best[:] = order
        else:
            for place in range(first + 1, behind):
                largest[place] = fresh[place]
            moved(order, target, source, swapped)
    return least_yet


@compiled
def _keep_window(
    starts, neighbours, order, first, behind, top, number, apart, largest,
    parents, sizes, present, kept_parents, kept_sizes, kept_present,
):  # fmt: skip
    """Keep the states within a window anew, now that the order in it has changed."""
    lowest = (first // apart + 1) * apart
    if lowest >= behind:
        return
    parents[:] = kept_parents[number]
    sizes[:] = kept_sizes[number]
    present[:] = kept_present[number]
    so_far = np.int64(largest[top])
    for place in range(top - 1, lowest - 1, -1):
        so_far = put_back(starts, neighbours, parents, sizes, present, order[place], so_far)
        if place % apart == 0 and place < behind:
            keep(parents, sizes, present, kept_parents, kept_sizes, kept_present, place // apart)
