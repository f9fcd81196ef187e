"""Measures an order of removals: how large the largest component still is after each, by adding all back in reverse.

One pass costs about one step a tie: union-find by size with halved paths (Schneider et al., Inverse targeting, 2012). The
components stand in one array, `parts`: 0 for who is gone, minus the size for who stands for a component, else the number of
somebody nearer to that one, plus 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.network import Network


@compiled
def root(parts, one):
    """The one that stands for the component of `one`; paths are halved on the way."""
    while parts[one] > 0:
        above = parts[one] - 1
        if parts[above] > 0:
            parts[one] = parts[above]
        one = above
    return one


@compiled
def put_back(starts, neighbours, weights, parts, one, largest):
    """Add `one` (of so many people as its weight) with its ties to those present; the size of the largest component then."""
    mine = one
    parts[one] = -weights[one]
    for at in range(starts[one], starts[one + 1]):
        other = neighbours[at]
        if parts[other] != 0:
            theirs = root(parts, other)
            if theirs != mine:
                if parts[theirs] < parts[mine]:
                    theirs, mine = mine, theirs
                parts[mine] += parts[theirs]
                parts[theirs] = mine + 1
    return max(largest, -np.int64(parts[mine]))


@compiled
def measure(starts, neighbours, weights, order, parts, largest):
    """Add all of `order` [k] back to `parts`, the last first; `largest` [k + 1] is filled, beginning with its last."""
    so_far = np.int64(largest[len(order)])
    for place in range(len(order) - 1, -1, -1):
        so_far = put_back(starts, neighbours, weights, parts, order[place], so_far)
        largest[place] = so_far


@compiled
def stand_for(parts, found):
    """Fill for everybody who stands for his component."""
    for one in range(len(parts)):
        found[one] = root(parts, one)


@compiled
def scored(order, costs, largest, least, removable, budget, each):
    """What an order is worth, less is better, and how many removals it takes.

    The size of the largest component after each removal times the removal's cost, summed until it is below `least`, the
    budget is spent or nobody removable is left; what then stays of the budget counts with what is left of the network.
    `each` is added to the size, so that a large value makes the number of removals count.
    """
    total, spent, removals = 0.0, 0.0, 0
    while removals < removable and largest[removals] >= least:
        cost = costs[order[removals]]
        if spent + cost > budget + 1e-9:
            break
        spent += cost
        removals += 1
        total += cost * (largest[removals] + each)
    if largest[removals] >= least and budget < np.inf:
        total += (budget - spent) * (largest[removals] + each)
    return total, removals


@compiled
def pieces_of(starts, neighbours, order, largest, ties, held, pieces, counted):
    """Measure an order, and fill for each place the ties and the components that the one who goes had joined."""
    size = len(order)
    parts, weights = np.zeros(size, np.int32), np.ones(size, np.int32)
    so_far = np.int64(0)
    largest[size] = 0
    roots = np.full(size, -1, np.int64)
    for place in range(size - 1, -1, -1):
        one = order[place]
        for at in range(starts[one], starts[one + 1]):
            if parts[neighbours[at]] == 0:
                continue
            ties[place] += 1
            theirs = root(parts, neighbours[at])
            if roots[theirs] != place:
                roots[theirs] = place
                _insert(pieces[place], -parts[theirs])
                counted[place] += 1
        so_far = put_back(starts, neighbours, weights, parts, one, so_far)
        held[place] = -parts[root(parts, one)]
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
    found = np.zeros(len(order) + 1, np.int32)
    size = len(graph)
    measure(
        graph.starts, graph.neighbours, np.ones(size, np.int32), order.astype(np.int32), np.zeros(size, np.int32), found
    )
    return found
