"""Planning anew with what became known beats a plan made once, and no planner has a protected person reached."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest

from bench.rehearsals import all_ties, rehearsed, ties_of_contacts
from manara.foundation.engine.problems import Problem
from manara.networks.engine.dismantling import Network, dismantle, network
from manara.networks.engine.editing import ties_of, with_ties


def first_of_the_most_ties(graph: Network, least: float) -> Sequence[str]:
    degree = {name: sum(name in tie[:2] and tie[0] != tie[1] for tie in ties_of(graph)) for name in graph.names}
    return sorted(graph.names, key=lambda name: -degree[name])


def test_planning_anew_with_what_became_known_beats_a_plan_made_once() -> None:
    draw = random.Random(4)
    ties = [(f"{hub}{one}", f"{hub}0", 1.0) for hub in "abcd" for one in range(1, 12)]
    ties += [(f"{one}0", f"{other}0", 1.0) for one, other in combinations("abcd", 2)]
    true = network(ties)
    seen = with_ties(true, [(*tie[:2], 0.0) for tie in ties if tie[0].startswith("d") or draw.random() < 0.2])
    blind = rehearsed(true, seen, lambda _true, _seen, _name: (), first_of_the_most_ties, until=0.2)
    knowing = [rehearsed(true, seen, known, first_of_the_most_ties, until=0.2) for known in (ties_of_contacts, all_ties)]
    assert all(each.area < blind.area for each in knowing)
    assert set(knowing[1].names) == {"a0", "b0", "c0", "d0"}
    assert knowing[1].largest[-1] < 0.2 * len(true) <= knowing[1].largest[-2]
    assert knowing[1].area == pytest.approx(sum(knowing[1].largest) / len(true))


def test_a_planner_that_names_a_protected_person_is_stopped() -> None:
    graph = network([("a", "b", 1.0), ("c", "d", 1.0), ("d", "e", 1.0)], protected=["d"])
    with pytest.raises(Problem):
        rehearsed(graph, graph, all_ties, lambda _graph, _least: ["d"], until=0.3)


def test_the_search_plans_and_where_all_are_protected_nothing_happens() -> None:
    def sought(graph: Network, least: float) -> Sequence[str]:
        return [step.name for step in dismantle(graph, until=least / len(graph), moves=1_000).steps]

    graph = network([(one, other, 1.0) for one, other in pairwise("abcde")])
    assert rehearsed(graph, graph, all_ties, sought, until=0.5).names == ("c",)
    spared = graph.sparing(graph.names)
    assert rehearsed(spared, spared, all_ties, sought).names == ()
