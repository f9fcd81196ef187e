"""A plan of removals as people read it: who, in which order, what each one held together, and how good it is at best."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from manara.networks.engine.dismantling.bounds import least_area, least_removals
from manara.networks.engine.dismantling.breaking import pieces_of
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.proving import MOST_PEOPLE, prove
from manara.networks.engine.dismantling.search import Objective, Tell, search

#: Pieces named for a step; the others are counted.
_PIECES: Final = 6
#: Seconds of the search before a proof is tried; the rest of them is for what could not be proved.
_BEFORE_PROOF: Final = 2.0


@dataclass(frozen=True)
class Step:
    """One removal: how many people it `held` together with itself, the `pieces` left of these, largest first (the `others`
    are only counted), how many `ties` go with it, and the `largest` component of the network then."""

    name: str
    cost: float
    ties: int
    held: int
    pieces: tuple[int, ...]
    others: int
    largest: int

    @property
    def explanation(self) -> str:
        """Why this one, in a line."""
        if not self.ties:
            return "has no tie left"
        alone = f"{self.ties} tie{'s' if self.ties > 1 else ''} in a group of {self.held}"
        if not self.pieces:
            return f"{alone}; nobody stays tied"
        left = " + ".join(map(str, self.pieces)) + (f" + {self.others} smaller" if self.others else "")
        if len(self.pieces) == 1:
            return f"{alone}; weakens it, {left} stay together"
        return f"{alone}; breaks it into {left}"


@dataclass(frozen=True)
class Plan:
    """Steps, and how good they are.

    `area` is the sum of the largest component after each removal times its cost, in shares of the network (for costs of 1 the
    measure of the literature); no plan has less than `area_bound`, or fewer removals than `removals_bound`. `reached` is
    whether the largest component is below the wanted share. `finished` is whether the search did all its planned work;
    `stopped` whether somebody stopped it.
    """

    steps: tuple[Step, ...]
    area: float
    area_bound: float
    removals_bound: int
    reached: bool
    finished: bool
    stopped: bool = False

    @property
    def proved(self) -> bool:
        """Whether no other plan has a smaller area."""
        return self.area <= self.area_bound * (1 + 1e-9)


def dismantle(
    graph: Network, *, until: float = 0.1, objective: Objective = "area", budget: float = np.inf, seconds: float = 10.0,
    moves: int | None = None, seed: int = 0, proof_seconds: float = 0.0, tell: Tell = lambda done, value: None,
) -> Plan:  # fmt: skip
    """Plan removals until the largest component is below the share `until` of the network, or the budget is spent.

    For the objective "removals" it is enough that it is not above that share.

    It searches for `seconds`, or for as many `moves` as are given. The same seed gives the same plan, as long as the search
    finishes (`Plan.finished`). For `proof_seconds` more it tries to prove the area, and takes the better plan where it finds
    one; that needs costs that are alike, no budget and at most 128 people. Raises ValueError for a share outside
    0–1 or a budget below 0.
    """
    if not 0.0 < until <= 1.0:
        raise ValueError(f"until is {until}; it must be above 0 and at most 1")
    if not budget >= 0.0:
        raise ValueError(f"the budget is {budget}; it must not be below 0")
    size = len(graph)
    if not size:
        return Plan((), 0.0, 0.0, 0, reached=True, finished=True)
    # The literature's area ends below the share, its number of removals at it.
    least = until * size if objective == "area" else math.floor(until * size + 1e-9) + 1.0
    provable = objective == "area" and proof_seconds > 0 and _provable(graph, budget)
    ask = partial(search, graph, least, objective=objective, budget=budget, moves=moves, seed=seed, tell=tell)
    found = ask(seconds=min(seconds, _BEFORE_PROOF) if provable else seconds)
    bound = least_area(graph, least, budget) if found.reached and found.removals else 0.0
    if provable and found.reached and found.removals and not found.stopped:
        try:
            proof = prove(graph, found.largest[: found.removals + 1], least, proof_seconds)
        except KeyboardInterrupt:
            found = replace(found, finished=False, stopped=True)
        else:
            bound = max(bound, proof.bound * float(graph.costs[0]))
            if not proof.whole and moves is None and seconds > _BEFORE_PROOF:
                found = min(found, ask(seconds=seconds - _BEFORE_PROOF), key=lambda each: each.value)
            if proof.order is not None and proof.value * float(graph.costs[0]) < found.value:
                found = replace(
                    found, order=proof.order, removals=proof.removals, finished=found.finished and proof.whole
                )
    steps = steps_of(graph, found.order, found.removals)
    return Plan(
        steps, sum(step.cost * step.largest for step in steps) / size, bound / size,
        least_removals(graph, least) if steps else 0, found.reached, found.finished, found.stopped,
    )  # fmt: skip


def _provable(graph: Network, budget: float) -> bool:
    return len(graph) <= MOST_PEOPLE and budget == np.inf and bool((graph.costs == graph.costs[0]).all())


def steps_of(graph: Network, order: np.ndarray, removals: int) -> tuple[Step, ...]:
    """The first `removals` of an order, each with what it held together when its turn came."""
    size = len(graph)
    largest, ties, held = np.empty(size + 1, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32)
    pieces, counted = np.zeros((size, _PIECES), np.int32), np.zeros(size, np.int32)
    pieces_of(graph.starts, graph.neighbours, order, largest, ties, held, pieces, counted)
    return tuple(
        Step(
            graph.names[order[at]], float(graph.costs[order[at]]), int(ties[at]), int(held[at]),
            tuple(int(piece) for piece in pieces[at] if piece), max(0, int(counted[at]) - _PIECES), int(largest[at + 1]),
        )
        for at in range(removals)
    )  # fmt: skip
