"""After each real step: enter what became known, and plan anew from there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from manara.networks.engine.dismantling.network import Network, Tie
from manara.networks.engine.doubt.planning import RobustPlan, robust
from manara.networks.engine.editing import merged, with_ties, without
from manara.networks.engine.eligible import order_of


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
