"""Plays an operation through on a known network: what planning anew with what each step reveals is worth."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from manara.networks.engine.dismantling import Network, largest_components
from manara.networks.engine.dismantling.network import Tie
from manara.networks.engine.editing import ties_of, with_ties, without
from manara.networks.engine.eligible import order_of

Planner = Callable[[Network, float], Sequence[str]]


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


def _largest(graph: Network) -> int:
    if not len(graph):
        return 0
    return int(largest_components(graph, np.arange(len(graph), dtype=np.int32))[0])
