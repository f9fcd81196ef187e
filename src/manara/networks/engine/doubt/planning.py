"""Finds the plan that is best over networks as they may really be, not only on the chart as it is drawn."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.aim import ROUNDED, threshold
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.between import WORK, between
from manara.networks.engine.doubt.drawing import PLANNED_ON, Ensemble, ensemble
from manara.networks.engine.doubt.effects import Effect, areas_of, curves_of, effect
from manara.networks.engine.doubt.exactly import exactly
from manara.networks.engine.doubt.seeking import MOVES, Candidates, ensemble_of_one
from manara.networks.engine.eligible import eligible

__all__ = [
    "MOVES", "RobustPlan", "Seeking", "between", "candidates", "ensemble_of_one", "robust", "usual_seconds",
]  # fmt: skip

#: People and ties passed in a second on a slow machine: the planned work follows from it, never from the clock.
A_SECOND: Final = 60e6
#: Where ties are missing: how much ties weigh beside ways in the order to begin with; how many networks it is made on for each
#: that it is judged on; the moves then, since more only fit these networks; and the fewest networks, where work is scarce.
_TIES_WEIGH, _FOR_EACH, _ENOUGH_MOVES, _FEWEST = 0.4, 4, 2_000, 12
#: Share of the work that moves have.
_FOR_MOVES: Final = 0.5
#: How a plan was found: on the chart as drawn; as the best of all orders over all networks.
_DRAWN, _ALL = "as drawn", "over all networks"


@dataclass(frozen=True)
class RobustPlan:
    """`names` in their order; what they do over networks that the plan was not made on; and what the plan that was made on
    the chart as drawn does on the same networks. `way` is how the better one was found. `finished` is whether all planned work
    was done, so that the same seed gives the same plan; `stopped` whether somebody stopped it; `exact` whether it is the best
    of all orders over all networks that the ties in doubt leave open."""

    names: tuple[str, ...]
    effect: Effect
    as_drawn: Effect
    way: str
    finished: bool = True
    stopped: bool = False
    exact: bool = False


def usual_seconds(people: int) -> float:
    """How long to seek for a network of so many people: 10 s up to 100, 60 s from 600 on."""
    return min(max(10.0, people / 10), 60.0)


def robust(
    graph: Network, *, until: float = 0.1, budget: float = np.inf, samples: int = PLANNED_ON, missing: float = 0.0,
    seconds: float | None = None, moves: int | None = None, seed: int = 0, tell: Callable[[float], None] = lambda done: None,
) -> RobustPlan:  # fmt: skip
    """The plan whose mean area over drawn networks is least (see `ensemble` for `missing`); nobody protected is in it.

    Adaptive betweenness on the chart, the same summed over the samples, and the best of them bettered by annealing compete;
    they are judged on other networks than they were made on. Where all networks and orders can be weighed (some twenty people)
    the best of all is taken instead. Where ties are `missing`, four times as many networks as `samples`
    are drawn with unseen ties to make them on, and ways are weighed against ties.

    How much it does is planned from `seconds` (by default `usual_seconds`) and the size, or is so many `moves`: the same seed
    gives the same plan, unless the seconds are over before (`RobustPlan.finished`). A KeyboardInterrupt ends it with the best
    so far. `tell` hears the share done. Raises ValueError for a share outside 0–1 or a budget below 0.
    """
    # So many moves are done whatever the clock says, unless it is asked, too.
    clock = math.inf if seconds is None and moves is not None else seconds
    seconds = usual_seconds(len(graph)) if seconds is None else seconds
    sought = Seeking(
        graph, until=until, budget=budget, samples=samples, missing=missing, seconds=seconds, moves=moves, seed=seed
    )
    sought.more(seconds if clock is None else clock, tell)
    return sought.plan()


class Seeking:
    """A search for the plan of `robust` that works on for a while when it is asked to, and has the best so far at any time.

    `seconds` is what its work is planned from. Raises ValueError as `robust` does.
    """

    def __init__(
        self, graph: Network, *, until: float = 0.1, budget: float = np.inf, samples: int = PLANNED_ON, missing: float = 0.0,
        seconds: float = 30.0, moves: int | None = None, seed: int = 0,
    ) -> None:  # fmt: skip
        if not 0.0 < until <= 1.0:
            raise ValueError(f"until is {until}; it must be above 0 and at most 1")
        if not budget >= 0.0:
            raise ValueError(f"the budget is {budget}; it must not be below 0")
        self.graph, self.done, self.stopped = graph, False, False
        self._until, self._budget = until, budget
        work = max(seconds, 0.0) * A_SECOND if moves is None else float(WORK)
        if missing:
            # Where they are likely is learned once for both.
            samples = max(samples, 1)
            networks = ensemble(graph, many=samples + _many(graph, samples, work), missing=missing, seed=2 * seed + 1)
            self._judges, drawn = networks.some(0, samples), networks.some(samples, len(networks))
        else:
            drawn = ensemble(graph, many=samples, seed=2 * seed)
            self._judges = ensemble(graph, many=samples, seed=2 * seed + 1)
        self._sought = Candidates(
            graph, drawn, self._least, budget, work=work, moves=moves, seed=seed,
            mix=_TIES_WEIGH if missing else 0.0, most=_ENOUGH_MOVES if missing else MOVES,
        )  # fmt: skip
        self._pieces = self._sought.pieces()
        self._exact = None if missing else exactly(graph, self._least, budget)

    def more(self, seconds: float = math.inf, tell: Callable[[float], None] = lambda done: None) -> None:
        """Work until all is done or the seconds are over. A KeyboardInterrupt ends it for good, once there is an order."""
        until = time.monotonic() + seconds
        try:
            while not (self.done or self.stopped):
                self.done = next(self._pieces, self) is self or (self._exact is not None and _DRAWN in self._sought.orders)
                tell(self._sought.progress)
                if time.monotonic() >= until and self._sought.orders:
                    return
        except KeyboardInterrupt:
            if not self._sought.orders:
                raise
            self.stopped = True

    def plan(self) -> RobustPlan:
        """The best plan so far, judged on networks that it was not made on."""
        orders, (way, order) = self._sought.orders, self.best()
        names, other = (self._names(each) for each in (order, orders[_DRAWN if _DRAWN in orders else "by ties"]))
        found, drawn = (effect(self.graph, each, self._judges, until=self._until) for each in (names, other))
        return RobustPlan(names, found, drawn, way, self.done, self.stopped, way == _ALL)

    def best(self) -> tuple[str, NDArray[np.int32]]:
        """How the best order so far was found, and the order: everybody [n], also who stands behind the plan's last step."""
        if self._exact is not None:
            return _ALL, _followed(self.graph, self._exact.order)
        orders = self._sought.orders
        values = {each: self._area(order) for each, order in orders.items()}
        way = min(values, key=lambda each: values[each])
        return way, orders[way]

    @property
    def _least(self) -> float:
        return threshold(self._until, len(self.graph))

    def _area(self, order: NDArray[np.int32]) -> float:
        areas = areas_of(self.graph, self._judges, order, self._least, self.graph.removable, self._budget)
        return float(areas.mean())

    def _names(self, order: NDArray[np.int32]) -> tuple[str, ...]:
        """The steps of an order that a plan needs: until nine of ten networks are below the threshold, or the budget is spent.

        Nobody protected is among them.
        """
        graph = self.graph
        below = np.quantile(curves_of(self._judges, order), 0.9, axis=0) < self._least
        steps = min(int(np.argmax(below)) if below.any() else len(order), graph.removable)
        spent = np.cumsum(graph.costs[order[:steps]])
        steps = int((spent <= self._budget + ROUNDED).sum())
        who = eligible(graph)
        return tuple(name for name in (graph.names[number] for number in order[:steps]) if name in who)


def _followed(graph: Network, order: NDArray[np.int32]) -> NDArray[np.int32]:
    """Everybody [n]: behind an order the others, the cheapest first, and those protected last."""
    rest = np.setdiff1d(np.arange(len(graph)), order)
    rest = rest[np.lexsort((rest, graph.costs[rest], graph.protected[rest]))]
    return np.concatenate([order, rest]).astype(np.int32)


def candidates(
    graph: Network, drawn: Ensemble, least: float, budget: float, moves: int, seed: int
) -> dict[str, NDArray[np.int32]]:
    """Whole orders [n] that compete to be the plan, by the way they were found; all at once, with so many moves."""
    sought = Candidates(graph, drawn, least, budget, work=float(WORK), moves=moves, seed=seed)
    for _piece in sought.pieces():
        pass
    return sought.orders


def _many(graph: Network, samples: int, work: float) -> int:
    """On how many networks with unseen ties a plan is made: as many as leave the work for enough moves."""
    afford = int(_FOR_MOVES * work / (_ENOUGH_MOVES * (2.0 * len(graph) + 2.0 * graph.ties + 1.0)))
    return max(min(_FOR_EACH * samples, afford), _FEWEST)
