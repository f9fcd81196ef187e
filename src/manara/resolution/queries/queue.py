"""The suggestions that wait for a person's judgement, those first on which a decision is worth most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution.queries import judged, vouching
from manara.resolution.queries.comparable import SCHEMAS
from manara.resolution.queries.reached import REACHED
from manara.resolution.queries.things import Thing

ON_A_PAGE = 25
COUNTED_TO = 500
# So many of those that are worth most are looked at for one page.
LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One suggestion: both sides, and what the comparison came to."""

    left: Thing
    right: Thing
    bits: float
    probability: float
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
select best.bits, best.probability, best.evidence::text,
  {_SIDE.format(e="one")}, {_SIDE.format(e="other")}, {judged.key("one")}, {judged.key("other")}
from best join intake_entity one on one.id = best.one_id join intake_entity other on other.id = best.other_id
where {judged.key("one")} = '' or {judged.key("one")} <> {judged.key("other")}
order by best.worth desc, best.id desc limit %(bound)s
"""  # noqa: S608  only names and conditions without values are put in
_KIND = "and s.schema = any(%(schemas)s)"
_COUNT = f"""
select kind.schema, waiting.number from unnest(%(schemas)s::varchar[]) as kind (schema) cross join lateral (
  select count(*) as number from (
    select 1 from {REACHED} cross join lateral (
      select 1 from resolution_suggestion s
      where s.audience_id = reached.audience and s.schema = kind.schema and {_OPEN} limit %(bound)s
    ) mine limit %(bound)s
  ) counted
) waiting where waiting.number > 0 order by 2 desc, 1
"""  # noqa: S608


def queue(
    viewer: Viewer, *, schemas: Collection[str] = (), offset: int = 0, size: int = ON_A_PAGE
) -> list[Waiting]:
    """One page of the queue and one more line where another follows, of all kinds or of `schemas`; who is named is recorded.

    Of many that resemble each other one pair stands in it at a time: once it is judged, the next one comes.
    """
    given = {"bound": LOOKED_AT, "schemas": list(schemas)}
    sql = _SQL.format(of=_KIND if schemas else "")
    found = _asked(viewer, given, sql, apart=True, offset=offset, size=size + 1)
    _recorded(viewer, found[:size], "queue")
    return found


def count(bound: int = COUNTED_TO) -> dict[str, int]:
    """How many wait of each kind, the most first, each counted up to `bound`."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"bound": bound, "schemas": list(SCHEMAS)})
        return {schema: int(number) for schema, number in cursor.fetchall()}


def _asked(
    viewer: Viewer, given: dict[str, Any], sql: str, *, apart: bool = False, offset: int = 0, size: int
) -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        rows = cursor.fetchall()
    rows = (_apart(rows) if apart else rows)[offset : offset + size]
    reports = vouching.reports([row[at] for row in rows for at in (8, 14)], viewer.language)
    return [
        Waiting(
            _thing(row[3:9], reports),
            _thing(row[9:15], reports),
            row[0],
            row[1],
            orjson.loads(row[2]),
        )
        for row in rows
        if row[8] in reports and row[14] in reports
    ]


def _apart(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """The pairs that have no side in common with one before them, by identity or by the very same name."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        sides = {
            *(row[at] or f"#{number}" for at, number in ((15, row[3]), (16, row[9]))),
            row[6].casefold(),
            row[12].casefold(),
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
