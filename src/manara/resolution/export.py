"""Writes what a viewer may see as FollowTheMoney JSON lines or as tables, marked with handling code and who took it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import orjson

from manara.exchange.engine import plain_table
from manara.exchange.engine.ftm import FtmEntity, to_ftm
from manara.exchange.engine.i2 import I2Entity, I2Link, strength_of
from manara.exchange.engine.marks import Marks
from manara.foundation.access import Viewer
from manara.foundation.engine.handling import strictest
from manara.foundation.vocabulary import Schema, schemas
from manara.resolution import words
from manara.resolution.engine.ranking import Found
from manara.resolution.engine.sayings import Report, Saying
from manara.resolution.engine.ties import dates_of, word_of
from manara.resolution.queries.exporting import Exported
from manara.resolution.queries.things import Thing

_SEARCH = ("id", "schema", "name", "facts", "agency", "grade", "handling", "reports")
_SAYINGS = (
    "property", "label", "value", "as_written", "since", "until", "kind", "agency", "grade_scheme", "grade", "handling", "tlp",
    "conditions", "report", "occurred", "written",
)  # fmt: skip


def ftm_lines(entities: Iterable[Exported], viewer: Viewer, taken: datetime, total: int = 0) -> Iterator[bytes]:
    """One line of JSON for each entity, in FollowTheMoney's own schemas; readers ignore what they don't know.

    `context` is where FollowTheMoney keeps what is not of the entity itself: handling code, TLP label, grade, agency and
    report of each line, who took it for what purpose and, where the `total` is known, which line of how many it is.
    """
    for number, entity in enumerate(entities, 1):
        if entity.schema not in schemas():
            continue
        said = ((prop, str(other) if other is not None else value) for prop, value, other in entity.statements)
        translated = to_ftm(FtmEntity.of_statements(str(entity.public_id), entity.schema, said)).entity
        context = {
            "handling": entity.handling,
            "tlp": entity.tlp,
            "conditions": entity.conditions,
            "grade": entity.grade,
            "agency": entity.agency,
            "report": str(entity.report),
            "taken_by": viewer.code,
            "taken_at": f"{taken:%Y-%m-%dT%H:%M:%SZ}",
            "purpose": viewer.purpose,
        }
        yield orjson.dumps(
            {
                "id": translated.id,
                "caption": entity.caption,
                "schema": translated.schema,
                "properties": {prop: list(values) for prop, values in translated.properties.items() if values},
                "datasets": [f"manara-{entity.agency}"],
                "context": context | ({"row": f"{number}/{total}"} if total else {}),
            },
            option=orjson.OPT_APPEND_NEWLINE,
        )


def table_of_found(found: Sequence[Found], marks: Marks) -> bytes:
    """A search's results, one a row."""
    rows = []
    for each in found:
        first = each.first
        handling = strictest(candidate.report.handling for candidate in each.candidates)
        rows.append(
            _row(first.public_id, first.schema, first.caption, each.facts, first.report, handling, each.reports)
        )
    return b"".join(plain_table.write(_SEARCH, rows, marks))


def table_of_listed(listed: Sequence[Thing], facts: Mapping[int, Mapping[str, Sequence[str]]], marks: Marks) -> bytes:
    """A list's entities, one a row."""
    rows = [
        _row(each.public_id, each.schema, each.caption, facts.get(each.id, {}), each.report, each.report.handling, 1)
        for each in listed
    ]
    return b"".join(plain_table.write(_SEARCH, rows, marks))


def _row(
    id: UUID, schema: str, caption: str, facts: Mapping[str, Sequence[str]], report: Report, handling: str, reports: int
) -> tuple[str, ...]:
    told = " | ".join(
        f"{words.property_label(schema, prop)}: {words.shown(schema, prop, value).text}"
        for prop, values in facts.items()
        for value in values[:2]
    )
    kind = words.schema_label(schema)
    return str(id), kind, caption, told, report.agency, report.grade, handling, str(reports)


