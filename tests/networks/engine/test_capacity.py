"""Complete chains are counted and broken as trying all of them would; nobody protected is removed."""

from __future__ import annotations

import random
from itertools import combinations, pairwise, product
from typing import Any

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.capacity import (
    SCRIPT,
    STAGES_OF_ROLE,
    after_each,
    breaking,
    capacity,
    interdicting,
    packing,
    parts_of,
    surviving,
    worth_finding_out,
)
from manara.networks.engine.dismantling import Network, network
from manara.networks.engine.doubt import ensemble
from manara.networks.engine.roles import ROLES

STAGES = ("recruiting", "transport", "sea")
Parts = dict[str, set[str]]


def drawn(seed: int) -> tuple[list[tuple[str, str, float]], Parts, dict[str, float]]:
    draw = random.Random(seed)
    names = [f"p{number}" for number in range(8)]
    ties = [(draw.choice(names), draw.choice(names), 1.0) for _ in range(14)] + [(name, name, 1.0) for name in names]
    parts = {name: set(draw.sample(STAGES, draw.choice([0, 1, 1, 2]))) for name in names}
    return ties, parts, {name: draw.choice([1.0, 2.0, 5.0]) for name in names}


def chains(ties: list[tuple[str, str, float]], parts: Parts) -> list[frozenset[str]]:
    """Who has a part in each complete chain, by trying everybody at every stage."""
    tied = {frozenset(tie[:2]) for tie in ties}
    doers = [[name for name in parts if stage in parts[name]] for stage in STAGES]
    return [
        frozenset(chain)
        for chain in product(*doers)
        if all(one == other or frozenset((one, other)) in tied for one, other in pairwise(chain))
    ]


@pytest.mark.parametrize("seed", range(25))
def test_chains_are_broken_by_the_cheapest_set_of_all(seed: int) -> None:
    ties, parts, costs = drawn(seed)
    protected = {"p0", "p1"} if seed % 2 else set()
    graph = network(ties, costs=costs, protected=protected)
    every = chains(ties, parts)
    free = [name for name in graph.names if name not in protected]
    sets = [few for size in range(len(free) + 1) for few in combinations(free, size)
            if all(set(few) & chain for chain in every)]  # fmt: skip
    found = breaking(graph, parts, stages=STAGES)
    assert found.possible == bool(sets)
    assert (found.before.chains > 0) == bool(every)
    for stage, many in found.before.stages.items():
        at = STAGES.index(stage)
        tied = {frozenset(tie[:2]) for tie in ties}
        doers = [[name for name in parts if each in parts[name]] for each in STAGES]
        in_chain = {
            chain[at] for chain in product(*doers)
            if all(one == other or frozenset((one, other)) in tied for one, other in pairwise(chain))
        }
        assert many == len(in_chain)
    if sets:
        assert found.cost == pytest.approx(min(sum(costs[name] for name in few) for few in sets))
        assert found.proved
        assert not {step.name for step in found.steps} & protected
        if found.steps:
            assert found.steps[-1].left.chains == 0
            left = [found.before.chains, *(step.left.chains for step in found.steps)]
            assert left == sorted(left, reverse=True)
            assert after_each(graph, [step.name for step in found.steps], parts, stages=STAGES)[-1].chains == 0
    elif found.steps:
        left = capacity_without(ties, parts, [step.name for step in found.steps])
        assert left == found.steps[-1].left.chains > 0
        assert not {step.name for step in found.steps} & protected


def capacity_without(ties: list[tuple[str, str, float]], parts: Parts, gone: list[str]) -> float:
    """The chains of the others, reckoned on a network that never had those who are gone."""
    left = [tie for tie in ties if not set(tie[:2]) & set(gone)]
    graph = network(left)
    return capacity(graph, {name: own for name, own in parts.items() if name in graph.names}, stages=STAGES).chains


