"""Of the plans that are as good on the chart takes one that still does well where ties were not seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.aim import threshold
from manara.networks.engine.dismantling.breaking import largest_components, scored
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.plan import Plan, steps_of
from manara.networks.engine.doubt.competing import whole
from manara.networks.engine.doubt.drawing import Ensemble, ensemble
from manara.networks.engine.doubt.effects import areas_of
from manara.networks.engine.doubt.seeking import ensemble_of_one
from manara.networks.engine.eligible import order_of
from manara.networks.engine.kernels.ensembles import INFINITE, anneal_some

#: The share of ties that is taken to be unseen, on how many networks it is tried, and on how many others it is judged.
_UNSEEN, _MADE_ON, _JUDGED_ON = 0.2, 80, 60
#: People and ties passed at most, and moves at most; beyond so many people, or with fewer moves, it is not tried: it takes
#: longer than it wins.
_WORK, _MOVES, _MOST_PEOPLE = 600_000_000, 12_000, 300
_FEWEST: Final = 300
#: So much more the chart counts than all other networks together: nothing is lost on it.
_ABOVE_ALL: Final = 1e6
_HOT, _COLD = 0.03, 0.001
#: So many standard errors more must be won to take another plan.
_CLEARLY: Final = 1.5


def sturdiest(graph: Network, plan: Plan, *, until: float = 0.1, budget: float = np.inf, seed: int = 0) -> Plan:
    """A plan with the same area on the chart as `plan`, in no more steps, that does best over networks with unseen ties.

    Many orders break a chart equally well, and differ in what they do to a network that has other ties than it shows. It is
    the plan itself where nothing clearly better is found, for other objectives than the area, where it does not reach what was
    wanted, and for more than some hundreds of people. The same seed gives the same plan. A KeyboardInterrupt leaves it as it
    was.
    """
    least = threshold(until, max(len(graph), 1), "area")
    moves = min(_MOVES, _WORK // (_MADE_ON * (len(graph) + 2 * graph.ties + 1)))
    if plan.objective != "area" or not plan.reached or plan.stopped or len(plan.steps) < 2:
        return plan
    if not graph.ties or len(graph) > _MOST_PEOPLE or moves < _FEWEST:
        return plan
    order, limit = whole(graph, order_of(graph, [step.name for step in plan.steps])), min(budget, INFINITE)
    try:
        drawn = ensemble(graph, many=_MADE_ON + _JUDGED_ON, missing=_UNSEEN, seed=seed)
        found = _bettered(graph, order, drawn.some(0, _MADE_ON), least, limit, moves, seed)
        judges = drawn.some(_MADE_ON, _JUDGED_ON)
        before, then = (areas_of(graph, judges, each, least, graph.removable, limit) for each in (order, found))
    except KeyboardInterrupt:
        return replace(plan, finished=False, stopped=True)
    largest = largest_components(graph, found)
    value, removals = scored(found, graph.costs, largest, least, graph.removable, limit, 0.0)
    as_good = value <= plan.area * len(graph) * (1 + 1e-9) + 1e-9 and removals <= len(plan.steps) and largest[removals] < least
    won = before - then
    if not as_good or won.mean() <= _CLEARLY * won.std() / np.sqrt(len(won)):
        return plan
    return replace(plan, steps=steps_of(graph, found, int(removals)), area=float(value) / len(graph))


def _bettered(
    graph: Network, order: NDArray[np.int32], drawn: Ensemble, least: float, limit: float, moves: int, seed: int
) -> NDArray[np.int32]:
    """The order [n] that does best over the drawn networks of those that are as good on the chart."""
    both, found, scale = _with_chart(graph, drawn), order.copy(), len(graph) * float(graph.costs.mean())
    anneal_some(
        both.starts, both.neighbours, np.append(_ABOVE_ALL, np.ones(len(drawn))), graph.costs, order.copy(), least,
        graph.removable, limit, 0, moves + 1, moves, _HOT * scale, _COLD * scale, seed, found,
        np.array([INFINITE, graph.removable]),
    )  # fmt: skip
    return found


def _with_chart(graph: Network, drawn: Ensemble) -> Ensemble:
    """The chart as it is drawn, before the drawn networks."""
    chart = ensemble_of_one(graph)
    return Ensemble(
        np.concatenate([chart.starts, drawn.starts + len(chart.neighbours)]),
        np.concatenate([chart.neighbours, drawn.neighbours]), np.concatenate([chart.there, drawn.there]), drawn.missing,
    )  # fmt: skip
