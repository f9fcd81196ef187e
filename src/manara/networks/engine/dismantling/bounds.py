"""How good any plan could be at best: a bound below which no order of removals comes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.flows import SpreadWays
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.parts import parts_of
from manara.networks.engine.dismantling.ways import separate_ways

#: Where costs differ the bound is counted by so many units at most, also where one person costs next to nothing.
_MOST_UNITS: Final = 5_000
#: Of more parts than these the smaller ones are taken to need one removal each.
_MOST_PARTS: Final = 20_000


def least_area(graph: Network, least: float, budget: float = np.inf, spread: SpreadWays | None = None) -> float:
    """An area (in people, summed over units of cost) that no order which ends below `least` can come below.

    Whatever is removed for a cost x takes at most the ties of those who have the most ties for their cost. What is left of the
    ties needs components of at least 1 + 2·ties ÷ people, since in components of L people nobody has more than L − 1. While
    anybody is left it is one person at least, and none once everybody is gone. Each part that hangs together has to be broken
    by itself (`least_by_degree`). Good where the network is dense, weak where it is a tree. Where ways are `spread` through
    it, so many of them as are still whole need a component too: far better where it is neither. Zero where the network is
    small enough as it is.
    """
    return float(sum(left for _spent, left in _steps(graph, least, budget, spread)))


def least_removals(graph: Network, least: float, spread: SpreadWays | None = None) -> int:
    """A number of removals below which no order breaks the network under `least`."""
    return sum(1 for _ in _steps(replace(graph, costs=np.ones(len(graph))), least, np.inf, spread))


def _steps(graph: Network, least: float, budget: float, spread: SpreadWays | None) -> list[tuple[float, float]]:
    """For each further unit of the smallest cost: what is spent by then, and what at least is left, times that unit."""
    size = len(graph)
    open_to = ~graph.protected
    if not open_to.any():
        return []
    degree = np.diff(graph.starts).astype(float)
    costs = graph.costs[open_to]
    unit, dearest = float(costs.min()), float(costs.max())
    alike = unit == dearest
    spent, taken = _most_ties(degree[open_to], costs)
    everybody, total = float(graph.costs.sum()), min(float(costs.sum()), budget)
    # By a larger unit the bound is lower, and as true.
    unit = unit if alike else max(unit, total / _MOST_UNITS)
    whole = least_by_degree(graph, len(costs) + 1)
    if spread and alike:
        whole = np.maximum(whole, spread.left(len(costs) + 1, open_to))
    if whole[0] < least:
        return []
    cheapest = float(costs.min())
    steps: list[tuple[float, float]] = []
    for number in range(1, int(total / unit + 1e-9) + 1):
        at = number * unit
        # A removal counts by what is left behind it; where costs differ it may reach further than this unit.
        reach = at if alike else at + dearest
        # Nobody costs less than the cheapest: so many at most are removed for it.
        left = float(whole[min(int(reach / cheapest + 1e-9), len(costs))])
        if not alike and reach < everybody - 1e-9:
            ties = graph.ties - float(np.interp(reach, spent, taken))
            left = max(left, float(np.ceil(1.0 + 2.0 * max(ties, 0.0) / max(size, 1) - 1e-9)))
            left = max(left, spread.left_for(reach, graph.costs, open_to)) if spread else left
        if left >= least or alike:
            steps.append((at, unit * left))
        if left < least:
            break
    return steps


def least_by_degree(graph: Network, removals: int) -> NDArray[np.int64]:
    """For each k below `removals`: what k removals leave at least, by the same argument in each part that hangs together.

    A part comes to L people or fewer only by as many removals as leave more than L in it; all parts together by as many as
    they all need. So the kth largest of what is left after each removal in each part is what k removals leave.
    """
    degree = np.diff(graph.starts)
    parts = parts_of(graph)
    left = [_by_degree(degree[part], graph.protected[part]) for part in parts[:_MOST_PARTS]]
    left += [np.array([len(part)], np.int64) for part in parts[_MOST_PARTS:]]
    after_each = np.sort(np.concatenate([each[:removals] for each in left]))[::-1] if left else np.zeros(0, np.int64)
    found = np.zeros(removals, np.int64)
    found[: min(len(after_each), removals)] = after_each[:removals]
    # Who is protected stays whatever is removed.
    return np.maximum(found, max((int(each[-1]) for each in left[:_MOST_PARTS]), default=0))


def _by_degree(degree: NDArray[np.int64], protected: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The same for one part of which everybody's ties are given: after no removal, one, and so on until all may have gone."""
    taken = np.concatenate([[0], np.cumsum(np.sort(degree[~protected])[::-1])])
    people = len(degree) - np.arange(len(taken))
    ties = np.maximum(int(degree.sum()) // 2 - taken, 0)
    left = np.where(people > 0, np.ceil(1 + 2 * ties / np.maximum(people, 1) - 1e-9), 0).astype(np.int64)
    left[0] = len(degree)
    return np.minimum.accumulate(left)


def least_by_ways(graph: Network, removals: int) -> NDArray[np.int64]:
    """For each k below `removals`: what k removals leave at least, by the ways between people that share nobody.

    A circle of people of whom each two are tied, or joined by more than k such ways, stays together but for those of it who go.
    Large circles are looked for from each person by taking who fits with most; to miss the largest makes the bound lower.
    """
    size = len(graph)
    one = np.repeat(np.arange(size), np.diff(graph.starts))
    reverse = np.searchsorted(one * size + graph.neighbours, graph.neighbours.astype(np.int64) * size + one)
    ways = separate_ways(graph.starts, graph.neighbours, reverse, removals + 1)
    return np.array([max(_largest_circle(ways > k) - k, 0) for k in range(removals)], np.int64)


def _largest_circle(fits: NDArray[np.bool_]) -> int:
    """How many people the largest circle that was found has."""
    most = 0
    for person in range(len(fits)):
        open_to, count = fits[person].copy(), 1
        open_to[person] = False
        while open_to.any():
            next_one = int(np.argmax(np.where(open_to, fits[:, open_to].sum(axis=1), -1)))
            count += 1
            open_to &= fits[next_one]
            open_to[next_one] = False
        most = max(most, count)
    return most


def _most_ties(
    degree: NDArray[np.float64], costs: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The most ties that a cost can take at best: in the order of ties for each unit of cost, the last one in part."""
    order = np.argsort(-degree / costs, kind="stable")
    return np.concatenate([[0.0], np.cumsum(costs[order])]), np.concatenate([[0.0], np.cumsum(degree[order])])
