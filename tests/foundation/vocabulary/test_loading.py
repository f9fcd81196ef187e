"""A schema file that contradicts itself or another is refused with a sentence that names it."""

from __future__ import annotations

from typing import Any

import pytest

from manara.foundation.vocabulary import loading

LABEL = {"ar": "ش", "fr": "x", "es": "x", "en": "x"}


def built(*drafts: dict[str, Any]) -> dict[str, Any]:
    given = {draft["name"]: (draft, "About.") for draft in drafts}
    found: dict[str, Any] = {}
    for name in given:
        loading._build(name, given, found, ())
    return found


def draft(name: str, *extends: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "label": LABEL, "plural": LABEL, "extends": list(extends), "icon": "thing", **more}


def test_a_child_has_what_its_parents_have_and_may_narrow_it() -> None:
    parent = draft("A", properties={"x": {"type": "identifier", "label": LABEL}})
    found = built(
        parent,
        draft("B", "A", properties={"x": {"match": "boat"}}),
        draft("C", "A", properties={"x": {"match": "none"}}),
    )
    assert found["B"].properties["x"].match_kind == "boat" and found["B"].properties["x"].schema == "A"
    assert found["A"].properties["x"].match_kind == "document"
    assert found["C"].properties["x"].match_kind is None


@pytest.mark.parametrize(
    ("drafts", "sentence"),
    [
        ([draft("A", "B"), draft("B", "A")], "can't inherit from itself"),
        ([draft("A", "A")], "can't inherit from itself"),
        ([draft("A", "Z")], "no schema 'Z'"),
        ([draft("A", label={"en": "x"})], "needs words in ar, fr, es, en"),
        ([draft("A", label={**LABEL, "fr": ""})], "needs words in ar, fr, es, en"),
        ([draft("A", label={**LABEL, "fr": False})], "needs words in ar, fr, es, en"),
        ([draft("A", properties={"x": {"type": "colour", "label": LABEL}})], "A.x: unknown type 'colour'"),
        ([draft("A", properties={"x": {"type": "entity", "label": LABEL}})], "a range when it points to an entity"),
        ([draft("A", properties={"x": {"type": "name", "range": "A", "label": LABEL}})], "a range when it points to an entity"),
        ([draft("A", properties={"x": {"type": "name"}})], "A.x: a label needs words"),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused(drafts: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        built(*drafts)
