"""Counts between whom somebody stands who aren't tied to each other.

Burt, Structural Holes, 1992; Gould and Fernandez, Structures of mediation, 1989.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def holes(starts, neighbours, weights, constraint, among):
    """Fill `constraint` [n] (0 … about 1.1; NaN without ties) and `among` [n], the number of ties among one's neighbours."""
    size = len(starts) - 1
    strength, invested = np.zeros(size), np.zeros(size)
    mark = np.full(size, -1, np.int32)
    for one in range(size):
        for at in range(starts[one], starts[one + 1]):
            strength[one] += weights[at]
    for one in range(size):
        first, last = starts[one], starts[one + 1]
        if first == last or strength[one] <= 0.0:
            constraint[one] = -1.0
            continue
        for at in range(first, last):
            mark[neighbours[at]] = one
            invested[neighbours[at]] = weights[at] / strength[one]
        count = 0
        for at in range(first, last):
            near = neighbours[at]
            share = weights[at] / strength[one]
            if strength[near] <= 0.0:
                continue
            for further in range(starts[near], starts[near + 1]):
                far = neighbours[further]
                if mark[far] == one:
                    count += 1
                    invested[far] += share * weights[further] / strength[near]
        total = 0.0
        for at in range(first, last):
            total += invested[neighbours[at]] ** 2
        constraint[one] = total
        among[one] = count // 2


@compiled
def between_groups(starts, neighbours, groups, kinds, roles):
    """Fill `roles` [n, 4]: pairs of one's neighbours without a tie of their own, by whose group they are of.

    0 both of his own group (coordinator) · 1 both of one other group (itinerant) · 2 one of his own, one of another
    (gatekeeper) · 3 of two other groups (liaison). `groups` [n] are 0 … `kinds` - 1, or -1 for none: such pairs don't count.
    """
    size = len(starts) - 1
    mark = np.full(size, -1, np.int32)
    number = np.zeros(kinds, np.int64)
    for one in range(size):
        own = groups[one]
        if own < 0:
            continue
        known = 0
        for at in range(starts[one], starts[one + 1]):
            other = neighbours[at]
            mark[other] = one
            if groups[other] >= 0:
                number[groups[other]] += 1
                known += 1
        mine = number[own]
        others, squares = known - mine, 0
        for at in range(starts[one], starts[one + 1]):
            group = groups[neighbours[at]]
            if group >= 0 and number[group]:
                if group != own:
                    squares += number[group] * number[group]
                    roles[one, 1] += number[group] * (number[group] - 1) // 2
                number[group] = 0
        roles[one, 0] = mine * (mine - 1) // 2
        roles[one, 2] = mine * others
        roles[one, 3] = (others * others - squares) // 2
        for at in range(starts[one], starts[one + 1]):
            near = neighbours[at]
            if groups[near] < 0:
                continue
            for further in range(starts[near], starts[near + 1]):
                far = neighbours[further]
                if far > near and mark[far] == one and groups[far] >= 0:
                    roles[one, _role(own, groups[near], groups[far])] -= 1


@compiled
def _role(own, one, other):
    if one == other:
        return 0 if one == own else 1
    return 2 if own in (one, other) else 3
