"""A measuring names nobody protected and tells only places; what it says is right on small networks that a person can count."""

from __future__ import annotations

import json
from typing import Any

import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine import measured_picture
from manara.networks.engine.measured_picture import Point, Words
from manara.networks.engine.measures import Intervals, charted, measures
from manara.networks.engine.measuring import MOST_PLAYERS, measured, weighed, without, without_the_first
from manara.networks.engine.ties import Graph
from manara.networks.engine.ties.people import people_of
from manara.networks.engine.ties.targets import Targets, targets_of
from tests.networks.engine.ties.drawn import known, node, story


def people(pairs: str, *, spared: tuple[int, ...] = (), probability: float = 0.8) -> Targets:
    """`ab bc`: persons by letters, the first is number 1."""
    letters = sorted(set(pairs.replace(" ", "")))
    numbers = {letter: at for at, letter in enumerate(letters, 1)}
    ties = tuple(known(pair[0], pair[1], probability=probability) for pair in pairs.split())
    return targets_of(people_of(Graph({one: node(one, numbers[one]) for one in letters}, ties, {})), spared)


def places(told: Any) -> list[int]:
    """Every place that is told of, wherever it stands."""
    found = [place for bridge in told["bridges"] for place in bridge[:2]]
    found += [place for sets in told["players"].values() for one in sets for place in one["places"]]
    return found + [place for circle in told["circles"] for place in circle["places"]]


def test_no_measuring_of_random_networks_names_a_protected_person() -> None:
    named = refused = 0
    for seed in range(60):
        told = story(seed)
        for _edit in range(3):
            told.edit()
        found = targets_of(people_of(told.graph()), told.shielded())
        stages = {name: ("land", "sea")[at % 2] for at, name in enumerate(found.people.names) if at % 3}
        measuring = measured(found, stages=stages, seed=seed)
        measuring.intervals.more()
        measuring.tell_intervals()
        grown = without_the_first(measuring, 5, seconds=5.0)
        assert not set(measuring.names) & found.spared, seed
        many = len(measuring.names)
        assert all(0 <= place < many for place in places(measuring.told)), seed
        assert all(len(values) == many for side in ("values", "low", "high") for values in measuring.told[side].values())
        assert all(0 <= line["place"] < many for lines in grown.values() for line in lines)
        said = json.dumps([measuring.told, grown])
        assert not [name for name in found.people.names if name in said], "by numbers alone"
        named += many
        spared = sorted(found.spared & set(measuring.chart.graph.names))
        for name in spared[:1]:
            refused += 1
            with pytest.raises(Problem):
                without(measuring.chart, {name: 0}, name)
    assert named > 200 and refused > 15


def test_the_shape_of_a_network_counts_everybody_and_the_sets_only_whom_they_may() -> None:
    # c holds both triangles; he may not be named.
    measuring = measured(people("ab ac bc cd ce de", spared=(3,)))
    told = measuring.told
    assert (told["people"], told["ties"], told["components"], told["largest"]) == (5, 6, 1, 5)
    assert told["expected"] == pytest.approx(4.8) and told["density"] == pytest.approx(0.6)
    assert len(measuring.names) == 4 and told["values"]["degree"] == [2.0] * 4
    shares = [one["share"] for one in told["players"]["fragmentation"][:2]]
    assert shares == [0.0, 0.0], "without one of them the others stay tied"
    assert len(told["players"]["fragmentation"]) == 5, "four may be named, so no set has five"
    open_to_all = measured(people("ab ac bc cd ce de"))
    first = open_to_all.told["players"]["fragmentation"][1]
    assert first["places"] == [0] and first["share"] == pytest.approx(4 / 6), "c, without whom 4 of 6 pairs are parted"
    assert len(open_to_all.told["players"]["reach"]) == MOST_PLAYERS + 1
    assert open_to_all.told["players"]["reach"][1]["share"] == 1.0


def test_brokers_stand_between_stages_and_between_groups_found() -> None:
    # c ties two of the hub and one of the coast; he stands at the coast himself, and d at no stage.
    pairs = "ac bc cd ce"
    names = people(pairs).people.names
    stages = dict(zip(names, ("hub", "hub", "coast", "", "coast"), strict=True))
    del stages[names[3]]
    measuring = measured(people(pairs), stages=stages)
    at = measuring.names.index(names[2])
    told = measuring.told
    got = {role: told["values"][f"stage_{role}"][at] for role in ("coordinator", "itinerant", "gatekeeper", "liaison")}
    assert got == {"coordinator": 0.0, "itinerant": 1.0, "gatekeeper": 2.0, "liaison": 0.0}
    assert told["values"]["stage_gatekeeper"][measuring.names.index(names[3])] is None, "who has no stage is in no role"
    assert told["at_stage"] == {"hub": 2, "coast": 2} and told["stages"][at] == "coast"
    assert told["values"]["coordinator"][at] == 6.0, "all are of one group"
    measuring.intervals.more()
    measuring.tell_intervals()
    assert measuring.told["low"]["stage_gatekeeper"][at] < 2.0 == measuring.told["high"]["stage_gatekeeper"][at]
    alone = measured(people(pairs), stages={names[0]: "hub", "a stranger": "sea"})
    assert "stage_gatekeeper" not in alone.told["values"] and not alone.told["stages"], "one stage is no two"


def test_ties_weigh_what_their_layers_add_up_to() -> None:
    chart = weighed(people("ab bc"))
    assert chart.weights.tolist() == [1.0] * 4
    assert weighed(people("ab bc ab")).weights.tolist() == [2.0, 2.0, 1.0, 1.0]


def test_intervals_drawn_in_parts_are_those_drawn_at_once() -> None:
    ties = [(f"n{at}", f"n{(at * 5 + 1) % 60}", 1.0, 0.5) for at in range(60)]
    chart = charted(ties)
    whole = measures(chart, samples=12, seed=3)
    parted = Intervals(chart, whole.who, many=12, seed=3)
    while not parted.done:
        before = parted.drawn
        parted.more(seconds=0.0)
        assert parted.drawn > before
        assert parted.bounds()[0]["degree"].shape == (len(whole.who),)
    low, high = parted.bounds()
    assert all((low[name] == whole.low[name]).all() or name == "constraint" for name in low)
    assert (high["degree"] == whole.high["degree"]).all()


def test_the_drawing_is_mirrored_and_numbers_do_not_cover_each_other() -> None:
    points = [Point(2.0, 0.5, 0.1, 0.6, str(number)) for number in range(1, 4)] + [Point(4.0, 0.1, 0.0, 0.1)]
    words = Words("<title>", "ties", "between")
    left, right = measured_picture.plot(points, words), measured_picture.plot(points, words, rtl=True)
    assert "&lt;title&gt;" in left and left != right and left.count('class="lead"') == 2
    assert measured_picture.bar(1.0, 0.0, 2.0, 4.0) != measured_picture.bar(1.0, 0.0, 2.0, 4.0, rtl=True)
    assert measured_picture.plot([], words)
