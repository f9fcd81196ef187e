"""Names that only look alike are told apart, in each pair of scripts, on pairs that nothing was learned from."""

from __future__ import annotations

import numpy as np
import pytest

from bench.names_near_homographs import pairs, precision_at
from manara.resolution.engine.names import compare, compare_many


def test_the_set_is_large_has_both_classes_and_each_pair_once_with_its_reasons() -> None:
    rows = pairs()
    assert len(rows) >= 400 and len({frozenset((row["left"], row["right"])) for row in rows}) == len(rows)
    assert {row["truth"] for row in rows} == {"same", "different"}
    assert {row["scripts"] for row in rows} == {"ar-ar", "ar-la", "la-la"}
    for row in rows:
        assert row["reason"] and row["review_1"].startswith(row["truth"]) and row["review_2"].startswith(row["truth"])


def test_nine_tenths_of_the_same_are_kept_with_a_precision_of_95_in_100() -> None:
    rows = pairs()
    said = compare_many([row["left"] for row in rows], [row["right"] for row in rows])
    precision, _threshold = precision_at(said, np.array([row["truth"] == "same" for row in rows]))
    assert precision >= 0.95


@pytest.mark.parametrize(
    ("name", "same", "other"),
    [("حسن", "Hassan", "Hussein"), ("عمرو", "Amr", "Omar"), ("سعد", "Saad", "Saeed"), ("سالم", "Salem", "Selim")],
)
def test_the_names_of_the_task(name: str, same: str, other: str) -> None:
    assert compare(name, same).probability > 0.8 > 0.2 > compare(name, other).probability
    assert compare(same, other).probability < 0.2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mamadou Diallo", "Mamadu Diallo"), ("Fatoumata Traoré", "TRAORE Fatoumata"), ("Ousmane Sow", "Sow Ousmane"),
        ("Aïssatou N'Diaye", "Aissatou Ndiaye"), ("Boubacar Coulibaly", "Bubacar Coulibaly"),
        ("Idir Aït Hamou", "Idir Ait Hamou"),
        ("Samba Sissoko", "Samba Cissokho"), ("Moussa Ag Attaher", "Musa ag Ataher"),
    ],
)  # fmt: skip
def test_names_of_the_valleys_and_the_desert_are_names(left: str, right: str) -> None:
    assert compare(left, right).probability > 0.5


@pytest.mark.parametrize(
    ("left", "right"), [("Mamadou Diallo", "Amadou Diarra"), ("Fatou Sow", "Fanta Sy"), ("Oumar Fall", "Oumou Sall")]
)
def test_and_different_ones_stay_different(left: str, right: str) -> None:
    assert compare(left, right).probability < 0.5