def table_of_sayings(sayings: Sequence[Saying], captions: dict[int, str], marks: Marks) -> bytes:
    """What is said of one thing, a row a saying: value as stored, and whoever says it with grade and handling code.

    `captions` names the things that values point to; what points to a thing that isn't there is left out.
    """
    rows = []
    for each in sayings:
        value = captions.get(each.other, "") if each.other else each.value
        if not value:
            continue
        report = each.report
        rows.append(
            (each.prop, words.property_label(each.schema, each.prop), value, each.original, each.since, each.until, each.kind,
             report.agency, report.scheme, report.grade, report.handling, report.tlp, report.conditions,
             str(report.public_id), report.occurred, report.written.isoformat())
        )  # fmt: skip
    return b"".join(plain_table.write(_SAYINGS, rows, marks))


def for_i2(entities: Sequence[Exported]) -> tuple[list[I2Entity], list[I2Link]]:
    """Things and the ties between them; a thing that several reports name by one identifier is one."""
    things = [each for each in entities if (schema := schemas().get(each.schema)) and schema.edge is None]
    one: dict[str, list[Exported]] = {}
    for each in things:
        one.setdefault(each.identity_key or str(each.public_id), []).append(each)
    same = {each.public_id: str(several[0].public_id) for several in one.values() for each in several}
    made = [link for each in entities for link in _links(each, same)]
    told = Counter((link.kind, link.end_1, link.end_2) for link in made)
    links = [
        I2Link(
            link.identity, link.kind, link.end_1, link.end_2, link.label, link.direction,
            strength_of(fact=link.strength == "confirmed", reports=told[link.kind, link.end_1, link.end_2]),
            link.since, link.until, link.description, link.source, link.source_type, link.grade, link.handling,
        )
        for link in made
    ]  # fmt: skip
    return [_thing(several) for several in one.values()], links


def _thing(several: Sequence[Exported]) -> I2Entity:
    first = several[0]
    values = {prop: value for each in several for prop, value, other in reversed(each.statements) if other is None}
    described = dict.fromkeys(
        f"{words.property_label(each.schema, prop)}: {words.shown(each.schema, prop, value).text}"
        for each in several
        for prop, value, other in each.statements
        if other is None and value != first.caption
    )
    return I2Entity(
        str(first.public_id),
        words.schema_label(first.schema),
        (words.phone(first.caption) if first.schema == "Phone" else first.caption) or words.schema_label(first.schema),
        " | ".join(described)[:2000],
        dates_of(values)[0],
        " ".join(dict.fromkeys(str(each.report) for each in several)),
        " ".join(dict.fromkeys(each.agency for each in several)),
        " ".join(dict.fromkeys(each.grade for each in several if each.grade)),
        strictest(each.handling for each in several),
    )


def _links(entity: Exported, same: dict[UUID, str]) -> Iterator[I2Link]:
    """The ties of one entity: through itself where it is one, else from it to whatever it points to."""
    schema = schemas().get(entity.schema)
    if schema is None:
        return
    ends = [(prop, same[other]) for prop, _value, other in entity.statements if other in same]
    values = {prop: value for prop, value, other in reversed(entity.statements) if other is None}
    since, until = dates_of(values) if schema.edge else ("", "")
    for number, (kind, first, second, directed, label) in enumerate(_pairs(entity, schema, ends, same, values)):
        if first != second:
            yield I2Link(
                f"{entity.public_id}/{number}", kind, first, second, label,
                "forward" if directed else "none",
                "unconfirmed" if entity.assessed else "confirmed",
                since, until, "", str(entity.report), entity.agency, entity.grade, entity.handling,
            )  # fmt: skip


def _pairs(
    entity: Exported, schema: Schema, ends: list[tuple[str, str]], same: dict[UUID, str], values: dict[str, str]
) -> Iterator[tuple[str, str, str, bool, str]]:
    language, edge = words.language(), schema.edge
    if edge is None:
        for prop, other in ends:
            label = words.property_label(entity.schema, prop)
            yield label, same[entity.public_id], other, True, label
        return
    kind, word = schema.label(language), word_of(values)
    role = schema.properties.get("role")
    said = role.choice_label(word, language) if role and word else word
    label = f"{edge.label(language)} ({said})" if said else edge.label(language)
    sources = [other for prop, other in ends if prop == edge.source]
    for source in sources:
        for prop, other in ends:
            if prop == edge.target:
                yield kind, source, other, edge.directed, label
            elif prop != edge.source:
                third = words.property_label(entity.schema, prop)
                yield third, source, other, True, third
