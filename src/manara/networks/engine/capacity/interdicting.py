"""Breaks a route: the cheapest people without whom no complete chain of the script is left, or the fewest are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.capacity import packing
from manara.networks.engine.capacity.counting import SECONDS, Capacity, along, left
from manara.networks.engine.capacity.fewest import fewest_left
from manara.networks.engine.capacity.states import States, besides, on_way, only, states_of
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.eligible import order_of
from manara.networks.engine.patience import Patience, solved
from manara.networks.engine.script import SCRIPT

#: Moves that are passed at most to choose who goes next by what is left then; beyond, whoever is on most ways goes first.
_ORDERING: Final = 100_000_000
#: What is left of the time once it is known who goes: the chains are counted in it.
_FOR_COUNTING: Final = 0.2


@dataclass(frozen=True)
class CapacityStep:
    """One removal, what it costs, and what is left then."""

    name: str
    cost: float
    left: Capacity


@dataclass(frozen=True)
class CapacityPlan:
    """The cheapest set of removals without which no complete chain is left, in the order in which most falls away first.

    `possible` is False where chains of protected people alone remain, or the budget breaks not all: then the steps are those
    that leave the fewest chains. `proved` is whether nothing cheaper does it, or nothing within the budget leaves fewer.
    """

    before: Capacity
    steps: tuple[CapacityStep, ...]
    cost: float
    possible: bool
    proved: bool
    stopped: bool = False


def breaking(
    graph: Network, parts: Mapping[str, Collection[str]], *, stages: Sequence[str] = SCRIPT, anybody: bool = False,
    budget: float = np.inf, seconds: float = SECONDS,
) -> CapacityPlan:  # fmt: skip
    """The cheapest removals that break every complete chain; nobody protected is removed.

    One person may have several parts, so that this is more than a smallest cut: a mixed-integer programme over who goes
    (HiGHS). Where the `budget` or the protected allow no break, those who leave the fewest chains for it, sought from whoever
    cuts most of their flow. Within `seconds` in all: whoever lies on most chains goes first, and what the programme finds until
    then is taken where it is better (`proved` says whether nothing is). A KeyboardInterrupt ends it in the same way. Raises
    ValueError as `capacity` does, and for a budget below 0.
    """
    if not budget >= 0.0:
        raise ValueError(f"the budget is {budget}; it must not be below 0")
    patience = Patience(seconds)
    states = states_of(graph, parts, stages, anybody)
    before = left(states, np.zeros(len(graph), np.bool_))
    if not before.chains:
        return CapacityPlan(before, (), 0.0, possible=True, proved=True)
    chosen, proved = _at_once(states, graph, budget), False
    try:
        chosen, proved = _chosen(states, graph, chosen, budget, patience.part(1.0 - _FOR_COUNTING))
    except KeyboardInterrupt:
        patience.stopped = True
    order_of(graph, [graph.names[one] for one in chosen])  # refuses whoever is protected, whatever was solved
    order = chosen
    try:
        order = _in_order(states, chosen, patience)
        before, *after = along(states, order, patience)
    except KeyboardInterrupt:
        patience.stopped = True
        before, *after = along(states, order, patience)
    steps = tuple(
        CapacityStep(graph.names[one], float(graph.costs[one]), own) for one, own in zip(order, after, strict=True)
    )
    return CapacityPlan(
        before, steps, sum(step.cost for step in steps), possible=bool(steps) and not steps[-1].left.chains, proved=proved,
        stopped=patience.stopped,
    )  # fmt: skip


def _at_once(states: States, graph: Network, budget: float) -> list[int]:
    """A set that is there at once: each time the one on most ways through the script for his cost, as far as the budget goes;
    whoever turned out to be needless stays out."""
    gone, chosen, left = np.zeros(len(graph), np.bool_), list[int](), budget
    while (passed := on_way(states, gone)).any():
        weight = np.bincount(states.person[passed], minlength=len(graph)) / graph.costs
        weight[graph.protected | gone | (graph.costs > left + 1e-9)] = 0.0
        best = int(weight.argmax())
        if weight[best] <= 0.0:
            return chosen
        gone[best] = True
        chosen.append(best)
        left -= float(graph.costs[best])
    for one in sorted(chosen, key=lambda each: -float(graph.costs[each])):
        gone[one] = False
        if on_way(states, gone).any():
            gone[one] = True
    return [one for one in chosen if gone[one]]


def _chosen(
    states: States, graph: Network, at_once: list[int], budget: float, patience: Patience
) -> tuple[list[int], bool]:
    """Who goes, and whether that is proved to be the best; the set that was there at once where nothing better was found."""
    people = len(graph)

    def breaks(chosen: list[int]) -> bool:
        return not on_way(states, besides(np.zeros(people, np.bool_), np.array(chosen, np.int32))).any()

    def cost(chosen: list[int]) -> float:
        return float(graph.costs[chosen].sum())

    cut, proved = _cut(states, graph.costs, graph.protected, patience=patience)
    whole = [int(one) for one in np.flatnonzero(cut > 0.5)] if cut is not None else None
    tried = [each for each in (whole, at_once) if each is not None and breaks(each) and cost(each) <= budget + 1e-9]
    if tried:
        best = min(tried, key=cost)
        return best, proved and whole is not None and cost(best) >= cost(whole) - 1e-9
    # The budget, or those protected, allow no break: then whoever leaves the fewest chains for it.
    cut, _proved = _cut(states, graph.costs, graph.protected, patience=patience.part(0.5), budget=budget)
    flow = [] if cut is None else [int(one) for one in np.flatnonzero(cut > 0.5)]
    # A solver keeps a budget to its own rounding.
    tried = [each for each in (at_once, flow) if cost(each) <= budget + 1e-9]
    return fewest_left(states, graph, tried, budget, patience, least=int(proved))


def _in_order(states: States, chosen: list[int], patience: Patience) -> list[int]:
    """Those who go, each time the one next without whom least is left: the fewest chains as they are found at once, then the
    fewest people in any. Where there are too many, whoever is on most ways."""
    gone, rest, order = np.zeros(states.people, np.bool_), sorted(chosen), list[int]()
    there = only(states, on_way(states, gone))
    each_time = len(chosen) ** 2 * (len(there.move) + len(there.person)) <= _ORDERING
    while rest:
        if each_time and not patience.over:
            after = {one: besides(gone, one) for one in rest}
            best = min(
                rest, key=lambda one: (packing.at_once(there, after[one]).many, int(on_way(there, after[one]).sum()), one)
            )
        elif not patience.over:
            passed = np.bincount(there.person[on_way(there, gone)], minlength=states.people)
            best = max(rest, key=lambda one: (int(passed[one]), -one))
        else:
            return [*order, *rest]
        gone[best] = True
        rest.remove(best)
        order.append(best)
    return order


def _cut(
    states: States, costs: NDArray[np.float64], protected: NDArray[np.bool_], *, patience: Patience,
    budget: float | None = None,
) -> tuple[NDArray[np.float64] | None, bool]:  # fmt: skip
    """Who goes [n] so that no chain is left, at the least cost, and whether that is proved; None where it can't be done
    (proved), or nothing was found in time.

    With a `budget` who goes so that the least flow of chains is left, whatever else has to be cut. Columns: who goes, then for
    each state whether a chain still comes there, then, with a budget, what share of each person has to be cut besides.
    """
    states = only(states, on_way(states, np.zeros(len(costs), np.bool_)))
    people, many = len(costs), len(states.person)
    start, end = states.move[:, 0], states.move[:, 1]
    same = states.person[start] == states.person[end]
    first, last = np.flatnonzero(states.first), np.flatnonzero(states.last)
    rows: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
    # A chain begins with everybody who is not gone, and comes on to whoever is not gone.
    begin = np.stack([people + first, states.person[first]], axis=1)
    stay = np.stack([people + end[same], people + start[same]], axis=1)
    over = np.stack([people + end[~same], people + start[~same], states.person[end[~same]]], axis=1)
    blocks = [(begin, (1.0, 1.0)), (stay, (1.0, -1.0)), (over, (1.0, -1.0, 1.0))]
    more = 0 if budget is None else people
    if more:
        # Whoever may be cut besides stands wherever somebody may go.
        blocks[0] = np.column_stack([begin, people + many + begin[:, 1]]), (1.0, 1.0, 1.0)
        blocks[2] = np.column_stack([over, people + many + over[:, 2]]), (1.0, -1.0, 1.0, 1.0)
    for block, signs in blocks:
        rows.append((block.ravel(), np.tile(signs, len(block))))
    widths = np.concatenate([np.full(len(block), block.shape[1]) for block, _signs in blocks])
    lower = np.concatenate([np.ones(len(begin)), np.zeros(len(stay) + len(over))])
    upper_rows = np.full(len(widths), np.inf)
    weights = costs
    if budget is not None:
        if np.isfinite(budget):
            rows.append((np.arange(people), costs.astype(np.float64)))
            widths, lower = np.append(widths, people), np.append(lower, 0.0)
            upper_rows = np.append(upper_rows, budget)
        # Of those who leave as few chains, the cheapest: all of them together weigh less than a hundredth of a chain.
        weights = costs * (0.01 / max(float(costs.sum()), 1e-9))
    model = highspy.HighsLp()
    columns = people + many + more
    model.num_col_, model.num_row_ = columns, len(widths)
    model.col_cost_ = np.concatenate([weights, np.zeros(many), np.ones(more)])
    model.col_lower_ = np.zeros(columns)
    upper = np.concatenate([np.where(protected, 0.0, 1.0), np.ones(many + more)])
    upper[people + last] = 0.0
    model.col_upper_ = upper
    model.row_lower_, model.row_upper_ = lower, upper_rows
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(widths)])
    model.a_matrix_.index_ = np.concatenate([index for index, _signs in rows])
    model.a_matrix_.value_ = np.concatenate([signs for _index, signs in rows])
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger] * people + [kinds.kContinuous] * (many + more)
    return solved(model, people, patience)
