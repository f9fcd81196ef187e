"""Whether a text names somebody."""

from __future__ import annotations

import pytest

from manara.networks.engine.lab.naming import names_any


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chez SIDI  Ould Ahmed, au port", "Sidi ould Ahmed"),
        ("avec Émile Sy", "Emile Sy"),
        ("محمدُ وأحمد في الساحة", "أحمد"),
        ("يُسلَّم المال للأحمد", "أحمد"),
        ("عند أحمد\nولد سالم", "احمد ولد سالم"),
        ("(P-12)", "p-12"),
    ],
)
def test_a_name_stands_in_a_text_as_words(text: str, name: str) -> None:
    assert names_any(text, ["", "Nobody", name])


NOT_NAMED = [("le système", "Sy"), ("عليهم ديون", "علي"), ("P-123", "P-12"), ("", ""), ("a b", " ")]


@pytest.mark.parametrize(("text", "name"), NOT_NAMED)
def test_part_of_another_word_is_no_name(text: str, name: str) -> None:
    assert not names_any(text, [name])
