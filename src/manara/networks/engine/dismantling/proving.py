"""Proves a plan to be the best, or finds the best one: every set of removals is followed that the bounds can't rule out."""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.bounds import least_by_degree, least_by_ways
from manara.networks.engine.dismantling.breaking import largest_components
from manara.networks.engine.dismantling.condensing import Condensed, condensed
from manara.networks.engine.dismantling.flows import SpreadWays
from manara.networks.engine.dismantling.layers import next_steps
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.separating import least_largest

#: Up to so many people better bounds are looked for first, and where these do not suffice HiGHS is asked for some.
SMALL: Final = 128
#: Pieces, and people worth a step, beyond which nothing is tried.
_MOST_PIECES: Final = 512
_MOST_WORTH: Final = 256
_MOST_PEOPLE: Final = 5_000
#: Contacts of contacts that are looked at to make it small, at most.
_MOST_LOOKED_AT: Final = 20_000_000
_MOST_SETS: Final = 6_000_000
#: Sets that are written at a time, in each of two threads.
_CHUNK: Final = 1_000_000
_WORD: Final = 64
_AT_A_TIME: Final = 2
#: Shares of the time: for following the sets with the bounds that are there at once, and for better bounds.
_AT_ONCE: Final = 0.8
_FOR_BOUNDS: Final = 0.15


@dataclass(frozen=True)
class Proof:
    """No order has a sum of largest components below `bound`; `order` is the better one that was found, or None: its first
    `removals` are the plan, and `value` is their sum. `whole` is whether nothing was left out: the bound is the best sum then.
    """

    bound: float
    value: float
    whole: bool
    order: NDArray[np.int32] | None
    removals: int

    def largest(self, graph: Network) -> NDArray[np.int32]:
        """The largest component before and after each removal of its order."""
        assert self.order is not None
        return largest_components(graph, self.order)


@dataclass(frozen=True)
class _Layer:
    """Sets of as many removals: bits of who is gone [m, words], the sum so far, from which set of the layer before, by whom."""

    sets: NDArray[np.uint64]
    total: NDArray[np.int64]
    came_from: NDArray[np.int64]
    who: NDArray[np.int32]


