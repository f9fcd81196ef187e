"""An auditor reads in his language what an event is about: every part that the code records has a word."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from manara.cases.models.task import Act
from manara.foundation.access.bearer import READING
from manara.foundation.queries.log_words import part_words
from manara.networks.engine.roles import ROLES
from manara.networks.models.protection import Ground
from manara.networks.models.target import Purpose
from manara.resolution.models import Verdict
from manara.resolution.models.deconfliction import Tells
from manara.routes.engine.asked import LAYERS

PACKAGE = Path(__file__).parents[2] / "src" / "manara"
RECORDERS = {"record", "record_before_entry", "tell_keepers", "_changed", "take_along", "case_of", "opened"}
#: What is the same in every language, or is a format's own name.
SAME = {"csv", "ftm", "geojson", "i2", "pdf"}


def recorded() -> dict[str, str]:
    """Each literal that is recorded as a part of an object, with a place where it is."""
    found: dict[str, str] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            given = [each.value for each in call.keywords if each.arg == "part" or (each.arg == "fields" and name in RECORDERS)]
            if name in ("_changed", "opened") and call.args:
                given.append(call.args[-1])
            for value in given:
                for each in ast.walk(value):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                        found[each.value.strip()] = f"{file.relative_to(PACKAGE)}:{call.lineno}"
    return found


def test_every_part_that_is_recorded_is_said_in_french() -> None:
    of_enumerations = [*Act, *READING, *ROLES, *Ground, *Purpose, *Verdict, *Tells, *LAYERS, "Person", "birthDate"]
    literals = recorded()
    assert len(literals) > 60 and {"take-along", "harm check", "audience"} <= literals.keys()
    with override("fr"):
        bare = [(each, literals.get(each, "")) for each in (*literals, *map(str, of_enumerations)) if not _is_said(each)]
    assert bare == []


def _is_said(name: str) -> bool:
    from manara.foundation.queries.log_words import PARTS

    return name in SAME or name in PARTS or part_words(name) != name


@pytest.mark.parametrize(
    ("name", "words"), [("version 12", "version 12"), ("rule 3", "règle 3"), ("captain", None), ("of an older release", None)]
)
def test_a_number_stays_and_an_unknown_name_is_given_as_it_is(name: str, words: str | None) -> None:
    with override("fr"):
        said = part_words(name)
    assert said == words if words else (said == name) == (name == "of an older release")
