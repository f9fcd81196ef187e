"""What several parts take at least adds up, and each is proved by itself: never more than any removals need."""

from __future__ import annotations

import math
import random
from itertools import combinations, permutations

import numpy as np
import pytest

from manara.networks.engine.dismantling import Network, dismantle, network
from manara.networks.engine.dismantling.bounds import least_area, least_by_degree, least_removals
from manara.networks.engine.dismantling.breaking import largest_components
from manara.networks.engine.dismantling.parts import alone, parts_of
from manara.networks.engine.dismantling.separating import cheapest_removals


def drawn(seed: int) -> Network:
    """Three to nine people in several parts, some of them protected, half of the networks with unequal costs."""
    draw = random.Random(seed)
    names = [f"n{number}" for number in range(draw.randint(3, 9))]
    density = draw.choice([0.1, 0.2, 0.35])
    ties = [(name, name, 1.0) for name in names]
    ties += [(one, other, 1.0) for one, other in combinations(names, 2) if draw.random() < density]
    costs = {name: draw.choice([0.5, 1.0, 2.0]) for name in names} if seed % 2 else None
    return network(ties, costs=costs, protected=[name for name in names if draw.random() < 0.2])


def left(graph: Network, gone: tuple[int, ...]) -> list[int]:
    """The largest component before and after each of those who go."""
    rest = [one for one in range(len(graph)) if one not in gone]
    return largest_components(graph, np.array([*gone, *rest], np.int32))[: len(gone) + 1].tolist()


@pytest.mark.parametrize("seed", range(60))
def test_no_removals_leave_less_than_the_parts_need(seed: int) -> None:
    graph = drawn(seed)
    may_go = np.flatnonzero(~graph.protected).tolist()
    bounds = least_by_degree(graph, len(graph) + 1)
    for count in range(len(may_go) + 1):
        assert bounds[count] <= min(left(graph, gone)[-1] for gone in combinations(may_go, count))
    for size in (1, 2, 3):
        cheapest = min(
            (float(graph.costs[list(gone)].sum()) for count in range(len(may_go) + 1) for gone in combinations(may_go, count)
             if left(graph, gone)[-1] <= size), default=math.inf,
        )  # fmt: skip
        found = cheapest_removals(graph, size, 20.0)
        assert found.whole and found.cost == pytest.approx(cheapest) == found.bound
        if found.who is not None:
            assert left(graph, tuple(found.who.tolist()))[-1] <= size and not graph.protected[found.who].any()


@pytest.mark.parametrize("seed", range(40))
def test_no_order_leaves_less_area_or_takes_fewer(seed: int) -> None:
    graph = drawn(seed)
    may_go = np.flatnonzero(~graph.protected).tolist()[:6]
    graph = Network(
        graph.names, graph.starts, graph.neighbours, graph.probability, graph.costs,
        np.array([one not in may_go for one in range(len(graph))]),
    )  # fmt: skip
    for least in (2, 3, 4):
        area, fewest = math.inf, math.inf
        for order in permutations(may_go):
            sizes, total = left(graph, order), 0.0
            for number, size in enumerate(sizes):
                total += graph.costs[order[number - 1]] * size if number else 0.0
                if size < least:
                    area, fewest = min(area, total), min(fewest, number)
                    break
        assert least_area(graph, least) <= area + 1e-9 and least_removals(graph, least) <= fewest


def test_parts_are_told_apart_and_stand_alone_with_their_ties() -> None:
    ties = [(f"{part}{number}", f"{part}{number + 1}", 0.5) for part in "abc" for number in range(ord(part) - 93)]
    graph = network([*ties, ("alone", "alone", 1.0)], costs={"c3": 7.0}, protected=["c5"])
    parts = parts_of(graph, 2)
    assert [len(part) for part in parts] == [7, 6, 5] and len(parts_of(graph)) == 4
    whole = alone(graph, parts[0])
    assert whole == whole and whole.names == tuple(f"c{number}" for number in range(7)) and whole.ties == 6
    assert whole.costs[3] == 7.0 and whole.protected.tolist() == [name == "c5" for name in whole.names]
    assert [whole.names[one] for one in whole.neighbours[whole.starts[3] : whole.starts[4]]] == ["c2", "c4"]


def test_many_parts_are_proved_where_all_together_are_too_many() -> None:
    """Nine lines of fifteen: each needs one removal, and a tenth of nineteen two."""
    lines = [15] * 9 + [19]
    ties = [(f"{at}-{one}", f"{at}-{one + 1}", 1.0) for at, people in enumerate(lines) for one in range(people - 1)]
    plan = dismantle(network(ties), until=8.5 / sum(lines), objective="removals", seconds=2.0, proof_seconds=5.0)
    assert len(plan.steps) == plan.removals_bound == 11 and plan.proved
