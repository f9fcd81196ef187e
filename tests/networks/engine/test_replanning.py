"""What became known stands in the network, protection is never lost on the way, and the plan goes on from there."""

from __future__ import annotations

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.dismantling import Network, network
from manara.networks.engine.editing import merged, protected_of, ties_of, with_ties, without
from manara.networks.engine.replanning import Learned, entered, replanned

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
    assert pairs(with_ties(graph, [("c", "b", 0.0)])).keys() == {frozenset("ab"), frozenset("cd"), frozenset("de")}
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