@dataclass(frozen=True)
class _Question:
    """What the sets are followed for, and what is reckoned of it once: the pieces, and which are `tied` in bits [c, words]."""

    graph: Network
    least: float
    pieces: Condensed
    tied: NDArray[np.uint64]

    @classmethod
    def of(cls, graph: Network, least: float, pieces: Condensed) -> _Question:
        tied = np.zeros((len(pieces.weights), -(-len(pieces.weights) // _WORD)), np.uint64)
        one = np.repeat(np.arange(len(pieces.weights)), np.diff(pieces.starts))
        other = pieces.neighbours.astype(np.uint64)
        np.bitwise_or.at(tied, (one, (other // _WORD).astype(np.int64)), np.uint64(1) << other % np.uint64(_WORD))
        return cls(graph, least, pieces, tied)


def pieces_to_follow(graph: Network, least: float) -> Condensed | None:
    """The pieces, where a proof is worth trying: few are worth a step, and the others fall into few."""
    degree = np.diff(graph.starts)
    if len(graph) > _MOST_PEOPLE or (len(graph) > SMALL and float(degree @ degree) > _MOST_LOOKED_AT):
        return None
    pieces = condensed(graph, least)
    return pieces if len(pieces.weights) <= _MOST_PIECES and len(pieces.people) <= _MOST_WORTH else None


def prove(
    graph: Network, planned: NDArray[np.int32], least: float, seconds: float, sets: float = math.inf,
    spread: SpreadWays | None = None, pieces: Condensed | None = None,
) -> Proof:  # fmt: skip
    """How good any order can be, where a plan leaves `planned[k]` after its kth removal and ends below `least`.

    All costs must be alike; `pieces` are those of `pieces_to_follow`. It takes up to `seconds`, and the bound is good whenever
    it stops. At first it follows the sets with the bounds that are there at once; only where these do not suffice for up to
    `SMALL` people HiGHS is asked for better ones, unless it is to end after so many `sets`. A whole proof finds the same order
    whenever it is made: of the best, those with the fewest removals, of these the first by the people's numbers.
    """
    until = time.monotonic() + seconds
    bounds, asked = least_by_degree(graph, len(planned)), len(graph) <= SMALL and sets == math.inf
    if len(graph) <= SMALL:
        bounds = np.maximum(bounds, least_by_ways(graph, len(planned)))
    if spread:
        bounds = np.maximum(bounds, spread.left(len(planned), ~graph.protected))
    bounds[0] = planned[0]
    question = _Question.of(graph, least, pieces or condensed(graph, least))
    proof = _follow(question, planned, bounds, until - (seconds * (1 - _AT_ONCE) if asked else 0.0), sets)
    if proof.whole or not asked:
        return proof
    if proof.order is not None:
        planned = proof.largest(graph)[: proof.removals + 1]
    bounds[: len(planned)] = np.maximum(bounds[: len(planned)], least_largest(graph, planned, seconds * _FOR_BOUNDS))
    again = _follow(question, planned, bounds, until)
    better = again if again.order is not None else proof
    return replace(better, bound=max(proof.bound, again.bound), whole=again.whole)


def _follow(
    question: _Question,
    planned: NDArray[np.int32],
    bounds: NDArray[np.int64],
    until: float,
    sets: float = math.inf,
) -> Proof:
    """The proof that comes of following all sets until that time, or until there were so many."""
    least, ceiling = question.least, int(planned[1:].sum())
    size, worth = len(question.graph), len(question.pieces.people)
    words = max(1, -(-worth // _WORD))
    layers = [_first(words)]
    steps: list[tuple[int, int, int]] = []
    number, followed, parents = 0, 0, max(1, _CHUNK // max(worth, 1))
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        while len(layers[-1].sets):
            layer, done = layers[-1], 0
            parts = [_none(words)]
            while done < len(layer.sets):
                if time.monotonic() > until or followed >= sets or sum(len(part.sets) for part in parts) > _MOST_SETS:
                    waiting = int(layer.total[done:].min()) + _tail(bounds, number, least, size)
                    after = _tail(bounds, number + 1, least, size)
                    written = min((int(part.total.min()) + after for part in parts if len(part.sets)), default=ceiling)
                    bound = float(min(ceiling, waiting, written))
                    return Proof(bound, float(ceiling), False, *_order(question, layers, steps))
                begins = range(done, len(layer.sets), parents)[:_AT_A_TIME]
                follow = partial(_followed, question, layer, parents, bounds, number, ceiling)
                for part, value, found in pool.map(follow, begins):
                    parts.append(part)
                    if found is not None and value < ceiling:
                        ceiling, steps = value, [(number, *found)]
                followed += min(begins[-1] + parents, len(layer.sets)) - done
                done = begins[-1] + parents
                if sum(len(part.sets) for part in parts) > _MOST_SETS:
                    parts = [_joined(parts)]
            layers.append(_joined(parts))
            number += 1
    return Proof(float(ceiling), float(ceiling), True, *_order(question, layers, steps))


def _none(words: int) -> _Layer:
    number = np.zeros(0, np.int64)
    return _Layer(np.zeros((0, words), np.uint64), number, number, np.zeros(0, np.int32))


def _first(words: int) -> _Layer:
    none = np.zeros((1, words), np.uint64)
    return _Layer(none, np.zeros(1, np.int64), np.full(1, -1, np.int64), np.full(1, -1, np.int32))


def _tail(bounds: NDArray[np.int64], gone: int, least: float, people: int) -> int:
    """What all steps after the first `gone` of so many people add at least, while one more is needed."""
    total = 0
    for k in range(gone + 1, len(bounds)):
        total += int(bounds[k])
        if bounds[k] < least:
            break
    return max(total, 1 if gone + 1 < people else 0)


def _followed(
    question: _Question,
    layer: _Layer,
    parents: int,
    bounds: NDArray[np.int64],
    removed: int,
    ceiling: int,
    begin: int,
) -> tuple[_Layer, int, tuple[int, int] | None]:
    """The next steps of so many sets of a layer from `begin` on; the best sum of a whole plan, and how it came."""
    behind = min(begin + parents, len(layer.sets))
    pieces = question.pieces
    worth, room = len(pieces.people), (behind - begin) * len(pieces.people)
    sets = np.empty((room, layer.sets.shape[1]), np.uint64)
    total, came_from, who = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int32)
    written, best, best_from, best_who = next_steps(
        pieces.starts, pieces.neighbours, pieces.many, pieces.weights, pieces.inside, question.tied, worth, layer.sets,
        layer.total, question.least, bounds, removed, ceiling, sets, total, came_from, who, begin, behind,
    )  # fmt: skip
    part = _single(_Layer(sets[:written], total[:written], came_from[:written], who[:written]))
    return part, int(best), (int(best_from), int(best_who)) if best_from >= 0 else None


def _single(layer: _Layer) -> _Layer:
    """Each set once, by the order with the least sum."""
    order = np.lexsort((layer.total, *layer.sets.T))
    sets = layer.sets[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (sets[1:] != sets[:-1]).any(axis=1)
    kept = order[new]
    return _Layer(layer.sets[kept], layer.total[kept], layer.came_from[kept], layer.who[kept])


def _joined(parts: list[_Layer]) -> _Layer:
    fields = _Layer.__dataclass_fields__
    return _single(_Layer(*(np.concatenate([getattr(part, field) for part in parts]) for field in fields)))


def _order(
    question: _Question, layers: list[_Layer], steps: list[tuple[int, int, int]]
) -> tuple[NDArray[np.int32] | None, int]:
    """The whole order of the best plan found, its removals, then everybody else, who is protected last; and how many go."""
    if not steps:
        return None, 0
    number, at, last = steps[0]
    people, graph = question.pieces.people, question.graph
    removed = [int(people[last])]
    for layer in reversed(layers[1 : number + 1]):
        removed.append(int(people[layer.who[at]]))
        at = int(layer.came_from[at])
    gone = np.zeros(len(graph), np.bool_)
    gone[removed] = True
    others = [np.flatnonzero(~gone & (graph.protected == shielded)) for shielded in (False, True)]
    return np.concatenate([removed[::-1], *others]).astype(np.int32), len(removed)
