"""Seeks orders that compete to be the plan under doubt, a short piece of work at a time; the best so far is always at hand."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.starting import by_ties
from manara.networks.engine.doubt.between import PIECE, Between, walk
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.doubt.effects import areas_of
from manara.networks.engine.kernels.ensembles import INFINITE, anneal_some

#: Moves of the annealing at most, in a piece of work at most, and fewer than which it isn't worth while.
MOVES: Final = 20_000
_AT_ONCE, _FEWEST = 1_000, 50
#: A loss of this share of the network is taken with a probability of 1/e, at the beginning and at the end.
_HOT, _COLD = 0.03, 0.001
#: Shares of the work that go into ways on the chart, and at most into ways over the samples; a step of them that takes more
#: than so much work is left out.
_ON_CHART, _OVER_SAMPLES, _STEP = 0.15, 0.35, 400_000_000


class Candidates:
    """Whole orders [n] by the way they were found; more and better ones the longer it works.

    `work` is how many people and ties it passes at most, `moves` how many moves the annealing makes (default: as the work
    allows, at `most`). `mix` [0, 1) weighs ties against ways over the samples. `progress` [0, 1] is how much of the planned
    work is done.
    """

    def __init__(
        self, graph: Network, drawn: Ensemble, least: float, budget: float, *, work: float, moves: int | None, seed: int,
        mix: float = 0.0, most: int = MOVES,
    ) -> None:  # fmt: skip
        self._graph, self._drawn, self._least, self._seed, self._mix = graph, drawn, least, seed, mix
        self._budget = min(budget, INFINITE)
        self._work, self._moves, self._most = work, moves, most
        self.orders: dict[str, NDArray[np.int32]] = {}
        self.progress = 0.0

    def pieces(self) -> Iterator[None]:
        """Work on, a piece at a time; `orders` are good at any time after the first."""
        graph, drawn = self._graph, self._drawn
        self.orders["by ties"], _removable = by_ties(graph.starts, graph.neighbours, graph.costs, graph.protected)
        yield
        spent = yield from self._ways("as drawn", ensemble_of_one(graph), _ON_CHART)
        if graph.ties and graph.removable > 1:
            if len(drawn) > 1:
                spent += yield from self._ways("between, over the samples", drawn, _OVER_SAMPLES, self._mix)
            if len(drawn.neighbours):
                yield from self._annealed(self._work - spent)
        self.progress = 1.0

    def _ways(self, way: str, drawn: Ensemble, share: float, mix: float = 0.0) -> Generator[None, None, float]:
        found = Between(self._graph, drawn, self._least, mix, work=share * self._work)
        if found.a_step > _STEP:
            return 0.0
        before = self.progress
        for _piece in found.pieces():
            self.progress = before + min(share, found.spent / max(self._work, 1.0))
            yield
        assert found.order is not None
        self.orders[way] = found.order
        self.progress = before + share
        return found.spent

    def _annealed(self, work: float) -> Iterator[None]:
        graph, drawn = self._graph, self._drawn
        a_move = walk(graph, drawn)
        moves = min(self._most, int(work / a_move)) if self._moves is None else self._moves
        if moves < _FEWEST and self._moves is None:
            return
        best = min(
            self.orders.values(),
            key=lambda order: areas_of(graph, drawn, order, self._least, graph.removable, self._budget).mean(),
        )  # fmt: skip
        order, found = best.copy(), best.copy()
        state = np.array([INFINITE, graph.removable])
        scale = len(graph) * float(graph.costs.mean())
        at_once = max(1, min(_AT_ONCE, int(PIECE / a_move)))
        before = self.progress
        for begin in range(0, moves + 1, at_once):
            seed = int(np.random.SeedSequence((self._seed, begin)).generate_state(1)[0])
            anneal_some(
                drawn.starts, drawn.neighbours, np.ones(len(drawn)), graph.costs, order, self._least, graph.removable,
                self._budget, begin, min(begin + at_once, moves + 1), moves, _HOT * scale, _COLD * scale, seed, found, state,
            )  # fmt: skip
            self.orders["bettered over the samples"] = found.copy()
            self.progress = before + (1.0 - before) * begin / max(moves, 1)
            yield


def ensemble_of_one(graph: Network) -> Ensemble:
    """The chart as it is drawn, every tie there."""
    return Ensemble(graph.starts[None, :], graph.neighbours, np.ones((1, graph.ties), np.bool_), 0.0)
