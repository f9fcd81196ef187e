"""A plan is what it says, never holds a protected person, and is as good as the best of all orders where these can be tried."""

from __future__ import annotations

import random
from itertools import permutations

import numpy as np
import pytest

from manara.networks.engine.dismantling import Network, dismantle, network
from manara.networks.engine.dismantling.breaking import largest_components
from manara.networks.engine.dismantling.proving import prove
from manara.networks.engine.dismantling.starting import by_ties

Ties = list[tuple[str, str, float]]


def drawn(people: int, ties: int, draw: random.Random) -> Ties:
    """Random ties, among them some of one with itself and some twice."""
    names = [f"p{number}" for number in range(people)]
    return [(draw.choice(names), draw.choice(names), 1.0) for _ in range(ties)]


def largest(ties: Ties, gone: set[str]) -> int:
    """The largest component by walking, as a check on the measuring by adding back."""
    beside: dict[str, set[str]] = {}
    for one, other, _probability in ties:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    seen, most = set(gone), 0
    for start in beside:
        if start in seen:
            continue
        waiting, found = [start], 0
        seen.add(start)
        while waiting:
            found += 1
            for other in beside[waiting.pop()] - seen:
                seen.add(other)
                waiting.append(other)
        most = max(most, found)
    return most


def best_of_all(ties: Ties, names: tuple[str, ...], until: float, people: int = 0) -> tuple[float, int]:
    """The least area and the fewest removals of all orders of `names` that break the network of so many people."""
    people = people or len(names)
    area, fewest = float("inf"), len(names)
    for order in permutations(names):
        total, gone = 0, set[str]()
        for name in order:
            if largest(ties, gone) < until * people:
                break
            gone.add(name)
            total += largest(ties, gone)
        if largest(ties, gone) < until * people:
            area, fewest = min(area, total / people), min(fewest, len(gone))
    return area, fewest


@pytest.mark.parametrize("seed", range(12))
def test_small_networks_get_the_best_plan_there_is_and_no_bound_lies(seed: int) -> None:
    draw = random.Random(seed)
    ties = drawn(7, draw.randrange(6, 20), draw)
    graph = network(ties)
    area, fewest = best_of_all(ties, graph.names, 0.3)
    plan = dismantle(graph, until=0.3, seconds=60.0, moves=5_000, seed=seed)
    assert plan.area == pytest.approx(area)
    assert plan.area_bound <= area + 1e-9
    quick = dismantle(graph, until=0.3, seconds=60.0, moves=5_000, seed=seed, objective="removals")
    assert len(quick.steps) == fewest
    assert quick.removals_bound <= fewest


@pytest.mark.parametrize("seed", range(12))
def test_a_proof_is_of_the_best_plan_there_is_and_finds_it_where_the_search_did_not(seed: int) -> None:
    draw = random.Random(50 + seed)
    ties = drawn(7, draw.randrange(6, 20), draw)
    graph = network(ties, protected=["p0"] if seed % 3 == 0 and any("p0" in tie[:2] for tie in ties) else [])
    first, _removable = by_ties(graph.starts, graph.neighbours, graph.costs, graph.protected)
    largest = largest_components(graph, first)
    if largest[0] < 0.4 * len(graph) or not (largest[: len(graph) - graph.protected.sum() + 1] < 0.4 * len(graph)).any():
        pytest.skip("nothing to break, or it can't be broken without whom no plan may hold")
    proof = prove(graph, largest[: int(np.argmax(largest < 0.4 * len(graph))) + 1], 0.4 * len(graph), 30.0)
    allowed = tuple(name for name, spared in zip(graph.names, graph.protected, strict=True) if not spared)
    area, _fewest = best_of_all(ties, allowed, 0.4, len(graph))
    assert proof.bound / len(graph) == pytest.approx(area)
    order = first if proof.order is None else proof.order
    found = largest_components(graph, order)
    assert found[1 : int(np.argmax(found < 0.4 * len(graph))) + 1].sum() / len(graph) == pytest.approx(area)


def test_a_plan_is_proved_where_there_is_time() -> None:
    graph = network(drawn(30, 45, random.Random(7)))
    plan = dismantle(graph, moves=10_000, seconds=60.0, proof_seconds=60.0)
    assert plan.proved
    assert dismantle(graph, moves=10_000, seconds=60.0).area_bound < plan.area_bound


