"""Waves hold whom a plan names, within what a wave has, and leave less between them than one after the other."""

from __future__ import annotations

import random

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.dismantling import network
from manara.networks.engine.doubt import ensemble
from manara.networks.engine.waves import best_in_waves, in_waves


def drawn(seed: int) -> list[tuple[str, str, float]]:
    draw = random.Random(seed)
    ring = [(f"p{one}", f"p{(one + 1) % 40}", 1.0) for one in range(40)]
    return ring + [(f"p{draw.randrange(40)}", f"p{draw.randrange(40)}", 1.0) for _ in range(30)]


def test_waves_keep_the_order_their_size_and_what_they_may_cost() -> None:
    graph = network(drawn(1), costs={"p3": 3.0, "p5": 2.0})
    names = ["p1", "p3", "p5", "p7", "p9"]
    assert [wave.names for wave in in_waves(graph, names, most=2).waves] == [("p1", "p3"), ("p5", "p7"), ("p9",)]
    dear = in_waves(graph, names, capacity=3.0)
    assert [wave.names for wave in dear.waves] == [("p1",), ("p3",), ("p5", "p7"), ("p9",)]
    assert all(wave.cost <= 3.0 for wave in dear.waves)
    once = in_waves(graph, names)
    assert len(once.waves) == 1
    assert once.exposure == 0.0
    assert once.waves[-1].largest == in_waves(graph, names, most=1).waves[-1].largest
    assert in_waves(graph, names, most=2).exposure < in_waves(graph, names, most=1).exposure


def test_nobody_is_reached_before_his_wave_and_those_behind_him_pass() -> None:
    graph, names = network(drawn(1)), ["p1", "p3", "p5", "p7", "p9"]
    found = in_waves(graph, names, most=2, waiting={"p1": 3, "p39": 9})
    assert [wave.names for wave in found.waves] == [("p3", "p5"), ("p7", "p9"), ("p1",)]
    once = in_waves(graph, names, waiting={"p9": 2})
    assert [wave.names for wave in once.waves] == [("p1", "p3", "p5", "p7"), ("p9",)]
    alone = in_waves(graph, ["p1"], most=2, waiting={"p1": 3})
    assert [wave.names for wave in alone.waves] == [(), (), ("p1",)] and alone.waves[0].cost == 0.0
    assert alone.exposure == 2.0, "while he is waited for, all stays together"
    for seed in range(20):
        draw = random.Random(seed)
        chosen = draw.sample(sorted(graph.names), 9)
        waiting = {name: draw.randrange(1, 7) for name in chosen if draw.random() < 0.5}
        for fixed in (True, False):
            waves = in_waves(graph, chosen, most=draw.choice([1, 3, None]), fixed=fixed, waiting=waiting).waves
            assert sorted(name for wave in waves for name in wave.names) == sorted(chosen)
            assert all(waiting.get(name, 1) <= number for number, wave in enumerate(waves, 1) for name in wave.names)


def test_a_free_order_is_never_worse_than_the_fixed_one() -> None:
    for seed in range(5):
        graph = network(drawn(seed))
        names = random.Random(seed).sample(graph.names, 6)
        fixed, free = (in_waves(graph, names, most=2, fixed=each) for each in (True, False))
        assert free.exposure <= fixed.exposure
        assert sorted(free.names) == sorted(fixed.names)


def test_waves_are_made_that_break_the_network_and_hold_nobody_protected() -> None:
    graph = network(drawn(3), protected=["p2", "p4", "p6"])
    found = best_in_waves(graph, 3, until=0.3, moves=3_000)
    assert found.waves[-1].largest.mean < 0.3
    assert not set(found.names) & {"p2", "p4", "p6"}
    assert all(len(wave.names) <= 3 for wave in found.waves)
    assert best_in_waves(network([("a", "b", 1.0)], protected=["a", "b"]), 2).waves == ()


def test_waves_are_measured_over_what_may_be_true() -> None:
    graph = network([("hub", f"leaf{number}", 0.5) for number in range(8)])
    found = in_waves(graph, ["leaf0", "hub"], most=1, drawn=ensemble(graph, many=200))
    assert found.waves[0].largest.p10 < found.waves[0].largest.p90
    assert found.waves[1].largest.p90 == pytest.approx(1 / 9)


def test_what_makes_no_sense_is_refused() -> None:
    graph = network([("a", "b", 1.0), ("b", "c", 1.0)], costs={"b": 5.0}, protected=["c"])
    with pytest.raises(ValueError, match="wave of 0"):
        in_waves(graph, ["a"], most=0)
    with pytest.raises(Problem) as dear:
        in_waves(graph, ["b"], capacity=2.0)
    assert dear.value.code == "wave-too-dear"
    with pytest.raises(Problem) as spared:
        in_waves(graph, ["c"])
    assert spared.value.code == "network-protected"
