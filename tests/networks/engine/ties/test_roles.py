"""Suggestions of roles say why, carry doubt, and accuse nobody by driving, by being known, or by being protected."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from manara.networks.engine.roles import LEAST, ROLES, STAGE_OF, RoleSaid, suggestions
from manara.networks.engine.roles.suggesting import at_least
from manara.networks.engine.ties import Graph, KnownTie, TieKind
from tests.networks.engine.ties.drawn import known, node


def led(source: str, target: str, kind: TieKind, probability: float = 0.8) -> KnownTie:
    """A tie that leads from one to the other."""
    forward = source < target
    return known(source, target, kind, probability, forward=int(forward), backward=int(not forward))


def found(nodes: str, *ties: KnownTie, said: dict[str, str] | None = None, **schemas: str) -> set[tuple[str, str, str]]:
    """(person, role, code of the first reason) of all that is suggested."""
    told = {one: node(one, number, schema=schemas.get(one, "Person")) for number, one in enumerate(nodes, 1)}
    spoken = [RoleSaid(nodes.index(one) + 1, role, 1, 0.8) for one, role in (said or {}).items()]
    return {(each.one, each.role, each.grounds[0].code) for each in suggestions(Graph(told, ties, {}), spoken)}


def test_many_payments_suggest_a_money_handler_and_remittances_of_the_family_do_not() -> None:
    three = [led(one, "m", TieKind.PAYMENT) for one in "abc"]
    assert found("abcm", *three) == {("m", "money_collector", "payments-received")}
    assert found("abcm", *three[:2]) == set()
    assert found("abcm", *three, known("a", "m", TieKind.FAMILY)) == set()
    assert found("abcm", *(led(one, "m", TieKind.PAYMENT, 0.2) for one in "abc")) == set(), "three doubtful ones are no three"
    unsaid = [known(one, "m", TieKind.PAYMENT, forward=0) for one in "abcd"]
    assert found("abcdm", *unsaid) == {("m", "money_collector", "payments-with")} and found("abcm", *unsaid[:3]) == set()


def test_to_drive_a_boat_makes_nobody_an_organiser() -> None:
    """A captain with a boat of his own, many companions at sea, calls to everybody: a captain is all that is suggested."""
    crew = "abcdefgh"
    ties = [known(one, "z", TieKind.TRAVEL) for one in crew] + [known(one, "z", TieKind.CALL) for one in crew]
    ties += [known("z", "v", TieKind.PROPERTY)]
    assert found(f"{crew}zv", *ties, v="Vessel") == set()
    assert found(f"{crew}zv", *ties, said={"z": "captain"}, v="Vessel") == {("z", "captain", "said")}
    everybody = [known(one, other, TieKind.CALL, 0.95) for one, other in combinations(f"{crew}z", 2)]
    assert found(f"{crew}z", *everybody, said=dict.fromkeys(crew, "guide")) == {(one, "guide", "said") for one in crew}


@pytest.mark.parametrize(
    ("ties", "schemas", "expected"),
    [
        ([led("a", "x", TieKind.LODGING), led("b", "x", TieKind.LODGING)], {}, {("x", "host", "stays-hosted")}),
        ([known("x", "h", TieKind.PROPERTY)], {"h": "SafeHouse"}, {("x", "host", "keeps-house")}),
        ([known("x", "h", TieKind.PROPERTY)], {"h": "VictimShelter"}, set()),
        ([known("x", "v", TieKind.PROPERTY), known("x", "w", TieKind.PROPERTY)], {"v": "Vessel", "w": "Vessel"},
         {("x", "supplier", "boats-owned")}),
        ([known("x", "v", TieKind.PROPERTY)], {"v": "Vessel"}, set()),
        ([known("x", "v", TieKind.PROPERTY), *(known("x", one, TieKind.TRAVEL, 0.9) for one in "abc")], {"v": "Vehicle"},
         {("x", "transporter", "car-and-journeys")}),
        ([known("x", one, TieKind.TRAVEL, 0.9) for one in "abc"], {}, set()),
        ([led("a", "x", TieKind.COMMAND), led("b", "x", TieKind.COMMAND)], {}, set()),
        ([led("x", "p", TieKind.COMMAND), led("a", "x", TieKind.PAYMENT)], {"p": "PublicBody"}, set()),
    ],
)  # fmt: skip
def test_each_rule_needs_what_it_says(
    ties: list[KnownTie], schemas: dict[str, str], expected: set[tuple[str, str, str]]
) -> None:
    assert found("abchpvwx", *ties, **schemas) == expected


def test_organiser_and_official_need_others_who_are_said_to_have_a_role() -> None:
    under = [led(one, "x", TieKind.COMMAND) for one in "ab"]
    roles = {"a": "guide", "b": "lookout"}
    assert ("x", "organiser", "work-for-him") in found("abx", *under, said=roles)
    assert ("x", "organiser", "work-for-him") not in found("abx", *(led("x", one, TieKind.COMMAND) for one in "ab"), said=roles)
    paid = (led("x", "p", TieKind.COMMAND), led("a", "x", TieKind.PAYMENT))
    assert ("x", "complicit_official", "official-paid") in found("apx", *paid, said={"a": "guide"}, p="PublicBody")
    made = [led("x", one, TieKind.PAYMENT) for one in "abc"]
    assert ("x", "financier", "payments-made") in found("abcx", *made, said=dict.fromkeys("abc", "guide"))


def test_whom_one_knows_to_be_protected_is_suggested_for_nothing_and_only_persons_are() -> None:
    nodes = {"a": node("a", 1, 5), "o": node("o", 2, schema="Organization")}
    said = [RoleSaid(5, "guide", 1, 0.9), RoleSaid(2, "guide", 1, 0.9), RoleSaid(9, "guide", 1, 0.9)]
    assert [each.one for each in suggestions(Graph(nodes, (), {}), said)] == ["a"]
    assert suggestions(Graph(nodes, (), {}), said, passed_over=[1]) == []
    assert suggestions(Graph(nodes, (), {}), [RoleSaid(1, "guide", 1, LEAST - 0.01)]) == []
    assert suggestions(Graph(nodes, (), {}), said, only=["o"]) == []


def test_the_strength_is_the_probability_that_enough_of_the_ties_exist() -> None:
    rng = random.Random(3)
    for _draw in range(40):
        given = [rng.random() for _ in range(rng.randrange(1, 8))]
        for needed in range(1, 5):
            exact = 0.0
            for outcome in range(2 ** len(given)):
                bits = [outcome >> at & 1 for at in range(len(given))]
                if sum(bits) >= needed:
                    chance = 1.0
                    for bit, each in zip(bits, given, strict=True):
                        chance *= each if bit else 1.0 - each
                    exact += chance
            assert at_least(needed, given) == pytest.approx(exact)


def test_every_role_of_the_reference_is_there_and_has_words() -> None:
    wanted = {
        "organiser", "financier", "recruiter", "transporter", "guide", "host", "supplier", "captain", "forger",
        "money_collector", "lookout", "complicit_official", "online_advertiser", "community_head",
    }  # fmt: skip
    assert wanted == set(ROLES) and STAGE_OF.keys() <= ROLES.keys()
    assert all(set(words) == {"ar", "fr", "es", "en"} and all(words.values()) for words in ROLES.values())