@pytest.mark.parametrize("seed", range(5))
def test_each_step_says_what_is_left(seed: int) -> None:
    draw = random.Random(100 + seed)
    ties = drawn(60, 110, draw)
    plan = dismantle(network(ties), moves=5_000, seed=seed)
    gone = set[str]()
    for step in plan.steps:
        gone.add(step.name)
        assert step.largest == largest(ties, gone)
        assert sum(step.pieces) <= step.held - 1
        assert str(step.ties) in step.explanation
    assert plan.area == pytest.approx(sum(step.largest for step in plan.steps) / 60, rel=0.2)
    assert plan.reached


def test_no_protected_person_is_in_any_plan() -> None:
    draw = random.Random(3)
    for turn in range(150):
        ties = drawn(draw.randrange(4, 40), draw.randrange(4, 90), draw)
        names = sorted({end for one, other, _ in ties for end in (one, other)})
        protected = draw.sample(names, draw.randrange(len(names) + 1))
        costs = {name: draw.choice([0.5, 1.0, 7.0]) for name in names}
        plan = dismantle(
            network(ties, costs=costs, protected=protected), moves=100, seed=turn,
            objective=draw.choice(["area", "removals"]), budget=draw.choice([np.inf, 3.0, 0.0]),
        )  # fmt: skip
        assert not {step.name for step in plan.steps} & set(protected)


def test_the_same_seed_gives_the_same_plan() -> None:
    graph = network(drawn(80, 160, random.Random(9)))
    one, other = (dismantle(graph, seconds=60.0, moves=20_000, seed=4) for _ in range(2))
    assert one.finished
    assert one == other


def test_a_budget_is_never_overspent_and_costs_are_weighed() -> None:
    ties = [("hub", f"leaf{number}", 1.0) for number in range(8)] + [("hub", "deputy", 1.0)]
    ties += [("deputy", f"hand{number}", 1.0) for number in range(6)]
    dear = network(ties, costs={"hub": 50.0})
    plan = dismantle(dear, until=0.2, budget=3.0, seconds=0.2)
    assert sum(step.cost for step in plan.steps) <= 3
    assert plan.steps[0].name == "deputy"
    assert not plan.reached
    assert dismantle(network(ties), until=0.2, seconds=0.2).steps[0].name == "hub"
    assert dismantle(dear, until=0.2, budget=0.0, seconds=0.1).steps == ()


def test_the_area_ends_below_the_share_and_the_removals_at_it() -> None:
    chain = network([(str(number), str(number + 1), 1.0) for number in range(9)])
    assert [step.largest for step in dismantle(chain, until=0.5, moves=2_000).steps] == [5, 4]
    assert [step.largest for step in dismantle(chain, until=0.5, moves=2_000, objective="removals").steps] == [5]


def test_ties_of_oneself_and_double_ties_are_none_and_one() -> None:
    graph = network([("a", "a", 1.0), ("a", "b", 0.5), ("b", "a", 0.5)])
    assert (len(graph), graph.ties) == (2, 1)
    assert graph.probability == pytest.approx([0.75, 0.75])


@pytest.mark.parametrize(
    ("graph", "steps"),
    [(network([]), 0), (network([("a", "a", 1.0)]), 1), (network([("a", "b", 1.0)], protected=["a", "b"]), 0)],
)
def test_empty_single_and_wholly_protected_networks_have_an_answer(graph: Network, steps: int) -> None:
    plan = dismantle(graph, seconds=0.1)
    assert len(plan.steps) == steps
    assert plan.finished


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ({"costs": {"c": 1.0}}, "no tie: c"), ({"protected": ["c"]}, "no tie: c"), ({"costs": {"a": 0.0}}, "above zero"),
        ({"costs": {"a": float("nan")}}, "above zero"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(kind: dict, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        network([("a", "b", 1.0)], **kind)
    with pytest.raises(ValueError, match="from 0 to 1"):
        network([("a", "b", 1.5)])
    with pytest.raises(ValueError, match="until"):
        dismantle(network([("a", "b", 1.0)]), until=0.0)
    with pytest.raises(ValueError, match="budget"):
        dismantle(network([("a", "b", 1.0)]), budget=-1.0)


def test_a_search_betters_the_first_order() -> None:
    graph = network(drawn(150, 330, random.Random(2)))
    first, later = dismantle(graph, seconds=0.0), dismantle(graph, seconds=60.0, moves=100_000, seed=1)
    assert later.area < 0.97 * first.area


def test_measuring_agrees_with_walking() -> None:
    draw = random.Random(5)
    ties = drawn(30, 50, draw)
    graph = network(ties)
    order = np.array(draw.sample(range(len(graph)), len(graph)), np.int32)
    found = largest_components(graph, order)
    for gone in range(len(graph) + 1):
        assert found[gone] == largest(ties, {graph.names[number] for number in order[:gone]})
