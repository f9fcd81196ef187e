"""Proves a plan to be the best, or finds the best one: every set of removals is followed that the bounds can't rule out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.layers import next_steps
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.separating import least_largest

#: As many as the bits of the two words that say who is gone.
MOST_PEOPLE: Final = 128
_MOST_SETS: Final = 3_000_000
_CHUNK: Final = 400_000
#: Share of the time that may go into the bounds; the rest is for following the sets.
_FOR_BOUNDS: Final = 0.7


@dataclass(frozen=True)
class Proof:
    """No order has a sum of largest components below `bound`; `order` is the better one that was found, or None, and its
    first `removals` are the plan."""

    bound: float
    order: NDArray[np.int32] | None
    removals: int


@dataclass(frozen=True)
class _Layer:
    """Sets of as many removals: bits of who is gone, the sum so far, and from which set of the layer before by whom."""

    low: NDArray[np.uint64]
    high: NDArray[np.uint64]
    total: NDArray[np.int64]
    came_from: NDArray[np.int64]
    who: NDArray[np.int32]


def prove(graph: Network, planned: NDArray[np.int32], least: float, seconds: float) -> Proof:
    """How good any order can be, where a plan leaves `planned[k]` after its kth removal and ends below `least`.

    All costs must be alike. For at most `MOST_PEOPLE`; takes up to `seconds`, and the bound is good whenever it stops.
    """
    began = time.monotonic()
    bounds = least_largest(graph, planned, seconds * _FOR_BOUNDS)
    ceiling = int(planned[1:].sum())
    layers = [_first(len(graph))]
    steps: list[tuple[int, int, int]] = []
    number = 0
    while len(layers[-1].low):
        tails = _tail(bounds, number, least), _tail(bounds, number + 1, least)
        layer, done = layers[-1], 0
        parts: list[_Layer] = []
        while done < len(layer.low):
            if time.monotonic() - began > seconds or sum(len(part.low) for part in parts) > _MOST_SETS:
                waiting = int(layer.total[done:].min()) + tails[0]
                followed = min((int(part.total.min()) + tails[1] for part in parts if len(part.low)), default=ceiling)
                return Proof(float(min(ceiling, waiting, followed)), *_order(graph, layers, steps))
            done, part, ceiling, found = _followed(graph, layer, done, least, tails[1], ceiling)
            parts.append(part)
            if found is not None:
                steps = [(number, *found)]
        layers.append(_joined(parts))
        number += 1
    return Proof(float(ceiling), *_order(graph, layers, steps))


def _first(size: int) -> _Layer:
    none = np.zeros(1, np.uint64)
    return _Layer(none, none.copy(), np.zeros(1, np.int64), np.full(1, -1, np.int64), np.full(1, -1, np.int32))


def _tail(bounds: NDArray[np.int64], gone: int, least: float) -> int:
    """What all steps after the first `gone` add at least, while one more is needed."""
    total = 0
    for k in range(gone + 1, len(bounds)):
        total += int(bounds[k])
        if bounds[k] < least:
            break
    return max(total, 1)


def _followed(
    graph: Network, layer: _Layer, begin: int, least: float, tail: int, ceiling: int
) -> tuple[int, _Layer, int, tuple[int, int] | None]:
    """The next steps of a part of a layer; the number to go on with, the best sum of a whole plan, and how it came."""
    room = max(_CHUNK, len(graph))
    low, high = np.empty(room, np.uint64), np.empty(room, np.uint64)
    total, came_from, who = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int32)
    done, written, best, best_from, best_who = next_steps(
        graph.starts, graph.neighbours, graph.protected, layer.low, layer.high, layer.total, least, tail, ceiling,
        low, high, total, came_from, who, begin,
    )  # fmt: skip
    part = _single(_Layer(low[:written], high[:written], total[:written], came_from[:written], who[:written]))
    return done, part, int(best), (int(best_from), int(best_who)) if best_from >= 0 else None


def _single(layer: _Layer) -> _Layer:
    """Each set once, by the order with the least sum."""
    order = np.lexsort((layer.total, layer.high, layer.low))
    low, high = layer.low[order], layer.high[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    kept = order[new]
    return _Layer(layer.low[kept], layer.high[kept], layer.total[kept], layer.came_from[kept], layer.who[kept])


def _joined(parts: list[_Layer]) -> _Layer:
    fields = _Layer.__dataclass_fields__
    return _single(_Layer(*(np.concatenate([getattr(part, field) for part in parts]) for field in fields)))


def _order(
    graph: Network, layers: list[_Layer], steps: list[tuple[int, int, int]]
) -> tuple[NDArray[np.int32] | None, int]:
    """The whole order of the best plan found, its removals, then everybody else, who is protected last; and how many go."""
    if not steps:
        return None, 0
    number, at, last = steps[0]
    removed = [last]
    for layer in reversed(layers[1 : number + 1]):
        removed.append(int(layer.who[at]))
        at = int(layer.came_from[at])
    gone = np.zeros(len(graph), np.bool_)
    gone[removed] = True
    others = [np.flatnonzero(~gone & (graph.protected == shielded)) for shielded in (False, True)]
    return np.concatenate([removed[::-1], *others]).astype(np.int32), len(removed)
