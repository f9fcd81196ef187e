"""Searches for the best order of removals until its work is done or its time is up; it can be stopped at any moment."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.annealing import anneal
from manara.networks.engine.dismantling.breaking import largest_components, scored
from manara.networks.engine.dismantling.network import Network, network
from manara.networks.engine.dismantling.starting import by_betweenness, by_degree, by_ties

Objective = Literal["area", "removals"]
Tell = Callable[[float, float], None]

#: Chains that search apart from each other, two at a time, by the people there are at most; each stage begins with the best of
#: the one before. A chain begins as hot as its number says: a loss of this share of the network is taken with a probability of
#: 1/e. Hot ones forget where they began.
_STAGES: Final = (
    (1_000, ((0.3, 0.1) * 5, (0.01, 0.005))), (math.inf, ((0.3, 0.1),) * 2),
)  # fmt: skip
_COLD: Final = 0.0005
_AT_A_TIME: Final = 2
#: Up to so many people every second chain searches wide.
_WIDE_UP_TO: Final = 1_000
#: Ties that a chain walks in a second on a slow machine; the planned work follows from it, never from the clock.
_A_SECOND: Final = 70e6
_A_MOVE: Final = 400.0
#: Up to so many people the clock shall have no say: so many times less is planned, and so many times longer it may take.
_SMALL: Final = 128
_SMALL_MARGIN: Final = 2.0
#: Ties walked there at most, for each person and each end of a tie: the smallest are through before.
_SMALL_WORK: Final = 15_000.0
#: How often a chain looks at the clock.
_SLICES: Final = 60
#: For the first orders: share of the time, ties walked in a second, sources of shortest ways, and rounds of removals.
_FIRST_SHARE: Final = 0.15
_FIRST_A_SECOND: Final = 15e6
_SOURCES: Final = (8, 128)
_ROUNDS: Final = 200
#: Why a search ends before its work is done.
_STOPPED, _TIME_IS_UP = 1, 2


@dataclass(frozen=True)
class Found:
    """An order [n] of which the first `removals` are the plan; `value` is what was made small.

    `largest` [n + 1] is the largest component before and after each removal. `reached` is whether it ends below the wanted
    size; `finished` whether all planned work was done, so that the same seed gives the same answer; `stopped` whether it was
    stopped from outside.
    """

    order: NDArray[np.int32]
    largest: NDArray[np.int32]
    removals: int
    value: float
    reached: bool
    finished: bool
    stopped: bool = False


@dataclass(frozen=True)
class Wanted:
    """What is wanted: the largest component below `least` people, for at most `budget`; `each` weighs a unit of cost."""

    least: float
    budget: float
    each: float


def usual_seconds(people: int) -> float:
    """How long a search for a network of so many people is worth while: 10 s up to 1,000, 100 s from 10,000 on."""
    return min(max(10.0, people / 100), 100.0)


def search(
    graph: Network, least: float, *, objective: Objective = "area", budget: float = np.inf, seconds: float = 10.0,
    moves: int | None = None, seed: int = 0, enough: float = -math.inf, tell: Tell = lambda done, value: None,
) -> Found:  # fmt: skip
    """The best order found within `seconds`, by about so many `moves` of each of two threads; by default as that time allows.

    Up to 128 people half of the work is planned that the time allows, and a slow or busy machine may take twice the time, so
    that the clock has no say in the plan. It ends once an order is not worth more than `enough`: no order is worth less.
    `tell` hears the share of work done [0, 1] and the best value so far. The machine code of the search is made before the
    time begins to count. A KeyboardInterrupt ends the search with what it has.
    """
    wanted = Wanted(least, budget, float(len(graph)) if objective == "removals" else 0.0)
    _make_ready()
    stages = next(stages for most, stages in _STAGES if len(graph) <= most)
    chains = sum(map(len, stages))
    planned = seconds if moves is None else moves * _A_MOVE / _A_SECOND
    if moves is None and len(graph) <= _SMALL:
        most = _SMALL_WORK * len(graph) * len(graph.neighbours) / _A_SECOND
        planned, seconds = min(planned / _SMALL_MARGIN, most), seconds * _SMALL_MARGIN
    work = planned * _A_SECOND * _AT_A_TIME / chains
    running = _Running(graph, wanted, time.monotonic(), seconds, planned, seed, work, chains, enough, tell)
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        try:
            first = running.await_all([pool.submit(running.first)])[0]
            if first.removals < 1 or running.removable < 2:
                return first
            start, number = running.await_all([pool.submit(running.second, first)])[0], 0
            for hots in stages:
                numbers = range(number, number + len(hots))
                found = running.await_all(
                    [pool.submit(running.chain, start, each, hot) for each, hot in zip(numbers, hots, strict=True)]
                )
                start, number = min([start, *found], key=_value), numbers.stop
        except KeyboardInterrupt:
            if not running.futures:
                raise
            running.stop[0] = _STOPPED
            wait(running.futures)
    found = [each.result() for each in running.futures if not each.cancelled()]
    winner = min(found, key=_value)
    stopped = bool(running.stop[0] == _STOPPED)
    return replace(winner, finished=not running.stop[0] and all(each.finished for each in found), stopped=stopped)


class _Running:
    """One search: what its chains share."""

    def __init__(
        self,
        graph: Network,
        wanted: Wanted,
        began: float,
        seconds: float,
        planned: float,
        seed: int,
        work: float,
        chains: int,
        enough: float,
        tell: Tell,
    ) -> None:
        self.graph, self.wanted, self.began, self.seconds, self.planned = graph, wanted, began, seconds, planned
        self.enough = enough + (1e-9 * max(abs(enough), 1.0) if math.isfinite(enough) else 0.0)
        self.seed, self.work, self.chains, self.tell = seed, work, chains, tell
        self.stop = np.zeros(1, np.int64)
        self.futures: list[Future[Found]] = []
        self.removable = graph.removable
        self.done: dict[int, float] = {}
        self.best = math.inf

    def await_all(self, futures: list[Future[Found]]) -> list[Found]:
        """What comes of all of them; meanwhile progress is told, and the main thread hears Ctrl-C."""
        self.futures += futures
        while wait(futures, timeout=0.2).not_done:
            if time.monotonic() - self.began > self.seconds and not self.stop[0]:
                self.stop[0] = _TIME_IS_UP
            if self.done:
                self.tell(sum(self.done.values()) / self.chains, self.best)
        return [each.result() for each in futures]

    def first(self) -> Found:
        """An order by the ties left: there at once."""
        graph = self.graph
        order, _removable = by_ties(graph.starts, graph.neighbours, graph.costs, graph.protected)
        found = self._valued(order)
        self.tell(0.0, found.value)
        return found

    def second(self, first: Found) -> Found:
        """A better order to begin with, as far as there is time for it: by who stands between the others, or by ties within
        the largest component."""
        graph = self.graph
        work, walk = self.planned * _FIRST_SHARE * _FIRST_A_SECOND, len(graph) + len(graph.neighbours)
        rounds = min(_ROUNDS, first.removals)
        sources = min(_SOURCES[1], int(work / rounds / walk))
        tried = [first]
        for few in {0, max(sources, 0)}:
            if 0 < few < _SOURCES[0] or self.stop[0]:
                continue
            order, chosen = np.empty(len(graph), np.int32), 0
            ties = (graph.starts, graph.neighbours, graph.costs, graph.protected, self.wanted.least)
            if few:
                at_once = max(1, first.removals // _ROUNDS)
                chosen = by_betweenness(*ties, few, at_once, 2 * work, self.seed, order, self.stop)
            by_degree(*ties, order, chosen, work, self.stop)
            tried.append(self._valued(order))
        return min(tried, key=_value)

    def chain(self, start: Found, number: int, hot: float) -> Found:
        """Anneal from `start`; where the clock is ahead of the work it cools by the clock, and is not `finished`."""
        graph, wanted = self.graph, self.wanted
        # A small network has time to spare: one slow chain is no reason to cool faster.
        turns = 1 if len(graph) <= _SMALL else math.ceil(self.chains / _AT_A_TIME) - number // _AT_A_TIME
        here = time.monotonic()
        share = max((self.began + self.seconds - here) / turns, 1e-3)
        order, found, progress, braked = start.order.copy(), start, 0.0, False
        unit = (len(graph) + wanted.each) * float(graph.costs.mean())
        best, counted, part = np.empty_like(order), np.zeros(2, np.int64), 0
        while progress < 1.0 and not self.stop[0] and found.value > self.enough:
            then = min(1.0, progress + 1 / _SLICES)
            heat = [unit * hot * (_COLD / hot) ** at for at in (progress, then)]
            seed = int(np.random.SeedSequence((self.seed, number, part)).generate_state(1)[0])
            anneal(
                graph.starts, graph.neighbours, graph.costs, order, wanted.least, self.removable, wanted.budget, wanted.each,
                self.work * (then - progress), heat[0], heat[1],
                len(graph) <= _WIDE_UP_TO and number % 2 == 1, seed, best, self.stop, counted,
            )  # fmt: skip
            found = min(found, self._valued(best), key=_value)
            clock = (time.monotonic() - here) / share
            braked = braked or clock > then
            progress, part = max(then, clock), part + 1
            self.done[number], self.best = min(progress, 1.0), min(self.best, found.value)
        return replace(found, finished=not (braked or self.stop[0]))

    def _valued(self, order: NDArray[np.int32]) -> Found:
        wanted, largest = self.wanted, largest_components(self.graph, order)
        value, removals = scored(
            order, self.graph.costs, largest, wanted.least, self.removable, wanted.budget, wanted.each
        )
        return Found(order.copy(), largest, int(removals), float(value), bool(largest[removals] < wanted.least), True)


def _value(found: Found) -> float:
    return found.value


def _make_ready() -> None:
    """Have the machine code made before the time begins to count: some seconds at the first use on a machine, then none."""
    chain = network([(str(one), str(one + 1), 1.0) for one in range(6)])
    ties = (chain.starts, chain.neighbours, chain.costs, chain.protected)
    order, removable = by_ties(*ties)
    stop, counted = np.zeros(1, np.int64), np.zeros(2, np.int64)
    by_degree(*ties, 2.0, order, 0, 10.0, stop)
    by_betweenness(*ties, 2.0, 1, 1, 10.0, 0, order.copy(), stop)
    anneal(
        chain.starts, chain.neighbours, chain.costs, order, 2.0, removable, np.inf, 0.0, 10.0, 1.0, 0.5, False, 0,
        order.copy(), stop, counted,
    )  # fmt: skip
    scored(order, chain.costs, largest_components(chain, order), 2.0, removable, np.inf, 0.0)
