"""A plan of removals as people read it: who, in which order, what each one held together, and how good it is at best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

import manara.networks.engine.run_words  # noqa: F401  the sentences
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import told
from manara.networks.engine.dismantling.aim import ROUNDED, threshold
from manara.networks.engine.dismantling.breaking import pieces_of
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.dismantling.search import Found, Objective, Tell, search
from manara.networks.engine.dismantling.settling import settle
from manara.networks.engine.eligible import order_of, whole_order

#: Pieces named for a step; the others are counted.
_PIECES: Final = 6
#: Share of the seconds for seeking once more, where a budget was spent before the aim was reached.
_SHORTER: Final = 0.25
#: A share times so many people may miss a whole number by this much.


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
        """Why this one, in a line, in English."""
        return self.because("en")

    def because(self, language: str = "") -> str:
        """Why this one, in a line, in a language, by default the terminal's."""

        def says(code: str, **params: str | int) -> str:
            return told(Problem(code, **params), language)

        if not self.ties:
            return says("step-below-one" if self.largest <= 1 else "step-untied")
        held = says("step-ties" if self.ties > 1 else "step-tie", ties=self.ties, held=self.held)
        if max(self.pieces, default=0) <= 1:
            return says("step-because", held=held, left=says("step-nobody-tied"))
        pieces = " + ".join(map(str, self.pieces))
        if self.others:
            pieces = says("step-pieces-more", pieces=pieces, others=self.others)
        left = says("step-weakens" if len(self.pieces) == 1 else "step-breaks", pieces=pieces)
        return says("step-because", held=held, left=left)


@dataclass(frozen=True)
class Plan:
    """Steps, and how good they are.

    `area` is the sum of the largest component after each removal times its cost, in shares of the network (for costs of 1 the
    measure of the literature). No plan that reaches the wanted share has less than `area_bound`, fewer removals than
    `removals_bound`, or costs less than `cost_bound`; where it is not `reached` they are 0 and say nothing. `before` is the
    largest component as it stands. `finished` is whether the search did all its planned work and no clock had a say;
    `stopped` whether somebody stopped it.
    """

    steps: tuple[Step, ...]
    area: float
    area_bound: float
    removals_bound: int
    reached: bool
    finished: bool
    stopped: bool = False
    objective: Objective = "area"
    cost_bound: float = 0.0
    before: int = 0

    @property
    def cost(self) -> float:
        """What all steps cost; with costs of 1 how many they are."""
        return sum(step.cost for step in self.steps)

    @property
    def proved(self) -> bool:
        """Whether no other plan is better at what was asked: has a smaller area, or for "removals" costs less in all."""
        made, bound = self._made()
        return self.reached and made <= bound * (1 + ROUNDED)

    @property
    def gap(self) -> float:
        """By which share of it the best plan could be better at what was asked, at most."""
        made, bound = self._made()
        return 0.0 if self.proved else 1.0 - bound / made

    def _made(self) -> tuple[float, float]:
        return (self.cost, self.cost_bound) if self.objective == "removals" else (self.area, self.area_bound)


def dismantle(
    graph: Network, *, until: float = 0.1, objective: Objective = "area", budget: float = np.inf, seconds: float = 10.0,
    moves: int | None = None, seed: int = 0, proof_seconds: float = 0.0, tell: Tell = lambda done, value: None,
) -> Plan:  # fmt: skip
    """Plan removals until the largest component is below the share `until` of the network, or the budget is spent.

    Where the budget does not suffice it takes up to half as long again.
    For the objective "removals" it is enough that it is not above that share. A plan that reaches this within the budget comes
    before one that does not.

    It searches for `seconds`, or for as many `moves` as are given. The same seed gives the same plan, as long as the search
    finishes (`Plan.finished`). For `proof_seconds` more it tries to prove what was asked for, and takes the better plan where
    it finds one: the area, if costs are alike, there is no budget and not too many hold others together, or for up to 128
    people the number of removals (what they cost in all). Raises ValueError for a share outside 0–1 or a budget below 0.
    """
    if not 0.0 < until <= 1.0:
        raise ValueError(f"until is {until}; it must be above 0 and at most 1")
    if not budget >= 0.0:
        raise ValueError(f"the budget is {budget}; it must not be below 0")
    size = len(graph)
    if not size:
        return Plan((), 0.0, 0.0, 0, reached=True, finished=True, objective=objective)
    least = threshold(until, size, objective)
    # Whoever alone costs more than the budget can be in no plan.
    graph = graph.sparing([graph.names[one] for one in np.flatnonzero(graph.costs > budget + ROUNDED)])
    ask = partial(search, graph, least, objective=objective, budget=budget, seconds=seconds, seed=seed, tell=tell)
    settled = settle(graph, least, ask, objective=objective, budget=budget, moves=moves, proof_seconds=proof_seconds)
    found = settled.found
    if budget < np.inf and not found.reached and not found.stopped:
        found = _reaching(graph, found, partial(ask, seconds=_SHORTER * seconds), objective, budget, moves)
    steps = steps_of(graph, found.order, found.removals)
    return Plan(
        steps, sum(step.cost * step.largest for step in steps) / size, settled.area / size, settled.removals,
        found.reached, found.finished, found.stopped, objective, settled.cost, int(found.largest[0]),
    )  # fmt: skip


def _reaching(
    graph: Network, found: Found, ask: Callable[..., Found], objective: Objective, budget: float, moves: int | None
) -> Found:  # fmt: skip
    """An order that reaches the aim within the budget, sought as if there were none, else the one that was `found`.

    To the search a spent budget that reaches nothing costs no more than one that does. By the area first, then for the least
    cost.
    """
    for aim in dict.fromkeys((objective, "removals")):
        other = ask(moves=moves, budget=np.inf, objective=aim)
        affordable = float(graph.costs[other.order[: other.removals]].sum()) <= budget + ROUNDED
        best = other if other.reached and affordable else found
        found = replace(best, stopped=other.stopped, finished=found.finished and other.finished)
        if best is other or other.stopped:
            break
    return found


def steps_through(graph: Network, names: Sequence[str]) -> tuple[Step, ...]:
    """Each step of a plan that is there already. Raises `Problem` for a protected or unknown name, or one given twice."""
    return steps_of(graph, whole_order(graph, order_of(graph, names)), len(names))


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
