"""Moves people between groups until none is better off elsewhere, and splits groups that hang together badly (Leiden).

Traag, Waltman and van Eck, From Louvain to Leiden: guaranteeing well-connected communities, 2019; the objective is modularity.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled

_LEAST_GAIN = 1e-12


@compiled
def move_all(starts, neighbours, weights, strength, twice, resolution, order, group, held):
    """Move each one to the group of a neighbour that gains most, and again whose neighbours have moved; how many moves.

    `twice` is twice the weight of all ties, `held` [n] the strength of each group's members, `order` [n] whom to take first.
    """
    size = len(starts) - 1
    queue, waiting = np.empty(size, np.int32), np.ones(size, np.bool_)
    queue[:] = order
    head, count, moves = 0, size, 0
    towards, touched = np.zeros(size), np.empty(size, np.int32)
    spare = -1
    members = np.zeros(size, np.int64)
    for one in range(size):
        members[group[one]] += 1
    empty, empties = np.empty(size, np.int32), 0
    for one in range(size):
        if members[one] == 0:
            empty[empties] = one
            empties += 1
    while count:
        one = queue[head]
        head = (head + 1) % size
        count -= 1
        waiting[one] = False
        old = group[one]
        number = 0
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if other == one:
                continue
            there = group[other]
            if towards[there] == 0.0:
                touched[number] = there
                number += 1
            towards[there] += weights[at]
        held[old] -= strength[one]
        members[old] -= 1
        best, gain = old, towards[old] - resolution * strength[one] * held[old] / twice
        for place in range(number):
            there = touched[place]
            value = towards[there] - resolution * strength[one] * held[there] / twice
            if value > gain + _LEAST_GAIN:
                best, gain = there, value
        if gain < -_LEAST_GAIN and members[old] > 0 and empties > 0:
            spare = empty[empties - 1]
            best = spare
            empties -= 1
        for place in range(number):
            towards[touched[place]] = 0.0
        towards[old] = 0.0
        held[best] += strength[one]
        members[best] += 1
        if best == old:
            continue
        group[one] = best
        moves += 1
        if members[old] == 0:
            empty[empties] = old
            empties += 1
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if not waiting[other] and group[other] != best:
                waiting[other] = True
                queue[(head + count) % size] = other
                count += 1
    return moves


@compiled
def refine(starts, neighbours, weights, strength, twice, resolution, order, group, held, part):
    """Fill `part` [n]: each group put together anew of single ones that are well tied to it; every part is connected."""
    size = len(starts) - 1
    for one in range(size):
        part[one] = one
    part_held, outward = strength.copy(), np.zeros(size)
    alone = np.ones(size, np.bool_)
    for one in range(size):
        for at in range(starts[one], starts[one + 1]):
            if neighbours[at] != one and group[neighbours[at]] == group[one]:
                outward[one] += weights[at]
    towards, touched = np.zeros(size), np.empty(size, np.int32)
    for one in order:
        whole = held[group[one]]
        if not alone[one] or outward[one] < resolution * strength[one] * (whole - strength[one]) / twice:
            continue
        number = 0
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            if other == one or group[other] != group[one]:
                continue
            there = part[other]
            if towards[there] == 0.0:
                touched[number] = there
                number += 1
            towards[there] += weights[at]
        best, gain = -1, _LEAST_GAIN
        for place in range(number):
            there = touched[place]
            if outward[there] < resolution * part_held[there] * (whole - part_held[there]) / twice:
                continue
            value = towards[there] - resolution * strength[one] * part_held[there] / twice
            if value > gain:
                best, gain = there, value
        if best >= 0:
            outward[best] += outward[one] - 2.0 * towards[best]
            part_held[best] += strength[one]
            alone[best] = False
            alone[one] = False
            part[one] = best
        for place in range(number):
            towards[touched[place]] = 0.0


@compiled
def join(starts, neighbours, weights, part, members, begins, joined_starts, joined_neighbours, joined_weights):
    """Fill the network of the parts, whose `members` [n] stand from `begins` [p + 1] on; ties within one are with itself.

    `joined_neighbours` and `joined_weights` have room for as many as there are `neighbours`; `joined_starts` [p + 1] says how
    much of it is filled.
    """
    size = len(begins) - 1
    towards, seen = np.zeros(size), np.full(size, -1, np.int32)
    filled = 0
    joined_starts[0] = 0
    for own in range(size):
        first = filled
        for place in range(begins[own], begins[own + 1]):
            one = members[place]
            for at in range(starts[one], starts[one + 1]):
                there = part[neighbours[at]]
                if seen[there] != own:
                    seen[there] = own
                    towards[there] = 0.0
                    joined_neighbours[filled] = there
                    filled += 1
                towards[there] += weights[at]
        for at in range(first, filled):
            joined_weights[at] = towards[joined_neighbours[at]]
        joined_starts[own + 1] = filled
