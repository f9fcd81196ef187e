"""The best plan of all while ties are in doubt, over all networks that may be, where there are few enough of both.

Dynamic programming over the sets of those removed (Held and Karp, 1962): what a set leaves depends on no order, and only on
the ties in doubt between those who are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.aim import ROUNDED
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.kernels.all_networks import least_areas, may_follow
from manara.networks.engine.kernels.ensembles import INFINITE
from manara.networks.engine.sampling import pairs_of

#: A set of people is the bits of a number, and so many networks of sets and those who follow are measured: some seconds.
_MOST_PEOPLE: Final = 60
_WORK: Final = 400_000_000
#: Ties in doubt of which all networks are held at once.
_MOST_TIES: Final = 20


@dataclass(frozen=True)
class Exact:
    """The best `order` of removals, as far as removals can do anything, and its expected `area` (people times cost).

    Of each of the `ties` in doubt [m] (in the numbers of `pairs_of`) `known` [m] is the expected area of the best orders once
    it is known whether it is there, and `firsts` [m, 2] whom these begin with if it is and if not, −1 for nobody.
    """

    order: NDArray[np.int32]
    area: float
    ties: NDArray[np.int64]
    known: NDArray[np.float64]
    firsts: NDArray[np.int32]


@dataclass(frozen=True)
class _Ties:
    """The ties in doubt, by their numbers, their ends and their probability, and the ends of those that surely are."""

    doubtful: NDArray[np.int64]
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    probability: NDArray[np.float64]
    sure_one: NDArray[np.int64]
    sure_other: NDArray[np.int64]


@dataclass(frozen=True)
class _Layer:
    """Sets of as many people, for how long what each leaves counts if nobody follows, and who may follow, with the number of
    the set then among those of the next layer."""

    gone: NDArray[np.int64]
    tails: NDArray[np.float64]
    begins: NDArray[np.int64]
    persons: NDArray[np.int64]
    then: NDArray[np.int64]


def exactly(graph: Network, least: float, budget: float = np.inf) -> Exact | None:
    """The best plan until the largest component is below `least` people; None where there are too many networks and orders."""
    ties = _ties_of(graph)
    if not len(graph) or len(graph) > _MOST_PEOPLE or len(ties.doubtful) > _MOST_TIES:
        return None
    layers = _layers(graph, ties, least, min(budget, INFINITE))
    if layers is None:
        return None
    values, first, taken = _backwards(graph, ties, least, layers)
    order, state = [], 0
    for layer, follows in zip(layers, taken, strict=True):
        if (each := int(follows[state])) < 0:
            break
        order.append(int(layer.persons[each]))
        state = int(layer.then[each])
    many = len(ties.doubtful)
    firsts = np.array([-1 if each < 0 else layers[0].persons[each] for each in first[1:]], np.int32).reshape(2, many).T
    known = values[1 : 1 + many] + values[1 + many :]
    return Exact(np.array(order, np.int32), float(values[0]), ties.doubtful, known, firsts)


def expected_area(graph: Network, order: Sequence[int], least: float, budget: float = np.inf) -> float:
    """The expected area of an order of people alone, as `Exact.area` counts it, for a network that `exactly` has an answer for.

    Where it ends before all are gone, as long as it lasts.
    """
    layers, gone, spent = [], 0, 0.0
    for one in order:
        if spent + graph.costs[one] > budget + ROUNDED:
            break
        layers.append(_Layer(*map(np.array, ([gone], [0.0], [0, 1], [int(one)], [0]))))
        gone, spent = gone | 1 << int(one), spent + float(graph.costs[one])
    over = max(budget - spent, 0.0) if len(layers) < len(order) else 0.0
    nobody = np.zeros(0, np.int64)
    layers.append(_Layer(np.array([gone]), np.array([over]), np.array([0, 0]), nobody, nobody))
    return float(_backwards(graph, _ties_of(graph), least, layers)[0][0])


def _ties_of(graph: Network) -> _Ties:
    pairs = pairs_of(graph)
    one, other = pairs.one.astype(np.int64), pairs.other.astype(np.int64)
    doubtful, sure = np.flatnonzero(pairs.probability < 1.0), np.flatnonzero(pairs.probability >= 1.0)
    return _Ties(doubtful, one[doubtful], other[doubtful], pairs.probability[doubtful], one[sure], other[sure])


def _backwards(
    graph: Network, ties: _Ties, least: float, layers: Sequence[_Layer]
) -> tuple[NDArray[np.float64], NDArray[np.int64], list[NDArray[np.int64]]]:
    """The least area from the first set on [1 + 2m] with who begins then, and for each layer who follows on each set."""
    columns = 1 + 2 * len(ties.doubtful)
    at, largest, values = np.zeros(1, np.int64), np.zeros(0, np.uint8), np.zeros((0, columns))
    first, taken = np.zeros(0, np.int64), []
    for layer in reversed(layers):
        then_at, then, then_values = at, largest, values
        at = np.concatenate([[0], np.cumsum(_networks(layer.gone, ties))]).astype(np.int64)
        largest, values = np.empty(at[-1], np.uint8), np.empty((len(layer.gone), columns))
        chosen = np.empty((len(layer.gone), columns), np.int64)
        least_areas(
            layer.gone, len(graph), ties.sure_one, ties.sure_other, ties.one, ties.other, ties.probability, graph.costs, least,
            layer.tails, layer.begins, layer.persons, layer.then, then_at, then, then_values, at, largest, values, chosen,
        )  # fmt: skip
        first = chosen[0]
        taken.append(chosen[:, 0].copy())
    return values[0], first, taken[::-1]


def _layers(graph: Network, ties: _Ties, least: float, budget: float) -> list[_Layer] | None:
    """The sets that a best order may come by, by how many are in them; None where measuring them is too much work."""
    size, who = len(graph), sum(1 << int(number) for number in np.flatnonzero(~graph.protected))
    may, surely = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for number in range(size):
        for at in range(int(graph.starts[number]), int(graph.starts[number + 1])):
            bit = np.int64(1) << np.int64(graph.neighbours[at])
            may[number] |= bit
            surely[number] |= bit if graph.probability[at] >= 1.0 else 0
    gone, spent, work = np.zeros(1, np.int64), np.zeros(1), 0.0
    found = []
    while len(gone):
        if (work := work + len(gone) * size * 100) > _WORK:
            return None
        begins = np.empty(len(gone) + 1, np.int64)
        persons, after = np.empty(len(gone) * size, np.int64), np.empty(len(gone) * size, np.int64)
        many = may_follow(gone, who, size, may, surely, graph.costs, spent, budget, least, begins, persons, after)
        work += float((_networks(gone, ties) * (2.0 + np.diff(begins))).sum())
        if work > _WORK:
            return None
        persons, after = persons[:many].copy(), after[:many]
        states, index, then = np.unique(after, return_index=True, return_inverse=True)
        found.append(_Layer(gone, _tails(graph, gone, spent, budget), begins, persons, then.astype(np.int64)))
        parents = np.repeat(np.arange(len(gone)), np.diff(begins))
        gone, spent = states, (spent[parents] + graph.costs[persons])[index]
    return found


def _networks(gone: NDArray[np.int64], ties: _Ties) -> NDArray[np.int64]:
    """How many networks the ties in doubt between those who are left make, for each set `gone` [s]."""
    open_ties = np.zeros(len(gone), np.int64)
    for left, right in zip(ties.one, ties.other, strict=True):
        open_ties += ((gone >> left | gone >> right) & 1) == 0
    found: NDArray[np.int64] = np.int64(1) << open_ties
    return found


def _tails(graph: Network, sets: NDArray[np.int64], spent: NDArray[np.float64], budget: float) -> NDArray[np.float64]:
    """For how long what is left counts where nobody goes any more to part it: all others still go, or the budget ends."""
    tails, who = np.empty(len(sets)), np.flatnonzero(~graph.protected).tolist()
    for state, gone in enumerate(sets.tolist()):
        rest = [float(graph.costs[each]) for each in who if not gone >> each & 1]
        left = max(budget - float(spent[state]), 0.0)
        tails[state] = min(sum(rest), left)
        if rest and sum(rest) <= left + ROUNDED and len(rest) == len(graph) - gone.bit_count():
            # The last of all leaves nobody.
            tails[state] -= max(rest)
    return tails
