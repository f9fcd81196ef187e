"""What grows back: courses follow their rates, successors are whom the scenario says, fits find the rates they were made by."""

from __future__ import annotations

import random

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.dismantling import network
from manara.networks.engine.recovery import CAVIAR, Phase, Rates, fitted, recovery, shifted

STAR = [("hub", f"leaf{number}", 1.0) for number in range(9)] + [("leaf0", "leaf1", 1.0), ("leaf0", "leaf2", 1.0)]
NOTHING = Rates(0.0, 0.0, 0.0, 0.0)


def test_nothing_grows_back_without_rates_and_all_does_with_certain_ones() -> None:
    graph = network(STAR)
    dead = recovery(graph, ["hub"], NOTHING, runs=5)
    assert dead.before == pytest.approx(1.0)
    assert [month.mean for month in dead.months] == pytest.approx([0.3] * 13)
    assert dead.successors == ()
    assert dead.restored == 0.0
    alive = recovery(graph, ["hub"], Rates(1.0, 0.0, 1.0, 0.0), runs=20)
    assert alive.months[0].mean == pytest.approx(0.3)
    assert alive.months[1].mean == pytest.approx(0.9)
    assert alive.restored == 1.0
    new = recovery(graph, ["hub"], Rates(1.0, 0.0, 1.0, 1.0), runs=5)
    assert new.somebody_new == 1.0
    assert new.months[12].mean == pytest.approx(1.0)
    assert new.successors == ()


def test_successors_are_whom_the_scenario_says() -> None:
    ties = [*STAR, ("far", "farther", 1.0), *(("big", f"own{number}", 1.0) for number in range(30)), ("big", "farther", 1.0)]
    graph, certain = network(ties), Rates(1.0, 0.0, 1.0, 0.0)
    assert {each.name for each in recovery(graph, ["hub"], certain, runs=200).successors} == {f"leaf{one}" for one in range(9)}
    assert recovery(graph, ["hub"], certain, runs=200).successors[0].name == "leaf0"
    assert recovery(graph, ["hub"], certain, by="market share", runs=200).successors[0].name == "big"
    roles = {"hub": "organiser", "far": "organiser", "big": "captain"}
    assert [each.name for each in recovery(graph, ["hub"], certain, by="role", roles=roles, runs=20).successors] == ["far"]


def test_nobody_protected_takes_a_place_or_makes_ties() -> None:
    graph = network(STAR, protected=["leaf0", "leaf1"])
    found = recovery(graph, ["hub"], Rates(1.0, 1.0, 0.5, 0.0), runs=100)
    assert not {each.name for each in found.successors} & {"leaf0", "leaf1"}
    assert found.successors
    with pytest.raises(Problem):
        recovery(graph, ["leaf0"], CAVIAR)


def test_places_are_taken_as_fast_as_the_rate_says() -> None:
    graph = network([("hub", f"leaf{number}", 1.0) for number in range(40)])
    found = recovery(graph, ["hub"], Rates(0.1, 0.0, 1.0, 1.0), runs=600, seed=2)
    for month in (1, 6, 12):
        filled = found.months[month].mean
        assert filled == pytest.approx((1 - 0.9**month) * 1.0 + 0.9**month / 41, abs=0.06)


def test_ties_lost_are_made_anew_and_doubt_is_drawn() -> None:
    draw = random.Random(3)
    ties = [(f"p{draw.randrange(30)}", f"p{draw.randrange(30)}", 0.6) for _ in range(60)]
    graph = network(ties)
    slow, fast = (recovery(graph, graph.names[:6], Rates(0.0, rate, 0.0, 0.0), runs=60) for rate in (0.0, 0.5))
    assert fast.months[6].mean > slow.months[6].mean
    assert slow.months[0].p10 < slow.months[0].p90
    again = recovery(graph, graph.names[:6], Rates(0.0, 0.5, 0.0, 0.0), runs=60)
    assert again == fast


def test_a_fit_finds_the_rate_by_which_numbers_were_made() -> None:
    people, ties, phases = 20.0, 30.0, [Phase(2, 40, 60, 30), Phase(2, 40, 60, 30), Phase(2, 20, 30, 9)]
    for _phase in range(4):
        people, ties = 40 - (40 - people) * 0.7**2, 60 - (60 - ties) * 0.9**2
        phases.append(Phase(2, round(people), round(ties), round(0.2 * ties)))
    found = fitted(phases, 2)
    assert found.replaced == pytest.approx(0.3, abs=0.03)
    assert found.remade == pytest.approx(0.1, abs=0.02)
    assert found.taken_over == pytest.approx(0.4, abs=0.05)
    with pytest.raises(ValueError, match="two phases"):
        fitted(phases, 1)


def test_a_route_moves_to_its_neighbours_by_their_weights() -> None:
    found = shifted(100.0, 0.8, {"north": 3.0, "south": 1.0}, months=6, rate=0.1, most=0.9)
    moved = 80 * (1 - 0.9**6)
    assert found.to == {"north": pytest.approx(0.75 * moved), "south": pytest.approx(0.25 * moved)}
    assert found.stays + sum(found.to.values()) + found.stopped == pytest.approx(100.0)
    assert sum(shifted(100.0, 0.8, {"north": 1.0}, months=600, rate=0.1, most=0.9).to.values()) == pytest.approx(72.0)
    assert shifted(100.0, 0.8, {}, months=6, rate=0.5).stopped == pytest.approx(80.0)
    for wrong in ({"cut": 1.5, "rate": 0.1}, {"cut": 0.5, "rate": -0.1}):
        with pytest.raises(ValueError, match="not from 0 to 1"):
            shifted(1.0, neighbours={}, months=1, **wrong)
    with pytest.raises(ValueError, match="not from 0 to 1"):
        Rates(2.0, 0.0, 0.0, 0.0)
