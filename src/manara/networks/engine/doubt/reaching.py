"""What a plan does if people can't be reached: by the chance that each can, and step by step if just this one can't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.aim import threshold
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.doubt.effects import Effect, curves_of, spread
from manara.networks.engine.eligible import order_of, whole_order


@dataclass(frozen=True)
class Missed:
    """If `name` alone can't be reached: the largest component (share of people, mean) at the end of the plan, and by how much
    the mean area is larger than if all are reached."""

    name: str
    largest: float
    area_more: float


def effect_if_reached(
    graph: Network, names: Sequence[str], drawn: Ensemble, reachable: Mapping[str, float], *, until: float = 0.1, seed: int = 0
) -> Effect:
    """What a plan does when each of its people is reached with a probability (1 where none is given), drawn for each network.

    Who isn't reached stays, and his cost is spent. Raises `Problem` for a protected or unknown name, ValueError for a
    probability outside 0–1.
    """
    chosen = order_of(graph, names)
    chances = np.array([reachable.get(name, 1.0) for name in names], np.float64)
    if len(chances) and not ((chances >= 0.0) & (chances <= 1.0)).all():
        raise ValueError("the probability of reaching somebody must be from 0 to 1")
    draw = np.random.default_rng(seed)
    left = np.concatenate([
        _left(graph, Ensemble(drawn.starts[each : each + 1], drawn.neighbours, drawn.there[each : each + 1], 0.0), chosen,
              draw.random(len(chosen)) < chances)
        for each in range(len(drawn))
    ])  # fmt: skip
    size, least = max(len(graph), 1), threshold(until, len(graph))
    return Effect(
        tuple(spread(left[:, place] / size) for place in range(len(chosen) + 1)),
        spread(_areas(graph, left, chosen, least) / size), float((left.min(axis=1) < least).mean()),
    )  # fmt: skip


def if_missed(graph: Network, names: Sequence[str], drawn: Ensemble, *, until: float = 0.1) -> tuple[Missed, ...]:
    """For each step of a plan what it does if just this one can't be reached, in the order of the plan."""
    chosen = order_of(graph, names)
    size, least = max(len(graph), 1), threshold(until, len(graph))
    whole = _areas(graph, _left(graph, drawn, chosen, np.ones(len(chosen), np.bool_)), chosen, least).mean()
    found = []
    for place, name in enumerate(names):
        reached = np.ones(len(chosen), np.bool_)
        reached[place] = False
        left = _left(graph, drawn, chosen, reached)
        more = _areas(graph, left, chosen, least).mean() - whole
        found.append(Missed(name, float(left[:, -1].mean()) / size, float(more) / size))
    return tuple(found)


def _left(graph: Network, drawn: Ensemble, chosen: NDArray[np.int32], reached: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The largest component before any and after each step if these are reached: [k, steps + 1] for k networks."""
    curves = curves_of(drawn, whole_order(graph, chosen[reached]))
    steps = np.concatenate([[0], np.cumsum(reached)])
    return np.asarray(curves[:, steps], np.float64)


def _areas(graph: Network, left: NDArray[np.float64], chosen: NDArray[np.int32], least: float) -> NDArray[np.float64]:
    """The area of each curve until it is below `least`, as far as the plan goes."""
    counts = np.cumsum(left < least, axis=1)[:, :-1] == 0
    return np.asarray((left[:, 1:] * graph.costs[chosen] * counts).sum(axis=1), np.float64)
