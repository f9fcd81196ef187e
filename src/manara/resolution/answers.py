"""The shapes in which a programme is answered about entities: what is known, who says so, how sure, and what ties them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from manara.foundation.programmes.answers import HandlingCode, SaidBy
from manara.foundation.programmes.walking import Walk
from manara.resolution import words
from manara.resolution.engine.conflicts import lines
from manara.resolution.engine.ranking import Found
from manara.resolution.engine.sayings import Report, Saying, Value, strictest
from manara.resolution.engine.ties import Strand, Tie
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.neighbourhood import Neighbourhood
from manara.resolution.queries.things import Thing

SchemaName = Annotated[str, Field(max_length=32, pattern=r"^[A-Za-z]+$")]


class SearchAsked(Schema):
    """What is looked for, as in the search box of the pages."""

    q: Annotated[str, Field(min_length=1, max_length=400, description="A name in any script, a phone, a document …")]
    schema_: Annotated[list[SchemaName], Field(alias="schema", max_length=10)] = []
    agency: Annotated[list[Annotated[str, Field(max_length=24, pattern=r"^[A-Za-z0-9._-]+$")]], Field(max_length=10)] = []
    handling: Annotated[list[Literal["H0", "H1", "H2", "H3"]], Field(max_length=4)] = []
    since: date | None = None
    until: date | None = None
    page: Annotated[int, Field(ge=1, le=12, description="Of 25 each; there are none beyond those looked at.")] = 1


class EntitiesAsked(Walk):
    """Which kind of thing is listed."""

    schema_: Annotated[SchemaName, Field(alias="schema", description="A name of the vocabulary, such as Person.")]


class EntityLine(Schema):
    """An entity as one report names it."""

    id: uuid.UUID
    schema_: Annotated[str, Field(alias="schema", serialization_alias="schema")]
    caption: str
    said_by: SaidBy


class EntityPage(Schema):
    entities: list[EntityLine]
    handling: HandlingCode
    next: Annotated[str | None, Field(description="To be sent as `after`; null at the end.")]


class FoundLine(EntityLine):
    """One result: an entity, or all that one identifier makes the same; why it is here and how alike."""

    score: Annotated[float, Field(ge=0, le=1)]
    reasons: Annotated[list[str], Field(description="phone, document, name …: which keys are equal.")]
    facts: dict[str, list[str]]
    reports: int
    agencies: int
    same: Annotated[list[uuid.UUID], Field(description="Further entities of the same identifier.")]


class FoundPage(Schema):
    problem: Annotated[Literal["", "empty", "short", "nothing"], Field(description="Why nothing could be looked for.")]
    found: list[FoundLine]
    handling: HandlingCode
    total: int
    bounded: Annotated[bool, Field(description="Whether there is more than could be looked at.")]
    page: int
    more: bool


class Pointed(Schema):
    """Another entity, which the viewer may see."""

    id: uuid.UUID
    schema_: Annotated[str, Field(alias="schema", serialization_alias="schema")]
    caption: str


class Sayer(SaidBy):
    kind: Literal["fact", "assessment"]
    note: str


class KnownValue(Schema):
    """One value with all who say it, the weightiest first."""

    value: str
    other: Pointed | None = None
    share: Annotated[
        int | None, Field(description="Percent among values that can't all be true; no decision which of them is.")
    ]
    doubts: list[str]
    originals: list[str]
    said_by: list[Sayer]
    more: Annotated[int, Field(description="How many further reports say it; see its statements.")]


class KnownLine(Schema):
    property: str
    label: str
    conflict: bool
    values: list[KnownValue]
    more: int


class Known(Schema):
    """What is known of an entity: nothing without the report that says it."""

    id: uuid.UUID
    schema_: Annotated[str, Field(alias="schema", serialization_alias="schema")]
    caption: str
    same: Annotated[list[uuid.UUID], Field(description="Entities of other reports that an identifier makes the same.")]
    handling: HandlingCode
    tlp: str
    conditions: list[str]
    reports: int
    agencies: int
    bounded: bool
    properties: list[KnownLine]


class StatementLine(Schema):
    """One statement of one report."""

    property: str
    value: str
    other: Pointed | None = None
    kind: Literal["fact", "assessment"]
    original: str
    language: str
    since: str
    until: str
    note: str
    said_by: SaidBy


class StatementPage(Schema):
    statements: list[StatementLine]
    handling: HandlingCode
    next: Annotated[str | None, Field(description="To be sent as `after`; null at the end.")]


class StrandLine(Schema):
    """What one report says of a tie, or what both share without any report tying them."""

    kind: Literal["fact", "assessment"]
    schema_: Annotated[str, Field(alias="schema", serialization_alias="schema")]
    property: str
    word: str
    since: str
    until: str
    through: Pointed | None = None
    said_by: SaidBy | None = None


class TieLine(Schema):
    """One neighbour with all that ties it; `certain` when at least one report states it as a fact."""

    other: Pointed
    certain: bool
    since: str
    until: str
    strands: list[StrandLine]


class TiePage(Schema):
    ties: list[TieLine]
    handling: HandlingCode
    bounded: Annotated[bool, Field(description="Whether more reports tie it than were read.")]


class ReportsOf(Schema):
    reports: list[SaidBy]
    handling: HandlingCode
    next: Annotated[str | None, Field(description="To be sent as `after`; null at the end.")]


def said_by(report: Report) -> dict[str, Any]:
    """Who vouches for it."""
    return {
        "report": report.public_id,
        "agency": {"code": report.agency_code, "name": report.agency},
        "source": report.source,
        "grade": {
            "scheme": report.scheme,
            "source": report.grade_source,
            "information": report.grade_information,
        },
        "handling": report.handling,
        "tlp": report.tlp,
        "conditions": report.conditions,
        "dated": report.occurred or report.written.isoformat(),
    }


def strictest_code(reports: Sequence[Report]) -> str:
    """The handling code of an answer that all of them are in."""
    return str(strictest(reports)[0])


def thing(each: Thing) -> dict[str, Any]:
    """A line of a list."""
    return {**pointed(each), "said_by": said_by(each.report)}


def pointed(each: Thing) -> dict[str, Any]:
    """An entity that something points to."""
    return {"id": each.public_id, "schema": each.schema, "caption": each.caption}


def found(each: Found) -> dict[str, Any]:
    """A result of a search."""
    first = each.first
    return {
        "id": first.public_id,
        "schema": first.schema,
        "caption": first.caption,
        "score": round(min(max(each.score, 0.0), 1.0), 4),
        "reasons": list(each.reasons),
        "facts": {prop: list(values) for prop, values in each.facts.items()},
        "reports": each.reports,
        "agencies": each.agencies,
        "same": [candidate.public_id for candidate in each.candidates[1:]],
        "said_by": said_by(first.report),
    }


def known(
    identity: Identity, sayings: Sequence[Saying], things: Mapping[int, Thing], *, today: date
) -> dict[str, Any]:
    """All that is known of an entity, in the order of its schema; what points to a hidden thing is left out."""
    opened = identity.opened
    code, tlp, conditions = strictest(list(identity.reports.values()))
    ordered = lines(visible(sayings, things), order=words.property_order(opened.schema), today=today)
    return {
        "id": opened.public_id,
        "schema": opened.schema,
        "caption": opened.caption,
        "same": [source.public_id for source in identity.sources[1:]],
        "handling": code,
        "tlp": tlp,
        "conditions": conditions,
        "reports": identity.total.reports,
        "agencies": identity.total.agencies,
        "bounded": identity.bounded,
        "properties": [
            {
                "property": line.prop,
                "label": words.property_label(opened.schema, line.prop),
                "conflict": line.conflict,
                "values": [_value(value, things) for value in line.values],
                "more": line.more,
            }
            for line in ordered
        ],
    }


def visible(sayings: Sequence[Saying], things: Mapping[int, Thing]) -> list[Saying]:
    """What says something and points to nothing that the viewer may not see."""
    return [each for each in sayings if (each.value or each.other) and (not each.other or each.other in things)]


MOST_SAYERS = 8


def _value(value: Value, things: Mapping[int, Thing]) -> dict[str, Any]:
    said = value.sayings[:MOST_SAYERS]
    return {
        "value": value.value,
        "other": pointed(things[value.other]) if value.other else None,
        "share": value.share,
        "doubts": list(value.doubts),
        "originals": value.originals,
        "said_by": [{**said_by(each.report), "kind": each.kind, "note": each.note} for each in said],
        "more": len(value.sayings) - len(said),
    }


def statement(each: Saying, things: Mapping[int, Thing]) -> dict[str, Any]:
    """One statement."""
    return {
        "property": each.prop,
        "value": each.value,
        "other": pointed(things[each.other]) if each.other else None,
        "kind": each.kind,
        "original": each.original,
        "language": each.language,
        "since": each.since,
        "until": each.until,
        "note": each.note,
        "said_by": said_by(each.report),
    }


def tie(around: Neighbourhood, each: Tie) -> dict[str, Any]:
    """One neighbour."""
    return {
        "other": pointed(around.things[each.other]),
        "certain": each.certain,
        "since": each.since,
        "until": each.until,
        "strands": [_strand(around, strand) for strand in each.strands],
    }


def _strand(around: Neighbourhood, strand: Strand) -> dict[str, Any]:
    through = around.things.get(strand.through)
    return {
        "kind": strand.kind,
        "schema": strand.schema,
        "property": strand.prop,
        "word": strand.word,
        "since": strand.since,
        "until": strand.until,
        "through": None if through is None else pointed(through),
        "said_by": None if strand.report is None else said_by(strand.report),
    }
