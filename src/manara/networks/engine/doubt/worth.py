"""What is worth finding out first: which tie in doubt, once it is known, lets the better plan be chosen.

The value of a tie is how much smaller the expected area of the best plan is if the tie is known before it is chosen (expected
value of perfect partial information; Howard, 1966). A tie that changes no plan is worth nothing, however doubtful. It is exact
where all networks and all orders can be weighed, else estimated on drawn networks with several good plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.aim import threshold
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.competing import competing, deciding, may_count
from manara.networks.engine.doubt.drawing import ensemble
from manara.networks.engine.doubt.effects import areas_of
from manara.networks.engine.doubt.exactly import Exact, exactly
from manara.networks.engine.eligible import eligible, order_of
from manara.networks.engine.sampling import certain, pairs_of

#: Networks on which it is weighed what knowing a tie is worth.
WEIGHED_ON: Final = 2_000
#: On a large network fewer networks are drawn, so that measuring the plans on all of them visits no more ties than this.
_VISITS: Final = 2_000_000_000
_FEWEST: Final = 120
#: So many ties, the most promising, are judged on networks on which no plan was chosen.
JUDGED: Final = 400
#: For so many of these plans of their own are sought.
_DECIDING: Final = 24
#: Less of a network than this is the rounding of sums.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Unknown:
    """A tie in doubt, its probability, and what knowing it is worth: by how much (in shares of the network, and as a share of
    the expected area) the expected area falls if the plan is chosen afterwards. `first_if_there` and `first_if_not` are whom
    the better plan begins with in each case. `error` is the standard error of `value` over the drawn networks, 0 where it is
    exact."""

    tie: tuple[str, str]
    probability: float
    value: float
    share: float
    first_if_there: str
    first_if_not: str
    error: float = 0.0

    @property
    def share_error(self) -> float:
        """The standard error of `share`."""
        return self.error * self.share / self.value if self.value else 0.0


def worth_knowing(
    graph: Network, *, until: float = 0.1, samples: int = WEIGHED_ON, seed: int = 0, most: int = 20, plan: Sequence[str] = ()
) -> tuple[Unknown, ...]:  # fmt: skip
    """The ties in doubt whose knowledge helps the plan most, the most useful first; none to a protected person.

    Nobody should be watched or questioned because he is protected, so a tie with a protected end is never named. Where all
    networks and orders can be weighed (some twenty people) the values are exact. Else each is told with its standard error, and
    values within it are left out (`worth_and_whether_exact` says which of the two it was); what can never be the largest part
    is left aside; on a large network the other good plans are sought from `plan` on, within a work that is planned beforehand:
    the same seed gives the same ties. Raises `Problem` for a protected or unknown name in `plan`.
    """
    return worth_and_whether_exact(graph, until=until, samples=samples, seed=seed, most=most, plan=plan)[0]


def worth_and_whether_exact(
    graph: Network, *, until: float = 0.1, samples: int = WEIGHED_ON, seed: int = 0, most: int = 20, plan: Sequence[str] = ()
) -> tuple[tuple[Unknown, ...], bool]:
    """What `worth_knowing` gives, and whether it is exact; so it is of no tie, too."""
    least, who = threshold(until, len(graph)), eligible(graph)
    order_of(graph, plan)
    if not len(who) or certain(graph):
        return (), True
    exact = exactly(graph, least)
    found = _estimated(graph, least, samples, seed, plan) if exact is None else _weighed(graph, exact)
    return tuple(sorted(found, key=lambda each: (-each.value, each.tie)))[:most], exact is not None


def _weighed(graph: Network, exact: Exact) -> Iterator[Unknown]:
    """Every tie in doubt that may be named and is worth anything, by the best plans of all."""
    who, pairs, size = eligible(graph), pairs_of(graph), len(graph)
    for number, known, firsts in zip(exact.ties.tolist(), exact.known.tolist(), exact.firsts.tolist(), strict=True):
        one, other = graph.names[pairs.one[number]], graph.names[pairs.other[number]]
        value = (exact.area - known) / size
        if one in who and other in who and value > _ROUNDING:
            there, absent = (graph.names[each] if each >= 0 else "" for each in firsts)
            share = value * size / exact.area
            yield Unknown((one, other), float(pairs.probability[number]), value, share, there, absent)


def _estimated(graph: Network, least: float, samples: int, seed: int, plan: Sequence[str]) -> Iterator[Unknown]:
    kept = may_count(graph, least)
    many = int(max(min(_FEWEST, samples), min(samples, _VISITS // (100 * (len(kept) + 2 * kept.ties) + 1))))
    drawn = ensemble(kept, many=many, seed=seed)
    who = eligible(kept)
    if len(drawn) < 2 or not len(who):
        return
    orders = competing(kept, drawn, least, plan=plan, seed=seed)
    areas = np.stack([areas_of(kept, drawn, order, least, len(who)) for order in orders], axis=1)
    pairs = pairs_of(kept)
    named = np.array([not (kept.protected[one] or kept.protected[other])
                      for one, other in zip(pairs.one, pairs.other, strict=True)], np.bool_)  # fmt: skip
    numbers = _promising(areas, drawn.there, np.where(named, pairs.probability, 1.0))
    more = deciding(kept, numbers[:_DECIDING], orders[int(areas.mean(axis=0).argmin())], least, seed=seed)
    if more:
        orders = [*orders, *more]
        areas = np.column_stack([areas, *(areas_of(kept, drawn, order, least, len(who)) for order in more)])
    half = np.arange(len(drawn)) % 2 == 0
    whole = float(areas.mean(axis=0).min()) / len(graph)
    for number in numbers:
        there, saved, firsts = drawn.there[:, number], np.zeros(len(drawn)), [0, 0]
        # Chosen on one half and judged on the other, so that a lucky choice counts for nothing.
        for choose, judge in ((half, ~half), (~half, half)):
            states = (there, ~there)
            if min((side & state).sum() for side in (choose, judge) for state in states) < 1:
                continue
            before = areas[:, int(areas[choose].mean(axis=0).argmin())]
            firsts = [int(areas[choose & state].mean(axis=0).argmin()) for state in states]
            for state, then in zip(states, firsts, strict=True):
                saved[judge & state] = (before - areas[:, then])[judge & state]
        value, error = float(saved.mean()) / len(graph), float(saved.std()) / len(saved) ** 0.5 / len(graph)
        if value > error:
            tie = (kept.names[pairs.one[number]], kept.names[pairs.other[number]])
            share, (there_first, not_first) = value / whole, (kept.names[orders[each][0]] for each in firsts)
            yield Unknown(tie, float(pairs.probability[number]), value, share, there_first, not_first, error)


def _promising(
    areas: NDArray[np.float64], there: NDArray[np.bool_], probability: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The ties that may be worth most, the most promising first, by what knowing each would save on the very networks on which
    the plans are compared.

    That is more than it is really worth, so that what looks small here is not worth much.
    """
    doubtful: NDArray[np.int64] = np.flatnonzero((probability > 0.0) & (probability < 1.0))
    many = there[:, doubtful].sum(axis=0)
    doubtful = doubtful[(many >= 4) & (len(there) - many >= 4)]
    with_it = there[:, doubtful].T.astype(np.float64) @ areas
    saved = areas.sum(axis=0).min() - with_it.min(axis=1) - (areas.sum(axis=0) - with_it).min(axis=1)
    best: NDArray[np.int64] = doubtful[np.argsort(-saved, kind="stable")[:JUDGED]]
    return best
