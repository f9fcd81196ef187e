"""What a plan leaves, step by step, over networks as they may really be: the middle, P10 and P90."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.aim import threshold
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.eligible import order_of, whole_order
from manara.networks.engine.kernels.ensembles import INFINITE, curves, worth


@dataclass(frozen=True)
class Spread:
    """A figure over the drawn networks: its mean, its median, and between what it lies in eight of ten."""

    mean: float
    median: float
    p10: float
    p90: float


@dataclass(frozen=True)
class Effect:
    """What a plan does. `largest` holds, before any and after each step, the share of people in the largest component.

    `area` is the sum of these shares times the costs until the largest component is below the threshold; where the plan ends
    before, as long as it lasts. `reached` is in how many of the networks (a share) it ends below the threshold.
    """

    largest: tuple[Spread, ...]
    area: Spread
    reached: float


def effect(graph: Network, names: Sequence[str], drawn: Ensemble, *, until: float = 0.1) -> Effect:
    """What removing `names` in their order does. Raises `Problem` for a protected or unknown name, or one given twice."""
    chosen = order_of(graph, names)
    order = whole_order(graph, chosen)
    found = curves_of(drawn, order)
    least = threshold(until, len(graph))
    areas = areas_of(graph, drawn, order, least, len(chosen))
    size = max(len(graph), 1)
    return Effect(
        tuple(spread(found[:, place] / size) for place in range(len(chosen) + 1)),
        spread(areas / size),
        float((found[:, : len(chosen) + 1].min(axis=1) < least).mean()) if len(graph) else 0.0,
    )


def mean_areas(
    graph: Network, plans: Sequence[Sequence[str]], drawn: Ensemble, *, until: float = 0.1, budget: float = np.inf
) -> list[float]:
    """The mean area of each plan over the drawn networks, each followed by whoever only the others name, as in `Effect.area`.

    So none of them is favoured for ending before the others do. Raises `Problem` as `effect` does.
    """
    named = list(dict.fromkeys(name for plan in plans for name in plan))
    least, size = threshold(until, len(graph)), max(len(graph), 1)
    found = []
    for plan in plans:
        chosen = order_of(graph, [*plan, *(name for name in named if name not in set(plan))])
        order = whole_order(graph, chosen)
        found.append(float(areas_of(graph, drawn, order, least, len(chosen), budget).mean()) / size)
    return found


def curves_of(drawn: Ensemble, order: NDArray[np.int32]) -> NDArray[np.int32]:
    """The largest component of each network before and after each removal of `order` [n], as [k, n + 1]."""
    found = np.empty((len(drawn), len(order) + 1), np.int32)
    curves(drawn.starts, drawn.neighbours, order, found)
    return found


def areas_of(
    graph: Network, drawn: Ensemble, order: NDArray[np.int32], least: float, removable: int, budget: float = np.inf
) -> NDArray[np.float64]:
    """The area (in people times cost) of `order` on each network [k]; nobody from place `removable` on is removed."""
    limit = min(budget, INFINITE)
    return np.array(
        [worth(curve, order, graph.costs, least, removable, limit, removable)[0] for curve in curves_of(drawn, order)]
    )


def spread(values: NDArray[np.float64]) -> Spread:
    """Mean, median, P10 and P90."""
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Spread(float(values.mean()), float(middle), float(low), float(high))
