"""All entities of one kind in the order of their names, a page at a time, and how many there are of each kind."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution.queries import vouching
from manara.resolution.queries.reached import REACHED
from manara.resolution.queries.things import COLUMNS, Thing, thing_of

ON_A_PAGE = 50
COUNTED_TO = 1_000


@dataclass(frozen=True)
class Key:
    """Where in the list a page begins: a place in the order of names, and the number that parts equal names."""

    sort_key: str
    id: int


@dataclass(frozen=True)
class Shelf:
    """A page of the list, and the addresses of the entities before and after which its neighbours lie.

    An address is random: a number would tell how many entities there are that one may not see.
    """

    things: tuple[Thing, ...]
    previous: uuid.UUID | None
    next: uuid.UUID | None
    # The place of the last one, which stays where it was though the entity may be gone.
    last: Key | None = None


_AFTER = "and (e.sort_key, e.id) > (%(sort_key)s, %(id)s) order by e.sort_key, e.id"
_BEFORE = "and (e.sort_key, e.id) < (%(sort_key)s, %(id)s) order by e.sort_key desc, e.id desc"
_FIRST = "order by e.sort_key, e.id"
_SQL = """
select {own}, {columns}, e.sort_key
from (
  select mine.id, mine.sort_key from {reached} cross join lateral (
    select e.id, e.sort_key from intake_entity e
    where e.schema = %(schema)s and e.audience_id = reached.audience {where} limit %(limit)s
  ) mine order by mine.sort_key {way}, mine.id {way} limit %(limit)s
) page
join intake_entity e on e.id = page.id join intake_report r on r.id = e.report_id {joins}
order by e.sort_key, e.id
"""


def key_of(entity: uuid.UUID) -> Key | None:
    """Where an entity stands in the list; None for one that the viewer does not see (any more)."""
    with connection.cursor() as cursor:
        cursor.execute("select sort_key, id from intake_entity where public_id = %s", [entity])
        row = cursor.fetchone()
    return None if row is None else Key(*row)


def shelf(
    viewer: Viewer, schema: str, *, after: Key | None = None, before: Key | None = None, size: int = ON_A_PAGE
) -> Shelf:
    """The page of entities of `schema` that begins after a key, or ends before one, or the first; recorded."""
    at = after or before or Key("", 0)
    sql = _SQL.format(
        own=COLUMNS,
        columns=vouching.columns(viewer.language),
        joins=vouching.JOINS,
        reached=REACHED,
        where=_AFTER if after else _BEFORE if before else _FIRST,
        way="desc" if before and not after else "asc",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"schema": schema, "sort_key": at.sort_key, "id": at.id, "limit": size + 1})
        rows = cursor.fetchall()
    more = len(rows) > size
    kept = (rows[1:] if before else rows[:size]) if more else rows
    things = tuple(thing_of(row) for row in kept)
    record(viewer, AuditVerb.LIST, "entity", [thing.public_id for thing in things], fields=[schema])
    first, last = (things[0].public_id, things[-1].public_id) if things else (None, None)
    return Shelf(
        things,
        first if (more if before else after is not None) else None,
        last if (before is not None or more) else None,
        Key(kept[-1][-1], kept[-1][0]) if kept and more else None,
    )


_COUNTS = """
select w.schema, counted.n from unnest(%(schemas)s::varchar[]) as w (schema)
cross join lateral (
  select count(*) as n from (
    select 1 from {reached} cross join lateral (
      select 1 from intake_entity e where e.schema = w.schema and e.audience_id = reached.audience limit %(bound)s
    ) mine limit %(bound)s
  ) bounded
) counted
"""


def counts(schemas: Sequence[str]) -> dict[str, int]:
    """How many entities of each schema the viewer may see, counted up to one more than `COUNTED_TO`."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(reached=REACHED), {"schemas": list(schemas), "bound": COUNTED_TO + 1})
        return dict(cursor.fetchall())
