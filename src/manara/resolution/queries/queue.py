"""The suggestions that wait for a person's judgement, those first on which a decision is worth most."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution.queries import judged, vouching
from manara.resolution.queries.reached import REACHED
from manara.resolution.queries.things import Thing

ON_A_PAGE = 25
COUNTED_TO = 500
# So many of those that are worth most are looked at for one page.
LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One suggestion: both sides, and what the comparison came to."""

    address: uuid.UUID
    left: Thing
    right: Thing
    bits: float
    probability: float
    worth: float
    evidence: list[dict[str, Any]]


# No judgement of it stands, and it was not made one by way of others either.
_OPEN = f"""not exists (
  select from resolution_judgement j where j.one_id = s.one_id and j.other_id = s.other_id and {judged.STANDS})"""
_SIDE = "{e}.id, {e}.public_id, {e}.schema, {e}.caption, {e}.identity_key, {e}.report_id"
_SQL = f"""
with best as materialized (
  select mine.* from {REACHED} cross join lateral (
    select s.* from resolution_suggestion s where s.audience_id = reached.audience and {_OPEN} {{of}}
    order by s.worth desc, s.id desc limit %(bound)s
  ) mine order by mine.worth desc, mine.id desc limit %(bound)s
)
select best.public_id, best.bits, best.probability, best.worth, best.evidence::text,
  {_SIDE.format(e="one")}, {_SIDE.format(e="other")}, {judged.key("one")}, {judged.key("other")}
from best join intake_entity one on one.id = best.one_id join intake_entity other on other.id = best.other_id
where {judged.key("one")} = '' or {judged.key("one")} <> {judged.key("other")}
order by best.worth desc, best.id desc limit %(bound)s
"""  # noqa: S608  only names and conditions without values are put in
_OF = "and (s.one_id = any(%(entities)s) or s.other_id = any(%(entities)s))"
_COUNT = f"""
select count(*) from (
  select 1 from {REACHED} cross join lateral (
    select 1 from resolution_suggestion s where s.audience_id = reached.audience and {_OPEN} limit %(bound)s
  ) mine limit %(bound)s
) counted
"""  # noqa: S608


def queue(viewer: Viewer, *, offset: int = 0, size: int = ON_A_PAGE) -> list[Waiting]:
    """One page of the queue and one more line where another follows; who is named is recorded as listed.

    Of many that resemble each other one pair stands in it at a time: once it is judged, the next one comes.
    """
    found = _asked(viewer, {"bound": LOOKED_AT}, _SQL.format(of=""), apart=True, offset=offset, size=size + 1)
    _recorded(viewer, found[:size], "queue")
    return found


def suggested_for(viewer: Viewer, entities: Collection[int], *, most: int = 12) -> list[Waiting]:
    """The suggestions with one of these entities on a side."""
    found = _asked(viewer, {"bound": LOOKED_AT, "entities": list(entities)}, _SQL.format(of=_OF), size=most)
    _recorded(viewer, found, "suggestions")
    return found


def count(bound: int = COUNTED_TO) -> int:
    """How many wait, counted up to `bound`."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"bound": bound})
        return int(cursor.fetchone()[0])


def _asked(
    viewer: Viewer, given: dict[str, Any], sql: str, *, apart: bool = False, offset: int = 0, size: int
) -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        rows = cursor.fetchall()
    rows = (_apart(rows) if apart else rows)[offset : offset + size]
    reports = vouching.reports([row[at] for row in rows for at in (10, 16)], viewer.language)
    return [
        Waiting(
            row[0],
            _thing(row[5:11], reports),
            _thing(row[11:17], reports),
            row[1],
            row[2],
            row[3],
            orjson.loads(row[4]),
        )
        for row in rows
        if row[10] in reports and row[16] in reports
    ]


def _apart(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """The pairs that have no side in common with one before them, by identity or by the very same name."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        sides = {
            *(row[at] or f"#{number}" for at, number in ((17, row[5]), (18, row[11]))),
            row[8].casefold(),
            row[14].casefold(),
        }
        sides.discard("")
        if seen.isdisjoint(sides):
            kept.append(row)
            seen |= sides
    return kept


def _thing(row: Sequence[Any], reports: dict[int, Any]) -> Thing:
    number, public_id, schema, caption, identity_key, report = row
    return Thing(number, public_id, schema, caption, identity_key, reports[report])


def _recorded(viewer: Viewer, found: Sequence[Waiting], part: str) -> None:
    if found:
        named = dict.fromkeys(side.public_id for each in found for side in (each.left, each.right))
        record(viewer, AuditVerb.LIST, "entity", named, fields=[part])
