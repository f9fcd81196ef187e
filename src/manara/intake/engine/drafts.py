"""What one row of a file, or one form, says: a report draft with the statements it makes, or a quarantined row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from manara.foundation.engine.dates import PartialDate
from manara.foundation.engine.problems import Problem

Kind = Literal["fact", "assessment"]


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """One property of one entity as a report says it.

    `value` is the tidied value (digits folded, phone in E.164, date in ISO), `original` what stood in the file
    where it differs from the value ("" otherwise); `other` is the slot of the entity the value points to (then
    `value` is empty); `precision` is that of a date ("day", "month", "year", "range", "about") or "";
    `note` is a code that says what was assumed, such as "country-assumed:MR" or "calendar-hijri".
    """

    prop: str
    value: str
    original: str = ""
    lang: str = ""
    kind: Kind = "fact"
    other: str = ""
    precision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntityDraft:
    """An entity of one report: `slot` names it inside the report only ("person", "vessel", "phone2")."""

    slot: str
    schema: str
    statements: tuple[StatementDraft, ...]
    key: str = ""  # the id the file itself gives it (FollowTheMoney id, UN reference), "" when it gives none


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report that can be saved: when and where, grade and handling as given, and what it says of entities.

    Grades and handling stay as the file gives them ("" when it gives none: the import's own apply).
    `problems` are doubts that do not stop the row (1 January, an assumed country); they are shown, not hidden.
    """

    row: int
    title: str
    text: str
    occurred: PartialDate | None
    place: str
    grade_source: str
    grade_information: str
    handling: str
    entities: tuple[EntityDraft, ...]
    problems: tuple[Problem, ...] = ()
    source_reference: str = ""
    tlp: str = ""  # the row's own TLP mark ("RED", "AMBER+STRICT", …), stricter than what applies to the whole import
    kind: str = "report"  # "report" or "context" (an attributed public incident that names no person)
    details: Mapping[str, str] = field(default_factory=dict)  # what the mapping keeps beside the statements


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row that is kept as it came, with the exact reason why it was not admitted."""

    row: int
    problem: Problem
    cells: tuple[str, ...]
    raw: bytes
    column: int | None = None  # index of the column whose value is the reason, None when it is the whole row
