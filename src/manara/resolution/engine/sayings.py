"""What is said of an entity: a value, and everyone who says it with grade, date, handling code, fact or assessment."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from manara.foundation.engine.handling import Ruling, ruling


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it vouches for what it says."""

    id: int
    public_id: uuid.UUID
    title: str
    agency: str
    agency_id: int
    agency_code: str
    country: str
    source: str
    scheme: str
    grade_source: str
    grade_information: str
    handling: str
    tlp: str
    conditions: str
    written: date
    occurred: str
    occurred_from: date | None
    kind: str = ""

    @property
    def dated(self) -> date:
        """The day it speaks of where known, else the day it was written."""
        return self.occurred_from or self.written

    @property
    def grade(self) -> str:
        """The grade as written, such as B2."""
        return f"{self.grade_source}{self.grade_information}"


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement: one report says this value of this property."""

    prop: str
    value: str
    report: Report
    kind: str = "fact"
    original: str = ""
    language: str = ""
    note: str = ""
    since: str = ""
    until: str = ""
    other: int = 0
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value with everyone who says it, heaviest first; `share` in percent among rivals, None where none contradicts."""

    value: str
    other: int
    sayings: tuple[Saying, ...]
    weight: float
    share: int | None = None
    doubts: tuple[str, ...] = ()

    @property
    def originals(self) -> list[str]:
        """The spellings that stood in the reports where they differ from the value."""
        return list(
            dict.fromkeys(each.original for each in self.sayings if each.original and each.original != self.value)
        )

    @property
    def language(self) -> str:
        """The language its first sayer gives it."""
        return next((each.language for each in self.sayings if each.language), "")


@dataclass(frozen=True, slots=True)
class Line:
    """One property with its values; `conflict` when they can't all be true; `more` values beyond those shown."""

    prop: str
    values: tuple[Value, ...]
    conflict: bool = False
    more: int = 0


def grouped(sayings: Iterable[Saying]) -> dict[str, dict[tuple[str, int], list[Saying]]]:
    """Property → value (and entity it points to) → who says it, each report once a value."""
    found: dict[str, dict[tuple[str, int], list[Saying]]] = {}
    for each in sayings:
        heap = found.setdefault(each.prop, {}).setdefault((each.value, each.other), [])
        if all(known.report.id != each.report.id for known in heap):
            heap.append(each)
    return found


def strictest(reports: Iterable[Report]) -> Ruling:
    """What rules all that some reports say."""
    return ruling((report.handling, report.tlp, (report.conditions,)) for report in reports)
