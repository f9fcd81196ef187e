"""The parts of a network that hang together: each is broken by itself, so that what each takes at least adds up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.breaking import measure, stand_for
from manara.networks.engine.dismantling.network import Network


def parts_of(graph: Network, least: float = 1.0) -> list[NDArray[np.int64]]:
    """The people of each part that has at least so many, in their order; the largest part first."""
    size = len(graph)
    joined, stands_for = np.zeros(size, np.int32), np.empty(size, np.int32)
    everybody = np.arange(size, dtype=np.int32)
    measure(graph.starts, graph.neighbours, np.ones(size, np.int32), everybody, joined, np.zeros(size + 1, np.int32))
    stand_for(joined, stands_for)
    order = np.argsort(stands_for, kind="stable")
    found = np.split(order, np.flatnonzero(np.diff(stands_for[order])) + 1) if size else []
    return sorted((part for part in found if len(part) >= least), key=lambda part: (-len(part), int(part[0])))


def alone(graph: Network, people: NDArray[np.int64]) -> Network:
    """One part as a network of its own: all ties of its `people` are among them."""
    number = np.full(len(graph), -1, np.int32)
    number[people] = np.arange(len(people))
    many = np.diff(graph.starts)[people]
    starts = np.concatenate([[0], np.cumsum(many)]).astype(np.int64)
    at = np.repeat(graph.starts[people] - starts[:-1], many) + np.arange(starts[-1])
    return Network(
        tuple(graph.names[one] for one in people), starts, number[graph.neighbours[at]], graph.probability[at],
        graph.costs[people], graph.protected[people],
    )  # fmt: skip
