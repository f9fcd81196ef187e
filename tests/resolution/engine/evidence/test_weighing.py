"""Evidence that two persons are one: each comparison in its direction, and the whole in the ways that matter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.engine.dates import parse_date
from manara.foundation.engine.partial_date import PartialDate
from manara.foundation.engine.problems import SENTENCES
from manara.resolution.engine.evidence import KINDS, Evidence, Known, Paper, Population, Relative, weigh
from manara.resolution.engine.evidence.births import weigh_birth
from manara.resolution.engine.evidence.names import person_bits
from manara.resolution.engine.evidence.numbers import slipped

HIM = Known(
    names=("Mohamed Ould Ahmed Ould Sidi",), births=(PartialDate.from_iso("1984-03-07"),), phones=("+22290000001",),
    documents=(Paper("XX0123456", "passport", "MR"),), nationalities=("mr",), sexes=("male",), places=("Nouadhibou",),
)  # fmt: skip


def of(weighed, kind: str) -> Evidence | None:
    return next((each for each in weighed.evidence if each.kind == kind), None)


def test_one_man_in_two_scripts_with_all_that_is_known_is_found_one() -> None:
    other = replace(HIM, names=("محمد ولد أحمد ولد سيدي",), births=(PartialDate.from_iso("1984-07-03"),))
    said = weigh(HIM, other)
    assert said.probability > 0.999
    assert of(said, "birth").reason_code == "evidence-birth-swapped"
    assert [abs(each.bits) for each in said.evidence] == sorted((abs(each.bits) for each in said.evidence), reverse=True)


def test_a_name_alone_never_makes_one_person_of_two() -> None:
    twin = Known(names=HIM.names)
    assert weigh(Known(names=HIM.names), twin).probability < 0.5


def test_a_household_that_shares_a_phone_a_place_and_a_nationality_stays_a_household() -> None:
    sister = replace(
        HIM, names=("Aminetou Mint Ahmed Ould Sidi",), births=(PartialDate.from_iso("1990-11-21"),), documents=(),
        sexes=("female",),
    )  # fmt: skip
    brother = replace(
        HIM, names=("Cheikhna Ould Ahmed Ould Sidi",), births=(PartialDate.from_iso("1987-01-30"),), documents=()
    )
    for member in (sister, brother):
        assert weigh(HIM, member).probability < 0.05


def test_a_phone_that_many_hold_says_less() -> None:
    alone = of(weigh(HIM, HIM), "phone").bits
    crowded = of(weigh(HIM, HIM, Population(holders={"+22290000001": 12})), "phone")
    assert crowded.bits < alone and crowded.params == {"holders": 12}


@pytest.mark.parametrize(
    ("left", "right", "code", "sign"),
    [
        ("1984-03-07", "1984-03-07", "evidence-birth-day", 1),
        ("1984-03-07", "1984-07-03", "evidence-birth-swapped", 1),
        ("1984-03-07", "1984-03-08", "evidence-birth-digit", 1),
        ("1984-01-01", "1984-01-01", "evidence-birth-first-january", 1),
        ("1984-01-01", "1984-03-07", "evidence-birth-year", 1),
        ("1984", "1984-03-07", "evidence-birth-year", 1),
        ("~1983", "1984-03-07", "evidence-birth-overlap", 1),
        ("1980/1990", "1984-03-07", "evidence-birth-overlap", 1),
        ("1984-03-07", "1984-11-22", "evidence-birth-other-day", 0),
        ("1984-03-07", "1971-11-22", "evidence-birth-years-apart", -1),
    ],
)
def test_birth_dates_by_their_precision(left: str, right: str, code: str, sign: int) -> None:
    said = weigh_birth(PartialDate.from_iso(left), PartialDate.from_iso(right))
    back = weigh_birth(PartialDate.from_iso(right), PartialDate.from_iso(left))
    assert (said.reason_code, round(said.bits, 9)) == (back.reason_code, round(back.bits, 9))
    assert said.reason_code == code
    assert sign == 0 or (said.bits > 0) == (sign > 0)


def test_the_first_of_january_is_weaker_than_a_day() -> None:
    first, day = PartialDate.from_iso("1984-01-01"), PartialDate.from_iso("1984-03-07")
    assert weigh_birth(first, first).bits < weigh_birth(day, day).bits - 5


def test_a_hijri_year_is_compared_as_the_days_it_spans() -> None:
    assert weigh_birth(parse_date("1404 هـ"), PartialDate.from_iso("1984-03-07")).bits > 0
    assert weigh_birth(parse_date("1404 هـ"), PartialDate.from_iso("1991-03-07")).bits < 0


def test_documents_of_one_kind_that_differ_speak_against_and_a_slip_for() -> None:
    def said(number: str, kind: str = "passport") -> float | None:
        found = of(weigh(HIM, replace(HIM, documents=(Paper(number, kind, "MR"),))), "document")
        return found and found.bits

    assert said("XX0123456") > said("XX0123457") > 0 > said("XX0999999")
    assert said("4711", "identity") is None  # another kind of paper says nothing


def test_relatives_places_boats_and_plates_support_and_their_absence_is_silent() -> None:
    more = replace(HIM, relatives=(Relative("Ahmed Ould Sidi", "father"),), plates=("4711AB90",), boats=("Yaye Fatou",))
    same = replace(HIM, relatives=(Relative("أحمد ولد سيدي", "father"),), plates=("4711 AB 90",), boats=("ياي فاتو",))
    said = weigh(more, same)
    assert {"family", "plate"} <= {each.kind for each in said.supporting}
    assert of(weigh(more, HIM), "family") is None and of(weigh(more, HIM), "plate") is None


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_nothing_that_people_type_breaks_it_and_it_is_symmetric(one: str, other: str, phone: str, paper: str) -> None:
    left = Known(names=(one,), phones=(phone,), documents=(Paper(paper),), places=(other,))
    right = Known(names=(other,), phones=(phone, paper), documents=(Paper(phone),), places=(one,))
    assert weigh(left, right).bits == pytest.approx(weigh(right, left).bits, abs=1e-6)


def test_nothing_known_leaves_what_was_expected_beforehand() -> None:
    said = weigh(Known(), HIM, Population(persons=1024))
    assert said.evidence == () and said.bits == 0 and said.probability == pytest.approx(1 / 1025)


@given(st.floats(0, 1), st.floats(0, 60))
def test_a_surer_name_never_weighs_less(probability: float, rarity: float) -> None:
    assert person_bits(min(probability + 0.05, 1), rarity) >= person_bits(probability, rarity) - 1e-9


def test_every_reason_has_its_sentence_and_kind() -> None:
    said = weigh(HIM, replace(HIM, names=("Fatou Diop",), sexes=("female",), nationalities=("sn",), places=("Dakar",)))
    for each in said.evidence:
        assert each.kind in KINDS and each.reason_code in SENTENCES and "…" not in each.sentence


def test_neighbours_exchanged_and_one_sign_are_slips_and_more_is_not() -> None:
    assert slipped("+22290000012", "+22290000021") and slipped("AB123456", "AB123457")
    assert not slipped("AB123456", "AB124457") and not slipped("12345", "12346") and not slipped("123456", "123456")
