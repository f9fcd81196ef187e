"""Who goes where not all chains of a route can be broken: those who leave the fewest, and of these the cheapest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.capacity import packing
from manara.networks.engine.capacity.packing import Packing
from manara.networks.engine.capacity.states import States, besides, on_way, only
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.patience import Patience

#: So many may go together at most where all who may are weighed.
_DEEPEST: Final = 200


def fewest_left(
    states: States, graph: Network, tried: Sequence[list[int]], budget: float, patience: Patience, *, least: int = 0
) -> tuple[list[int], bool]:
    """Who goes within the budget, and whether it is proved that nobody else leaves fewer chains, or as many for less.

    Branches on who is in a chain: whoever takes chains away has one of these among them. Each of the chains that share nobody
    needs somebody of its own, so that at least so many are left as the budget pays for no one of. It begins with the best of
    those `tried`; it is known that `least` chains are left at least.
    """
    search = _Search(states, graph, patience, least)
    for chosen in tried:
        search.try_out(chosen)
    search.go_on(np.zeros(len(graph), np.bool_), np.zeros(len(graph), np.bool_), budget, None, [])
    return search.chosen, search.whole


class _Search:
    """The best so far: `chosen` leave `chains`, known to be so many at most, and `whole` is whether all others were weighed."""

    def __init__(self, states: States, graph: Network, patience: Patience, least: int) -> None:
        nobody = np.zeros(len(graph), np.bool_)
        self._states, self._graph, self._patience = only(states, on_way(states, nobody)), graph, patience
        self._least = least
        self.chosen, self.chains, self.whole = list[int](), math.inf, True

    def try_out(self, chosen: list[int]) -> None:
        gone = besides(np.zeros(len(self._graph), np.bool_), np.array(chosen, np.int32))
        self._weigh(chosen, self._counted(gone, None))

    def go_on(
        self, gone: NDArray[np.bool_], out: NDArray[np.bool_], budget: float, kept: Packing | None, chosen: list[int]
    ) -> None:
        """Weigh all who may go besides those `gone`, but nobody who is `out`."""
        if self._patience.over or len(chosen) > _DEEPEST:
            self.whole = False
            return
        found = self._counted(gone, kept)
        self._weigh(chosen, found)
        costs = self._graph.costs
        may = ~(out | gone | self._graph.protected) & (costs <= budget + 1e-9) & (found.of >= 0)
        cheapest = np.sort([costs[own[may[own]]].min(initial=math.inf) for own in found.chains()])
        paid = np.cumsum(cheapest)
        spent = float(costs[chosen].sum())
        left = max(found.many - int((paid <= budget + 1e-9).sum()), self._least)
        if left > self.chains or not may.any():
            return
        needed = found.many - int(self.chains) if math.isfinite(self.chains) else 0
        cheaper = spent + (float(paid[needed - 1]) if needed > 0 else 0.0) < self._cost() - 1e-9
        if left == self.chains and not cheaper:
            return
        then = out.copy()
        members = np.flatnonzero(may)
        for one in members[np.lexsort((members, costs[members]))].tolist():
            self.go_on(besides(gone, one), then.copy(), budget - float(costs[one]), found, [*chosen, one])
            then[one] = True

    def _counted(self, gone: NDArray[np.bool_], kept: Packing | None) -> Packing:
        found = packing.at_once(self._states, gone, kept)
        if kept is not None:
            found = replace(found, most=min(found.most, kept.most))
        return found if found.proved else packing.most(self._states, gone, self._patience, found)

    def _weigh(self, chosen: list[int], found: Packing) -> None:
        if found.most < self.chains or (found.most == self.chains and self._cost(chosen) < self._cost() - 1e-9):
            self.chosen, self.chains = chosen, found.most
        if not found.proved:
            self.whole = False

    def _cost(self, chosen: list[int] | None = None) -> float:
        return float(self._graph.costs[self.chosen if chosen is None else chosen].sum())
