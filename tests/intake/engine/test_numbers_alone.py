"""A list of calls names nobody: its numbers are phones that are linked, and no person is made of them."""

from __future__ import annotations

from dataclasses import replace

from manara.intake.engine.admission import admit
from manara.intake.engine.drafts import ReportDraft
from manara.intake.engine.mapping import suggest
from manara.intake.engine.reading.rows import Row

HEADER = ("Appelant", "Appelé", "Date")
CELLS = ("+22211893696", "+22210936889", "04/01/2024")


def admitted() -> ReportDraft:
    mapping = replace(suggest(HEADER, [CELLS]), order="dmy", relation="call", reserved_prefixes=("+22210", "+22211"))
    draft = admit(Row(2, CELLS, b""), mapping)
    assert isinstance(draft, ReportDraft), draft
    return draft


def test_two_numbers_are_two_phones_and_nobody() -> None:
    assert sorted(entity.schema for entity in admitted().entities) == ["Phone", "Phone", "UnknownLink"]


def test_the_phones_themselves_are_linked_by_the_call() -> None:
    link = next(entity for entity in admitted().entities if entity.schema == "UnknownLink")
    phones = {entity.slot for entity in admitted().entities if entity.schema == "Phone"}
    assert {said.other for said in link.statements if said.other} == phones
    assert [said.value for said in link.statements if said.prop == "role"] == ["call"]
