"""What came of a row: every text the report keeps, or the refusal and the field it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from manara.intake.engine.admission import Admission
from manara.intake.engine.drafts import Quarantined, ReportDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.reading import Choice, open_source

# Refusals of a whole row: the line that can't be read, and the row whose only cell says nothing.
WHOLE = frozenset(
    {"row-says-nothing", "row-undecodable", "line-too-long", "quote-unclosed", "record-unreadable", "json-invalid"}
)


def kept(draft: ReportDraft) -> Iterator[str]:
    """Every text of the report as it stood in the file."""
    yield from (draft.title, draft.text, draft.place, draft.source_reference)
    yield from draft.details.values()
    if draft.occurred is not None:
        yield draft.occurred.original
    for entity in draft.entities:
        yield from (said.original or said.value for said in entity.statements)


def lost(text: str, result: ReportDraft | Quarantined) -> str:
    """Why `text` neither came back byte for byte nor was refused with the field's name; "" when it did."""
    if isinstance(result, Quarantined):
        named = result.column is not None or "column" in result.problem.params or result.problem.code in WHOLE
        return "" if named else f"refused without a field: {result.problem.code}"
    found = set(kept(result))
    if text in found or text.strip() in {each.strip() for each in found}:
        return ""
    return f"came back as {sorted(found)!r:.300}"


def admitted(path: Path, mapping: Mapping, choice: Choice | None = None) -> Iterator[ReportDraft | Quarantined]:
    """Each row of a file as the import admits it."""
    admission = Admission(mapping)
    for row in open_source(path, choice).rows():
        yield admission.admit(row)


def faults(sent: Iterable[str], came: Iterable[ReportDraft | Quarantined]) -> list[str]:
    """What was wrong, string by string; both must have as many."""
    return [f"{text!r:.120}: {why}" for text, result in zip(sent, came, strict=True) if (why := lost(text, result))]
