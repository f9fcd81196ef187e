"""Makes a network small for a search: who is not up for removal is gathered into the pieces left when all who are up are gone.

A piece that only one of those who are up touches is weighed with him; one that several touch is one number; ties to the same
piece are one. What the search then walks depends on how many people are up for removal, not on the size of the network.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.breaking import put_back, root


@compiled
def gathered(starts, neighbours, order, up):
    """The network of the first `up` of `order` [n], numbered by their place, and of the pieces between them.

    Returns where each one's ties begin (pieces have none of their own: whoever is put back joins them), the ties, the weights
    in people, and the size of the largest piece.
    """
    size = len(order)
    parts, alone = np.zeros(size, np.int32), np.ones(size, np.int32)
    place_of = np.full(size, -1, np.int32)
    floor = np.int64(0)
    for place in range(size - 1, up - 1, -1):
        floor = put_back(starts, neighbours, alone, parts, order[place], floor)
    for place in range(up):
        place_of[order[place]] = place
    last_touch, touched, ties = np.full(size, -1, np.int32), np.zeros(size, np.int32), 0
    for place in range(up):
        one = order[place]
        ties += starts[one + 1] - starts[one]
        for at in range(starts[one], starts[one + 1]):
            if parts[neighbours[at]] != 0:
                piece = root(parts, neighbours[at])
                if last_touch[piece] != place:
                    last_touch[piece] = place
                    touched[piece] += 1
    number, count = np.full(size, -1, np.int32), up
    for piece in range(size):
        if touched[piece] > 1:
            number[piece] = count
            count += 1
    weights = np.ones(count, np.int32)
    small_starts, small = np.empty(count + 1, np.int64), np.empty(ties, np.int32)
    written = 0
    last_touch[:] = -1
    for place in range(up):
        one = order[place]
        small_starts[place] = written
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if parts[other] == 0:
                small[written] = place_of[other]
                written += 1
                continue
            piece = root(parts, other)
            if last_touch[piece] == place:
                continue
            last_touch[piece] = place
            if number[piece] >= 0:
                small[written] = number[piece]
                written += 1
            else:
                weights[place] -= parts[piece]
    for piece in range(size):
        if number[piece] >= 0:
            weights[number[piece]] = -parts[piece]
    small_starts[up:] = written
    return small_starts, small[:written].copy(), weights, floor


@compiled
def keep_states(starts, neighbours, weights, order, floor, apart, largest, kept):
    """Measure the first of an order of a gathered network; keep the components at each `apart` places and behind the last.

    State k holds what is there when `order[k * apart:]` are put back; the last state holds the pieces alone.
    """
    up = len(order)
    parts = np.zeros(len(weights), np.int32)
    for piece in range(up, len(weights)):
        parts[piece] = -weights[piece]
    so_far = np.int64(floor)
    largest[up] = so_far
    kept[(up + apart - 1) // apart] = parts
    for place in range(up - 1, -1, -1):
        so_far = put_back(starts, neighbours, weights, parts, order[place], so_far)
        largest[place] = so_far
        if place % apart == 0:
            for one in range(len(parts)):
                if parts[one] > 0:
                    parts[one] = root(parts, one) + 1
            kept[place // apart] = parts


@compiled
def bring_up(order, removals, up, removable, starts, neighbours):
    """Exchange some who stand behind the last removal for others from farther back: beside who goes, or well tied."""
    if len(neighbours) == 0:
        return
    place_of = np.empty(len(order), np.int32)
    for place in range(len(order)):
        place_of[order[place]] = place
    for place in range(removals + 1, up):
        chance = np.random.random()
        other = neighbours[np.random.randint(0, len(neighbours))]
        if chance < 0.35:
            other = _beside(order[np.random.randint(0, removals)], other, starts, neighbours)
            if chance < 0.1:
                other = _beside(other, other, starts, neighbours)
        elif chance > 0.7:
            continue
        there = place_of[other]
        if removals < there < removable:
            mine = order[place]
            order[place], order[there] = other, mine
            place_of[other], place_of[mine] = place, there


@compiled
def _beside(one, otherwise, starts, neighbours):
    if starts[one] == starts[one + 1]:
        return otherwise
    return neighbours[np.random.randint(starts[one], starts[one + 1])]
