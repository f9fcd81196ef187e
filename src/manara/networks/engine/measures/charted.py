"""A network with the weight of its ties: how often, how much, how strong, in whatever unit the chart counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network, WeighedTie, weighed_network


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
    return Charted(*weighed_network(ties, costs=costs, protected=protected))


def unweighed(graph: Network) -> Charted:
    """A network whose ties all weigh 1."""
    return Charted(graph, np.ones(len(graph.neighbours)))
