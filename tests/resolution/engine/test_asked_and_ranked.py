"""What the box holds, what is found first, how ties are drawn, and that no cell calculates."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.engine.countries import country_name
from manara.foundation.engine.match_keys import keys
from manara.resolution.engine import ranking
from manara.resolution.engine.asked import LONGEST, read
from manara.resolution.engine.drawing import MOST, drawn
from manara.resolution.engine.ranking import Candidate, ranked
from tests.resolution.engine.test_conflicts import report


@given(st.text(max_size=2_500))
def test_any_text_is_read_and_never_longer_than_the_box(text: str) -> None:
    asked = read(text)
    assert len(asked.text) <= LONGEST
    assert bool(asked.problem) or asked.all_keys
    assert all(key.isascii() and len(key) <= 64 for key in asked.all_keys)


@pytest.mark.parametrize(
    ("text", "problem"), [("", "empty"), ("\u202e \u200f", "empty"), ("ب", "short"), ("12", "short"), ("؟!", "nothing")]
)
def test_what_can_not_be_looked_for_says_why(text: str, problem: str) -> None:
    assert read(text).problem == problem


def candidate(
    number: int, caption: str, text: str, kind: str = "name", identity: str = "", schema: str = "Person"
) -> Candidate:
    shared = set(keys(kind, caption)) & set(read(text).all_keys)
    assert shared, (caption, text)
    return Candidate(number, uuid.uuid4(), schema, caption, identity, report(number), tuple(sorted(shared)))


def test_while_the_comparing_of_names_is_made_ready_letters_order_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mohamed Ould Ahmed Salem"
    names = ("Ahmed Mohamed Brahim", "Mohamed Ould Ahmed Salem")
    asked = [candidate(number, name, text) for number, name in enumerate(names)]
    monkeypatch.setattr(ranking.names, "compare_with_each", None)
    with pytest.raises(TypeError):
        ranked(f"{text} Tolba", asked)
    assert [each.first.caption for each in ranked(text, asked, by_letters=True)] == [names[1], names[0]]


def test_the_very_name_comes_first_then_the_same_in_the_other_script_then_likeness() -> None:
    text = "Mohamed Ould Ahmed Salem"
    names = ("Ahmed Mohamed Brahim", "محمد ولد أحمد سالم", "Mohamed Ould Ahmed Salem")
    found = ranked(text, [candidate(number, name, text) for number, name in enumerate(reversed(names))])
    assert [each.first.caption for each in found] == list(reversed(names))
    assert found[1].reasons[0] == "other-script"


def test_one_identifier_is_one_line() -> None:
    text = "+22236301010"
    found = ranked(text, [candidate(number, text, text, "phone", "p1:+22236301010", "Phone") for number in (1, 2, 3)])
    assert len(found) == 1
    assert (found[0].reports, found[0].score, found[0].reasons) == (3, 1.0, ("phone",))


@given(st.lists(st.text(min_size=1, max_size=80), max_size=20))
def test_no_label_leaves_its_place_and_none_stands_on_another(names: list[str]) -> None:
    picture = drawn(("Person", "محمد ولد أحمد سالم"), [("Person", name, "/", True) for name in names])
    assert len(picture.around) == min(len(names), MOST)
    assert picture.left_out == len(names) - len(picture.around)
    places = [(node.x, node.y) for node in picture.around]
    assert len(set(places)) == len(places)
    for x, y in places:
        assert 0 < y < picture.height - 20
        assert all(
            other_x != x or abs(other_y - y) >= 40 for other_x, other_y in places if (other_x, other_y) != (x, y)
        )


def test_countries_have_names_in_four_languages_and_unknown_codes_stay() -> None:
    assert [country_name("MR", each) for each in ("ar", "fr", "es", "en")] == [
        "موريتانيا",
        "Mauritanie",
        "Mauritania",
        "Mauritania",
    ]
    assert country_name("zz", "fr") == "zz"
