"""What became known stands in the network, protection is never lost on the way, and planning anew mends what was not seen."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.dismantling import Network, network
from manara.networks.engine.editing import merged, protected_of, ties_of, with_ties, without, without_ties
from manara.networks.engine.replanning import (
    Learned,
    all_ties,
    entered,
    planned_by_search,
    rehearsed,
    replanned,
    ties_of_contacts,
)

CHAIN = [("a", "b", 1.0), ("b", "c", 0.5), ("c", "d", 1.0), ("d", "e", 1.0)]


def pairs(graph: Network) -> dict[frozenset[str], float]:
    return {frozenset(tie[:2]): tie[2] for tie in ties_of(graph) if tie[0] != tie[1]}


def test_ties_become_known_and_people_go() -> None:
    graph = network(CHAIN, costs={"b": 4.0}, protected=["e"])
    after = entered(graph, Learned(("c",), (("b", "c", 1.0), ("b", "d", 0.8), ("f", "e", 1.0), ("d", "e", 0.0))))
    assert pairs(after) == {frozenset("ab"): 1.0, frozenset("bd"): pytest.approx(0.8), frozenset("ef"): 1.0}
    assert set(after.names) == {"a", "b", "d", "e", "f"}
    assert after.costs[after.names.index("b")] == 4.0
    assert protected_of(after) == {"e"}
    assert pairs(without_ties(graph, [("c", "b")])).keys() == {frozenset("ab"), frozenset("cd"), frozenset("de")}
    assert set(without(graph, ["b"]).names) == {"a", "c", "d", "e"}
    assert pairs(with_ties(graph, [("b", "c", 0.9)]))[frozenset("bc")] == pytest.approx(0.9)


def test_whoever_is_one_with_a_protected_person_is_protected() -> None:
    graph = network(CHAIN, costs={"a": 3.0, "d": 2.0}, protected=["a"])
    after = merged(graph, {"a": "x", "x": "d"})
    assert protected_of(after) == {"d"}
    assert "a" not in after.names
    assert after.costs[after.names.index("d")] == 2.0
    assert pairs(after).keys() == {frozenset("bd"), frozenset("bc"), frozenset("cd"), frozenset("de")}
    with pytest.raises(ValueError, match="one with itself"):
        merged(graph, {"a": "b", "b": "a"})


def test_a_protected_person_is_not_entered_as_reached_also_not_through_a_merge() -> None:
    graph = network(CHAIN, protected=["a"])
    for learned in (Learned(("a",)), Learned(("d",), same={"a": "d"}), Learned(("c",), protected=["c"])):
        with pytest.raises(Problem) as refused:
            entered(graph, learned)
        assert refused.value.code == "network-protected"
    with pytest.raises(ValueError, match="no tie"):
        graph.sparing(["nobody"])


def test_the_plan_goes_on_from_there_with_the_threshold_of_the_whole() -> None:
    star = [("hub", f"leaf{number}", 1.0) for number in range(6)]
    graph = network([*star, ("hub", "deputy", 1.0)])
    found = [("deputy", f"hand{number}", 1.0) for number in range(5)]
    after, plan = replanned(graph, Learned(("hub",), tuple(found)), until=0.3)
    assert "hub" not in after.names
    assert plan.names == ("deputy",)


def first_of_the_most_ties(graph: Network, least: float) -> Sequence[str]:
    degree = {name: sum(name in tie[:2] and tie[0] != tie[1] for tie in ties_of(graph)) for name in graph.names}
    return sorted(graph.names, key=lambda name: -degree[name])


def test_planning_anew_with_what_became_known_beats_a_plan_made_once() -> None:
    draw = random.Random(4)
    ties = [(f"{hub}{one}", f"{hub}0", 1.0) for hub in "abcd" for one in range(1, 12)]
    ties += [(f"{one}0", f"{other}0", 1.0) for one, other in combinations("abcd", 2)]
    true = network(ties)
    seen = without_ties(true, [tie[:2] for tie in ties if tie[0].startswith("d") or draw.random() < 0.2])
    blind = rehearsed(true, seen, lambda _true, _seen, _name: (), first_of_the_most_ties, until=0.2)
    knowing = [rehearsed(true, seen, known, first_of_the_most_ties, until=0.2) for known in (ties_of_contacts, all_ties)]
    assert all(each.area < blind.area for each in knowing)
    assert set(knowing[1].names) == {"a0", "b0", "c0", "d0"}
    assert knowing[1].largest[-1] < 0.2 * len(true) <= knowing[1].largest[-2]
    assert knowing[1].area == pytest.approx(sum(knowing[1].largest) / len(true))


def test_a_planner_that_names_a_protected_person_is_stopped() -> None:
    graph = network(CHAIN[:1] + CHAIN[2:], protected=["d"])
    with pytest.raises(Problem):
        rehearsed(graph, graph, all_ties, lambda _graph, _least: ["d"], until=0.3)


def test_the_search_plans_and_where_all_are_protected_nothing_happens() -> None:
    graph = network([(one, other, 1.0) for one, other, _probability in CHAIN])
    assert rehearsed(graph, graph, all_ties, planned_by_search, until=0.5).names == ("c",)
    spared = graph.sparing(graph.names)
    assert rehearsed(spared, spared, all_ties, planned_by_search).names == ()
    assert planned_by_search(network(CHAIN), 2.0)
