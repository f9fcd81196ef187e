"""Which ties in doubt are worth finding out before the chains of a route are broken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.capacity.counting import SECONDS
from manara.networks.engine.capacity.interdicting import breaking
from manara.networks.engine.capacity.states import States, besides, on_way, only, states_of
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.editing import with_ties
from manara.networks.engine.eligible import order_of
from manara.networks.engine.sampling import Pairs, pairs_of
from manara.networks.engine.script import SCRIPT

#: Ties worth finding out: so many moves of all the programmes that are solved for them, but so many ties at least; and so many
#: moves that are walked to see which are promising.
_TRYING: Final = 500_000
_FEWEST: Final = 4
_CHECKING: Final = 40_000_000


@dataclass(frozen=True)
class Loose:
    """A tie in doubt whose absence makes the break cheaper: by how much on average (`value`, in cost, and as a `share` of it),
    and whom the cheaper break begins with in each case."""

    tie: tuple[str, str]
    probability: float
    value: float
    share: float
    first_if_there: str
    first_if_not: str


def worth_finding_out(
    graph: Network, parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT, anybody: bool = False,
    most: int = 24, seconds: float = SECONDS,
) -> tuple[Loose, ...]:  # fmt: skip
    """Ties in doubt that are worth finding out before the chains are broken, the most useful first; none to a protected person.

    A break has to hold whatever is true. Of a tie known to be absent it needs not: what is saved then, times how probable that
    is, is its value. Only the `most` promising of those on a complete chain are tried, each by itself, and the fewer the larger
    the network is; a tie for which there is no proved answer in `seconds` is passed over. Raises TimeoutError where the break
    itself is not proved in that time, ValueError as `capacity` does.
    """
    main = breaking(graph, parts, stages=stages, anybody=anybody, seconds=seconds)
    if not main.proved:
        raise TimeoutError(f"the cheapest break is not proved within {seconds} s")
    if not main.possible or not main.steps:
        return ()
    pairs, states = pairs_of(graph), states_of(graph, parts, stages, anybody)
    states = only(states, on_way(states, np.zeros(len(graph), np.bool_)))
    chosen = order_of(graph, [step.name for step in main.steps])
    found = []
    for number in _promising(graph, pairs, states, chosen)[: min(most, max(_FEWEST, _TRYING // (len(states.move) + 1)))]:
        tie = graph.names[pairs.one[number]], graph.names[pairs.other[number]]
        without = with_ties(graph, [(*tie, 0.0)])
        left = {name: own for name, own in parts.items() if name in set(without.names)}
        other = breaking(without, left, stages=stages, anybody=anybody, seconds=seconds)
        if not other.proved:
            continue
        probability = float(pairs.probability[number])
        saved = (main.cost - other.cost) * (1.0 - probability)
        if other.possible and saved > 1e-9:
            first = other.steps[0].name if other.steps else ""
            found.append(Loose(tie, probability, saved, saved / main.cost, main.steps[0].name, first))
    return tuple(sorted(found, key=lambda each: (-each.value, each.tie)))


def _promising(graph: Network, pairs: Pairs, states: States, chosen: NDArray[np.int32]) -> list[int]:
    """The ties in doubt on a complete chain, the most promising first; none of a protected person.

    First those without which one of the `chosen` need not be reached any more, by what that saves on average; the others by
    how doubtful they are.
    """
    size, number_of = len(graph), pairs.one.astype(np.int64) * len(graph) + pairs.other
    start, end = states.person[states.move[:, 0]], states.person[states.move[:, 1]]
    of_move = np.searchsorted(number_of, np.minimum(start, end) * size + np.maximum(start, end))
    of_move[start == end] = len(pairs)
    open_to = np.flatnonzero((pairs.probability > 0) & (pairs.probability < 1))
    open_to = open_to[~(graph.protected[pairs.one[open_to]] | graph.protected[pairs.other[open_to]])]
    doubtful = np.intersect1d(open_to, of_move)
    saves = dict.fromkeys(doubtful.tolist(), 0.0)
    checks = _CHECKING // (len(states.move) + 1) // max(len(chosen), 1)
    for one in chosen:
        gone = besides(np.zeros(size, np.bool_), chosen[chosen != one])
        still = on_way(states, gone)
        passed = np.intersect1d(doubtful, of_move[still[states.move[:, 0]] & still[states.move[:, 1]]])
        for number in passed[np.argsort(pairs.probability[passed], kind="stable")][:checks].tolist():
            if not on_way(replace(states, move=states.move[of_move != number]), gone).any():
                absent = 1.0 - float(pairs.probability[number])
                saves[number] = max(saves[number], float(graph.costs[one]) * absent)
    return sorted(saves, key=lambda each: (-saves[each], abs(float(pairs.probability[each]) - 0.5), each))
