"""Whose name begins with what is being typed: the first few of each kind, in the order of names."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from manara.resolution.queries import vouching
from manara.resolution.queries.reached import REACHED
from manara.resolution.queries.things import COLUMNS, Thing, thing_of

OF_A_KIND = 4

_SQL = """
select {own}, {columns}
from unnest(%(schemas)s::varchar[]) with ordinality as w (schema, place)
cross join lateral (
  select mine.* from {reached} cross join lateral (
    select e.* from intake_entity e
    where e.schema = w.schema and e.audience_id = reached.audience and e.sort_key >= %(from)s and e.sort_key < %(to)s
    order by e.sort_key limit %(limit)s
  ) mine order by mine.sort_key limit %(limit)s
) e
join intake_report r on r.id = e.report_id {joins}
order by w.place, e.sort_key, e.id
"""


def beginning(start: str, schemas: Sequence[str], *, language: str) -> list[Thing]:
    """Entities whose sort key begins with `start`, at most four of each of `schemas`."""
    if len(start) < 2:
        return []
    sql = _SQL.format(reached=REACHED, own=COLUMNS, columns=vouching.columns(language), joins=vouching.JOINS)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"schemas": list(schemas), "from": start, "to": f"{start}\U0010ffff", "limit": OF_A_KIND})
        return [thing_of(row) for row in cursor.fetchall()]
