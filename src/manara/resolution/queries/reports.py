"""The reports that speak of an identity, newest first, a page at a time however many there are."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import connection

from manara.resolution.engine.sayings import Report
from manara.resolution.queries import vouching
from manara.resolution.queries.identity import Identity

ON_A_PAGE = 50


@dataclass(frozen=True)
class ReportPage:
    """One page, and the address of the entity before which the next one begins, None at the end."""

    reports: tuple[Report, ...]
    next: uuid.UUID | None
    # The number of that entity, a place which stays where it was though the entity may be gone.
    last: int | None = None


_SQL = """
select e.public_id, {columns}, e.id
from intake_entity e join intake_report r on r.id = e.report_id {joins}
where e.identity_key = %(key)s and e.identity_key <> ''
  and (%(before)s::uuid is null or e.id < (select id from intake_entity where public_id = %(before)s::uuid))
  and (%(behind)s::bigint is null or e.id < %(behind)s::bigint)
order by e.id desc limit %(limit)s
"""


def reports_of(
    identity: Identity,
    *,
    language: str,
    before: uuid.UUID | None = None,
    behind: int | None = None,
    size: int = ON_A_PAGE,
) -> ReportPage:
    """A page of reports. Without an identifier an entity is in one report, which is known already."""
    if not identity.bounded:
        ordered = sorted(identity.reports.values(), key=lambda report: -report.id)
        return ReportPage(tuple(ordered), None)
    sql = _SQL.format(columns=vouching.columns(language), joins=vouching.JOINS)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"key": identity.opened.identity_key, "before": before, "behind": behind, "limit": size + 1})
        rows = cursor.fetchall()
    found = {row[1]: vouching.report_of(row[1:]) for row in rows[:size]}
    if len(rows) <= size:
        return ReportPage(tuple(found.values()), None)
    return ReportPage(tuple(found.values()), rows[size - 1][0], rows[size - 1][-1])
