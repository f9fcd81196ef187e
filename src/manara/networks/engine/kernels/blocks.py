"""One round of a measure over a block of people, from what all others have: the part of it that a cluster's worker does.

A block is people `first`, `first + 1`, … with their own ties, `neighbours[starts[i]:starts[i + 1]]` for the i-th of them.
"""

from __future__ import annotations

import numpy as np

from manara.foundation.engine.compiling import compiled


@compiled
def least_label(first, starts, neighbours, labels):
    """For each of the block the least label of himself and those he is tied to."""
    found = np.empty(len(starts) - 1, np.int64)
    for one in range(len(starts) - 1):
        least = labels[first + one]
        for at in range(starts[one], starts[one + 1]):
            least = min(least, labels[neighbours[at]])
        found[one] = least
    return found


@compiled
def core_round(first, starts, neighbours, cores):
    """For each of the block the largest h such that h of those he is tied to have at least h.

    Begun with the numbers of ties, this ends at the cores (Lü et al., The H-index of a network node, 2016).
    """
    found = np.empty(len(starts) - 1, np.int64)
    most = 0
    for one in range(len(starts) - 1):
        most = max(most, starts[one + 1] - starts[one])
    counts = np.zeros(most + 1, np.int64)
    for one in range(len(starts) - 1):
        ties = starts[one + 1] - starts[one]
        for at in range(starts[one], starts[one + 1]):
            counts[min(cores[neighbours[at]], ties)] += 1
        have, h = 0, ties
        while h > 0:
            have += counts[h]
            if have >= h:
                break
            h -= 1
        found[one] = min(h, cores[first + one])
        counts[: ties + 1] = 0
    return found
