"""Finds whom and which ties the network hangs on, in one walk in depth (Hopcroft and Tarjan, 1973)."""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def cuts(starts, neighbours, gone, parted, articulation, above, bridge, component):
    """What each one and each tie holds together.

    `parted` [n]: how many pairs of others lose each other without him. `articulation` [n]: whether anybody does.
    `above` [n]: through whom the walk came to him, -1 for the first of a component. `bridge` [n]: how many are on his side of
    the tie to `above` where nothing else ties them to the others, else 0. `component` [n]: the first of his component.
    Returns how many components there are.
    """
    size = len(starts) - 1
    entered, reaches = np.full(size, -1, np.int32), np.zeros(size, np.int32)
    below, next_at = np.ones(size, np.int64), np.empty(size, np.int64)
    cut, order = np.zeros(size, np.int64), np.empty(size, np.int32)
    parted[:] = 0.0
    articulation[:] = False
    above[:] = -1
    bridge[:] = 0
    component[:] = -1
    components = 0
    for root in range(size):
        if entered[root] >= 0 or gone[root]:
            continue
        components += 1
        time = 0
        one = root
        while one >= 0:
            if entered[one] < 0:
                entered[one] = reaches[one] = time
                component[one] = root
                next_at[one] = starts[one]
                order[time] = one
                time += 1
            deeper = -1
            while next_at[one] < starts[one + 1]:
                other = neighbours[next_at[one]]
                next_at[one] += 1
                if gone[other] or other == above[one]:
                    continue
                if entered[other] < 0:
                    deeper = other
                    break
                reaches[one] = min(reaches[one], entered[other])
            if deeper >= 0:
                above[deeper] = one
                one = deeper
                continue
            upper = above[one]
            if upper >= 0:
                reaches[upper] = min(reaches[upper], reaches[one])
                if reaches[one] >= entered[upper]:
                    # What hangs below alone loses all that was counted before it.
                    parted[upper] += below[one] * float(cut[upper])
                    cut[upper] += below[one]
                if reaches[one] > entered[upper]:
                    bridge[one] = below[one]
                below[upper] += below[one]
            one = upper
        for place in range(time):
            one = order[place]
            rest = time - 1 - cut[one]
            parted[one] += float(cut[one]) * rest
            articulation[one] = parted[one] > 0.0
    return components


@compiled
def cores(starts, neighbours, found):
    """Fill `found` [n] with the core of each: at least so many ties has everybody there (Batagelj and Zaveršnik, 2003)."""
    size = len(starts) - 1
    most = 0
    for one in range(size):
        found[one] = starts[one + 1] - starts[one]
        most = max(most, found[one])
    begins = np.zeros(most + 2, np.int64)
    for one in range(size):
        begins[found[one] + 1] += 1
    for degree in range(most + 1):
        begins[degree + 1] += begins[degree]
    fill = begins.copy()
    order, place = np.empty(size, np.int32), np.empty(size, np.int64)
    for one in range(size):
        place[one] = fill[found[one]]
        order[place[one]] = one
        fill[found[one]] += 1
    for at in range(size):
        one = order[at]
        for tie in range(starts[one], starts[one + 1]):
            other = neighbours[tie]
            if found[other] > found[one]:
                degree = found[other]
                first = begins[degree]
                if first <= at:
                    first = at + 1
                    begins[degree] = first
                stranger = order[first]
                order[first], order[place[other]] = other, stranger
                place[stranger], place[other] = place[other], first
                begins[degree] = first + 1
                found[other] -= 1
