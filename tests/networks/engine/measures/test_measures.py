"""Each measure is what its definition says, tried by counting on small networks; nobody protected has a row."""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.kernels.paths import add_betweenness
from manara.networks.engine.measures import WORDS, afterwards, bridges, charted, key_players, measures, ways
from manara.networks.engine.measures.communities import _together, communities, modularity
from manara.networks.engine.measures.ways import betweenness
from manara.networks.engine.sampling import both_ways

Beside = dict[str, set[str]]


def drawn(people: int, ties: int, draw: random.Random) -> list[tuple[str, str, float, float]]:
    names = [f"p{number}" for number in range(people)]
    return [(draw.choice(names), draw.choice(names), float(draw.randrange(1, 4)), 1.0) for _ in range(ties)]


def beside_of(ties: Iterable[Sequence]) -> Beside:
    found: Beside = {}
    for one, other, *_rest in ties:
        found.setdefault(one, set())
        found.setdefault(other, set())
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return found


def distances(beside: Beside, start: str, gone: frozenset[str] = frozenset()) -> dict[str, int]:
    found, ring = {start: 0}, [start]
    while ring:
        ring = [other for one in ring for other in beside[one] if other not in found and other not in gone
                for _once in [found.setdefault(other, found[one] + 1)]]  # fmt: skip
    return found


def joined(beside: Beside, gone: frozenset[str] = frozenset()) -> int:
    return sum(len(distances(beside, one, gone)) - 1 for one in beside if one not in gone) // 2


def lying_between(beside: Beside, one: str) -> float:
    """The share of pairs of others whose shortest ways lead over `one`, each way counted for its part."""
    total, others = 0.0, [name for name in beside if name != one]
    for source, target in combinations(others, 2):
        ways = every_way(beside, source, target)
        if ways:
            total += sum(one in way for way in ways) / len(ways)
    return total / math.comb(len(others), 2)


def every_way(beside: Beside, source: str, target: str) -> list[list[str]]:
    far = distances(beside, target)
    if source not in far:
        return []
    ways = [[source]]
    while ways[0][-1] != target:
        ways = [[*way, other] for way in ways for other in beside[way[-1]] if far.get(other, 99) == far[way[-1]] - 1]
    return ways


@pytest.mark.parametrize("seed", range(15))
def test_every_measure_is_what_its_definition_says(seed: int) -> None:
    draw = random.Random(seed)
    ties = drawn(9, draw.randrange(8, 22), draw)
    groups = {f"p{number}": draw.choice("xyz") for number in range(7)}
    beside = beside_of(ties)
    found = measures(charted(ties), groups=groups)
    weight: dict[frozenset[str], float] = {}
    for one, other, each, _probability in ties:
        if one != other:
            weight[frozenset((one, other))] = weight.get(frozenset((one, other)), 0.0) + each
    strength = {name: sum(value for pair, value in weight.items() if name in pair) for name in beside}
    others = math.comb(len(beside) - 1, 2)
    for row in found.rows():
        name, near = row.name, beside[row.name]
        assert row["degree"].value == len(near)
        assert row["strength"].value == strength[name]
        assert row["betweenness"].value == pytest.approx(lying_between(beside, name))
        before = joined(beside) - (len(distances(beside, name)) - 1)
        assert row["fragmentation"].value == pytest.approx((before - joined(beside, frozenset([name]))) / others)
        assert row["cut_point"].value == (before > joined(beside, frozenset([name])))
        assert row["reach"].value == sum(1 <= far <= 2 for far in distances(beside, name).values())
        among = sum(other in beside[one] for one, other in combinations(near, 2))
        assert row["effective_size"].value == pytest.approx(len(near) - (2 * among / len(near) if near else 0))
        assert row["core"].value == max(k for k in range(len(beside)) if name in peeled(beside, k))
        if near:
            def part(one: str, other: str) -> float:
                return weight.get(frozenset((one, other)), 0.0) / strength[one] if one != other else 0.0
            hemmed = sum(
                (part(name, other) + sum(part(name, by) * part(by, other) for by in near)) ** 2 for other in near
            )
            assert row["constraint"].value == pytest.approx(hemmed)
        else:
            assert math.isnan(row["constraint"].value)
        linked = [row[role].value for role in ("coordinator", "itinerant", "gatekeeper", "liaison")]
        assert linked == brokered(beside, groups, name) if name in groups else all(map(math.isnan, linked))


def peeled(beside: Beside, least: int) -> set[str]:
    stay = set(beside)
    while weak := {name for name in stay if len(beside[name] & stay) < least}:
        stay -= weak
    return stay


