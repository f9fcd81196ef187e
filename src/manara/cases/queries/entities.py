"""The entities of a case: those that its reports name, and those that a member put on its list."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from manara.cases.models import Case
from manara.cases.queries.finding import audiences_of
from manara.foundation.access import Viewer
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb
from manara.resolution import words
from manara.resolution.queries import judged

PAGE = 50
MOST = 5_000


@dataclass(frozen=True, slots=True)
class CaseEntity:
    """One thing of a case: of all reports that name it by the same identifier the first, and how many there are."""

    id: int
    public_id: uuid.UUID
    schema: str
    caption: str
    identity_key: str
    reports: int
    noted_at: datetime
    audience: int
    listed: uuid.UUID | None = None
    reason: str = ""
    by: str = ""
    # Asked for only by who takes the case along: every entity that is one with it here, and the reports that name them.
    members: tuple[uuid.UUID, ...] = ()
    named_in: tuple[int, ...] = ()


# Asks by kind and audience, which an index begins with, so that the case's entities cost what the case holds and no more.
_IN_REPORTS = f"""
select e.id, e.public_id, e.schema, e.caption, {judged.key("e")} as identity_key, e.noted_at, e.sort_key, e.report_id,
  e.audience_id
from unnest(%(schemas)s::varchar[]) as kinds (schema) cross join unnest(%(audiences)s::bigint[]) as places (audience)
join intake_entity e on e.schema = kinds.schema and e.audience_id = places.audience
"""  # noqa: S608
COUNTED = f"""
with mine as materialized ({_IN_REPORTS}), listed as (
  select e.id, e.schema, {judged.key("e")} as identity_key, e.noted_at from cases_listedentity l
  join intake_entity e on e.public_id = l.entity where l.case_id = any(%(cases)s) and l.ended_at is null
), every as (
  select id, schema, identity_key, noted_at from mine union select * from listed
), kinds as (
  select schema, count(distinct case when identity_key = '' then '#' || id::text else identity_key end) as n,
    count(distinct case when %(since)s::timestamptz is null or noted_at <= %(since)s::timestamptz then null
                        when identity_key = '' then '#' || id::text else identity_key end) as new
  from every group by schema
)
"""  # noqa: S608
_PAGE = f"""
with mine as materialized ({_IN_REPORTS}), listed as (
  select e.id, e.public_id, e.schema, e.caption, {judged.key("e")} as identity_key, e.noted_at, e.sort_key, e.report_id,
         e.audience_id, l.public_id as listed, l.reason, u.code
  from cases_listedentity l join intake_entity e on e.public_id = l.entity join foundation_user u on u.id = l.by_id
  where l.case_id = any(%(cases)s) and l.ended_at is null and e.schema = any(%(schemas)s::varchar[])
), every as (
  select *, null::uuid as listed, '' as reason, '' as code from mine union all select * from listed
), grouped as (
  select min(id) as id, (array_agg(public_id order by id))[1] as public_id, min(schema) as schema,
         (array_agg(caption order by (caption = ''), id))[1] as caption, min(identity_key) as identity_key,
         count(distinct report_id) as reports, min(noted_at) as noted_at,
         (array_agg(audience_id order by id))[1] as audience, (array_agg(listed order by listed))[1] as listed,
         max(reason) as reason, max(code) as code, min(sort_key) as sort_key{{members}}
  from every group by case when identity_key = '' then '#' || id::text else identity_key end
)
select id, public_id, schema, caption, identity_key, reports, noted_at, audience, listed, reason, code{{columns}} from grouped
order by {{order}} limit %(limit)s offset %(offset)s
"""  # noqa: S608
_MEMBERS = ", array_agg(distinct public_id) as members, array_agg(distinct report_id) as named_in"
ORDERS = {"name": "sort_key, id", "reports": "reports desc, sort_key, id", "new": "noted_at desc, id desc"}


def counts(case_scope: Sequence[int], audiences: Sequence[int], since: datetime | None) -> dict[str, tuple[int, int]]:
    """By kind: how many things the case has, and how many of them came since `since`."""
    given: dict[str, Any] = {"schemas": list(words.BROWSED), "audiences": list(audiences), "since": since}
    given["cases"] = list(case_scope)
    with connection.cursor() as cursor:
        cursor.execute(f"{COUNTED} select * from kinds", given)  # noqa: S608
        return {schema: (every, new) for schema, every, new in cursor.fetchall()}


def entities_of(
    viewer: Viewer,
    case: Case,
    *,
    scope: Sequence[int] | None = None,
    schemas: Sequence[str] = words.BROWSED,
    order: str = "reports",
    size: int = PAGE,
    offset: int = 0,
    audiences: Sequence[int] | None = None,
    members: bool = False,
) -> list[CaseEntity]:
    """The case's things of these kinds, one of each identity, the most reported first; the reading is recorded."""
    given: dict[str, Any] = {
        "schemas": list(schemas),
        "audiences": list(audiences_of(case.circle_id) if audiences is None else audiences),
        "cases": list(scope or [case.pk]),
        "limit": min(size, MOST),
        "offset": offset,
    }
    with connection.cursor() as cursor:
        parts = {"members": _MEMBERS, "columns": ", members, named_in"} if members else {"members": "", "columns": ""}
        cursor.execute(_PAGE.format(order=ORDERS.get(order, ORDERS["reports"]), **parts), given)
        found = [CaseEntity(*row) for row in cursor.fetchall()]
    if found:
        # What stands on its list may lie elsewhere: the keepers of the case's circle need not know of it.
        tell_keepers(viewer, AuditVerb.LIST, "entity", [(each.audience, each.public_id) for each in found])
    return found
