"""What is worth finding out first: which tie in doubt, once it is known, lets the better plan be chosen.

The value of a tie is how much smaller the expected area is if it is known before the plan is chosen among several good ones
(expected value of perfect partial information; Howard, 1966). A tie that changes no plan is worth nothing, however doubtful.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble, ensemble
from manara.networks.engine.doubt.effects import areas_of
from manara.networks.engine.doubt.planning import between, candidates
from manara.networks.engine.eligible import eligible
from manara.networks.engine.sampling import pairs_of

SAMPLES: Final = 400
_PLANS: Final = 24
_MOVES: Final = 4_000


@dataclass(frozen=True)
class Unknown:
    """A tie in doubt, its probability, and what knowing it is worth: by how much (in shares of the network, and as a share of
    the expected area) the expected area falls if the plan is chosen afterwards. `first_if_there` and `first_if_not` are whom
    the better plan begins with in each case."""

    tie: tuple[str, str]
    probability: float
    value: float
    share: float
    first_if_there: str
    first_if_not: str


def worth_knowing(
    graph: Network, *, until: float = 0.1, samples: int = SAMPLES, seed: int = 0, most: int = 20
) -> tuple[Unknown, ...]:
    """The ties in doubt whose knowledge helps the plan most, the most useful first; none to a protected person.

    Nobody should be watched or questioned because he is protected, so a tie with a protected end is never named. Values within
    the noise of the samples are left out.
    """
    drawn = ensemble(graph, many=samples, seed=seed)
    if len(drawn) < 2:
        return ()
    least, who = until * len(graph), eligible(graph)
    removable = len(who)
    if removable < 1:
        return ()
    orders = list(candidates(graph, _some(drawn, 0, _PLANS), least, np.inf, _MOVES, seed).values())
    orders += [between(graph, _some(drawn, number, 1), least) for number in range(min(_PLANS, len(drawn)))]
    orders = list({order[:removable].tobytes(): order for order in orders}.values())
    areas = np.stack([areas_of(graph, drawn, order, least, removable) for order in orders], axis=1)
    half = np.arange(len(drawn)) % 2 == 0
    pairs = pairs_of(graph)
    found = []
    for number in np.flatnonzero((pairs.probability > 0.0) & (pairs.probability < 1.0)):
        one, other = graph.names[pairs.one[number]], graph.names[pairs.other[number]]
        there = drawn.there[:, number]
        if one not in who or other not in who or min(there.sum(), (~there).sum()) < 4:
            continue
        # Chosen on one half and judged on the other, so that a lucky choice counts for nothing.
        gains, firsts = [], [0, 0]
        for choose, judge in ((half, ~half), (~half, half)):
            states = (there, ~there)
            if min((side & state).sum() for side in (choose, judge) for state in states) < 1:
                gains.append(0.0)
                continue
            before = areas[:, int(areas[choose].mean(axis=0).argmin())]
            firsts = [int(areas[choose & state].mean(axis=0).argmin()) for state in states]
            plans = zip(states, firsts, strict=True)
            saved = sum((before[judge & state] - areas[judge & state, then]).sum() for state, then in plans)
            gains.append(float(saved) / float(judge.sum()))
        value = float(np.mean(gains)) / len(graph)
        if min(gains) > 0.0:
            begins = [graph.names[orders[each][0]] for each in firsts]
            whole = float(areas.mean(axis=0).min()) / len(graph)
            found.append(
                Unknown((one, other), float(pairs.probability[number]), value, value / whole if whole else 0.0, *begins)
            )
    return tuple(sorted(found, key=lambda each: (-each.value, each.tie)))[:most]


def _some(drawn: Ensemble, first: int, many: int) -> Ensemble:
    """Some of the networks alone."""
    chosen = slice(first, min(first + many, len(drawn)))
    return Ensemble(drawn.starts[chosen], drawn.neighbours, drawn.there[chosen], drawn.missing)