@pytest.mark.parametrize("seed", range(12))
def test_a_budget_that_breaks_not_all_leaves_as_few_chains_as_any_set_within_it(seed: int) -> None:
    ties, parts, costs = drawn(seed)
    protected = {"p0"}
    graph = network(ties, costs=costs, protected=protected)
    whole = breaking(graph, parts, stages=STAGES)
    for budget in (0.0, 1.0, 2.0, 4.0, 6.0):
        found = breaking(graph, parts, stages=STAGES, budget=budget)
        assert found.cost <= budget + 1e-9
        assert not {step.name for step in found.steps} & protected
        free = [name for name in graph.names if name not in protected]
        assert found.proved
        least = min(
            capacity_without(ties, parts, list(few))
            for size in range(len(free) + 1) for few in combinations(free, size) if sum(costs[name] for name in few) <= budget
        )
        left = found.steps[-1].left.chains if found.steps else found.before.chains
        assert left == least
        cheapest = min(
            sum(costs[name] for name in few)
            for size in range(len(free) + 1) for few in combinations(free, size)
            if sum(costs[name] for name in few) <= budget and capacity_without(ties, parts, list(few)) == least
        )
        assert found.cost == cheapest
        if whole.possible and whole.cost <= budget:
            assert found.possible


def test_what_is_left_of_each_stage_and_where_the_chain_breaks_is_said() -> None:
    ties = [("r1", "d", 1.0), ("r2", "d", 1.0), ("d", "c1", 1.0), ("d", "c2", 1.0), ("far", "farther", 1.0)]
    parts = {"r1": {"recruiting"}, "r2": {"recruiting"}, "d": {"transport"}, "c1": {"sea"}, "c2": {"sea"}, "far": {"transport"}}
    before, after = after_each(network(ties), ["d"], parts, stages=STAGES)
    assert before.able == {"recruiting": 2, "transport": 2, "sea": 2}
    assert before.stages["transport"] == 1 and before.breaks == ""
    assert after.able == {"recruiting": 2, "transport": 1, "sea": 2}, "who is left can do it still, but nobody hands over"
    assert after.breaks == "transport" and after.chains == 0


def test_over_networks_as_they_may_be_a_chain_runs_as_often_as_its_ties_are_there() -> None:
    graph = network([("r", "d", 0.5), ("d", "c", 0.5), ("r", "x", 1.0)])
    parts = {"r": {"recruiting"}, "d": {"transport"}, "c": {"sea"}}
    survives = surviving(graph, ["x", "d"], parts, ensemble(graph, many=400), stages=STAGES)
    assert survives[0] == survives[1] == pytest.approx(0.25, abs=0.07)
    assert survives[2] == 0.0
    with pytest.raises(Problem):
        surviving(network([("r", "d", 1.0)], protected=["d"]), ["d"], {"r": {"sea"}}, ensemble(graph), stages=("sea",))


def test_a_tie_without_which_the_break_is_cheaper_is_worth_finding_out_and_none_to_the_protected() -> None:
    # Two ways from the recruiter to the captain: the dear one rests on a tie in doubt.
    ties = [("r", "d1", 1.0), ("d1", "c", 1.0), ("r", "d2", 0.4), ("d2", "c", 1.0)]
    costs = {"r": 9.0, "c": 9.0, "d1": 2.0, "d2": 5.0}
    parts = {"r": {"recruiting"}, "d1": {"transport"}, "d2": {"transport"}, "c": {"sea"}}
    (found,) = worth_finding_out(network(ties, costs=costs), parts, stages=STAGES)
    assert set(found.tie) == {"d2", "r"} and found.value == pytest.approx(0.6 * 5.0) and found.share == pytest.approx(3.0 / 7.0)
    assert worth_finding_out(network(ties, costs=costs, protected=["d2"]), parts, stages=STAGES) == ()
    assert worth_finding_out(network([tie for tie in ties if tie[2] == 1.0]), {"r": {"recruiting"}}, stages=STAGES) == ()


