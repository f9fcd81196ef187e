"""Every schema we take from FollowTheMoney has its name, parents, edge, and its properties with their types there."""

from __future__ import annotations

from typing import Any

import pytest

from manara.foundation.vocabulary import Schema, schemas

from .conftest import Ask

# Types that FollowTheMoney tells apart and our forms and searches don't, or the other way round.
SAME = {
    "string": {"string", "language", "mimetype", "checksum", "ip"}, "plate": {"identifier"}, "imei": {"identifier"},
    "text": {"text", "html", "json"},
}  # fmt: skip
TAKEN = sorted((one for one in schemas().values() if not one.own), key=lambda one: one.name)


@pytest.fixture(scope="session")
def theirs(ask: Ask) -> dict[str, dict[str, Any]]:
    return {schema["name"]: schema for schema in ask("model")}


@pytest.mark.parametrize("ours", TAKEN, ids=lambda one: one.name)
def test_a_schema_is_as_followthemoney_has_it(ours: Schema, theirs: dict[str, dict[str, Any]]) -> None:
    their = theirs[ours.name]
    assert sorted(ours.parents) == their["extends"]
    assert ours.abstract == their["abstract"]
    if ours.edge or their["edge"]:
        assert ours.edge is not None
        assert [ours.edge.source, ours.edge.target, ours.edge.directed] == their["edge"]
    for name, prop in ours.properties.items():
        assert name in their["properties"], f"{ours.name}.{name} is not FollowTheMoney's"
        assert their["properties"][name]["type"] in SAME.get(prop.type, {prop.type}), name
        assert their["properties"][name]["range"] == prop.range, name


def test_no_own_schema_takes_a_name_of_theirs(theirs: dict[str, dict[str, Any]]) -> None:
    assert not {one.name for one in schemas().values() if one.own} & set(theirs)