def brokered(beside: Beside, groups: dict[str, str], name: str) -> list[int]:
    found = [0, 0, 0, 0]
    for one, other in combinations(beside[name], 2):
        own = groups.get(name)
        if other in beside[one] or not (own and one in groups and other in groups):
            continue
        if groups[one] == groups[other]:
            found[0 if groups[one] == own else 1] += 1
        else:
            found[2 if own in (groups[one], groups[other]) else 3] += 1
    return found


@pytest.mark.parametrize("seed", range(10))
def test_bridges_are_the_ties_that_alone_hold_two_parts(seed: int) -> None:
    draw = random.Random(seed)
    ties = drawn(10, 12, draw)
    beside = beside_of(ties)
    expected = set()
    for one, other in {tuple(sorted(tie[:2])) for tie in ties if tie[0] != tie[1]}:
        beside[one].discard(other)
        beside[other].discard(one)
        sides = sorted((len(distances(beside, one)), len(distances(beside, other))))
        if other not in distances(beside, one):
            expected.add((frozenset((one, other)), *sides))
        beside[one].add(other)
        beside[other].add(one)
    found = {(frozenset((each.one, each.other)), each.smaller, each.larger) for each in bridges(charted(ties).graph)}
    assert found == expected


@pytest.mark.parametrize("seed", range(8))
def test_key_players_are_the_best_of_all_sets_where_they_say_so(seed: int) -> None:
    draw = random.Random(seed)
    ties = drawn(11, 18, draw)
    beside, graph = beside_of(ties), charted(ties).graph
    best = min(joined(beside, frozenset(few)) for few in combinations(beside, 2))
    found = key_players(graph, 2)
    stay = math.comb(len(beside) - 2, 2)
    assert found.share == pytest.approx(1 - joined(beside, frozenset(found.names)) / stay)
    assert joined(beside, frozenset(found.names)) == best and found.best
    three = key_players(graph, 3)
    assert three.best
    assert joined(beside, frozenset(three.names)) == min(joined(beside, frozenset(few)) for few in combinations(beside, 3))
    widest = max(len(set(within_two(beside, one)) | set(within_two(beside, other))) for one, other in combinations(beside, 2))
    reaching = key_players(graph, 2, "reach")
    covered = {name for one in reaching.names for name in within_two(beside, one)}
    assert reaching.share == pytest.approx(len(covered) / len(beside))
    assert len(covered) >= 0.63 * widest and not reaching.best and key_players(graph, 1, "reach").best


def within_two(beside: Beside, one: str) -> list[str]:
    return [name for name, far in distances(beside, one).items() if far <= 2]


def test_two_cliques_and_what_ties_them_are_read_as_one_would() -> None:
    cliques = [(f"{side}{one}", f"{side}{other}", 1.0, 1.0) for side in "ab" for one, other in combinations(range(5), 2)]
    chart = charted([*cliques, ("a0", "go-between", 1.0, 1.0), ("go-between", "b0", 1.0, 1.0)])
    found = {row.name: row for row in measures(chart).rows()}
    assert max(found, key=lambda name: found[name]["betweenness"].value) == "go-between"
    assert found["go-between"]["fragmentation"].value == pytest.approx(25 / 45)
    assert found["a3"]["core"].value == 4
    assert found["go-between"]["core"].value == 2
    assert len({found[f"a{number}"]["community"].value for number in range(5)}) == 1
    assert found["a1"]["community"].value != found["b1"]["community"].value
    assert {frozenset((bridge.one, bridge.other)) for bridge in bridges(chart.graph)} == {
        frozenset(("a0", "go-between")), frozenset(("b0", "go-between"))
    }  # fmt: skip


def test_who_becomes_important_is_whom_the_others_then_go_over() -> None:
    ring = [(f"r{number}", f"r{(number + 1) % 8}", 1.0, 1.0) for number in range(8)]
    graph = charted([*ring, *((f"r{number}", "hub", 1.0, 1.0) for number in range(0, 8, 2))]).graph
    changes = afterwards(graph, ["hub"])
    assert {change.name for change in changes} <= {f"r{number}" for number in range(8)}
    assert all(change.after > change.before for change in changes)
    without = {row.name: row for row in measures(charted(ring)).rows()}
    pairs = math.comb(7, 2) / math.comb(8, 2)  # shares are of all pairs of the network as it was
    assert changes[0].after == pytest.approx(without[changes[0].name]["betweenness"].value * pairs)


