"""After each real step: enter what became known, and plan anew from there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from manara.networks.engine.dismantling import dismantle
from manara.networks.engine.dismantling.breaking import largest_components
from manara.networks.engine.dismantling.network import Network, Tie
from manara.networks.engine.doubt.planning import RobustPlan, robust
from manara.networks.engine.editing import merged, ties_of, with_ties, without
from manara.networks.engine.eligible import order_of
from manara.networks.engine.sampling import certain

Planner = Callable[[Network, float], Sequence[str]]
SECONDS: Final = 2.0


@dataclass(frozen=True)
class Learned:
    """What became known in a step: whom it `reached`, `ties` with the probability they have now (0: there is none, 1: sure),
    `same` (name → the name it is one with), and who must be `protected` from now on."""

    reached: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    protected: Collection[str] = ()


def entered(graph: Network, learned: Learned) -> Network:
    """The network as it is after a step: who was reached is gone, what became known stands in it.

    Raises `Problem` where a protected person is said to have been reached by plan, or a name is unknown.
    """
    known = merged(with_ties(graph, learned.ties), learned.same).sparing(learned.protected)
    reached = tuple(dict.fromkeys(learned.same.get(name, name) for name in learned.reached))
    order_of(known, reached)
    return without(known, reached)


def replanned(
    graph: Network, learned: Learned, *, until: float = 0.1, people: int | None = None, budget: float = np.inf, seed: int = 0,
    missing: float = 0.0,
) -> tuple[Network, RobustPlan]:  # fmt: skip
    """The network after a step, and the plan that is best from there.

    `until` is a share of the `people` that the network had at first (default: as it was before the step).
    """
    after = entered(graph, learned)
    share = min(1.0, until * (people or len(graph)) / max(len(after), 1))
    return after, robust(after, until=share, budget=budget, missing=missing, seed=seed)


@dataclass(frozen=True)
class Course:
    """How an operation went: whom each step reached, the largest component after it (people), and the `area` (in shares)."""

    names: tuple[str, ...]
    largest: tuple[int, ...]
    area: float


def rehearsed(
    true: Network, seen: Network, reveals: Callable[[Network, Network, str], Collection[Tie]], planner: Planner, *,
    until: float = 0.1,
) -> Course:  # fmt: skip
    """Plays an operation through: plan on what is `seen`, reach the first of the plan, learn what that `reveals`, plan anew.

    `true` is the network as it really is, of the same people. `reveals(true, seen, name)` gives the ties that are known once
    `name` was reached. `planner(seen, least)` gives a plan's names, of which the first is taken; nobody protected can be.
    """
    size, least = len(true), until * len(true)
    names: list[str] = []
    largest: list[int] = []
    while _largest(true) >= least:
        plan = planner(seen, least)
        if not plan:
            break
        name = plan[0]
        order_of(seen, [name])
        seen = without(with_ties(seen, reveals(true, seen, name)), [name])
        true = without(true, [name])
        names.append(name)
        largest.append(_largest(true))
    return Course(tuple(names), tuple(largest), sum(largest) / max(size, 1))


def all_ties(true: Network, seen: Network, name: str) -> Collection[Tie]:
    """Everything becomes known with the first step."""
    return ties_of(true)


def ties_of_contacts(true: Network, seen: Network, name: str) -> Collection[Tie]:
    """His own ties become known, and those of all whom he is tied to."""
    one = true.names.index(name)
    known = {one, *true.neighbours[true.starts[one] : true.starts[one + 1]].tolist()}
    return [
        (true.names[each], true.names[other], 1.0)
        for each in sorted(known)
        for other in true.neighbours[true.starts[each] : true.starts[each + 1]].tolist()
    ]


def planned_by_search(graph: Network, least: float, *, moves: int = 20_000, seed: int = 0) -> Sequence[str]:
    """A planner: the search on a chart without doubt, the plan over samples on one with doubt."""
    share = min(1.0, max(least / max(len(graph), 1), 1e-9))
    if certain(graph):
        plan = dismantle(graph, until=share, seconds=SECONDS, moves=moves, seed=seed)
        return [step.name for step in plan.steps]
    return robust(graph, until=share, moves=moves, seed=seed).names


def _largest(graph: Network) -> int:
    if not len(graph):
        return 0
    return int(largest_components(graph, np.arange(len(graph), dtype=np.int32))[0])
