"""Why two names are one, as a judge reads it: words as they were written, alike from either side, nothing left unsaid."""

from __future__ import annotations

import pytest

from manara.resolution.engine.names import compare
from manara.resolution.engine.names.as_written import as_written
from manara.resolution.engine.names.spelling import tokens

PAIRS = [
    ("Ould", "ولد", "close"), ("Abderrahmane", "عبد الرحمن", "close"), ("Moussa", "موسى", "close"), ("Oumar", "عمر", "close"),
    ("Mohamed", "محمد", "close"), ("Houcine", "Hussein", "close"), ("Gaddafi", "القذافي", "close"), ("Ben", "بن", "close"),
    ("Omar", "Amar", "near"), ("Salim", "سالم", "near"), ("Mahmoud", "محمد", "far"), ("Cheikh", "cheikh", "same"),
    ("الصالح", "صالح", "article"), ("El Salem", "Salem", "article"), ("Md", "Mohamed", "close"), ("أحمد", "احمد", "same"),
    ("سيدي أحمد", "Sid'Ahmed", "close"), ("Bel Mokhtar", "Belmokhtar", "close"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "label"), PAIRS)
def test_how_alike_two_parts_are_written_is_told_alike_from_either_side(left: str, right: str, label: str) -> None:
    for one, other in ((left, right), (right, left)):
        (match,) = compare(one, other).matches
        assert (match.left, match.right, match.spelling) == (one, other, label)
    assert compare(left, right).matches[0].rarity == compare(right, left).matches[0].rarity


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mohamed O. Ahmed", "Mohamed|O.|Ahmed"), ("صلاح الدين المهدي", "صلاح الدين|المهدي"),
        ("Md Lemine O/Cheikh", "Md|Lemine|O/|Cheikh"),
        ("مُحَمَّدُ بْنُ عَبْدِ الرَّحْمٰنِ", "مُحَمَّدُ|بْنُ|عَبْدِ الرَّحْمٰنِ"), ("Abd-al-Rahman El Hadj", "Abd-al-Rahman|El Hadj"),
        ("Sid'Ahmed N’Diaye", "Sid'Ahmed|N’Diaye"), ("b", "b"), ("12 😀", ""),
    ],
)  # fmt: skip
def test_each_compared_word_is_told_as_it_was_written(name: str, words: str) -> None:
    assert as_written(name) == (tuple(filter(None, words.split("|"))), ())
    assert len(as_written(name)[0]) == len(tokens(name))


def test_what_is_not_compared_is_said() -> None:
    long = "Mohamed " + " ".join(["Ould Ahmed"] * 20)
    said = compare(f"{long} Ould Brahim", long)
    assert said.unread_left and "not compared of the first name: " in said.explanation
    assert set(said.unread_left) <= {"Ould", "Ahmed", "Brahim", "…"}
    ends = compare("a" * 30 + "b", "a" * 30 + "c")
    assert ends.unread_left == ends.unread_right == ("…" + "a" * 11 + "…",)
    assert not compare("Mohamed Ould Ahmed", "محمد ولد أحمد").unread_left


def test_what_only_one_name_has_is_told_apart_and_each_word_keeps_its_direction() -> None:
    said = compare("Mohamed Boukhris Triki", "محمد السالم").explanation
    assert "only in the first name: \u2068Boukhris · Triki\u2069" in said
    assert "only in the second name: \u2068السالم\u2069" in said
    assert said.count("\u2068") == said.count("\u2069") == 4
    assert compare("", "😀").explanation == "nothing to compare"
