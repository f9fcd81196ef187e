"""What a comment's text mentions and links to, and that nothing of it is lost when it is cut into parts."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.engine.comment_text import (
    LONGEST,
    NothingWritten,
    NotStorable,
    TooMuchWritten,
    folded,
    language_of,
    mentioned,
    parts,
    read,
)

THING = uuid.UUID("11111111-2222-4333-8444-555555555555")
KINDS = {"reports": "report", "entities": "entity"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("@E-0417 please look", ["e-0417"]),
        ("شكرا و@E-0417.", ["e-0417"]),
        ("انظر @E-٠٤١٧", ["e-0417"]),
        ("(@bp.12_a), @BP.12_A!", ["bp.12_a"]),
        ("write to a.b@example.org", []),
        ("his handle is @ somebody", []),
        ("@@E-0417", []),
        ("@é", []),
        ("\u202e@E-0417\u202c", ["e-0417"]),
    ],
)
def test_whom_a_text_mentions(text: str, codes: list[str]) -> None:
    assert mentioned(text) == codes


def test_an_address_is_a_link_where_its_kind_is_known() -> None:
    text = f"see https://node.example/reports/{THING}/?after=1, and /entities/{THING}/ but not /people/{THING}/"
    cut = parts(text, KINDS)
    assert [(each.kind, each.public_id) for each in cut if each.kind] == [("report", THING), ("entity", THING)]
    assert "".join(each.text for each in cut) == text


@given(st.text(max_size=300) | st.text(alphabet="@E-0417 /reports\n\u202eم" + str(THING), max_size=200))
def test_the_parts_are_the_whole_text(text: str) -> None:
    assert "".join(each.text for each in parts(text, KINDS)) == text
    assert "".join(folded(text, 50)) == text
    assert {each.code for each in parts(text, {}) if each.code} == set(mentioned(text))


def test_what_is_taken_comes_back_byte_for_byte() -> None:
    text = " <script>alert(1)</script>\n\u202e{{7*7}}\u200f ' OR 1=1 --\n  "
    assert read(text) == text
    assert read("one\r\ntwo\rthree") == "one\ntwo\nthree"


def test_what_is_not_taken() -> None:
    for nothing in ("", " \r\n ", "\u200b\u202e"):
        with pytest.raises(NothingWritten):
            read(nothing)
    assert read("م" * LONGEST)
    with pytest.raises(TooMuchWritten) as much:
        read("م" * (LONGEST + 3))
    assert much.value.args == (LONGEST + 3,)
    with pytest.raises(NotStorable):
        read("a\x00b")


def test_the_language_follows_the_script() -> None:
    assert language_of("راجعوا الرقم", "fr") == "ar"
    assert language_of("à vérifier", "fr") == "fr"
    assert language_of("to check", "ar") == ""
    assert language_of("محمد Mohamed", "es") == ""
