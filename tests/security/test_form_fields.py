"""Every string through every field of the report's form: it comes back byte for byte, or stands refused at its own field."""

from __future__ import annotations

import pytest

from manara.foundation.engine.scripts import tidy
from manara.intake.engine.cells import is_empty, plain
from manara.intake.engine.form import read_form
from manara.intake.engine.form_entries import ENTRIES
from tests.security.hostile import sample, texts
from tests.security.reading_back import kept

GRADED = {"grade_scheme": "4x4", "grade_source": "B", "grade_information": "2", "handling": "H0"}
FIELDS = ("title", "text", "occurred", "place", "source_reference")
ENTRY_FIELDS = [(group, name) for group, entry in ENTRIES.items() for name in entry.fields]
# Fields that are read by the same rule need not all see all of them.
FIRST = {
    (each.reading, each.apart): (group, name)
    for group, entry in reversed(ENTRIES.items())
    for name, each in entry.fields.items()
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_the_report(name: str) -> None:
    wrong = []
    for text in texts():
        payload = {**GRADED, "text": "Seen at the port.", name: text}
        wrong += _wrong(name, text, payload)
    assert wrong == []


@pytest.mark.parametrize(("group", "name"), ENTRY_FIELDS)
def test_a_field_of_an_entry(group: str, name: str) -> None:
    wrong = []
    for text in texts() if (group, name) in FIRST.values() else sample():
        payload = {**GRADED, "text": "Seen at the port.", "persons-0-name": "A B", f"{group}-0-{name}": text}
        wrong += _wrong(f"{group}-0-{name}", text, payload)
    assert wrong == []


@pytest.mark.parametrize("name", ["grade_scheme", "grade_source", "grade_information"])
def test_what_is_chosen_takes_nothing_else(name: str) -> None:
    for text in sample():
        errors = read_form({**GRADED, "text": "Seen.", name: text}).errors
        known = {"grade_scheme": ("4x4", "3x5x2", "6x6"), "grade_source": "ABCDX", "grade_information": "12345"}[name]
        assert errors or text in known, text


def _wrong(name: str, text: str, payload: dict[str, str]) -> list[str]:
    read = read_form(payload)
    if read.draft is None:
        return [] if name in read.errors else [f"{text!r:.80}: refused at {sorted(read.errors)}"]
    if not tidy(text) or len(tidy(text)) < 3:
        return []  # says nothing: a dash, a blank, a sign alone; or a code of the scheme
    found = {each.strip() for each in kept(read.draft)}
    # Browsers send every line break as two characters, whatever was typed: it is kept as one.
    lines = {each.replace("\r\n", "\n") for each in found}
    if text.replace("\r\n", "\n").strip() in lines or _says_nothing(name, text, payload):
        return []
    return [f"{text!r:.80}: came back as {sorted(found)!r:.200}"]


def _says_nothing(name: str, text: str, payload: dict[str, str]) -> bool:
    """True for words that stand for nothing in a cell, such as "null": the form is the same without them."""
    without = read_form({key: value for key, value in payload.items() if key != name or name == "text"})
    with_it = read_form(payload)
    return is_empty(plain(text)) and (without.draft == with_it.draft or name == "text")
