"""Reads what a viewer may see in the order of numbers, some hundred entities at a time, to be written out."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db import connection

from manara.resolution.queries import judged

AT_A_TIME = 500
# What one file holds of an entity's surroundings; more is refused, so that a part never passes for the whole.
MOST_AROUND = 5_000


class MoreThanAFileHolds(Exception):
    """More entities stand around one than a file is made of."""


@dataclass(slots=True)
class Exported:
    """An entity with its statements as (property, value, id of the entity it points to) and its report's handling.

    `identity_key` is what makes it one with those of other reports; `assessed` when something of it is no stated fact.
    """

    public_id: uuid.UUID
    schema: str
    caption: str
    agency: str
    report: uuid.UUID
    grade: str
    handling: str
    tlp: str
    conditions: str = ""
    identity_key: str = ""
    statements: list[tuple[str, str, uuid.UUID | None]] = field(default_factory=list)
    assessed: bool = False


_ENTITIES = f"""
select e.id, e.public_id, e.schema, e.caption, a.code, r.public_id, r.grade_source || r.grade_information, r.handling, r.tlp,
  r.conditions, {judged.key("e")}
from intake_entity e join intake_report r on r.id = e.report_id join foundation_agency a on a.id = r.agency_id
where e.id > %(after)s and (%(only)s::bigint[] is null or e.id = any(%(only)s::bigint[]))
order by e.id limit %(limit)s
"""  # noqa: S608  only names and conditions without values are put in
_STATEMENTS = """
select s.entity_id, s.prop, s.value, o.public_id, s.kind
from intake_statement s left join intake_entity o on o.id = s.other_id
where s.entity_id = any(%s) order by s.entity_id, s.id
"""


def exported(only: Collection[int] | None = None) -> Iterator[Exported]:
    """Every entity that the viewer of the open transaction may see, or `only` those numbers; two queries a batch.

    A tie to an entity that he may not see is left out, and nothing tells that there was one.
    """
    after, numbers = 0, None if only is None else sorted(only)
    while batch := exported_behind(after, only=numbers):
        after = max(batch)
        yield from batch.values()


def exported_behind(after: int, *, only: Collection[int] | None = None, limit: int = AT_A_TIME) -> dict[int, Exported]:
    """The next entities behind a number, by number; empty at the end."""
    numbers = None if only is None else sorted(only)
    with connection.cursor() as cursor:
        cursor.execute(_ENTITIES, {"after": after, "only": numbers, "limit": limit})
        batch = {row[0]: Exported(*row[1:]) for row in cursor.fetchall()}
        if batch:
            cursor.execute(_STATEMENTS, [list(batch)])
            for number, prop, value, other, kind in cursor.fetchall():
                if value or other is not None:
                    batch[number].statements.append((prop, value, other))
                    batch[number].assessed |= kind != "fact"
    return batch


_WITH_TIES = """
select distinct s.entity_id from intake_statement s where s.other_id = any(%(entities)s)
union select distinct s.other_id from intake_statement s where s.entity_id = any(%(entities)s) and s.other_id is not null
union select distinct far.other_id from intake_statement near
join intake_statement far on far.entity_id = near.entity_id
where near.other_id = any(%(entities)s) and far.other_id is not null
limit %(limit)s
"""


def with_ties(entities: Collection[int]) -> set[int]:
    """These entities, the ties that join them to others, and those others. Raises `MoreThanAFileHolds`."""
    with connection.cursor() as cursor:
        cursor.execute(_WITH_TIES, {"entities": sorted(entities), "limit": MOST_AROUND + 1})
        found = {number for (number,) in cursor.fetchall()} | set(entities)
    if len(found) > MOST_AROUND:
        raise MoreThanAFileHolds
    return found
