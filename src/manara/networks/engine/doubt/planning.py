"""Finds the plan that is best over networks as they may really be, not only on the chart as it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import SAMPLES, Ensemble, ensemble
from manara.networks.engine.doubt.effects import Effect, areas_of, curves_of, effect
from manara.networks.engine.eligible import eligible
from manara.networks.engine.kernels.ensembles import anneal_all, between_all

MOVES: Final = 20_000
#: A loss of this share of the network is taken with a probability of 1/e, at the beginning and at the end.
_HOT, _COLD = 0.03, 0.001
#: Beyond so many steps of adaptive betweenness the order is by ties.
_WORK: Final = 2_000_000_000
#: From this share of unseen ties on, ties weigh so much beside ways between others (chosen on the 13 networks of
#: bench.dismantling_doubt: .3 to .5 are alike within the noise of its draws).
_FEW_MISSING, _TIES_WEIGH = 0.2, 0.4


@dataclass(frozen=True)
class RobustPlan:
    """`names` in their order; what they do over networks that the plan was not made on; and what the plan that was made on
    the chart as drawn does on the same networks. `way` is how the better one was found."""

    names: tuple[str, ...]
    effect: Effect
    as_drawn: Effect
    way: str


def robust(
    graph: Network, *, until: float = 0.1, budget: float = np.inf, samples: int = SAMPLES, missing: float = 0.0,
    moves: int = MOVES, seed: int = 0,
) -> RobustPlan:  # fmt: skip
    """The plan whose mean area over drawn networks is least (see `ensemble` for `missing`); nobody protected is in it.

    Adaptive betweenness on the chart, the same summed over the samples, and both bettered by annealing compete; they are judged
    on as many networks again that none of them was made on. Where ties are `missing`, nothing is annealed: what fits the chart
    best is the most brittle then (measured by bench.dismantling_doubt), and ways between others are weighed against ties, the
    more the more is missing. The same seed gives the same plan. Raises ValueError for a share
    outside 0–1 or a budget below 0.
    """
    if not 0.0 < until <= 1.0:
        raise ValueError(f"until is {until}; it must be above 0 and at most 1")
    if not budget >= 0.0:
        raise ValueError(f"the budget is {budget}; it must not be below 0")
    drawn = ensemble(graph, many=samples, seed=2 * seed)
    judges = ensemble(graph, many=samples, missing=missing, seed=2 * seed + 1)
    least = until * len(graph)
    if missing:
        orders = {"as drawn": between(graph, ensemble_of_one(graph), least)}
        orders["ways and ties"] = between(graph, drawn, least, ties_weigh(missing))
        way = "ways and ties"
        names, other = (_names(graph, judges, orders[each], least, budget) for each in (way, "as drawn"))
        return RobustPlan(names, effect(graph, names, judges, until=until), effect(graph, other, judges, until=until), way)
    orders = candidates(graph, drawn, least, budget, moves, seed)
    values = {way: areas_of(graph, judges, order, least, _removable(graph), budget).mean() for way, order in orders.items()}
    way = min(values, key=lambda each: values[each])
    names, other = (_names(graph, judges, orders[each], least, budget) for each in (way, "as drawn"))
    return RobustPlan(names, effect(graph, names, judges, until=until), effect(graph, other, judges, until=until), way)


def candidates(
    graph: Network, drawn: Ensemble, least: float, budget: float, moves: int, seed: int
) -> dict[str, NDArray[np.int32]]:
    """Whole orders [n] that compete to be the plan, by the way they were found."""
    as_drawn = between(graph, ensemble_of_one(graph), least)
    orders = {"as drawn": as_drawn}
    if not graph.ties or _removable(graph) < 2:
        return orders
    if len(drawn) > 1:
        orders["between, over the samples"] = between(graph, drawn, least)
    best = min(orders.values(), key=lambda order: areas_of(graph, drawn, order, least, _removable(graph), budget).mean())
    found, limit = np.empty_like(best), budget if np.isfinite(budget) else 1e300
    if len(drawn.neighbours):
        scale = len(graph) * float(graph.costs.mean())
        anneal_all(
            drawn.starts, drawn.neighbours, graph.costs, best.copy(), least, _removable(graph), limit, moves, _HOT * scale,
            _COLD * scale, seed, found,
        )  # fmt: skip
        orders["bettered over the samples"] = found
    return orders


def between(
    graph: Network, drawn: Ensemble, least: float, mix: float = 0.0, most: int | None = None
) -> NDArray[np.int32]:
    """Everybody [n] by adaptive betweenness over the networks, for each unit of cost; those protected last.

    `mix` [0, 1) weighs ties against it. Behind `most` steps the order is by ties.
    """
    steps = max(1, int(_WORK / (len(drawn) * len(graph) * (len(graph) + 2 * graph.ties) + 1)))
    steps = min(steps, len(graph) if most is None else most)
    return np.asarray(
        between_all(drawn.starts, drawn.neighbours, graph.costs, graph.protected, least, steps, mix), np.int32
    )


def ties_weigh(missing: float) -> float:
    """How much ties weigh: nothing as long as few are missing, since ways then say more."""
    return 0.0 if missing < _FEW_MISSING else _TIES_WEIGH


def ensemble_of_one(graph: Network) -> Ensemble:
    """The chart as it is drawn, every tie there."""
    return Ensemble(graph.starts[None, :], graph.neighbours, np.ones((1, graph.ties), np.bool_), 0.0)


def _names(graph: Network, judges: Ensemble, order: NDArray[np.int32], least: float, budget: float) -> tuple[str, ...]:
    """The steps of an order that a plan needs: until nine of ten networks are below the threshold, or the budget is spent."""
    below = np.quantile(curves_of(judges, order), 0.9, axis=0) < least
    steps = min(int(np.argmax(below)) if below.any() else len(order), _removable(graph))
    spent = np.cumsum(graph.costs[order[:steps]])
    steps = int((spent <= budget).sum())
    who = eligible(graph)
    return tuple(name for name in (graph.names[number] for number in order[:steps]) if name in who)


def _removable(graph: Network) -> int:
    return len(graph) - int(graph.protected.sum())
