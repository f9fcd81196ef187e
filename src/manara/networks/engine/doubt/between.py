"""Orders people by who stands between the others, over one network or many, a short piece of work at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.kernels.ensembles import between_some

#: Steps (people and ties passed) that an order takes at most, and that one piece of it takes, some tenths of a second.
WORK: Final = 2_000_000_000
PIECE: Final = 30_000_000
#: Where the work does not suffice for all starting points of so many removals, some starting points must do, so many at least.
_REMOVALS, _SOURCES = 200, 32
#: Up to so many people whoever comes behind the ways is chosen anew each step; beyond, they come as their ties are then.
_ANEW: Final = 5_000


class Between:
    """Everybody [n] by adaptive betweenness over the networks, for each unit of cost; those protected last.

    Ways count from everybody, or, where `work` does not suffice, evenly from some, and behind them ties. `mix` [0, 1) weighs
    ties against ways; `most` is how many are chosen by ways at most. `spent` is the work that went into ways.
    """

    def __init__(
        self, graph: Network, drawn: Ensemble, least: float, mix: float = 0.0, most: int | None = None, work: float = WORK
    ) -> None:
        self._graph, self._drawn, self._least, self._mix = graph, drawn, least, mix
        size, once = len(graph), walk(graph, drawn)
        wanted = max(1, min(size, _REMOVALS if most is None else most))
        self._sources = max(1, min(size, max(_SOURCES, int(work / (once * wanted + 1)))))
        steps = max(1, int(work / (once * self._sources + 1)))
        self._steps = min(steps, size if most is None else most)
        self.spent = 0.0
        self.order: NDArray[np.int32] | None = None

    @property
    def a_step(self) -> float:
        """The work of one removal."""
        return walk(self._graph, self._drawn) * self._sources

    def pieces(self) -> Iterator[None]:
        """Work on, a piece at a time; `order` is there at the end."""
        graph, drawn = self._graph, self._drawn
        removable = graph.removable
        gone, order = np.zeros(len(graph), np.bool_), np.empty(len(graph), np.int32)
        ties = np.diff(drawn.starts, axis=1).sum(axis=0).astype(np.float64)
        at_once = max(1, int(PIECE / max(self.a_step, 1.0)))
        turn = 0
        while turn < removable:
            until = min(removable, turn + at_once)
            then, by_ways = between_some(
                drawn.starts, drawn.neighbours, graph.costs, graph.protected, self._least, turn, until, self._steps,
                self._sources, self._mix, len(graph) <= _ANEW, gone, ties, order,
            )  # fmt: skip
            self.spent += by_ways * self.a_step
            turn = then
            if then < until:
                break
            yield
        rest = np.flatnonzero(~gone & ~graph.protected)
        order[turn:removable] = rest[np.argsort(-ties[rest] / graph.costs[rest], kind="stable")]
        order[removable:] = np.flatnonzero(graph.protected)
        self.order = order


def between(
    graph: Network, drawn: Ensemble, least: float, mix: float = 0.0, most: int | None = None, work: float = WORK
) -> NDArray[np.int32]:
    """The order of `Between`, at once."""
    found = Between(graph, drawn, least, mix, most, work)
    for _piece in found.pieces():
        pass
    assert found.order is not None
    return found.order


def walk(graph: Network, drawn: Ensemble) -> float:
    """Steps of going once over all people and ties of all the networks."""
    return float(len(drawn) * len(graph) + len(drawn.neighbours))
