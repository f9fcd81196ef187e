"""Searches for the best order of removals until its work is done or its time is up; it can be stopped at any moment."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.annealing import anneal
from manara.networks.engine.dismantling.breaking import largest_components, scored
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.starting import by_degree

Objective = Literal["area", "removals"]
Tell = Callable[[float, float], None]

#: Chains that search apart from each other; the best of them is taken.
_CHAINS: Final = 4
_FEW_CHAINS: Final = 2
_FEW_FROM: Final = 1_000
#: How often a chain looks at the clock.
_SLICES: Final = 40
#: Share of the time that the planned moves take on a machine of the kind it was measured on.
_PLANNED: Final = 0.7
#: A loss of this share of the network is taken with a probability of 1/e, at the beginning and at the end.
_HOT, _COLD = 0.1, 0.002
_SLACK: Final = 1.5
_FEWEST: Final = 20_000
_STATES_BYTES: Final = 200_000_000
_BYTES_A_PERSON: Final = 9


@dataclass(frozen=True)
class Found:
    """An order [n] of which the first `removals` are the plan; `value` is what was made small. `finished` is whether all
    planned work was done, so that the same seed gives the same answer."""

    order: NDArray[np.int32]
    removals: int
    value: float
    finished: bool


@dataclass(frozen=True)
class Wanted:
    """What is wanted: the largest component below `least` people, for at most `budget`; `each` weighs a unit of cost."""

    least: float
    budget: float
    each: float


def search(
    graph: Network, least: float, *, objective: Objective = "area", budget: float = np.inf, seconds: float = 10.0,
    moves: int | None = None, seed: int = 0, tell: Tell = lambda done, value: None,
) -> Found:  # fmt: skip
    """The best order found within `seconds`, by so many `moves` of each chain; by default as many as that time allows.

    `tell` hears the share of work done [0, 1] and the best value so far.

    A KeyboardInterrupt ends the search with what it has.
    """
    wanted = Wanted(least, budget, float(len(graph)) if objective == "removals" else 0.0)
    order, removable = by_degree(graph.starts, graph.neighbours, graph.costs, graph.protected, least)
    first = _valued(graph, order, wanted, removable)
    tell(0.0, first.value)
    if first.removals < 1 or removable < 2:
        return first
    chains = _CHAINS if len(graph) < _FEW_FROM else _FEW_CHAINS
    moves = moves or max(_FEWEST, int(seconds * _PLANNED * _cores() / chains / _seconds_a_move(graph, first.removals)))
    until, done, best = time.monotonic() + seconds, [0] * chains, [first] * chains
    stopped = False

    def run(chain: int) -> Found:
        current, found = order.copy(), first
        for part in range(_SLICES):
            if stopped or time.monotonic() > until:
                return Found(found.order, found.removals, found.value, finished=False)
            found = min(found, _slice(graph, current, wanted, removable, moves, part, (seed, chain)), key=_value)
            done[chain], best[chain] = part + 1, found
        return found

    with ThreadPoolExecutor(min(chains, _cores())) as pool:
        running = [pool.submit(run, chain) for chain in range(chains)]
        try:
            while wait(running, timeout=0.5).not_done:
                tell(sum(done) / (chains * _SLICES), min(map(_value, best)))
        except KeyboardInterrupt:
            stopped = True
        results = [each.result() for each in running]
    winner = min(results, key=_value)
    return Found(winner.order, winner.removals, winner.value, all(each.finished for each in results))


def _slice(
    graph: Network, order: NDArray[np.int32], wanted: Wanted, removable: int, moves: int, part: int, seeds: tuple[int, int]
) -> Found:
    """One part of a chain's moves; `order` goes on from where it is."""
    mean_cost = float(graph.costs.mean())
    heat = [
        (len(graph) + wanted.each) * mean_cost * _HOT * (_COLD / _HOT) ** (at / _SLICES) for at in (part, part + 1)
    ]
    best = np.empty_like(order)
    seed = int(np.random.SeedSequence((*seeds, part)).generate_state(1)[0])
    anneal(
        graph.starts, graph.neighbours, graph.costs, order, wanted.least, removable, wanted.budget, wanted.each,
        _apart(graph), _SLACK, moves // _SLICES, heat[0], heat[1], seed, best,
    )  # fmt: skip
    return _valued(graph, best, wanted, removable)


def _valued(graph: Network, order: NDArray[np.int32], wanted: Wanted, removable: int) -> Found:
    value, removals = scored(
        order, graph.costs, largest_components(graph, order), wanted.least, removable, wanted.budget, wanted.each
    )
    return Found(order.copy(), int(removals), float(value), finished=True)


def _value(found: Found) -> float:
    return found.value


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _apart(graph: Network) -> int:
    """Places between kept states: close ones make moves cheap, as far as memory reaches."""
    return max(16, math.ceil(_BYTES_A_PERSON * len(graph) ** 2 / _STATES_BYTES))


def _seconds_a_move(graph: Network, removals: int) -> float:
    """What a move takes, roughly: the state is copied, and the window's ties are walked twice."""
    ties_each = graph.ties / max(len(graph), 1)
    window = removals / 4 + _apart(graph)
    return 3e-7 + 6e-10 * len(graph) + 1e-9 * removals + window * (1e-8 + 1.2e-8 * ties_each)