def test_the_tie_on_which_a_man_alone_has_to_be_reached_is_tried_before_those_that_are_more_in_doubt() -> None:
    # Behind one man thirty ties in doubt, without any of which he is still needed; another is needed for a single tie.
    ties = [("r", "d1", 1.0), ("d1", "c", 1.0), ("r", "d2", 0.9), ("d2", "c", 1.0)]
    parts = {"r": {"recruiting"}, "d1": {"transport"}, "d2": {"transport"}, "c": {"sea"}}
    for number in range(30):
        ties.append(("d1", f"c{number}", 0.5))
        parts[f"c{number}"] = {"sea"}
    costs = {"r": 99.0, "c": 99.0, "d1": 2.0, "d2": 2.0, **{f"c{number}": 99.0 for number in range(30)}}
    (found,) = worth_finding_out(network(ties, costs=costs), parts, stages=STAGES, most=1)
    assert set(found.tie) == {"r", "d2"} and found.value == pytest.approx(0.1 * 2.0)


def most_apart(sets: set[frozenset[str]]) -> int:
    """The most of these sets that share nobody, by trying all."""
    least = sorted((one for one in sets if not any(other < one for other in sets)), key=sorted)

    def more(place: int, taken: frozenset[str]) -> int:
        return max(
            (1 + more(at + 1, taken | own) for at, own in enumerate(least[place:], place) if not own & taken), default=0
        )

    return more(0, frozenset())


@pytest.mark.parametrize("seed", range(40))
def test_as_many_chains_run_side_by_side_as_share_nobody(seed: int) -> None:
    ties, parts, _costs = drawn(seed)
    found = capacity(network(ties), parts, stages=STAGES)
    assert found.counted and found.chains == most_apart(set(chains(ties, parts)))


@pytest.mark.parametrize("seed", range(25))
def test_with_anybody_between_as_many_chains_run_as_groups_that_hang_together_and_do_all(seed: int) -> None:
    ties, parts, _costs = drawn(seed)
    graph = network(ties)

    def hangs_together(group: frozenset[str]) -> bool:
        seen, front = {min(group)}, [min(group)]
        while front:
            one = front.pop()
            more = {name for pair in ties if one in pair[:2] for name in pair[:2]} & group - seen
            seen |= more
            front += more
        return seen == group

    groups = {
        frozenset(few) for size in range(1, len(graph.names) + 1) for few in combinations(graph.names, size)
        if set(STAGES) <= {stage for name in few for stage in parts[name]} and hangs_together(frozenset(few))
    }  # fmt: skip
    found = capacity(graph, {name: parts[name] for name in graph.names}, stages=STAGES, anybody=True)
    assert found.counted and found.chains == most_apart(groups)


def test_whoever_has_two_parts_that_do_not_follow_each_other_is_one_person_in_one_chain() -> None:
    ties = [("p0", "p1"), ("p0", "p3"), ("p1", "p3"), ("p1", "p4"), ("p2", "p4"), ("p3", "p4")]
    parts = {"p0": {"recruiting", "landing"}, "p1": {"landing"}, "p2": {"recruiting"}, "p3": {"transport"}, "p4": {"transport"}}
    found = capacity(network([(*tie, 1.0) for tie in ties]), parts, stages=("recruiting", "transport", "landing"))
    assert found.counted and found.chains == 2
    # Each of two recruits and receives, his driver between: two chains, though a chain comes to each of them twice.
    ties = [(f"{who}{side}", f"d{side}") for who in "r" for side in "12"]
    parts = {f"r{side}": {"recruiting", "landing"} for side in "12"} | {f"d{side}": {"transport"} for side in "12"}
    found = capacity(network([(*tie, 1.0) for tie in ties]), parts, stages=("recruiting", "transport", "landing"))
    assert found.counted and found.chains == 2


