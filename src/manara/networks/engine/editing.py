"""A network after something became known: ties found or disproved, two who are one, somebody to be protected, somebody gone.

Each gives a new network; protection is never lost on the way: who is one with a protected person is protected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from manara.networks.engine.dismantling.network import Network, Tie, network
from manara.networks.engine.sampling import pairs_of


def ties_of(graph: Network) -> list[Tie]:
    """The ties of a network, each once; who has none comes as a tie of one with itself, which `network` keeps as nobody's."""
    pairs = pairs_of(graph)
    listed = [
        (graph.names[one], graph.names[other], float(probability))
        for one, other, probability in zip(pairs.one.tolist(), pairs.other.tolist(), pairs.probability.tolist(), strict=True)
    ]
    alone = np.flatnonzero(np.diff(graph.starts) == 0).tolist()
    return [(graph.names[one], graph.names[one], 1.0) for one in alone] + listed


def costs_of(graph: Network) -> dict[str, float]:
    """What reaching each one costs, by name."""
    return dict(zip(graph.names, graph.costs.tolist(), strict=True))


def protected_of(graph: Network) -> set[str]:
    """Who is in no plan, by name."""
    return {name for name, spared in zip(graph.names, graph.protected.tolist(), strict=True) if spared}


def with_ties(graph: Network, ties: Iterable[Tie]) -> Network:
    """With what is now known of `ties` (one, other, probability): it takes the place of what was known of each before.

    A probability of 0 means that there is none. Names that are new are people that are new. Raises ValueError for a
    probability outside 0–1.
    """
    told = {_key(one, other): (one, other, probability) for one, other, probability in ties}
    kept = [tie for tie in ties_of(graph) if _key(tie[0], tie[1]) not in told]
    there = [tie for tie in told.values() if tie[2] != 0.0]
    return network([*_everybody(graph), *kept, *there], costs=costs_of(graph), protected=protected_of(graph))


def without(graph: Network, names: Collection[str]) -> Network:
    """Without these people and their ties; those whom that leaves without a tie stay."""
    out = set(names)
    left = [name for name in graph.names if name not in out]
    kept = [tie for tie in ties_of(graph) if tie[0] not in out and tie[1] not in out]
    return network(
        [*((name, name, 1.0) for name in left), *kept],
        costs={name: cost for name, cost in costs_of(graph).items() if name not in out}, protected=protected_of(graph) - out,
    )  # fmt: skip


def merged(graph: Network, same: Mapping[str, str]) -> Network:
    """With each name of `same` taken for the one that it maps to, also over several steps.

    Whoever is one with a protected person is protected; what reaching him costs is the least of their costs. Raises ValueError
    where names map to each other in a circle.
    """
    def one_of(name: str) -> str:
        seen = [name]
        while (follow := same.get(seen[-1], seen[-1])) != seen[-1]:
            if follow in seen:
                raise ValueError(f"{name} is said to be one with itself over others")
            seen.append(follow)
        return seen[-1]

    costs: dict[str, float] = {}
    for name, cost in costs_of(graph).items():
        costs[one_of(name)] = min(cost, costs.get(one_of(name), np.inf))
    ties = [(one_of(one), one_of(other), probability) for one, other, probability in ties_of(graph)]
    everybody = [(one_of(name), one_of(name), 1.0) for name in graph.names]
    return network([*everybody, *ties], costs=costs, protected={one_of(name) for name in protected_of(graph)})


def _everybody(graph: Network) -> list[Tie]:
    return [(name, name, 1.0) for name in graph.names]


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
