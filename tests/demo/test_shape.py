"""The region has the shape that DESIGN §8 gives it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from demo.region.output import region
from demo.region.truth import truth as told_of

RANGES = {
    "persons": (2500, 4000),
    "organisers_share": (0.13, 0.17),
    "ties_seen_by_any_share": (0.5, 0.95),
    "known_to_two_agencies_share": (0.10, 0.25),
    "false_twins_share": (0.03, 0.08),
    "phones_shared_share": (0.17, 0.23),
    "rows_total": (6000, 9000),
    "quarantined_share": (0.015, 0.03),
}


@pytest.mark.parametrize("seed", [8, 3, 6])
def test_figures_are_in_their_ranges_for_any_seed(seed: int) -> None:
    figures = told_of(region(seed))["figures"]
    for name, (low, high) in RANGES.items():
        assert low <= figures[name] <= high, (name, figures[name])
    assert all(0.2 <= share <= 0.6 for share in figures["ties_seen_share"].values()), figures["ties_seen_share"]
    sizes = sorted(figures["rings"].values())
    assert 5 <= len(sizes) - 1 <= 9
    assert all(15 <= size <= 60 for size in sizes[:-1]) and 275 <= sizes[-1] <= 305
    assert figures["quarantined_share"] == pytest.approx(
        sum(figures["quarantined"].values())
        / (figures["rows_total"] - figures["rows"]["association_signalements_codes.csv"]),
        abs=1e-3,
    )


def test_ties_are_denser_within_a_stage_and_rarer_within_a_rank(truth: dict[str, Any]) -> None:
    people = truth["persons"]
    ring = next(ring for ring in truth["rings"] if ring["code"] == "R0")
    first = {code for code in ring["members"] if "replaces" not in people[code]}  # heirs inherit, they do not draw
    tied = {tuple(sorted(tie["persons"])) for tie in truth["ties"]}
    pairs: Counter[tuple[bool, bool]] = Counter()
    joined: Counter[tuple[bool, bool]] = Counter()
    for a, b in combinations(sorted(first), 2):
        kind = (people[a]["stage"] == people[b]["stage"], people[a]["rank"] == people[b]["rank"])
        pairs[kind] += 1
        joined[kind] += (a, b) in tied
    rate = {kind: joined[kind] / pairs[kind] for kind in pairs}
    within_stage = (rate[True, False] + rate[True, True]) / (rate[False, False] + rate[False, True])
    within_rank = (rate[True, True] + rate[False, True]) / (rate[True, False] + rate[False, False])
    assert 5 <= within_stage <= 10, within_stage
    assert 0.22 <= within_rank <= 0.5, within_rank


def test_no_ring_has_a_kingpin(truth: dict[str, Any]) -> None:
    for ring in truth["rings"]:
        inside = [tie for tie in truth["ties"] if tie["ring"] == ring["code"]]
        degree = Counter(code for tie in inside for code in tie["persons"])
        assert max(degree.values()) <= max(9, 0.06 * len(inside)), ring["code"]


def test_every_ring_hangs_together(truth: dict[str, Any]) -> None:
    near: dict[str, set[str]] = {}
    for tie in truth["ties"]:
        a, b = tie["persons"]
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    for ring in truth["rings"]:
        members = set(ring["members"])
        reached, waiting = set(), [ring["members"][0]]
        while waiting:
            code = waiting.pop()
            if code not in reached:
                reached.add(code)
                waiting += near[code] & members
        assert reached == members, ring["code"]


def test_the_removed_are_replaced_by_others_who_inherit_ties(truth: dict[str, Any]) -> None:
    people = truth["persons"]
    removed = {code: person for code, person in people.items() if "removed" in person}
    assert len(removed) > 30
    assert all("replaced_by" in person for person in removed.values() if person["rank"] == "organiser")
    partners: dict[str, set[str]] = {}
    for tie in truth["ties"]:
        a, b = tie["persons"]
        partners.setdefault(a, set()).add(b)
        partners.setdefault(b, set()).add(a)
    for code, person in removed.items():
        if "replaced_by" in person:
            heir = people[person["replaced_by"]]
            assert heir["replaces"] == code and heir["since"] > person["removed"] and heir["stage"] == person["stage"]
            assert partners[code] & partners[person["replaced_by"]], code


def test_actors_have_one_to_five_phones_with_a_tail(truth: dict[str, Any]) -> None:
    counts = Counter(len(person["phones"]) for person in truth["persons"].values() if "ring" in person)
    assert set(counts) == {1, 2, 3, 4, 5}
    assert counts[1] + counts[2] > counts[3] + counts[4] + counts[5] > counts[5] > 0


def test_copies_of_other_agencies_depart_from_the_truth_in_every_way(truth: dict[str, Any]) -> None:
    later = [copy for person in truth["persons"].values() for copy in person.get("copies", [])[1:]]
    changes = Counter(change for copy in later for change in copy.get("changes", []))
    assert all(copy.get("changes", []) for copy in later if copy.get("phones", [])), "a second copy without any change"
    for change in (
        "script switched",
        "patronym dropped",
        "al-, ould or ben varied",
        "day and month swapped",
        "1 January",
        "digit slipped in the phone",
        "digit slipped in the document",
    ):
        assert changes[change] >= 0.03 * len(later), change


def test_false_twins_are_different_persons(truth: dict[str, Any]) -> None:
    people = truth["persons"]
    planted = [pair["persons"] for pair in truth["false_twins"] if pair["planted"]]
    assert len(planted) >= 20
    for a, b in planted:
        assert people[a]["born"] != people[b]["born"]
        phones = [{phone["number"] for phone in people[code].get("phones", [])} for code in (a, b)]
        assert not phones[0] & phones[1]
        documents = [{number for _, number in people[code].get("documents", [])} for code in (a, b)]
        assert not documents[0] & documents[1]
