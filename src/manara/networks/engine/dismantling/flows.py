"""Leads a way between every two people of a component so that as few as possible meet in anybody: who goes cuts only those.

Whoever is removed cuts at most the ways that pass or end in him. Pairs whose way is whole are still joined, and so many joined
pairs need a component of some size: the more evenly the ways are spread, the more is known (after Leighton and Rao, 1999, with
people in place of ties). Ways are spread by leading them around whoever carries most, and taking the mean of these and the
earlier ones (Frank and Wolfe, 1956); each pair has shares of several ways then, which prove as much as one.
"""

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled
from manara.networks.engine.dismantling.network import Network

#: Rounds in which ways are led anew, at most, and the ties walked in all; where one round needs more than so many, none is led.
_ROUNDS: Final = 40
_WORK: Final = 200_000_000
_AT_A_TIME: Final = 2
_A_ROUND: Final = 120_000_000
#: Who carries most, as a share of the removals of a plan; how sharply he is told from the others; what any step costs besides.
_CARRY_MOST, _SHARPLY, _A_STEP = 0.1, 0.1, 1e-3
_FAR: Final = 1e300


@dataclass(frozen=True)
class SpreadWays:
    """How many ways between the pairs of a component of `people` pass or end in each [n], for several ways of leading them."""

    people: int
    carried: tuple[NDArray[np.float64], ...]

    def left(self, removals: int, open_to: NDArray[np.bool_]) -> NDArray[np.int64]:
        """For each k below `removals`: what any k removals leave at least, of those `open_to` it [n]."""
        people, least = self.people, np.zeros(removals)
        for carried in self.carried:
            # Each of the component carries the ways that end in him; whoever else goes changes nothing.
            cuts = np.sort(carried[open_to & (carried > 0)])[::-1]
            k = np.minimum(np.arange(removals), len(cuts))
            # A way between two who both go is counted with each.
            joined = people * (people - 1) / 2 - np.concatenate([[0.0], np.cumsum(cuts)])[k] + k * (k - 1) / 2
            least = np.maximum(least, np.where(k < people, 1 + 2 * joined / np.maximum(people - k, 1), 0.0))
        return np.maximum(np.ceil(least - 1e-6), 0).astype(np.int64)

    def left_for(self, cost: float, costs: NDArray[np.float64], open_to: NDArray[np.bool_]) -> float:
        """What removals for so much `cost` in all leave at least."""
        least = 0.0
        for carried in self.carried:
            order = np.argsort(-(carried / costs)[open_to], kind="stable")
            spent = np.concatenate([[0.0], np.cumsum(costs[open_to][order])])
            cut = np.concatenate([[0.0], np.cumsum(carried[open_to][order])])
            joined = self.people * (self.people - 1) / 2 - float(np.interp(cost, spent, cut))
            least = max(least, 1 + 2 * joined / self.people)
        return float(np.ceil(least - 1e-6)) if least > 1 else 0.0


def spread_ways(graph: Network, removals: int) -> SpreadWays | None:
    """Ways within the largest component, spread with a view to so many `removals`; None where that is too much work."""
    size = len(graph)
    members = _largest(graph)
    walked = len(members) * (size + len(graph.neighbours))
    if len(members) < 3 or walked > _A_ROUND:
        return None
    lengths, mean, kept = np.ones(size), np.zeros(size), list[NDArray[np.float64]]()
    avoided = min(max(1, int(_CARRY_MOST * removals)), len(members) - 1)
    rounds = max(1, min(_ROUNDS, int(_WORK / walked)))
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        for number in range(rounds):
            lead = partial(_led, graph, members, lengths)
            carried = sum(pool.map(lead, (members[half::_AT_A_TIME] for half in range(_AT_A_TIME))), np.zeros(size))
            mean = mean + (carried - mean) * 2 / (number + 2)
            if number in (0, rounds // 2, rounds - 1):
                kept.append(mean)
            # Nobody has to lead a way around whom no plan may hold.
            open_to = np.where(graph.protected, 0.0, mean)
            at = float(np.sort(open_to[members])[::-1][avoided])
            lengths = _A_STEP + 1 / (1 + np.exp(-np.clip((open_to - at) / (_SHARPLY * at + 1e-9), -50, 50)))
    return SpreadWays(len(members), tuple(kept))


def _led(
    graph: Network, members: NDArray[np.int64], lengths: NDArray[np.float64], sources: NDArray[np.int64]
) -> NDArray[np.float64]:
    carried = np.zeros(len(graph))
    lead_ways(graph.starts, graph.neighbours, members, sources, lengths, carried)
    return carried


@compiled
def lead_ways(starts, neighbours, members, sources, lengths, carried):
    """Add to `carried` [n] how many ways from `sources` to the `members` of their component pass or end in each.

    A way is the shortest by `lengths` [n] of people. Each pair counts from either end by a half.
    """
    size = len(lengths)
    far, done = np.empty(size), np.zeros(size, np.bool_)
    above, below = np.empty(size, np.int64), np.empty(size, np.int64)
    waiting = [(0.0, 0) for _ in range(0)]
    order = np.empty(len(members), np.int64)
    for source in sources:
        for one in members:
            far[one], above[one], below[one], done[one] = _FAR, -1, 1, False
        far[source] = 0.0
        waiting.append((0.0, np.int64(source)))
        count = 0
        while len(waiting) > 0:
            way, one = heapq.heappop(waiting)
            if done[one]:
                continue
            done[one] = True
            order[count] = one
            count += 1
            for at in range(starts[one], starts[one + 1]):
                other = neighbours[at]
                longer = way + lengths[other]
                if longer < far[other]:
                    far[other] = longer
                    above[other] = one
                    heapq.heappush(waiting, (longer, np.int64(other)))
        for place in range(count - 1, 0, -1):
            one = order[place]
            below[above[one]] += below[one]
            carried[one] += 0.5 * below[one]
        carried[source] += 0.5 * (count - 1)


def _largest(graph: Network) -> NDArray[np.int64]:
    """The people of the first largest component."""
    seen, most = np.zeros(len(graph), np.bool_), list[int]()
    for start in range(len(graph)):
        if seen[start]:
            continue
        seen[start], found = True, [start]
        for one in found:
            for other in graph.neighbours[graph.starts[one] : graph.starts[one + 1]].tolist():
                if not seen[other]:
                    seen[other] = True
                    found.append(other)
        most = found if len(found) > len(most) else most
    return np.array(sorted(most), np.int64)
