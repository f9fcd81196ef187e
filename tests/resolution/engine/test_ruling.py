"""A published rule judges alone only what brothers, sisters and twins would not have in common as well."""

from __future__ import annotations

import pytest

from manara.foundation.engine.partial_date import PartialDate
from manara.resolution.engine.evidence import Known, Paper, Population, weigh
from manara.resolution.engine.ruling import may_judge

AMONG = Population(persons=100_000)


def judged(one: str, other: str, *papers: str) -> bool:
    left, right = (
        Known(
            names=(name,),
            births=(PartialDate.from_iso("1990-05-17"),),
            phones=("+22290000001",),
            documents=tuple(Paper(each) for each in papers),
        )
        for name in (one, other)
    )
    return may_judge(weigh(left, right, AMONG), 0.9, [None])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hacene Bouteflika", "Hocine Bouteflika"), ("Omar Ould Cheikhna", "Amar Ould Cheikhna"),
     ("حسين بوتفليقة", "Hacene Bouteflika"), ("Salim Bouteflika", "Salem Bouteflika"), ("Ali Ben Omar", "Omar Ben Ali")],
)  # fmt: skip
def test_twins_whose_names_are_read_for_one_another_are_left_to_a_person(one: str, other: str) -> None:
    assert not judged(one, other)


def test_one_whole_name_with_birth_and_phone_is_judged_in_either_script() -> None:
    assert judged("Mohamedou Ould Cheikhna Tolba", "Mohamedou Ould Cheikhna Tolba")
    assert judged("Youcef Belmokhtar", "يوسف بلمختار")
    assert judged("عبد الرحمن الشنقيطي", "عبد الرحمان الشنقيطي") is False  # spelt otherwise: a person looks


def test_a_paper_of_ones_own_stands_for_the_spelling() -> None:
    assert judged("Yousef Belmokhtar", "Youcef Belmokhtar", "AB123456")
    assert not judged("Yousef Belmokhtar", "Youcef Belmokhtar")
