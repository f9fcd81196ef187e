"""Draws networks as they may really be: each tie is there with its probability, drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network

#: Networks that measures are drawn over.
MEASURED_ON: Final = 40


@dataclass(frozen=True)
class Pairs:
    """The ties of a network, each once: from the lower number `one` [m] to `other` [m], with the `probability` [m] that it
    exists. `of_tie` [2m] says for each entry of the network's neighbours which of these it is."""

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    probability: NDArray[np.float64]
    of_tie: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.one)


def pairs_of(graph: Network) -> Pairs:
    """The ties of a network, each once, in the order of their numbers."""
    size = max(len(graph), 1)
    sources = np.repeat(np.arange(len(graph), dtype=np.int64), np.diff(graph.starts))
    targets = graph.neighbours.astype(np.int64)
    forward = sources < targets
    keys = np.minimum(sources, targets) * size + np.maximum(sources, targets)
    one, other = sources[forward].astype(np.int32), graph.neighbours[forward]
    return Pairs(one, other, graph.probability[forward], np.searchsorted(keys[forward], keys))


def both_ways(
    size: int, one: NDArray[np.int32], other: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Where each one's neighbours begin [n + 1], the neighbours [2m], and which of the ties [m] each of these is [2m]."""
    sources, targets = np.concatenate([one, other]), np.concatenate([other, one])
    which = np.tile(np.arange(len(one), dtype=np.int64), 2)
    order = np.argsort(sources.astype(np.int64) * max(size, 1) + targets, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(sources, minlength=size))]).astype(np.int64)
    return starts, targets[order].astype(np.int32), which[order]


def certain(graph: Network) -> bool:
    """Whether no tie is in doubt."""
    return bool((graph.probability >= 1.0).all())


Drawn = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]]


def drawn(graph: Network, pairs: Pairs, many: int, seed: int) -> Iterator[Drawn]:
    """`many` networks drawn from the ties' probabilities: starts, neighbours, and which entries of the whole they kept [2m]."""
    draw = np.random.default_rng(seed)
    owner = np.repeat(np.arange(len(graph)), np.diff(graph.starts))
    for _each in range(many):
        kept = (draw.random(len(pairs)) < pairs.probability)[pairs.of_tie]
        starts = np.concatenate([[0], np.cumsum(np.bincount(owner[kept], minlength=len(graph)))]).astype(np.int64)
        yield starts, graph.neighbours[kept], kept
