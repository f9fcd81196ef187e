"""What a plan does if people can't be reached is what it does without them."""

from __future__ import annotations

import random

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.dismantling import network
from manara.networks.engine.doubt import effect, effect_if_reached, ensemble, if_missed


def drawn(seed: int) -> list[tuple[str, str, float]]:
    draw = random.Random(seed)
    ring = [(f"p{one}", f"p{(one + 1) % 15}", 1.0) for one in range(15)]
    return ring + [(f"p{draw.randrange(15)}", f"p{draw.randrange(15)}", 0.5) for _ in range(14)]


def test_who_is_surely_reached_or_never_makes_the_plan_with_or_without_him() -> None:
    graph = network(drawn(1), costs={"p3": 2.0})
    names, some = ["p0", "p3", "p7", "p11"], ensemble(graph, many=25, seed=1)
    assert effect_if_reached(graph, names, some, {}, until=0.3) == effect(graph, names, some, until=0.3)
    without = effect_if_reached(graph, names, some, {"p3": 0.0}, until=0.3)
    shorter = effect(graph, ["p0", "p7", "p11"], some, until=0.3)
    assert [step.mean for step in without.largest] == pytest.approx(
        [shorter.largest[at].mean for at in (0, 1, 1, 2, 3)]
    )
    none = effect_if_reached(graph, names, some, dict.fromkeys(names, 0.0), until=0.3)
    assert {step.mean for step in none.largest} == {none.largest[0].mean}
    half = effect_if_reached(graph, names, some, dict.fromkeys(names, 0.5), until=0.3)
    assert effect(graph, names, some, until=0.3).largest[-1].mean < half.largest[-1].mean < none.largest[-1].mean


def test_each_step_says_what_is_lost_if_he_is_missed() -> None:
    star = network([("hub", f"leaf{one}", 1.0) for one in range(9)])
    found = if_missed(star, ["hub", "leaf0"], ensemble(star), until=0.05)
    assert [(each.name, each.largest) for each in found] == [("hub", pytest.approx(0.9)), ("leaf0", pytest.approx(0.1))]
    assert found[0].area_more == pytest.approx((10 + 9 - 1 - 1) / 10)
    assert found[1].area_more == pytest.approx(0.0)


def test_what_makes_no_sense_is_refused() -> None:
    graph = network([("a", "b", 1.0), ("b", "c", 0.5)], protected=["c"])
    with pytest.raises(ValueError, match="from 0 to 1"):
        effect_if_reached(graph, ["a"], ensemble(graph), {"a": 2.0})
    for use in (lambda: if_missed(graph, ["c"], ensemble(graph)), lambda: effect_if_reached(graph, ["c"], ensemble(graph), {})):
        with pytest.raises(Problem):
            use()
