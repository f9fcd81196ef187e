"""Reports for the tests of this room: invented persons, phones and boats, told by two agencies and admitted as imports are."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from typing import Any

from manara.foundation import access
from manara.foundation.engine.dates import PartialDate
from manara.foundation.models import User
from manara.intake.actions.admit_reports import Provenance, admit_reports
from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
from manara.intake.models import Entity, Report
from tests.foundation import people

_ROWS = itertools.count(1)


def said(prop: str, value: str = "", **more: Any) -> StatementDraft:
    """One statement."""
    return StatementDraft(prop, value, **more)


def entity(slot: str, schema: str, *statements: StatementDraft, **values: str) -> EntityDraft:
    """An entity with plain values and further statements."""
    return EntityDraft(slot, schema, (*(said(prop, value) for prop, value in values.items()), *statements))


def tie(slot: str, schema: str, ends: dict[str, str], *statements: StatementDraft, kind: Any = "fact") -> EntityDraft:
    """An edge between two slots of the same report."""
    joined = tuple(StatementDraft(prop, "", other=other, kind=kind) for prop, other in ends.items())
    return EntityDraft(slot, schema, (*joined, *statements))


def draft(*entities: EntityDraft, occurred: str = "2026-02-18", **more: Any) -> ReportDraft:
    """A report draft."""
    made = ReportDraft(
        row=next(_ROWS),
        title="",
        text="",
        occurred=PartialDate.from_iso(occurred) if occurred else None,
        place="",
        grade_source="B",
        grade_information="2",
        handling="H1",
        entities=entities,
    )
    return replace(made, **more)


def admit(user: User, *drafts: ReportDraft, circles: list[int] | None = None, scheme: str = "4x4") -> list[Report]:
    """Admit drafts as `user` into his agency's circle; returns their reports."""
    with people.at_work(user) as viewer:
        audience = access.audience_of(circles or list(viewer.circles))
        viewer = access.enter(user, purpose="test")
        provenance = Provenance(audience, user.agency_id, user.pk, kind="row", grade_scheme=scheme)
        admitted = admit_reports(viewer, provenance, drafts)
        return [Report.objects.get(public_id=admitted.reports[each.row]) for each in drafts]


def entities_of(user: User, report: Report) -> dict[str, Entity]:
    """The entities of a report by schema; of several of one schema the first."""
    with people.at_work(user):
        rows = list(Entity.objects.filter(report_id=report.pk).order_by("-pk"))
    return {row.schema: row for row in rows}


def address(user: User, report: Report, schema: str = "Person") -> uuid.UUID:
    """The public id of a report's entity of this schema."""
    return entities_of(user, report)[schema].public_id
