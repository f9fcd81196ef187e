"""Who and what the newest reports name, for the first page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution.queries import vouching
from manara.resolution.queries.things import COLUMNS, Thing, thing_of

DAYS = 30
NEWEST_REPORTS = 40

# Begins with the newest reports, whose index is in the order of time: a walk back through all entities has no end for
# one who may see few of them.
_SQL = """
with newest as materialized (
  select id from intake_report where written_at > now() - make_interval(days => %(days)s) and retracted_at is null
  order by written_at desc, id desc limit %(reports)s
)
select {own}, {columns}
from newest join intake_entity e on e.report_id = newest.id join intake_report r on r.id = e.report_id {joins}
where e.schema = any(%(schemas)s::varchar[]) and e.caption <> '' order by r.id desc, e.id limit %(limit)s
"""


def recently_named(viewer: Viewer, schemas: Sequence[str], *, limit: int = 6) -> list[Thing]:
    """Entities of `schemas` in the newest reports of the last thirty days; the reading is recorded."""
    sql = _SQL.format(own=COLUMNS, columns=vouching.columns(viewer.language), joins=vouching.JOINS)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"days": DAYS, "reports": NEWEST_REPORTS, "schemas": list(schemas), "limit": limit})
        found = [thing_of(row) for row in cursor.fetchall()]
    if found:
        record(viewer, AuditVerb.LIST, "entity", [thing.public_id for thing in found])
    return found
