"""Who becomes important if somebody goes: how the ways of the others lead then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.eligible import eligible, order_of
from manara.networks.engine.measures.ways import WORK, betweenness


@dataclass(frozen=True)
class Change:
    """One who stays: his place by betweenness [1, …] and the share of pairs whose shortest way leads over him, each twice."""

    name: str
    place_before: int
    place_after: int
    before: float
    after: float

    @property
    def places_gained(self) -> int:
        """By how many places he is further up; below 0 if further down."""
        return self.place_before - self.place_after


def afterwards(graph: Network, names: Sequence[str], *, most: int = 20, work: int = WORK, seed: int = 0) -> tuple[Change, ...]:
    """Of those who may be named, at most `most` over whom more ways lead once `names` are gone, the greatest growth first.

    Places are among those who stay; those alike share the better one. Raises `Problem` for a protected or unknown name.
    """
    leaving = order_of(graph, names)
    gone = np.zeros(len(graph), np.bool_)
    gone[leaving] = True
    who = eligible(graph.sparing(names))
    half = work // 2
    before = betweenness(graph.starts, graph.neighbours, work=half, seed=seed).share
    after = betweenness(graph.starts, graph.neighbours, gone=gone, work=half, seed=seed).share
    places = [_places(who.of(values)) for values in (before, after)]
    grown = who.of(after - before)
    order = np.argsort(-grown, kind="stable")
    return tuple(
        Change(
            who.names[at], int(places[0][at]), int(places[1][at]), float(who.of(before)[at]), float(who.of(after)[at])
        )
        for at in order[:most]
        if grown[at] > 0.0
    )




def _places(values: NDArray[np.float64]) -> NDArray[np.int64]:
    ordered = np.sort(-values)
    return np.searchsorted(ordered, -values, side="left") + 1