def test_without_time_to_count_them_there_are_at_least_so_many_and_no_step_adds_one() -> None:
    draw = random.Random(5)
    names = [f"p{number}" for number in range(300)]
    graph = network([(draw.choice(names), draw.choice(names), 1.0) for _tie in range(900)])
    parts = {name: {stage for stage in STAGES if draw.random() < 0.25} for name in graph.names}
    hasty = breaking(graph, parts, stages=STAGES, seconds=0.0)
    assert not hasty.proved and not hasty.before.counted and hasty.possible and hasty.steps[-1].left.counted
    whole = breaking(graph, parts, stages=STAGES, seconds=60.0)
    assert whole.proved and whole.cost <= hasty.cost
    for found in (hasty, whole):
        left = [found.before.chains, *(step.left.chains for step in found.steps)]
        assert all(then <= now <= then + 1 for now, then in pairwise(left)) and left[0] <= len(found.steps)
    assert 0 < hasty.before.chains <= whole.before.chains


@pytest.mark.parametrize("where", ["most", "at_once"])
def test_who_stops_it_while_chains_are_counted_has_the_break_that_was_found(
    monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    draw = random.Random(3)
    names = [f"p{number}" for number in range(60)]
    graph = network([(draw.choice(names), draw.choice(names), 1.0) for _tie in range(150)])
    parts = {name: {stage for stage in STAGES if draw.random() < 0.3} for name in graph.names}
    whole = breaking(graph, parts, stages=STAGES)
    done, stops = getattr(packing, where), [True]

    def stopped(*of: Any) -> packing.Packing:
        if stops and stops.pop():
            raise KeyboardInterrupt
        found: packing.Packing = done(*of)
        return found

    monkeypatch.setattr(packing, where, stopped)
    monkeypatch.setattr(interdicting, "_ORDERING", 0)
    found = breaking(graph, parts, stages=STAGES)
    assert not stops and found.stopped and found.possible and found.cost == whole.cost
    assert found.before.chains <= whole.before.chains and found.steps[-1].left.chains == 0


def test_with_anybody_between_a_route_works_as_long_as_somebody_ties_its_stages_together() -> None:
    ties = [("recruiter", "cousin", 1.0), ("cousin", "driver", 1.0), ("driver", "friend", 1.0), ("friend", "captain", 1.0)]
    parts = {"recruiter": {"recruiting"}, "driver": {"transport"}, "captain": {"sea"}}
    graph = network(ties, protected=["recruiter", "driver", "captain", "cousin"])
    assert capacity(graph, parts, stages=STAGES).chains == 0
    assert capacity(graph, parts, stages=STAGES, anybody=True).chains == pytest.approx(1)
    assert [step.name for step in breaking(graph, parts, stages=STAGES, anybody=True).steps] == ["friend"]


def test_a_stage_that_nobody_does_is_a_gap_and_a_captain_is_no_organiser() -> None:
    graph = network([("a", "b", 1.0)])
    found = capacity(graph, {"a": {"recruiting"}, "b": {"sea"}}, stages=STAGES)
    assert found.chains == 0
    assert found.stages == {"recruiting": 0, "transport": 0, "sea": 0}
    parts = parts_of({"a": ["captain", "recruiter"], "b": ["financier"], "c": ["organiser"]})
    assert parts == {"a": {"sea", "recruiting"}, "b": set(), "c": set()}
    assert {stage for stages in STAGES_OF_ROLE.values() for stage in stages} <= set(SCRIPT)
    assert set(STAGES_OF_ROLE) <= set(ROLES), "as the vocabulary has them"


def test_what_makes_no_sense_is_refused() -> None:
    graph: Network = network([("a", "b", 1.0)], protected=["a"])
    with pytest.raises(ValueError, match="no stage"):
        capacity(graph, {"a": {"flying"}})
    with pytest.raises(ValueError, match="no tie"):
        capacity(graph, {"z": {"sea"}})
    with pytest.raises(ValueError, match="each once"):
        capacity(graph, {}, stages=("sea", "sea"))
    with pytest.raises(Problem):
        after_each(graph, ["a"], {})
    with pytest.raises(ValueError, match="budget"):
        breaking(graph, {}, budget=-1.0)
    assert capacity(network([]), {}).chains == 0
