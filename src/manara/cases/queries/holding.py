"""In which of the viewer's open cases a report or an entity is already, how it came there, and into which it could go."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from manara.cases.models import Case, ListedEntity, State
from manara.foundation.access import circles_of
from manara.foundation.models import Sharing
from manara.intake.models import Report

MOST = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A case that holds the thing: who put it in, when and why; nobody where it was written there."""

    case: Case
    by: str = ""
    at: datetime | None = None
    reason: str = ""

    @property
    def was_put(self) -> bool:
        """Whether somebody put it in, so that it can be taken out again."""
        return self.at is not None


@dataclass(frozen=True, slots=True)
class Holding:
    """The open cases that hold a thing, and those that don't, in the order of their numbers."""

    inside: tuple[Held, ...]
    outside: tuple[Case, ...]


def holding_report(report: Report) -> Holding:
    """Of a report: those of whose circle its audience is made hold it."""
    cases = _open_cases()
    circles = set(circles_of(report.audience_id))
    shared = {
        row.circle_id: (row.shared_by.code, row.shared_at, row.reason)
        for row in Sharing.objects.select_related("shared_by").filter(
            object_type="report", object_id=report.public_id, ended_at=None
        )
    }
    return _parted(cases, {case.pk: shared.get(case.circle_id) for case in cases if case.circle_id in circles})


def holding_entity(entity: uuid.UUID) -> Holding:
    """Of an entity: those on whose list a member put it."""
    rows = ListedEntity.objects.select_related("by").filter(entity=entity, ended_at=None, case__state=State.OPEN)
    return _parted(_open_cases(), {row.case_id: (row.by.code, row.at, row.reason) for row in rows})


def _open_cases() -> list[Case]:
    return list(Case.objects.filter(state=State.OPEN).order_by("number_key", "pk")[:MOST])


def _parted(cases: list[Case], held: Mapping[int, tuple[str, datetime, str] | None]) -> Holding:
    inside = tuple(Held(case, *(held[case.pk] or ())) for case in cases if case.pk in held)
    return Holding(inside, tuple(case for case in cases if case.pk not in held))
