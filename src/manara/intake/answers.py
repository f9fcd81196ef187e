"""The shapes in which a programme is answered about reports and what they say."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import get_language
from ninja import Field, Schema

from manara.foundation.programmes.answers import HandlingCode, SaidBy
from manara.foundation.programmes.walking import Walk
from manara.intake.models import Report, Statement
from manara.intake.queries.report import Told


class ReportsAsked(Walk):
    """What narrows the list of reports."""

    mine: Annotated[bool, Field(description="Only those that the token's holder wrote.")] = False
    agency: Annotated[str, Field(max_length=24, pattern=r"^[A-Za-z0-9._-]*$", description="Its code.")] = ""
    kind: Literal["", "form", "row", "package", "release", "context"] = ""
    handling: Literal["", "H0", "H1", "H2", "H3"] = ""
    retracted: Annotated[Literal["", "yes", "no"], Field(description="Only those, or none of them.")] = ""
    since: Annotated[date | None, Field(description="The first day it may speak of.")] = None
    until: Annotated[date | None, Field(description="The last day it may speak of.")] = None


class ReportLine(Schema):
    """A report in a list. Of one that was taken back nothing is shown but that it was one."""

    id: uuid.UUID
    kind: str
    title: str
    written_at: datetime
    occurred: Annotated[str, Field(description="As precise as it is known: 2026, 2026-02, ~2026, 2026-02/2026-03.")]
    place: str
    language: str
    statements: int
    retracted: bool
    said_by: SaidBy


class ReportPage(Schema):
    reports: list[ReportLine]
    handling: HandlingCode
    next: Annotated[str | None, Field(description="To be sent as `after`; null at the end.")]


class Pointed(Schema):
    """Another entity that a statement points to."""

    id: uuid.UUID
    schema_: Annotated[str, Field(alias="schema", serialization_alias="schema")]
    caption: str


class Stated(Schema):
    """One statement: this property has this value, as a fact or as an assessment."""

    property: str
    value: str
    other: Pointed | None = None
    kind: Literal["fact", "assessment"]
    original: Annotated[str, Field(description="As it stood in the report, where that differs.")]
    language: str
    since: str
    until: str
    note: Annotated[str, Field(description="What was assumed in reading it.")]


class EntityTold(Schema):
    id: uuid.UUID
    schema_: Annotated[str, Field(alias="schema", serialization_alias="schema")]
    caption: str
    statements: list[Stated]


class ReportWhole(ReportLine):
    """A report with its text and all that it says, entity by entity."""

    text: str
    entities: list[EntityTold]
    next: Annotated[str | None, Field(description="To be sent as `after` for its further entities; null at the end.")]


def line(report: Report) -> dict[str, Any]:
    """A report in a list."""
    gone = report.retracted_at is not None
    title = "" if gone else report.title or getattr(report, "named", "")
    return {
        "id": report.public_id,
        "kind": report.kind,
        "title": title,
        "written_at": report.written_at,
        "occurred": "" if gone else report.occurred,
        "place": "" if gone else report.place,
        "language": "" if gone else report.language,
        "statements": 0 if gone else report.statement_count,
        "retracted": gone,
        "said_by": said_by(report),
    }


def said_by(report: Report) -> dict[str, Any]:
    """Who vouches for what a report says."""
    gone = report.retracted_at is not None
    language = (get_language() or "en")[:2]
    agency = report.agency
    return {
        "report": report.public_id,
        "agency": {"code": agency.code, "name": getattr(agency, f"name_{language}", agency.name_en)},
        "source": report.source.reference if report.source is not None and not gone else "",
        "grade": {
            "scheme": report.grade_scheme,
            "source": report.grade_source,
            "information": report.grade_information,
        },
        "handling": report.handling,
        "tlp": report.tlp,
        "conditions": report.conditions,
        "dated": "" if gone else (report.occurred or f"{report.written_at:%Y-%m-%d}"),
    }


def told(each: Told) -> dict[str, Any]:
    """One entity of a report with what it says of it; what points to a hidden entity is left out."""
    return {
        "id": each.entity.public_id,
        "schema": each.entity.schema,
        "caption": each.entity.caption,
        "statements": [_stated(one) for one in each.statements if one.value or one.other is not None],
    }


def _stated(one: Statement) -> dict[str, Any]:
    other = one.other
    pointed = None if other is None else {"id": other.public_id, "schema": other.schema, "caption": other.caption}
    return {
        "property": one.prop,
        "value": one.value,
        "other": pointed,
        "kind": one.kind,
        "original": one.original,
        "language": one.language,
        "since": one.since,
        "until": one.until,
        "note": one.note,
    }
