"""What is worth finding out first: which tie in doubt, once it is known, lets the better plan be chosen.

The value of a tie is how much smaller the expected area is if it is known before the plan is chosen among several good ones
(expected value of perfect partial information; Howard, 1966). A tie that changes no plan is worth nothing, however doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.competing import competing, may_count
from manara.networks.engine.doubt.drawing import ensemble
from manara.networks.engine.doubt.effects import areas_of
from manara.networks.engine.eligible import eligible
from manara.networks.engine.sampling import pairs_of

#: Networks on which it is weighed what knowing a tie is worth.
WEIGHED_ON: Final = 400
#: On a large network fewer networks are drawn, so that measuring the plans on all of them visits no more ties than this.
_VISITS: Final = 2_000_000_000
_FEWEST: Final = 120
#: So many ties, the most promising, are judged on networks on which no plan was chosen.
JUDGED: Final = 400


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
    graph: Network, *, until: float = 0.1, samples: int = WEIGHED_ON, seed: int = 0, most: int = 20, plan: Sequence[str] = ()
) -> tuple[Unknown, ...]:  # fmt: skip
    """The ties in doubt whose knowledge helps the plan most, the most useful first; none to a protected person.

    Nobody should be watched or questioned because he is protected, so a tie with a protected end is never named. Values within
    the noise of the samples are left out. What can never be the largest part is left aside; on a large network the other good
    plans are sought from `plan` on, within a work that is planned beforehand: the same seed gives the same ties. Raises
    `Problem` for a protected or unknown name in `plan`.
    """
    least = until * len(graph)
    kept = may_count(graph, least)
    many = int(max(min(_FEWEST, samples), min(samples, _VISITS // (50 * (len(kept) + 2 * kept.ties) + 1))))
    drawn = ensemble(kept, many=many, seed=seed)
    who = eligible(kept)
    if len(drawn) < 2 or not len(who):
        return ()
    orders = competing(kept, drawn, least, plan=plan, seed=seed)
    areas = np.stack([areas_of(kept, drawn, order, least, len(who)) for order in orders], axis=1)
    half = np.arange(len(drawn)) % 2 == 0
    pairs, found = pairs_of(kept), []
    whole = float(areas.mean(axis=0).min()) / len(graph)
    for number in _promising(areas, drawn.there, pairs.probability):
        one, other = kept.names[pairs.one[number]], kept.names[pairs.other[number]]
        if one not in who or other not in who:
            continue
        there = drawn.there[:, number]
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
            begins = [kept.names[orders[each][0]] for each in firsts]
            found.append(
                Unknown((one, other), float(pairs.probability[number]), value, value / whole if whole else 0.0, *begins)
            )
    return tuple(sorted(found, key=lambda each: (-each.value, each.tie)))[:most]


def _promising(
    areas: NDArray[np.float64], there: NDArray[np.bool_], probability: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The ties that may be worth most, by what knowing each would save on the very networks on which the plans are compared.

    That is more than it is really worth, so that what looks small here is not worth much.
    """
    doubtful: NDArray[np.int64] = np.flatnonzero((probability > 0.0) & (probability < 1.0))
    many = there[:, doubtful].sum(axis=0)
    doubtful = doubtful[(many >= 4) & (len(there) - many >= 4)]
    if len(doubtful) <= JUDGED:
        return doubtful
    with_it = there[:, doubtful].T.astype(np.float64) @ areas
    saved = areas.sum(axis=0).min() - with_it.min(axis=1) - (areas.sum(axis=0) - with_it).min(axis=1)
    best: NDArray[np.int64] = np.sort(doubtful[np.argsort(-saved, kind="stable")[:JUDGED]])
    return best
