"""Of plans that are equally good on the chart the one is taken that does more where ties were not seen."""

from __future__ import annotations

import random

import numpy as np
import pytest

from manara.networks.engine.dismantling import Network, dismantle, network
from manara.networks.engine.dismantling.plan import Plan
from manara.networks.engine.doubt import effect, ensemble, equals, sturdiest

Ties = list[tuple[str, str, float]]


def drawn(people: int, ties: int, seed: int) -> Ties:
    draw = random.Random(seed)
    names = [f"p{number}" for number in range(people)]
    return [(*draw.sample(names, 2), 1.0) for _each in range(ties)]


def names(plan: Plan) -> list[str]:
    return [step.name for step in plan.steps]


def expected(graph: Network, plan: Plan) -> float:
    """The mean area over networks with unseen ties that no plan was made or chosen on."""
    return effect(graph, names(plan), ensemble(graph, many=400, missing=0.2, seed=77)).area.mean


def test_nothing_is_lost_on_the_chart_and_something_won_behind_it() -> None:
    won = []
    for seed in range(8):
        graph = network(drawn(40, 60, seed))
        plan = dismantle(graph, moves=20_000, seed=seed)
        found = sturdiest(graph, plan, seed=seed)
        assert found.area == pytest.approx(plan.area)
        assert found.area == pytest.approx(sum(step.largest for step in found.steps) / len(graph))
        assert found.reached and found.steps[-1].largest < 0.1 * len(graph)
        assert len(found.steps) <= len(plan.steps)
        won.append(expected(graph, plan) - expected(graph, found))
    assert np.mean(won) > 0.004
    assert min(won) > -0.01


def test_the_same_seed_gives_the_same_plan_and_nobody_protected_is_in_it() -> None:
    graph = network(drawn(36, 58, 4), protected=["p1", "p7", "p9"])
    plan = dismantle(graph, moves=10_000)
    one, other = sturdiest(graph, plan, seed=3), sturdiest(graph, plan, seed=3)
    assert one == other
    assert not {"p1", "p7", "p9"} & set(names(one))


def test_costs_and_budgets_are_kept() -> None:
    ties = drawn(30, 44, 6)
    graph = network(ties, costs={"p3": 4.0, "p4": 2.5, "p8": 0.5})
    whole = dismantle(graph, moves=10_000)
    for budget in (np.inf, whole.cost):
        plan = dismantle(graph, moves=10_000, budget=budget)
        found = sturdiest(graph, plan, budget=budget)
        assert found.cost <= budget + 1e-9
        assert found.area == pytest.approx(plan.area)


def test_what_has_no_equals_to_choose_from_stays_as_it_is() -> None:
    graph = network(drawn(30, 44, 8))
    fewest = dismantle(graph, objective="removals", moves=3_000)
    assert sturdiest(graph, fewest) is fewest
    short = dismantle(graph, budget=1.0, moves=3_000)
    assert not short.reached and sturdiest(graph, short, budget=1.0) is short
    apart = network([(name, name, 1.0) for name in "abcde"])
    everybody = dismantle(apart, moves=200)
    assert len(everybody.steps) == 5 and sturdiest(apart, everybody) is everybody
    large = network([(str(one), str(one + 1), 1.0) for one in range(700)])
    plan = dismantle(large, moves=200)
    assert sturdiest(large, plan) is plan


def test_a_stop_leaves_the_plan_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = network(drawn(30, 44, 8))
    plan = dismantle(graph, moves=3_000)

    def stopped(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(equals, "anneal_some", stopped)
    kept = sturdiest(graph, plan)
    assert kept.steps == plan.steps
    assert kept.stopped and not kept.finished


def test_a_plan_that_spends_its_budget_is_left_for_none_that_ends_before_the_aim() -> None:
    told = "8-7 6-3 4-6 3-7 6-1 1-11 9-5 8-6 6-7 1-10 3-10 4-7"
    graph = network([(f"p{one}", f"p{other}", 1.0) for one, other in (pair.split("-") for pair in told.split())])
    plan = dismantle(graph, until=0.3, moves=2_000, budget=3.0)
    for seed in range(6):
        found = sturdiest(graph, plan, until=0.3, budget=3.0, seed=seed)
        assert found.reached and found.steps[-1].largest < 0.3 * len(graph)
