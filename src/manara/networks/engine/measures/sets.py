"""Which few together matter most: whose absence breaks most ways, or who together reach most people (Borgatti, 2006)."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.eligible import Eligible, eligible
from manara.networks.engine.kernels.cuts import cuts
from manara.networks.engine.kernels.paths import within

Kind = Literal["fragmentation", "reach"]
#: All sets are tried where, each without its last measured once, these are so many and pass so many people and ties at most.
_TRIED: Final = 20_000
_PASSED: Final = 40_000_000


@dataclass(frozen=True)
class KeyPlayers:
    """Some people, the one who adds most first, and what they do together: a `share` from 0 to 1.

    Of fragmentation: of the pairs of those who stay, how many can't reach each other any more. Of reach: of all people, how
    are they or at most so many ties from one of them. `best` is whether no set of as many does more; else it is the best found.
    """

    names: tuple[str, ...]
    share: float
    best: bool = False


def key_players(graph: Network, many: int, kind: Kind = "fragmentation", *, within_ties: int = 2) -> KeyPlayers:
    """A set of at most `many` people, nobody protected: chosen one by one, for fragmentation then bettered by swaps.

    For fragmentation all sets are tried where they are few enough. For reach what is found is never below 63 % of the best
    there is (Nemhauser, Wolsey and Fisher, 1978). Raises ValueError for a number below 0 or a distance below 1.
    """
    if many < 0 or within_ties < 1:
        raise ValueError("many must not be below 0, nor within_ties below 1")
    who = eligible(graph)
    many = min(many, len(who))
    if kind == "fragmentation":
        chosen, share, best = _breaking(graph, who, many)
    else:
        chosen, shares = _reaching(graph, who, many, within_ties)
        share, best = shares[-1], many <= 1
    return KeyPlayers(tuple(graph.names[number] for number in chosen), share, best)


def key_sets(graph: Network, most: int, kind: Kind = "fragmentation", *, within_ties: int = 2) -> tuple[KeyPlayers, ...]:
    """The same for nobody, one, two … up to `most` people: what each further one adds. Raises as `key_players` does."""
    if kind == "fragmentation":
        sizes = range(min(most, graph.removable) + 1)
        return tuple(key_players(graph, many, kind) for many in sizes)
    who = eligible(graph)
    chosen, shares = _reaching(graph, who, min(most, len(who)), within_ties)
    names = [graph.names[number] for number in chosen]
    return tuple(KeyPlayers(tuple(names[:many]), share, many <= 1) for many, share in enumerate(shares))


def _breaking(graph: Network, who: Eligible, many: int) -> tuple[list[int], float, bool]:
    """Who was chosen, the share of pairs, and whether no other so many part more."""
    size = len(graph)
    gone = np.zeros(size, np.bool_)
    chosen = _one_by_one(graph, who.numbers, many)
    gone[chosen] = True
    bettered = True
    while bettered:
        bettered = False
        for place, one in enumerate(chosen):
            gone[one] = False
            lost, _left = _lost(graph, gone)
            best = int(who.numbers[np.argmax(np.where(gone[who.numbers], -1.0, lost[who.numbers]))])
            if lost[best] > lost[one]:
                chosen[place], one, bettered = best, best, True
            gone[one] = True
    left, stay = _lost(graph, gone)[1], size - len(chosen)
    sets = math.comb(len(who), max(many - 1, 0))
    best = many <= 1 or (sets <= _TRIED and sets * (size + len(graph.neighbours)) <= _PASSED)
    if best and many > 1:
        chosen, left = _least(graph, who.numbers, chosen, left)
    pairs = stay * (stay - 1) / 2
    return chosen, 1.0 - left / pairs if pairs else 0.0, best


def _one_by_one(graph: Network, numbers: NDArray[np.int32], many: int) -> list[int]:
    """So many of these, each time the one without whom most pairs are lost."""
    gone, chosen = np.zeros(len(graph), np.bool_), list[int]()
    while len(chosen) < many:
        lost, _left = _lost(graph, gone)
        chosen.append(int(numbers[np.argmax(np.where(gone[numbers], -1.0, lost[numbers]))]))
        gone[chosen[-1]] = True
    return chosen


def _least(graph: Network, numbers: NDArray[np.int32], chosen: list[int], left: float) -> tuple[list[int], float]:
    """The set that leaves the fewest pairs, as many as were `chosen`, and how many; those chosen where they leave as few."""
    gone, best = np.zeros(len(graph), np.bool_), None
    for few in combinations(numbers.tolist(), len(chosen) - 1):
        gone[list(few)] = True
        lost, pairs = _lost(graph, gone)
        last = int(numbers[np.argmax(np.where(gone[numbers], -1.0, lost[numbers]))])
        if pairs - lost[last] < left:
            best, left = [*few, last], float(pairs - lost[last])
        gone[list(few)] = False
    return (chosen if best is None else _one_by_one(graph, np.array(sorted(best), np.int32), len(best))), left


def _lost(graph: Network, gone: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """How many pairs that reach each other there are fewer without each one [n], and how many there are now."""
    size = len(graph)
    parted, component = np.empty(size), np.empty(size, np.int32)
    cuts(
        graph.starts, graph.neighbours, gone, parted, np.empty(size, np.bool_), np.empty(size, np.int32),
        np.empty(size, np.int64), component,
    )  # fmt: skip
    there = component >= 0
    held = np.bincount(component[there], minlength=size).astype(np.float64) if size else np.zeros(0)
    parted[there] += held[component[there]] - 1.0
    return parted, float((held * (held - 1.0) / 2.0).sum())


def _reaching(graph: Network, who: Eligible, many: int, within_ties: int) -> tuple[list[int], list[float]]:
    """Who was chosen, and the share that nobody, the first, the first two … of them reach."""
    size = len(graph)
    seen, queue = np.full(size, -1, np.int64), np.empty(size, np.int32)
    turn = 0

    def circle(one: int) -> NDArray[np.int32]:
        nonlocal turn
        turn += 1
        return queue[: within(graph.starts, graph.neighbours, one, within_ties, seen, turn, queue)]

    def greedy(covers: NDArray[np.int32], candidates: list[tuple[int, int]]) -> int | None:
        """The candidate who adds most; what he added before is at least what he adds now, so few are asked anew."""
        while candidates:
            _before, one = heapq.heappop(candidates)
            adds = int((covers[circle(one)] == 0).sum())
            if not candidates or (-adds, one) <= candidates[0]:
                return one
            heapq.heappush(candidates, (-adds, one))
        return None

    covers = np.zeros(size, np.int32)
    chosen: list[int] = []
    shares = [0.0]
    candidates = [(-size, int(one)) for one in who.numbers]
    heapq.heapify(candidates)
    while len(chosen) < many and (one := greedy(covers, candidates)) is not None:
        chosen.append(one)
        covers[circle(one)] += 1
        shares.append(float((covers > 0).sum()) / size)
    return chosen, shares
