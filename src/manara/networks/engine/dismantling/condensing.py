"""Makes a network small before a proof: those who need not be followed stand together, as far as they are tied."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network


@dataclass(frozen=True)
class Condensed:
    """Pieces of a network and the ties between them; the first are the people worth a step, `people` their numbers, alone.

    The neighbours of piece i are `neighbours[starts[i]:starts[i + 1]]`, each with how `many` ties there are between the two.
    A piece is of so many people (`weights` [c]) with so many ties among each other (`inside` [c]).
    """

    people: NDArray[np.int32]
    starts: NDArray[np.int64]
    neighbours: NDArray[np.int32]
    many: NDArray[np.int64]
    weights: NDArray[np.int64]
    inside: NDArray[np.int64]


def worth_a_step(graph: Network, least: float) -> NDArray[np.int32]:
    """The numbers of those whom the best order may hold, where all costs are alike; others need not be followed.

    Whoever is tied only to people who are all tied to each other holds nothing together: any of these does as well in his
    place, and once they are gone he stands with others like him alone. Of those alike only as many go as are too many to be
    left together, below `least`. Where one of them is protected, he may have to go in his place.
    """
    ends = graph.neighbours.tolist()
    around = [frozenset(ends[begin:behind]) for begin, behind in pairwise(graph.starts.tolist())]
    alike: dict[frozenset[int], list[int]] = {}
    for one, near in enumerate(around):
        alike.setdefault(near | {one}, []).append(one)
    left_together = max(math.ceil(least) - 1, 0)
    found = ~graph.protected
    for near, circle in alike.items():
        # Of those alike one is asked for all: whether everybody around is tied to all of them.
        if not graph.protected[list(near)].any() and all(near <= around[other] | {other} for other in near):
            found[circle[max(len(circle) - left_together, 0) :]] = False
    return np.flatnonzero(found).astype(np.int32)


def condensed(graph: Network, least: float) -> Condensed:
    """The pieces of a network that shall be broken below `least`: what is left of it after removals is as large in both."""
    size, people = len(graph), worth_a_step(graph, least)
    of = np.full(size, -1, np.int64)
    of[people] = np.arange(len(people))
    count = len(people)
    for start in np.flatnonzero(of < 0):
        if of[start] < 0:
            of[start], joined = count, [start]
            for one in joined:
                near = graph.neighbours[graph.starts[one] : graph.starts[one + 1]]
                more = near[of[near] < 0]
                of[more] = count
                joined += more.tolist()
            count += 1
    mine, theirs = of[np.repeat(np.arange(size), np.diff(graph.starts))], of[graph.neighbours]
    inside = np.bincount(mine[mine == theirs], minlength=count) // 2
    apart = mine != theirs
    pairs, many = np.unique(mine[apart] * count + theirs[apart], return_counts=True)
    starts = np.concatenate([[0], np.cumsum(np.bincount(pairs // count, minlength=count))]).astype(np.int64)
    neighbours = (pairs % count).astype(np.int32)
    return Condensed(people, starts, neighbours, many.astype(np.int64), np.bincount(of, minlength=count), inside)
