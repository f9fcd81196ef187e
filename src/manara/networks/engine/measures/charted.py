"""A network with the weight of its ties: how often, how much, how strong, in whatever unit the chart counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network, network

WeighedTie = tuple[str, str, float, float]


@dataclass(frozen=True)
class Charted:
    """A network and the `weights` [2m] of its ties, one for each entry of its neighbours, from 0 on."""

    graph: Network
    weights: NDArray[np.float64]


def charted(
    ties: Iterable[WeighedTie], *, costs: Mapping[str, float] | None = None, protected: Collection[str] = ()
) -> Charted:
    """A network of `ties` (one, other, weight, probability); the weights of several between two are added up.

    One of probability 0 is none, and its weight is nobody's.

    Raises ValueError for a weight below 0 or that is no number, and for whatever `network` refuses.
    """
    weight_of: dict[tuple[str, str], float] = {}

    def bare() -> Iterable[tuple[str, str, float]]:
        for one, other, weight, probability in ties:
            if not (weight >= 0.0 and np.isfinite(weight)):
                raise ValueError(f"the weight of the tie {one}–{other} is {weight}, not a number from 0 on")
            key = (one, other) if one <= other else (other, one)
            if probability != 0.0:
                weight_of[key] = weight_of.get(key, 0.0) + weight
            yield one, other, probability

    graph = network(bare(), costs=costs, protected=protected)
    owner = np.repeat(np.arange(len(graph)), np.diff(graph.starts)).tolist()
    names = graph.names
    weights = np.fromiter(
        (
            weight_of[(names[one], names[other]) if names[one] <= names[other] else (names[other], names[one])]
            for one, other in zip(owner, graph.neighbours.tolist(), strict=True)
        ),
        np.float64, len(graph.neighbours),
    )  # fmt: skip
    return Charted(graph, weights)


def unweighed(graph: Network) -> Charted:
    """A network whose ties all weigh 1."""
    return Charted(graph, np.ones(len(graph.neighbours)))
