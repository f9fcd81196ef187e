"""Layers, probabilities, periods, and how things that people share tie them: each as its sentence says."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from manara.networks.engine.ties import (
    Graph,
    Narrowing,
    TieKind,
    assembled,
    kind_of,
    people_of,
    probability,
    same_probability,
)
from manara.networks.engine.ties.probability import MOST, together
from manara.networks.engine.ties.sureness import sureness
from manara.resolution.engine.grades import INFORMATION, SOURCE, UNKNOWN
from manara.resolution.engine.links import Link
from manara.resolution.engine.sayings import Report
from tests.networks.engine.ties.drawn import known, node

#: ICD 203: the band of words of probability for each grade of the Admiralty's scale, in percent.
ICD_203 = {"1": (95, 99), "2": (80, 95), "3": (55, 80), "4": (20, 45), "5": (5, 20)}


def report(number: int, source: str = "B", information: str = "2", **more: Any) -> Report:
    told = {"agency_id": 1, "source": "", "scheme": "4x4", "occurred": "2026-02-18", **more}
    return Report(
        number,
        uuid.UUID(int=number),
        "",
        "GN",
        told["agency_id"],
        "gn",
        "MR",
        told["source"],
        told["scheme"],
        source,
        information,
        "H1",
        "",
        "",
        date(2026, 3, 1),
        told["occurred"],
        None,
    )


@pytest.mark.parametrize(
    ("schema", "word", "kind"),
    [
        ("Family", "frère", "family"),
        ("Associate", "contact téléphonique", "call"),
        ("Associate", "اتصال هاتفي", "call"),
        ("Associate", "transfert d'argent", "payment"),
        ("Associate", "envío de dinero", "payment"),
        ("Associate", "سفر مشترك", "travel"),
        ("Associate", "viaje conjunto", "travel"),
        ("Associate", "hébergement", "lodging"),
        ("Associate", "إيواء", "lodging"),
        ("Associate", "parentesco", "family"),
        ("Associate", "قرابة", "family"),
        ("Associate", "associé présumé", "acquaintance"),
        ("Associate", "travaille pour", "command"),
        ("UnknownLink", "يعمل لدى", "command"),
        ("UnknownLink", "", "other"),
        ("Associate", "recalled nothing", "acquaintance"),
        ("PhoneUse", "", "shared"),
        ("Passport", "", "shared"),
        ("Vessel", "", "property"),
        ("Trip", "", "travel"),
        ("NetworkRole", "guide", "membership"),
        ("NoSuchSchema", "", "other"),
    ],
)
def test_a_tie_is_in_the_layer_of_its_schema_and_of_its_word(schema: str, word: str, kind: str) -> None:
    assert kind_of(schema, word) == kind


def test_the_figures_of_the_grades_lie_in_the_bands_of_their_words() -> None:
    for grade, (low, high) in ICD_203.items():
        assert low <= round(100 * INFORMATION["6x6"][grade]) <= high
    for scheme, sources in SOURCE.items():
        for source, trust in sources.items():
            given = [probability(scheme, source, information) for information in INFORMATION[scheme]]
            assert all(0 < each <= MOST for each in given)
            highest = max(INFORMATION[scheme].values())
            assert given[0] == max(given) == pytest.approx(trust * highest + (1 - trust) * UNKNOWN)


def test_a_better_grade_never_makes_a_tie_less_probable_and_an_assessment_always_does() -> None:
    assert (
        probability("4x4", "A", "1")
        > probability("4x4", "B", "2")
        > probability("4x4", "C", "3")
        > probability("4x4", "X", "4")
    )
    assert probability("3x5x2", "1", "E") < probability("3x5x2", "3", "E"), (
        "a good source's doubt says more than a bad one's"
    )
    assert probability("", "", "") == UNKNOWN and probability("4x4", "z", "9") == UNKNOWN
    assert probability("4x4", "A", "1", kind="assessment") == pytest.approx(0.7 * probability("4x4", "A", "1"))
    assert together([0.99] * 9) == MOST and together([]) == 0.0


def test_reports_of_one_source_are_one_word_and_those_of_others_take_away_doubt() -> None:
    nodes = {"a": node("a", 1), "b": node("b", 2)}
    links = [Link(1, 2, "Associate", "", 10 + number, number) for number in (1, 2, 3)]
    alone = assembled(links[:1], nodes, {1: report(1)}, {})[0].probability
    assert alone == pytest.approx(probability("4x4", "B", "2"))
    of_one = {number: report(number, source="B", agency_id=4) for number in (1, 2, 3)}
    named = {number: Report(**{**_fields(each), "source": "S-1"}) for number, each in of_one.items()}
    assert assembled(links, nodes, named, {})[0].probability == pytest.approx(alone)
    several = assembled(links, nodes, of_one, {})[0]
    assert several.probability == pytest.approx(min(MOST, 1 - (1 - alone) ** 3)) and several.strength == 3
    assert assembled(links, nodes, {}, {}) == (), "of a report that isn't his nothing is drawn"


def _fields(each: Report) -> dict[str, Any]:
    return {name: getattr(each, name) for name in Report.__slots__}


def test_a_doubtful_identity_makes_its_ties_as_doubtful() -> None:
    nodes = {"=1": node("=1", 1, 3), "b": node("b", 2)}
    link = [Link(3, 2, "Associate", "", 10, 1)]
    sure = sureness([nodes["=1"].ids], [(1, 3, 0.8)])
    assert sure == {1: 1.0, 3: 0.8}
    doubtful = assembled(link, nodes, {1: report(1)}, sure)[0].probability
    assert doubtful == pytest.approx(0.8 * probability("4x4", "B", "2"))
    chain = sureness([(1, 2, 3, 4)], [(1, 2, 0.9), (2, 3, 0.9), (1, 3, 0.5)])
    assert chain == {1: 1.0, 2: 0.9, 3: pytest.approx(0.81), 4: 0.5}
    assert sureness([(1,), (5, 6)], [(1, 9, 0.4)]) == {}, "one by its number is sure"
    assert same_probability(-50.0) == 0.95 and same_probability(3.0, by_rule=True) == pytest.approx(8 / 9)
    assert same_probability(0.0, agreed=True) == 0.99


def test_layers_confidence_and_period_narrow_a_graph() -> None:
    nodes = {one: node(one, number) for number, one in enumerate("abcd", 1)}
    call = known("a", "b", TieKind.CALL, 0.9, since="2025-03-10", until="2025-04-02")
    phone = known("b", "c", TieKind.SHARED, 0.4, since="2025-01", until="")
    undated = known("c", "d", TieKind.FAMILY, 0.6, seen=("2026-02-18", "2026-02-18"))
    graph = Graph(nodes, (call, phone, undated), {})
    assert graph.narrowed(Narrowing(kinds=frozenset({TieKind.CALL}))).ties == (call,)
    assert graph.narrowed(Narrowing(least=0.5)).ties == (call, undated)
    assert graph.narrowed(Narrowing(since="2025-04")).ties == (call, phone, undated), "a phone may be used still"
    assert graph.narrowed(Narrowing(until="2024-12")).ties == ()
    assert graph.narrowed(Narrowing(since="2025-05", until="2025-06")).ties == (phone,)
    assert set(graph.narrowed(Narrowing(until="2024-12"), keep=["d"]).nodes) == {"d"}
    assert known("a", "b").overlaps("", "") and not known("a", "b").overlaps("2020", "2030"), (
        "without any date it has no place"
    )
    assert [tie.kind for tie in graph.around()["c"]] == [TieKind.SHARED, TieKind.FAMILY]


def test_those_who_share_a_phone_are_tied_the_weaker_the_more_share_it_and_not_when_it_was_passed_on() -> None:
    nodes = {**{one: node(one, number) for number, one in enumerate("abcd", 1)}, "p": node("p", 9, schema="Phone")}

    def use(one: str, since: str = "", until: str = "") -> Any:
        return known(one, "p", TieKind.SHARED, 0.8, since=since, until=until)

    two = people_of(Graph(nodes, (use("a"), use("b")), {}))
    assert two.pairs() == [(two.names[0], two.names[1], pytest.approx(0.64))]
    four = people_of(Graph(nodes, tuple(map(use, "abcd")), {}))
    assert len(four.pairs()) == 6 and four.pairs()[0][2] == pytest.approx(0.32)
    passed_on = people_of(Graph(nodes, (use("a", "2024-01", "2024-12"), use("b", "2025-02", "")), {}))
    assert passed_on.pairs() == []
    at_once = people_of(Graph(nodes, (use("a", "2024-01", ""), use("b", "2025-02", "")), {}))
    assert len(at_once.pairs()) == 1
    many = {f"m{number}": node(f"m{number}", 100 + number) for number in range(30)}
    shop = people_of(Graph({**many, "p": nodes["p"]}, tuple(map(use, many)), {}))
    assert shop.pairs() == [] and shop.too_shared == ("p",)


def test_a_call_between_two_phones_ties_those_who_use_them() -> None:
    nodes = {"a": node("a", 1), "b": node("b", 2), "p": node("p", 8, schema="Phone"), "q": node("q", 9, schema="Phone")}
    ties = (
        known("a", "p", TieKind.SHARED, 0.9),
        known("b", "q", TieKind.SHARED, 0.9),
        known("p", "q", TieKind.CALL, 0.9, strength=7),
    )
    found = people_of(Graph(nodes, ties, {}))
    assert [(tie.kind, tie.strength) for tie in found.ties] == [(TieKind.CALL, 7)]
    assert found.pairs()[0][2] == pytest.approx(0.729)
    assert people_of(Graph(nodes, ties, {}), through=frozenset({TieKind.PAYMENT})).pairs() == []
