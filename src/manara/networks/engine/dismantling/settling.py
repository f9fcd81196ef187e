"""Settles how good a plan can be at best: looks for one, proves it for what was asked where it can, else has a bound for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from manara.networks.engine.dismantling.bounds import least_area, least_removals
from manara.networks.engine.dismantling.breaking import largest_components
from manara.networks.engine.dismantling.condensing import Condensed
from manara.networks.engine.dismantling.flows import spread_ways
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.parts import parts_of
from manara.networks.engine.dismantling.proving import SMALL, Proof, pieces_to_follow, prove
from manara.networks.engine.dismantling.search import Found, Objective
from manara.networks.engine.dismantling.separating import cheapest_removals, put_in_order

Ask = Callable[..., Found]

#: Moves a person of the search before a first proof, and the sets that this one follows: no clock is in either. In a larger
#: network a set takes longer to follow, and whether more of them will do is judged by how far the first came.
_FIRST_MOVES: Final = 300
_FIRST_SETS: Final = 400_000
#: There so many sets, times people worth a step, times pieces: below a second.
_LARGER_WORK: Final = 1_400_000_000
_FAR_ENOUGH: Final = 0.8
#: Parts to be broken, beyond which none is proved by itself.
_MOST_PARTS: Final = 1_000


@dataclass(frozen=True)
class Settled:
    """What was `found`, and below what no plan comes that reaches the wanted size: the `area` (people, by cost), the `cost` in
    all, and the number of `removals`."""

    found: Found
    area: float
    cost: float
    removals: int


def settle(
    graph: Network, least: float, ask: Ask, *, objective: Objective, budget: float, moves: int | None, proof_seconds: float
) -> Settled:  # fmt: skip
    """The plan and the bounds; `ask` is the search, and `least` the size that the largest component shall be below.

    Where a proof is worth trying a short search of so much work comes first, and a proof of so many sets: most small networks
    are done with it, and larger ones with few who hold others together, the same on a slow machine as on a fast one. Only then
    there is a long search, and a proof by the clock; beyond 128 people only where the first one came far.
    """
    area, removals = least_area(graph, least, budget), least_removals(graph, least)
    cost = removals * float(graph.costs[~graph.protected].min(initial=np.inf)) if removals else 0.0
    enough = area if objective == "area" else area + cost * len(graph)
    # The cost is that of reaching the aim: what can't be reached may be worth less.
    ask = _ending_at(ask, enough if budget >= cost else -np.inf)
    alike = bool((graph.costs == graph.costs[0]).all())
    may_be_proved = proof_seconds > 0 and objective == "area" and budget == np.inf and alike
    if may_be_proved and (pieces := pieces_to_follow(graph, least)) is not None:
        found, bound = _least_area(graph, pieces, least, ask, moves, proof_seconds)
        area = max(area, bound)
    elif proof_seconds > 0 and objective == "removals" and _small_parts(graph, least):
        found, bound = _least_cost(graph, least, ask, budget, moves, proof_seconds)
        cost = max(cost, bound)
        if alike:
            removals = max(removals, round(cost / float(graph.costs[0])))
    else:
        found = ask(moves=moves)
    if not found.reached or not found.removals:
        return Settled(found, 0.0, 0.0, 0)
    if not found.stopped and (spread := spread_ways(graph, found.removals)) is not None:
        area = max(area, least_area(graph, least, budget, spread))
        removals = max(removals, least_removals(graph, least, spread))
        cost = max(cost, removals * float(graph.costs[~graph.protected].min()))
    return Settled(found, area, cost, removals)


def _small_parts(graph: Network, least: float) -> bool:
    """Whether each part that has to be broken is small enough to be proved by itself."""
    parts = parts_of(graph, least)
    return len(parts) <= _MOST_PARTS and all(len(part) <= SMALL for part in parts)


def _ending_at(ask: Ask, enough: float) -> Ask:
    return lambda **wanted: ask(enough=enough, **wanted)


def _least_area(
    graph: Network, pieces: Condensed, least: float, ask: Ask, moves: int | None, seconds: float
) -> tuple[Found, float]:
    """The best order found, and the bound of the area that was proved."""
    price = float(graph.costs[0])
    found = ask(moves=moves or _FIRST_MOVES * len(graph))
    if not found.reached or not found.removals or found.stopped:
        return found, 0.0
    try:
        spread = spread_ways(graph, found.removals)
        small = len(graph) <= SMALL
        sets = _FIRST_SETS if small else _LARGER_WORK // (max(len(pieces.people), 1) * len(pieces.weights))
        first = prove(graph, found.largest[: found.removals + 1], least, seconds, sets, spread, pieces)
        found = _bettered(graph, found, first, price)
        if first.whole:
            return found, first.bound * price
        if moves is None:
            found = _better(found, ask(moves=None))
        if found.stopped or (not small and first.bound * price < _FAR_ENOUGH * found.value):
            return found, first.bound * price
        proof = prove(graph, found.largest[: found.removals + 1], least, seconds, spread=spread, pieces=pieces)
    except KeyboardInterrupt:
        return replace(found, finished=False, stopped=True), 0.0
    found = _bettered(graph, found, proof, price)
    # What the clock had a say in may be another the next time.
    finished = found.finished and (proof.whole or proof.order is None)
    return replace(found, finished=finished), max(first.bound, proof.bound) * price


def _least_cost(
    graph: Network, least: float, ask: Ask, budget: float, moves: int | None, seconds: float
) -> tuple[Found, float]:
    """The cheapest plan found, and the bound of its cost that was proved; where costs are alike it is of the number."""
    found = ask(moves=moves or _FIRST_MOVES * len(graph))
    if not found.removals or found.stopped:
        return found, 0.0
    try:
        proof = cheapest_removals(graph, int(np.ceil(least)) - 1, seconds)
        spent = _cost(graph, found) if found.reached else np.inf
        if moves is None and proof.bound < spent * (1 - 1e-9) and proof.who is None:
            found = _better(found, ask(moves=None))
    except KeyboardInterrupt:
        return replace(found, finished=False, stopped=True), 0.0
    spent = _cost(graph, found) if found.reached else np.inf
    if proof.who is not None and proof.cost <= budget + 1e-9 and proof.cost < spent * (1 - 1e-9):
        order = put_in_order(graph, proof.who)
        largest = largest_components(graph, order)
        each = float(len(graph))
        removals = len(proof.who)
        value = float((graph.costs[order[:removals]] * (largest[1 : removals + 1] + each)).sum())
        found = replace(found, order=order, largest=largest, removals=removals, value=value, reached=True)
        found = replace(found, finished=found.finished and proof.whole)
    # It can't be done at all: no bound of what does it.
    return found, proof.bound if np.isfinite(proof.bound) else 0.0


def _cost(graph: Network, found: Found) -> float:
    return float(graph.costs[found.order[: found.removals]].sum())


def _bettered(graph: Network, found: Found, proof: Proof, price: float) -> Found:
    """The proof's order where it is better."""
    if proof.order is None or proof.value * price >= found.value - 1e-9:
        return found
    return replace(
        found, order=proof.order, largest=proof.largest(graph), removals=proof.removals, value=proof.value * price
    )


def _better(one: Found, other: Found) -> Found:
    """The better of two; it is finished only if both are, since the other might have been better."""
    best = one if one.value <= other.value else other
    return replace(best, finished=one.finished and other.finished, stopped=one.stopped or other.stopped)
