"""Measures an order of removals: how large the largest component still is after each, by adding all back in reverse.

One pass costs about one step a tie: union-find by size with halved paths (Schneider et al., Inverse targeting, 2012).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.network import Network


@compiled
def root(parents, one):
    """The one that stands for the component of `one`; paths are halved on the way."""
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one


@compiled
def put_back(starts, neighbours, parents, sizes, present, one, largest):
    """Add `one` with its ties to those `present`; the size of the largest component then."""
    present[one] = True
    parents[one] = one
    sizes[one] = 1
    mine = one
    largest = max(largest, 1)
    for at in range(starts[one], starts[one + 1]):
        if present[neighbours[at]]:
            theirs = root(parents, neighbours[at])
            if theirs != mine:
                if sizes[theirs] > sizes[mine]:
                    theirs, mine = mine, theirs
                parents[theirs] = mine
                sizes[mine] += sizes[theirs]
                largest = max(largest, sizes[mine])
    return largest


@compiled
def largest_after(starts, neighbours, order, largest):
    """Fill `largest` [n + 1] with the size of the largest component after the first k of `order` [n] are gone."""
    size = len(order)
    parents = np.arange(size).astype(np.int32)
    sizes = np.ones(size, np.int32)
    present = np.zeros(size, np.bool_)
    so_far = np.int64(0)
    largest[size] = 0
    for place in range(size - 1, -1, -1):
        so_far = put_back(starts, neighbours, parents, sizes, present, order[place], so_far)
        largest[place] = so_far


@compiled
def scored(order, costs, largest, least, removable, budget, each):
    """What an order is worth, less is better, and how many removals it takes.

    The size of the largest component after each removal times the removal's cost, summed until it is below `least`, the
    budget is spent or nobody removable is left; what then stays of the budget counts with what is left of the network.
    `each` is added for each unit of cost: with 0 it is the area, with n removals count before area.
    """
    spent, total, removals = 0.0, 0.0, 0
    while removals < removable and largest[removals] >= least:
        cost = costs[order[removals]]
        if spent + cost > budget:
            break
        spent += cost
        removals += 1
        total += cost * (largest[removals] + each)
    if largest[removals] >= least and budget < np.inf:
        total += (budget - spent) * (largest[removals] + each)
    return total, removals


@compiled
def pieces_of(starts, neighbours, order, largest, ties, held, pieces, counted):
    """Fill, for each place of the order, the components that the one who goes had joined, by putting all back in reverse."""
    size = len(order)
    parents = np.arange(size).astype(np.int32)
    sizes, present = np.ones(size, np.int32), np.zeros(size, np.bool_)
    so_far = np.int64(0)
    largest[size] = 0
    roots = np.full(size, -1, np.int64)
    for place in range(size - 1, -1, -1):
        one = order[place]
        for at in range(starts[one], starts[one + 1]):
            if not present[neighbours[at]]:
                continue
            ties[place] += 1
            theirs = root(parents, neighbours[at])
            if roots[theirs] != place:
                roots[theirs] = place
                _insert(pieces[place], sizes[theirs])
                counted[place] += 1
        so_far = put_back(starts, neighbours, parents, sizes, present, one, so_far)
        held[place] = sizes[root(parents, one)]
        largest[place] = so_far


@compiled
def _insert(row, value):
    """Put a value into a row that goes from large to small; the smallest falls out."""
    at = len(row) - 1
    if value <= row[at]:
        return
    while at > 0 and row[at - 1] < value:
        row[at] = row[at - 1]
        at -= 1
    row[at] = value


def largest_components(graph: Network, order: NDArray[np.int32]) -> NDArray[np.int32]:
    """The size of the largest component before and after each removal of `order` [n], as [n + 1]."""
    found = np.empty(len(order) + 1, np.int32)
    largest_after(graph.starts, graph.neighbours, order.astype(np.int32), found)
    return found
