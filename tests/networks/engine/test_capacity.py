"""Complete chains are counted and broken as trying all of them would; nobody protected is removed."""

from __future__ import annotations

import random
from itertools import combinations, pairwise, product

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.capacity import SCRIPT, STAGES_OF_ROLE, after_each, breaking, capacity, parts_of
from manara.networks.engine.dismantling import Network, network

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
    else:
        assert found.steps == ()


@pytest.mark.parametrize("seed", range(10))
def test_as_many_chains_run_side_by_side_as_share_nobody_or_a_little_more_in_parts(seed: int) -> None:
    ties, parts, _costs = drawn(seed)
    every = chains(ties, parts)
    most = max((many for many in range(5) for few in combinations(set(every), many)
                if sum(map(len, few)) == len(frozenset().union(*few))), default=0)  # fmt: skip
    found = capacity(network(ties), parts, stages=STAGES).chains
    assert most <= found + 1e-6
    assert found <= most * 1.5 + 1e-6


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
    assert capacity(network([]), {}).chains == 0
