"""Over all networks that ties in doubt leave open, the best order and the worth of each tie are those of trying everything."""

from __future__ import annotations

import random
from itertools import permutations, product
from typing import Any

import numpy as np
import pytest

from manara.networks.engine.dismantling import Network, network
from manara.networks.engine.doubt import robust, worth, worth_knowing
from manara.networks.engine.doubt.drawing import Ensemble
from manara.networks.engine.doubt.effects import areas_of
from manara.networks.engine.doubt.exactly import exactly, expected_area
from manara.networks.engine.sampling import both_ways, pairs_of

PAIRS = (0.83, 0.71, 0.55, 0.71)


def separate(*probabilities: float) -> Network:
    """As many ties as there are probabilities, each between two who are tied to nobody else."""
    return network([(f"a{number}", f"b{number}", each) for number, each in enumerate(probabilities)])


def all_networks(graph: Network) -> tuple[Ensemble, Any]:
    """Every network that may be, and the probability of each."""
    pairs = pairs_of(graph)
    there = np.array(list(product((False, True), repeat=len(pairs))), np.bool_)
    starts, neighbours, so_far = [], [], 0
    for kept in there:
        begins, ends, _which = both_ways(len(graph), pairs.one[kept], pairs.other[kept])
        starts.append(begins + so_far)
        neighbours.append(ends)
        so_far += len(ends)
    weights = np.where(there, pairs.probability, 1.0 - pairs.probability).prod(axis=1)
    return Ensemble(np.array(starts, np.int64), np.concatenate(neighbours), there, 0.0), weights


@pytest.mark.parametrize("seed", range(30))
def test_the_best_order_and_what_each_tie_is_worth_are_those_of_trying_everything(seed: int) -> None:
    draw = random.Random(seed)
    people = [f"p{number}" for number in range(draw.randint(2, 6))]
    ties = [(draw.choice(people), draw.choice(people), draw.choice([0.2, 0.5, 0.9, 1.0])) for _ in range(draw.randint(1, 8))]
    used = sorted({name for one, other, _probability in ties for name in (one, other)})
    costs = {name: draw.choice([1.0, 2.5]) for name in used} if seed % 2 else {}
    graph = network(ties, costs=costs, protected=[name for name in used if draw.random() < 0.2])
    least, budget = draw.choice([0.5, 1.5, 2.5, 3.0]), draw.choice([np.inf, 2.0, 3.5])
    drawn, weights = all_networks(graph)
    open_to, spared = np.flatnonzero(~graph.protected), np.flatnonzero(graph.protected)
    orders = [np.array([*order, *spared], np.int32) for order in permutations(open_to.tolist())]
    areas = np.array([areas_of(graph, drawn, order, least, len(open_to), budget) for order in orders])
    found = exactly(graph, least, budget)
    assert found is not None and found.area == pytest.approx((areas @ weights).min())
    for number, known in zip(found.ties, found.known, strict=True):
        there = drawn.there[:, number]
        apart = sum((areas[:, state] @ weights[state]).min() for state in (there, ~there))
        assert known == pytest.approx(apart) and known <= found.area + 1e-9
    rest = sorted(set(open_to.tolist()) - set(found.order.tolist()), key=lambda one: graph.costs[one])
    assert expected_area(graph, [*found.order.tolist(), *rest], least, budget) == pytest.approx(found.area)
    some = draw.randrange(len(orders))
    assert expected_area(graph, orders[some][: len(open_to)].tolist(), least, budget) == pytest.approx(areas[some] @ weights)


def test_ties_that_matter_alike_are_worth_the_same_and_none_is_left_out() -> None:
    found = {each.tie: each for each in worth_knowing(separate(*PAIRS), until=1.5 / 8)}
    share = {pair: round(100 * found[f"a{pair}", f"b{pair}"].share, 1) for pair in range(4)}
    assert share == {0: 5.7, 1: 9.3, 2: 7.4, 3: 9.3}
    assert all(each.error == each.share_error == 0.0 for each in found.values())


def test_an_estimate_lies_within_some_standard_errors_of_the_exact_worth(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = separate(*PAIRS)
    exact = {each.tie: each.value for each in worth_knowing(graph, until=1.5 / 8)}
    monkeypatch.setattr(worth, "exactly", lambda *_of: None)
    found, is_exact = worth.worth_and_whether_exact(graph, until=1.5 / 8)
    assert not is_exact and len(found) == 4
    assert all(each.value > each.error > 0.0 and abs(each.value - exact[each.tie]) < 3 * each.error for each in found)
    assert found == worth_knowing(graph, until=1.5 / 8)


def test_the_robust_plan_of_a_small_network_is_the_best_of_all_and_says_so() -> None:
    graph = separate(0.83, 0.71, 0.55, 0.37, 0.37)
    found = robust(graph, until=0.15, seconds=0.1)
    best = exactly(graph, 1.5)
    assert found.exact and found.finished and best is not None
    rest = [number for number, name in enumerate(graph.names) if name not in found.names]
    order = [*(graph.names.index(name) for name in found.names), *(one for one in best.order.tolist() if one in rest)]
    assert expected_area(graph, order, 1.5) == pytest.approx(best.area)
    assert not robust(graph, until=0.15, seconds=0.1, missing=0.1).exact, "no network with unseen ties was weighed"


def test_what_is_too_large_to_be_weighed_whole_is_drawn() -> None:
    draw = random.Random(1)
    ties = [(f"p{draw.randrange(50)}", f"p{draw.randrange(50)}", draw.choice([0.5, 1.0])) for _ in range(150)]
    assert exactly(network(ties), 5.0) is None and exactly(network([]), 5.0) is None
    assert not robust(network(ties), samples=5, moves=100).exact
