"""Names and identifiers stay what their author meant, whatever invisible or mixed-direction characters they carry."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.engine.folding import fold, normalised
from manara.foundation.engine.scripts import (
    has_hidden_controls,
    isolate,
    script_of,
    sort_key,
    tidy,
    tidy_lines,
    western_digits,
)

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
TRICKS = (
    "".join(BIDI)
    + "\u0000\u0007\u0085\u009f\u00a0\u00ad\u200b\u200c\u200d\u2028\u2060\ufeff\u3164\t\n \ud800\u0301\u0316\u064e\u0655"
)
LETTERS = "abcéñ محمدأإآىةكیپچ٠١۹9-'."
texts = st.text(alphabet=st.one_of(st.sampled_from(TRICKS + LETTERS), st.characters()), max_size=60)


@given(texts)
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(texts)
def test_nothing_invisible_survives(text: str) -> None:
    clean = tidy(text)
    assert not BIDI & set(clean)
    assert not has_hidden_controls(clean)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in clean)
    assert clean == clean.strip() and "  " not in clean
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode()  # what no database can hold is gone


@given(texts)
def test_what_is_hidden_is_what_tidy_takes_out(text: str) -> None:
    visible = "".join(sign for sign in text if not sign.isspace())
    if not has_hidden_controls(visible):
        assert tidy(visible) == unicodedata.normalize("NFC", visible).strip()


@given(texts)
def test_isolated_text_is_held_by_one_pair(text: str) -> None:
    held = isolate(text)
    assert isolate(held) == held
    inner = held[1:-1]
    assert not BIDI & set(inner)
    assert held == "" or (held[0], held[-1]) == ("\u2066", "\u2069")


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_a_sort_key_is_short_and_settled(text: str) -> None:
    key = sort_key(text)
    assert len(key) <= 200
    assert sort_key(key) == key
    assert key == sort_key(tidy(text)) or has_hidden_controls(text) or not text.isprintable()


@given(st.text(alphabet="abcdeéèñ", min_size=1), st.sampled_from(["upper", "lower", "title"]))
def test_case_and_accents_do_not_move_a_name(name: str, case: str) -> None:
    assert sort_key(getattr(name, case)()) == sort_key(name)


def test_arabic_names_stand_in_the_order_of_the_alphabet() -> None:
    names = ["يوسف", "أحمد", "بكر", "پرويز", "تميم", "إبراهيم", "كمال", "گاسم", "لمين", "آدم", "وهب", "هاني"]
    assert sorted(names, key=sort_key) == [
        "إبراهيم", "أحمد", "آدم", "بكر", "پرويز", "تميم", "كمال", "گاسم", "لمين", "هاني", "وهب", "يوسف",
    ]  # fmt: skip


def test_latin_names_stand_before_arabic_ones_and_accents_do_not_count() -> None:
    assert sorted(["محمد", "Zaïd", "Élodie", "Eve", "émile"], key=sort_key) == [
        "Élodie",
        "émile",
        "Eve",
        "Zaïd",
        "محمد",
    ]


def test_vowel_marks_and_tatweel_do_not_count_in_order() -> None:
    assert sort_key("مُحَمَّـــد") == sort_key("محمد")


def test_a_name_of_signs_only_still_has_an_order() -> None:
    assert sort_key("---") == "---" and sort_key("") == ""


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_both_rows_of_arabic_digits_become_western(digits: str) -> None:
    assert western_digits(f"رقم {digits}") == "رقم 0123456789"


def test_a_name_of_two_thousand_letters_stays_whole() -> None:
    name = "محمد " * 399 + "محمد"
    assert tidy(name) == name and len(name) == 1999
    assert len(sort_key(name)) <= 200


def test_a_flood_of_marks_stays_in_the_value_and_costs_no_time() -> None:
    flood = "a" + "\u0301\u0316" * 100_000
    before = time.process_time()
    clean, key = tidy(flood), sort_key(flood)
    normalised(flood, "NFKD")
    assert time.process_time() - before < 1.0  # the plain normalisation takes half a minute
    assert len(clean) == len(flood)
    assert len(key) <= 200


def test_joiners_stay_where_they_are_spelling() -> None:
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"
    assert not has_hidden_controls("می\u200cخواهم")
    assert tidy("Mo\u200chamed\u200d") == "Mohamed"
    assert has_hidden_controls("Mo\u200chamed")
    assert tidy("مي\u200c\u200cخ") == "مي\u200cخ"


def test_vowel_marks_are_kept_in_the_value() -> None:
    assert tidy("مُحَمَّد") == "مُحَمَّد"


def test_free_text_keeps_its_lines() -> None:
    assert tidy_lines("a\u202eb \r\n\r\n\r\n\r\nc\u2028 d ") == "ab\n\nc\nd"


@pytest.mark.parametrize(
    ("text", "script"),
    [("محمد", "Arab"), ("Mohamed", "Latn"), ("Mohamed محمد", "Mixed"), ("+222 36", "None"), ("", "None"), ("٣٦، ؟", "None"),
     ("Иван", "None"), ("Élodie 3", "Latn"), ("نواذيبو 12", "Arab")],
)  # fmt: skip
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script
