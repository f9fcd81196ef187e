"""One after the other, in waves, or all at once: what the network still does between the strikes decides.

In a wave several are reached at the same time, so that nobody warns the others and nobody takes a place in between. The area is
then counted by waves: the largest component after each, for as long as a wave takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from manara.foundation.engine.problems import Problem, register
from manara.networks.engine.dismantling.aim import threshold
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.doubt.effects import Spread, curves_of, spread
from manara.networks.engine.doubt.planning import between, ensemble_of_one
from manara.networks.engine.eligible import order_of, whole_order
from manara.networks.engine.kernels.ensembles import INFINITE, anneal_all
from manara.networks.engine.measures.sets import key_players
from manara.networks.engine.waiting import parted

#: People and ties that are passed for the order to begin with.
_WORK: Final = 200_000_000

register("wave-too-dear", "Reaching %(name)s costs more than a wave has.")


@dataclass(frozen=True)
class Wave:
    """Who is reached together, what that costs, and the share of people in the largest component afterwards."""

    names: tuple[str, ...]
    cost: float
    largest: Spread


@dataclass(frozen=True)
class Campaign:
    """Waves in their order; `exposure` is the sum of what is left after each wave but the last: how much of the network could
    warn, regroup and replace while the next was being prepared."""

    waves: tuple[Wave, ...]
    exposure: float

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody in order."""
        return tuple(name for wave in self.waves for name in wave.names)


def in_waves(
    graph: Network, names: Sequence[str], *, most: int | None = None, capacity: float = np.inf, drawn: Ensemble | None = None,
    fixed: bool = True, waiting: Mapping[str, int] | None = None,
) -> Campaign:  # fmt: skip
    """A plan's `names` in waves of at most `most` people and at most `capacity` of cost; those `waiting` not before their wave.

    With neither, all at once. `fixed` keeps the order; else the order is free and is chosen so that least is left between the
    waves. Over `drawn` networks if given, else on the chart. Raises `Problem` for a protected or unknown name, or one that
    costs more than a wave has; ValueError for a wave of fewer than one.
    """
    if most is not None and most < 1:
        raise ValueError(f"a wave of {most} people is none")
    chosen = order_of(graph, names)
    for number in chosen:
        if graph.costs[number] > capacity:
            raise Problem("wave-too-dear", name=graph.names[number])
    drawn = drawn or ensemble_of_one(graph)
    waits = {number: waiting.get(graph.names[number], 1) for number in chosen.tolist()} if waiting else {}
    orders = [chosen.tolist()]
    if not fixed and len(chosen) > 1:
        orders.append(_greedy(graph, drawn, chosen.tolist()))
    return min((_campaign(graph, drawn, order, most, capacity, waits) for order in orders), key=lambda each: each.exposure)


def best_in_waves(graph: Network, most: int, *, until: float = 0.1, moves: int = 20_000, seed: int = 0) -> Campaign:
    """Waves of `most` people that leave least between them, until the largest component is below `until` on the chart.

    Within a wave only the set counts, so the first wave is also sought as a set of key players, and the rest planned behind it.
    """
    if most < 1:
        raise ValueError(f"a wave of {most} people is none")
    least, drawn = threshold(until, len(graph)), ensemble_of_one(graph)
    removable = graph.removable
    if removable < 1 or not graph.ties:
        return Campaign((), 0.0)
    order = between(graph, drawn, least, work=_WORK)
    found = np.empty_like(order)
    anneal_all(
        drawn.starts, drawn.neighbours, graph.costs, order.copy(), least, removable, INFINITE, moves, 0.03 * len(graph),
        0.001 * len(graph), seed, found,
    )  # fmt: skip
    first = order_of(graph, key_players(graph, most).names).tolist()
    tried = [order.tolist(), found.tolist(), [*first, *(one for one in found.tolist() if one not in set(first))]]
    campaigns = []
    for each in tried:
        whole = np.array(each, np.int32)
        below = curves_of(drawn, whole)[0] < least
        steps = min(int(np.argmax(below)) if below.any() else removable, removable)
        campaigns.append(_campaign(graph, drawn, whole[:steps].tolist(), most, np.inf, {}))
    return min(campaigns, key=lambda each: (each.exposure, len(each.waves)))


def _campaign(
    graph: Network, drawn: Ensemble, order: list[int], most: int | None, capacity: float, waits: Mapping[int, int]
) -> Campaign:
    parts = parted(order, waits, most=most, cost=lambda one: float(graph.costs[one]), capacity=capacity)
    order = [one for part in parts for one in part]
    cuts = [0, *accumulate(map(len, parts))]
    curves, size = curves_of(drawn, whole_order(graph, order)) / max(len(graph), 1), len(cuts)
    waves = tuple(
        Wave(
            tuple(graph.names[one] for one in order[begin:end]), float(graph.costs[order[begin:end]].sum()),
            spread(curves[:, end]),
        )
        for begin, end in pairwise(cuts)
    )  # fmt: skip
    return Campaign(waves, float(sum(wave.largest.mean for wave in waves[: size - 2])))


def _greedy(graph: Network, drawn: Ensemble, chosen: list[int]) -> list[int]:
    """The same people, each time the one next without whom least is left."""
    left, order = list(chosen), list[int]()
    rest = whole_order(graph, chosen)[len(chosen) :]
    while left:
        def after(one: int) -> float:
            others = [each for each in left if each != one]
            whole = np.array([*order, one, *others, *rest], np.int32)
            return float(curves_of(drawn, whole)[:, len(order) + 1].mean())
        best = min(left, key=lambda one: (after(one), chosen.index(one)))
        order.append(best)
        left.remove(best)
    return order
