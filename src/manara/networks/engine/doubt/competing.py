"""Several good plans among which knowing a tie may decide, sought on drawn networks within a work that is planned before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.drawing import Ensemble, ensemble
from manara.networks.engine.doubt.effects import curves_of
from manara.networks.engine.doubt.planning import between, candidates, ensemble_of_one
from manara.networks.engine.editing import without
from manara.networks.engine.eligible import eligible, order_of
from manara.networks.engine.kernels.ensembles import INFINITE, anneal_all
from manara.networks.engine.sampling import Pairs, both_ways, pairs_of

PLANS: Final = 24
_MOVES: Final = 4_000
#: Up to so many visits of ties in a removal, plans are made by the ways between others, on each drawn network anew.
_BY_WAYS: Final = 1_800_000
#: Beyond, they are bettered from one plan on, each on so many networks of its own, with so many visits of ties in all.
_EACH: Final = 12
_VISITS: Final = 200_000_000
_FEWEST_MOVES: Final = 200
#: The plan to begin with, where none is given, is made by the ways between others as long as that takes so many visits.
_BEGINNING: Final = 500_000_000
_HOT, _COLD = 0.03, 0.001
#: Plans for a tie that is there, and for one that is not, are sought on so many networks, with so many moves at most.
_TRIED: Final = 240
#: The plan for what may be is sought on so many times as many: where it is poor, each tie looks worth more than it is.
_FOR_ALL: Final = 2
_MOVES_EACH: Final = 1_500
_VISITS_EACH: Final = 600_000_000


def may_count(graph: Network, least: float) -> Network:
    """The parts of a chart that have at least so many people, every tie taken to be there: no other is ever the largest."""
    label = np.full(len(graph), -1, np.int64)
    for start in range(len(graph)):
        if label[start] >= 0:
            continue
        label[start], waiting = start, [start]
        while waiting:
            one = waiting.pop()
            for other in graph.neighbours[graph.starts[one] : graph.starts[one + 1]].tolist():
                if label[other] < 0:
                    label[other] = start
                    waiting.append(other)
    large = np.bincount(label, minlength=len(graph))[label] >= least if len(graph) else np.zeros(0, np.bool_)
    if large.all():
        return graph
    return without(graph, {graph.names[one] for one in np.flatnonzero(~large)})


def competing(
    graph: Network, drawn: Ensemble, least: float, *, plan: Sequence[str] = (), seed: int = 0
) -> list[NDArray[np.int32]]:
    """Whole orders [n], each once: the first begins with `plan`. Those of it who are not of this network are passed over."""
    removable = graph.removable
    there = set(graph.names)
    given = order_of(graph, [name for name in plan if name in there])
    work = len(graph) * (len(graph) + 2 * graph.ties)
    if work <= _BY_WAYS:
        orders = list(candidates(graph, drawn.some(0, PLANS), least, np.inf, _MOVES, seed).values())
        orders += [between(graph, drawn.some(number, 1), least) for number in range(min(PLANS, len(drawn)))]
        if len(given):
            orders.append(whole(graph, given))
    else:
        steps = max(1, _BEGINNING // work)
        start = whole(graph, given) if len(given) else between(graph, ensemble_of_one(graph), least, most=steps)
        orders = [start, *_bettered(graph, start, least, removable, seed)]
    return list({order[:removable].tobytes(): order for order in orders}.values())


def deciding(
    graph: Network, ties: NDArray[np.int64], start: NDArray[np.int32], least: float, *, seed: int = 0
) -> list[NDArray[np.int32]]:
    """Orders [n] bettered from `start` for what may be, and for what may be if each of `ties` is there, and if it is not.

    All on the same drawn networks, other than those they are judged on, so that ties that matter alike are served alike. None
    on a network on which too few moves could be made.
    """
    removable, pairs, size = len(eligible(graph)), pairs_of(graph), len(graph) + 2 * graph.ties
    moves = min(_MOVES_EACH, _VISITS_EACH // (_TRIED * size * (2 * len(ties) + _FOR_ALL)))
    if moves < _FEWEST_MOVES:
        return []
    training = ensemble(graph, many=_FOR_ALL * _TRIED, seed=seed + 2)
    drawn = training.some(0, _TRIED)
    orders, scale = [], len(graph) * float(graph.costs.mean())
    for number, state in [(-1, True), *((number, state) for number in ties.tolist() for state in (True, False))]:
        some, found = training if number < 0 else _with(graph, pairs, drawn, number, there=state), np.empty_like(start)
        if len(some.neighbours):
            anneal_all(
                some.starts, some.neighbours, graph.costs, start.copy(), least, removable, INFINITE, moves, _HOT * scale,
                _COLD * scale, seed, found,
            )  # fmt: skip
            orders.append(found)
    return orders


def _with(graph: Network, pairs: Pairs, drawn: Ensemble, number: int, *, there: bool) -> Ensemble:
    """The same networks, in all of which this one tie is there, or in none."""
    ties = drawn.there.copy()
    ties[:, number] = there
    starts, neighbours, so_far = [], [], 0
    for kept in ties:
        begins, ends, _which = both_ways(len(graph), pairs.one[kept], pairs.other[kept])
        starts.append(begins + so_far)
        neighbours.append(ends)
        so_far += len(ends)
    return Ensemble(np.array(starts, np.int64), np.concatenate(neighbours), ties, drawn.missing)


def whole(graph: Network, given: NDArray[np.int32]) -> NDArray[np.int32]:
    """A plan with everybody else behind it, the better tied first, and those protected last."""
    behind = np.lexsort((np.arange(len(graph)), -np.diff(graph.starts), graph.protected))
    return np.concatenate([given, behind[~np.isin(behind, given)]]).astype(np.int32)


def _bettered(
    graph: Network, start: NDArray[np.int32], least: float, removable: int, seed: int
) -> list[NDArray[np.int32]]:
    """The plan as it would be if some networks of its own were all that may be: other networks than those it is judged on."""
    training = ensemble(graph, many=PLANS * _EACH, seed=seed + 1)
    scale = len(graph) * float(graph.costs.mean())
    below = curves_of(training.some(0, _EACH), start) < least
    # A move measures anew those who are removed on any of its networks: as many visits as their ties, on each.
    reached = min(removable, int(1.5 * below.argmax(axis=1).max()) + 10)
    a_move = _EACH * reached * (1 + 2 * graph.ties / len(graph))
    moves = int(max(_FEWEST_MOVES, min(_MOVES, _VISITS / PLANS / a_move)))
    orders = []
    for number in range(PLANS):
        some, found = training.some(number * _EACH, _EACH), np.empty_like(start)
        if len(some):
            anneal_all(
                some.starts, some.neighbours, graph.costs, start.copy(), least, removable, INFINITE, moves, _HOT * scale,
                _COLD * scale, seed + number, found,
            )  # fmt: skip
            orders.append(found)
    return orders
