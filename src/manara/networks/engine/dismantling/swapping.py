"""Lets somebody of the plan and somebody beside it change places: most such moves are seen to be bad after a few steps.

What is left after each removal is measured from behind. Who comes back into the network mostly joins what had to be apart, and
that shows at once; the rest of the order need not be measured then. So thousands are tried in the time of one pass.
"""

from __future__ import annotations

import math

import numpy as np

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.breaking import put_back

#: Share of those who take a place that are looked for beside who leaves it, and how often one is looked for there.
_NEAR, _TRIES = 0.8, 5
#: A swap is given up once it costs so much more than may be taken: this share of one removal with the network left whole.
_HOPE = 0.02


@compiled
def drawn(places, removals, up, place_of, starts, neighbours):
    """A place of the plan and one behind it, before `up`, whose people may change: tied to each other mostly, or over one."""
    place = np.random.randint(0, removals)
    if np.random.random() < _NEAR:
        for _each in range(_TRIES):
            other = places[place]
            for _step in range(2):
                begin, end = starts[other], starts[other + 1]
                if begin == end:
                    break
                other = neighbours[np.random.randint(begin, end)]
                if other >= up:  # a piece of people who all stay
                    break
                if place_of[other] >= removals:
                    return place, np.int64(place_of[other])
    return place, np.random.randint(removals, up)


@compiled
def swapped(
    starts, neighbours, weights, parts, places, prices, largest, place, source, so_far, least, removals, each, unspent, heat,
    after,
):  # fmt: skip
    """Measure the order in which those at `place` and at `source` have changed, from behind; whether it is taken, by chance.

    `parts` holds what is there behind `source`, where `so_far` is the largest. Returns by how much the order is dearer, the
    ties walked, and whether it is taken: what is dearer by one heat with a chance of 1/e (Metropolis et al. 1953).
    `after[at]` is then what is left after the first `at`, from `place + 1` to `source`. Where there is a budget, `unspent` is
    what the plan leaves of it, and the two must cost the same; else it is below 0.
    """
    allowed = -heat * math.log(1.0 - np.random.random())
    given_up = allowed + _HOPE * prices[places[place]] * (largest[0] + each)
    more, walked, left = 0.0, 0.0, so_far
    for at in range(source, place, -1):
        one = places[place] if at == source else places[at]
        before, left = left, put_back(starts, neighbours, weights, parts, one, left)
        walked += starts[one + 1] - starts[one] + 1
        after[at] = left
        if at == removals and unspent >= 0.0:
            if left >= least > largest[at]:
                return more, walked, False
            if largest[at] >= least:
                more += unspent * ((left + each if left >= least else 0.0) - (largest[at] + each))
        if left >= least and (at < removals or unspent < 0.0):
            more += prices[one] * (before + each)
        if at < removals:
            more -= prices[places[at]] * (largest[at + 1] + each)
        if more > given_up:
            return more, walked, False
    more += prices[places[source]] * (after[place + 1] + each) - prices[places[place]] * (largest[place + 1] + each)
    return more, walked, more <= allowed
