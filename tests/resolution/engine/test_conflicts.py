"""Weights order what stands side by side: grades, kind and age count, shares add up, and doubts are named."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.resolution.engine.conflicts import MOST_VALUES, lines
from manara.resolution.engine.grades import INFORMATION, SOURCE, together, weight
from manara.resolution.engine.sayings import Line, Report, Saying, strictest

TODAY = date(2026, 3, 1)


def report(
    number: int = 1, grade: str = "B2", written: date = TODAY, scheme: str = "4x4", handling: str = "H1", tlp: str = ""
) -> Report:
    return Report(
        number, uuid.uuid4(), "", "agency", 1, "gn", "MR", "", scheme, grade[:1], grade[1:], handling, tlp, "", written,
        "", None,
    )  # fmt: skip


def one(prop: str, *sayings: Saying) -> Line:
    (line,) = lines(sayings, order=[prop], today=TODAY)
    return line


def born(value: str, number: int = 1, grade: str = "B2", kind: str = "fact") -> Saying:
    return Saying("birthDate", value, report(number, grade), kind)


def test_a_swapped_day_and_month_is_asked_about_at_the_lighter_value() -> None:
    line = one("birthDate", born("1984-03-12", 1, "A1"), born("1984-12-03", 2, "C3", "assessment"))
    assert line.conflict
    assert [value.doubts for value in line.values] == [(), ("day-month-swapped",)]
    shares = [value.share or 0 for value in line.values]
    assert sum(shares) == 100 and shares[0] > shares[1]


def test_a_year_agrees_with_a_day_in_it_and_is_only_less_precise() -> None:
    line = one("birthDate", born("1984", 1, "A1"), born("1984-03-12", 2, "C3"))
    assert not line.conflict
    assert [(value.value, value.doubts, value.share) for value in line.values] == [
        ("1984-03-12", (), None),
        ("1984", ("less-precise",), None),
    ]


def test_the_first_of_january_is_suspect_and_what_is_no_date_contradicts_nothing() -> None:
    line = one("birthDate", born("1984-01-01"), born("soon", 2))
    assert not line.conflict
    assert {value.value: value.doubts for value in line.values} == {
        "1984-01-01": ("first-of-january",),
        "soon": ("unreadable",),
    }


def test_several_phones_are_no_conflict_and_the_same_value_is_one_line_with_several_sayers() -> None:
    said = [
        Saying("phone", value, report(number))
        for number, value in ((1, "+22236301010"), (2, "+22236301010"), (3, "+34600204587"))
    ]
    line = one("phone", *said)
    assert not line.conflict
    assert [(value.value, len(value.sayings)) for value in line.values] == [("+22236301010", 2), ("+34600204587", 1)]


def test_one_report_counts_once_however_often_it_says_so() -> None:
    line = one("gender", Saying("gender", "male", report(1)), Saying("gender", "male", report(1)))
    assert len(line.values[0].sayings) == 1


def test_spellings_that_fold_alike_do_not_differ() -> None:
    assert not one(
        "birthPlace", Saying("birthPlace", "Néma", report(1)), Saying("birthPlace", "NEMA", report(2))
    ).conflict
    assert one("birthPlace", Saying("birthPlace", "Néma", report(1)), Saying("birthPlace", "Rosso", report(2))).conflict


def test_very_many_values_are_bounded_and_counted() -> None:
    line = one("alias", *(Saying("alias", f"name {number}", report(number)) for number in range(40)))
    assert len(line.values) == MOST_VALUES and line.more == 40 - MOST_VALUES


@given(st.lists(st.sampled_from(["A1", "B2", "C3", "X4", ""]), min_size=2, max_size=9))
def test_shares_are_whole_percents_of_a_hundred(grades: list[str]) -> None:
    line = one("birthDate", *(born(f"19{50 + number}-05-06", number, grade) for number, grade in enumerate(grades)))
    assert sum(value.share or 0 for value in line.values) == 100
    assert [value.weight for value in line.values] == sorted((value.weight for value in line.values), reverse=True)


@pytest.mark.parametrize("scheme", SOURCE)
def test_a_better_grade_weighs_more_and_age_and_assessment_less(scheme: str) -> None:
    best, worst = (
        max(SOURCE[scheme], key=SOURCE[scheme].__getitem__),
        min(SOURCE[scheme], key=SOURCE[scheme].__getitem__),
    )
    sure = max(INFORMATION[scheme], key=INFORMATION[scheme].__getitem__)
    fact = weight(scheme, best, sure, kind="fact", said=TODAY, today=TODAY)
    assert fact > weight(scheme, worst, sure, kind="fact", said=TODAY, today=TODAY)
    assert fact > weight(scheme, best, sure, kind="assessment", said=TODAY, today=TODAY)
    assert fact == pytest.approx(
        2 * weight(scheme, best, sure, kind="fact", said=date(2016, 3, 1), today=TODAY), rel=0.01
    )


@given(st.lists(st.floats(0, 1), max_size=8))
def test_more_voices_never_weigh_less_and_never_reach_beyond_one(weights: list[float]) -> None:
    assert 0 <= together(weights) <= 1
    assert together([*weights, 0.5]) >= together(weights)


def test_the_strictest_handling_of_all_reports_holds() -> None:
    reports = [report(1, handling="H0", tlp="RED"), report(2, handling="H2"), report(3, handling="H1", tlp="AMBER")]
    assert strictest(reports)[:2] == ("H2", "RED")
    assert strictest([]) == ("", "", [])
