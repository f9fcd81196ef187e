"""Targets come from a network by one function, and no output holds a protected person, whatever was merged or learned."""

from __future__ import annotations

import random
import uuid

import pytest

from manara.networks.engine.dismantling import dismantle
from manara.networks.engine.ties import Chosen, Graph, NotToBeNamed, Targets, people_of, targets_of
from tests.networks.engine.ties.drawn import known, node, story


@pytest.mark.parametrize("start", range(0, 300, 60))
def test_no_output_of_random_networks_holds_a_protected_person(start: int) -> None:
    planned = 0
    for seed in range(start, start + 60):
        told = story(seed)
        for _edit in range(3):
            told.edit()
            shielded = told.shielded()
            found = targets_of(people_of(told.graph()), shielded)
            of_name = {str(person.public_id): set(person.ids) for person in found.people.persons}
            plan = dismantle(found.network(), until=0.3, moves=20, seconds=1.0, seed=seed)
            names = [step.name for step in plan.steps]
            planned += len(names)
            ranked = [name for name, _score in found.ranked(dict.fromkeys(found.people.names, 1.0))]
            for name in (*names, *ranked, *map(str, found.choose(names).persons)):
                assert not of_name[name] & shielded, seed
                assert found.people.persons[found.people.names.index(name)].schema == "Person"
            for name in found.spared:
                with pytest.raises(NotToBeNamed):
                    found.choose([name])
    assert planned > 100


def test_there_is_no_other_way_to_targets() -> None:
    people = people_of(Graph({"a": node("a", 1)}, (), {}))
    with pytest.raises(TypeError):
        Targets(people, frozenset())
    with pytest.raises(TypeError):
        Chosen((uuid.uuid4(),))
    with pytest.raises(TypeError):
        Chosen((uuid.uuid4(),), object())
    with pytest.raises(NotToBeNamed):
        targets_of(people, ()).choose([str(uuid.uuid4())])


def test_one_protected_entity_spares_the_whole_person_and_things_are_no_targets() -> None:
    nodes = {
        "a": node("a", 1, 7),
        "b": node("b", 2),
        "o": node("o", 3, schema="Organization"),
        "l": node("l", 4, schema="LegalEntity"),
    }
    people = people_of(Graph(nodes, (known("a", "b"), known("b", "l")), {}))
    found = targets_of(people, [7])
    assert len(found) == 1 and found.ranked(dict.fromkeys(people.names, 0.5)) == [(str(nodes["b"].public_id), 0.5)]
    assert found.network().protected.sum() == 2
    assert len(found.network({str(uuid.uuid4()): 3.0})) == 3, "a cost of somebody without a tie falls away"


def test_who_is_protected_goes_on_holding_the_network_together() -> None:
    nodes = {one: node(one, number) for number, one in enumerate("abcde", 1)}
    ties = (known("a", "b"), known("b", "c"), known("c", "d"), known("d", "e"))
    plan = dismantle(targets_of(people_of(Graph(nodes, ties, {})), [3]).network(), until=0.5, moves=50, seed=1)
    middle = str(nodes["c"].public_id)
    assert plan.steps and middle not in {step.name for step in plan.steps}
    free = dismantle(targets_of(people_of(Graph(nodes, ties, {})), []).network(), until=0.5, moves=50, seed=1)
    assert free.steps[0].name == middle and random.Random(0)