@pytest.mark.parametrize("seed", range(5))
def test_groups_are_connected_and_no_single_move_betters_them(seed: int) -> None:
    draw = random.Random(seed)
    ties = [(f"p{one}", f"p{other}", 1.0, 1.0) for one, other in combinations(range(60), 2)
            if draw.random() < (0.35 if one % 4 == other % 4 else 0.02)]  # fmt: skip
    chart = charted(ties)
    graph = chart.graph
    group = communities(graph.starts, graph.neighbours, chart.weights, seed=seed)
    reached = modularity(graph.starts, graph.neighbours, chart.weights, group)
    planted = np.array([int(name[1:]) % 4 for name in graph.names], np.int32)
    assert reached >= modularity(graph.starts, graph.neighbours, chart.weights, planted) - 1e-9
    beside = beside_of(ties)
    for label in set(group.tolist()):
        members = {graph.names[at] for at in np.flatnonzero(group == label)}
        inside = {name: beside[name] & members for name in members}
        assert len(distances(inside, next(iter(members)))) == len(members)
    for at in range(len(graph)):
        for label in set(group.tolist()):
            other = group.copy()
            other[at] = label
            assert modularity(graph.starts, graph.neighbours, chart.weights, other) <= reached + 1e-9


def test_groups_of_a_large_network_are_found_though_rounds_end_early() -> None:
    draw, people, many = np.random.default_rng(0), 100_000, 1_000
    one = draw.integers(0, people, 500_000)
    own = draw.random(len(one)) < 0.7
    other = np.where(own, one % many + many * draw.integers(0, people // many, len(one)), draw.integers(0, people, len(one)))
    starts, neighbours, _which = both_ways(people, *(each[one != other].astype(np.int32) for each in (one, other)))
    weights, told = np.ones(len(neighbours)), list[float]()
    group = communities(starts, neighbours, weights, tell=told.append)
    planted = modularity(starts, neighbours, weights, (np.arange(people) % many).astype(np.int32))
    assert modularity(starts, neighbours, weights, group) > planted - 0.005
    assert 1 <= len(told) < 10
    assert np.array_equal(group, communities(starts, neighbours, weights))


@pytest.mark.parametrize("seed", range(3))
def test_people_joined_to_parts_keep_the_weight_of_all_ties(seed: int) -> None:
    draw = np.random.default_rng(seed)
    starts, neighbours, which = both_ways(40, *draw.integers(0, 40, (2, 150), np.int32))
    weights, part = draw.random(150)[which], draw.permutation(np.arange(40) % 7).astype(np.int32)
    kept = _together((starts, neighbours, weights), part)
    expected, found = np.zeros((7, 7)), np.zeros((7, 7))
    np.add.at(expected, (part[np.repeat(np.arange(40), np.diff(starts))], part[neighbours]), weights)
    np.add.at(found, (np.repeat(np.arange(7), np.diff(kept[0])), kept[1]), kept[2])
    assert found == pytest.approx(expected)
    assert all(len(set(own)) == len(own) for own in np.split(kept[1], kept[0][1:-1]))


def test_each_part_of_the_work_is_told() -> None:
    told: list[tuple[float, str]] = []
    measures(charted(drawn(30, 60, random.Random(4))), tell=lambda done, what: told.append((done, what)))
    named = list(dict.fromkeys(what for _done, what in told))
    assert named[:6] == [
        "shortest ways", "what holds it together", "reach and cores", "structural holes", "groups", "brokers"
    ]  # fmt: skip
    assert all(0.0 <= done <= 1.0 for done, _what in told)


def test_sampled_betweenness_is_near_the_exact_one_and_says_how_near() -> None:
    draw = random.Random(1)
    graph = charted(drawn(400, 1_000, draw)).graph
    exact = betweenness(graph.starts, graph.neighbours)
    assert exact.exact
    assert not exact.error.any()
    some, within_two, within_half = exact.share > np.quantile(exact.share, 0.8), [], []
    for seed in range(20):
        sampled = betweenness(graph.starts, graph.neighbours, work=150 * (len(graph) + 2 * graph.ties), seed=seed)
        assert not sampled.exact
        off = np.abs(sampled.share - exact.share)[some]
        within_two.append((off <= 2.0 * sampled.error[some]).mean())
        within_half.append((off <= 0.5 * sampled.error[some]).mean())
    assert np.mean(within_two) > 0.88
    assert np.mean(within_half) < 0.5


def test_betweenness_hears_a_stop_before_the_parts_that_were_begun_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = charted(drawn(1_000, 3_000, random.Random(3))).graph
    begun, walked = threading.Event(), []

    def part(*given: Any) -> None:
        if given[3][0] == 0:  # which thread comes here first is left to chance; the answers are taken in the order of the parts
            add_betweenness(*given)
            return
        begun.set()
        until = time.monotonic() + 20
        while not given[-1][0] and time.monotonic() < until:
            pass
        walked.append(add_betweenness(*given))

    def stopped(_done: float) -> None:
        begun.wait()
        raise KeyboardInterrupt

    monkeypatch.setattr(ways, "add_betweenness", part)
    with pytest.raises(KeyboardInterrupt):
        betweenness(graph.starts, graph.neighbours, tell=stopped)
    assert walked and not any(walked)


def test_ways_from_one_after_another_end_with_a_stop_between() -> None:
    graph = charted(drawn(20_000, 60_000, random.Random(3))).graph
    size, sources, stop = len(graph), np.arange(len(graph), dtype=np.int32), np.zeros(1, np.bool_)
    gone, total, squares = np.zeros(size, np.bool_), np.zeros(size), np.zeros(size)
    with ThreadPoolExecutor(1) as pool:
        walking = pool.submit(add_betweenness, graph.starts, graph.neighbours, gone, sources, total, squares, stop)
        while not total.any():
            pass
        stop[0] = True
        assert 0 < walking.result() < size


def test_doubt_is_carried_to_the_figures() -> None:
    ties = [("hub", f"sure{number}", 1.0, 1.0) for number in range(3)]
    ties += [("hub", f"maybe{number}", 1.0, 0.5) for number in range(20)]
    found = {row.name: row for row in measures(charted(ties), samples=200, seed=1).rows()}
    hub = found["hub"]["degree"]
    assert hub.value == 23
    assert 3 + 5 <= hub.low <= 3 + 8 < 3 + 12 <= hub.high <= 3 + 15
    assert (found["sure0"]["degree"].low, found["sure0"]["degree"].high) == (1.0, 1.0)
    assert (found["maybe0"]["degree"].low, found["maybe0"]["degree"].high) == (0.0, 1.0)
    assert found["hub"]["cut_point"].low == found["hub"]["cut_point"].value
    again = {row.name: row for row in measures(charted(ties), samples=200, seed=1).rows()}
    assert again["hub"] == found["hub"]


def test_who_is_protected_has_no_row_and_is_in_no_list_of_names() -> None:
    draw = random.Random(4)
    ties = drawn(30, 60, draw)
    names = sorted(beside_of(ties))
    protected = draw.sample(names, 12)
    graph = charted(ties, protected=protected)
    assert {row.name for row in measures(graph).rows()} == set(names) - set(protected)
    assert not {end for bridge in bridges(graph.graph) for end in (bridge.one, bridge.other)} & set(protected)
    for kind in ("fragmentation", "reach"):
        assert not set(key_players(graph.graph, 30, kind).names) & set(protected)
    free = next(name for name in names if name not in protected)
    assert not {change.name for change in afterwards(graph.graph, [free])} & set(protected)
    with pytest.raises(Problem) as refused:
        afterwards(graph.graph, [protected[0]])
    assert protected[0] not in str(refused.value)


@pytest.mark.parametrize("ties", [[], [("a", "a", 1.0, 1.0)], [("a", "b", 0.0, 1.0)], [("a", "b", 1.0, 0.0)]])
def test_networks_of_nearly_nothing_have_measures(ties: list) -> None:
    chart = charted(ties)
    found = measures(chart)
    assert len(list(found.rows())) == len(chart.graph)
    assert key_players(chart.graph, 3).share <= 1.0
    assert all(not math.isinf(figure.value) for row in found.rows() for figure in row.figures.values())


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        charted([("a", "b", -1.0, 1.0)])
    with pytest.raises(ValueError, match="must not be below 0"):
        key_players(charted([("a", "b", 1.0, 1.0)]).graph, -1)


def test_every_measure_has_its_sentence() -> None:
    found = measures(charted([("a", "b", 1.0, 1.0)]), groups={"a": "x"})
    assert set(found.values) <= set(WORDS)
    assert all(wording.sentence.endswith(".") for wording in WORDS.values())


def test_both_ways_lists_each_tie_at_both_ends() -> None:
    starts, neighbours, which = both_ways(3, np.array([0, 1], np.int32), np.array([2, 2], np.int32))
    assert starts.tolist() == [0, 1, 2, 4]
    assert neighbours.tolist() == [2, 2, 0, 1]
    assert which.tolist() == [0, 1, 0, 1]
