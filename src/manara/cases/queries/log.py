"""What happened in a case, as a story: read from the rows that each opening, act, decision and closure left behind."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from manara.cases.models import Case
from manara.foundation.access import Viewer
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb

MOST = 200


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when, of which kind, who did it, whom or what it is about, and why."""

    at: datetime
    kind: str
    detail: str
    by: str
    about: str
    reason: str
    ref: uuid.UUID | None
    case_id: int
    # Where the entity or the report lies that it names.
    audience: int | None = None


# Each part begins with the case's own rows, so that the whole costs what the case holds. What was opened to the case is
# read under the walls of whoever asks: a report that he may not see puts no line here.
_PARTS = (
    "select o.at, 'opening', o.family, u.code, '', o.reason, null::uuid, o.case_id from cases_caseopening o "
    "join foundation_user u on u.id = o.by_id where o.case_id = any(%(scope)s)",
    "select l.at, 'lead', '', u.code, coalesce(w.code, ''), l.reason, null, l.case_id from cases_leadchange l "
    "join foundation_user u on u.id = l.by_id left join foundation_user w on w.id = l.lead_id where l.case_id = any(%(scope)s)",
    "select m.since, 'member', '', '', u.code, '', null, %(case)s::bigint from manara_members() m "
    "join foundation_user u on u.id = m.user_id where m.circle_id = %(circle)s",
    "select s.shared_at, 'report', '', u.code, r.title, s.reason, r.public_id, %(case)s::bigint from foundation_sharing s "
    "join intake_report r on r.public_id = s.object_id join foundation_user u on u.id = s.shared_by_id "
    "where s.object_type = 'report' and s.circle_id = %(circle)s and r.retracted_at is null",
    "select s.ended_at, 'report-out', '', coalesce(u.code, ''), r.title, '', r.public_id, %(case)s::bigint "
    "from foundation_sharing s join intake_report r on r.public_id = s.object_id "
    "left join foundation_user u on u.id = s.ended_by_id where s.object_type = 'report' and s.circle_id = %(circle)s "
    "and s.ended_at is not null and r.retracted_at is null",
    "select t.at, 'task', t.act, u.code, k.title, concat_ws(' · ', nullif(w.code, u.code), nullif(t.reason, '')), k.public_id, "
    "t.case_id from cases_taskact t join cases_task k on k.id = t.task_id join foundation_user u on u.id = t.by_id "
    "join foundation_user w on w.id = t.owner_id where t.case_id = any(%(scope)s)",
    "select d.at, 'decision', case when d.corrects_id is null then '' else 'corrects' end, u.code, d.ruling, d.grounds, "
    "d.public_id, d.case_id from cases_decision d join foundation_user u on u.id = d.by_id where d.case_id = any(%(scope)s)",
    "select n.at, 'element', n.element, u.code, '', n.note, n.public_id, n.case_id from cases_elementnote n "
    "join foundation_user u on u.id = n.by_id where n.case_id = any(%(scope)s)",
    "select l.at, 'listed', e.schema, u.code, e.caption, l.reason, e.public_id, l.case_id from cases_listedentity l "
    "join intake_entity e on e.public_id = l.entity join foundation_user u on u.id = l.by_id where l.case_id = any(%(scope)s)",
    "select l.ended_at, 'unlisted', e.schema, u.code, e.caption, l.ended_reason, e.public_id, l.case_id "
    "from cases_listedentity l join intake_entity e on e.public_id = l.entity "
    "join foundation_user u on u.id = l.ended_by_id where l.case_id = any(%(scope)s) and l.ended_at is not null",
    "select c.at, 'closure', c.outcome, u.code, '', c.reason, null, c.case_id from cases_caseclosure c "
    "join foundation_user u on u.id = c.by_id where c.case_id = any(%(scope)s) and c.outcome <> 'merged'",
    "select r.at, 'reopening', '', u.code, '', r.reason, null, r.case_id from cases_casereopening r "
    "join foundation_user u on u.id = r.by_id where r.case_id = any(%(scope)s)",
    "select m.at, 'merge', case when m.case_id = %(case)s then 'into' else 'took' end, u.code, "
    "case when m.case_id = %(case)s then i.number || ' ' || i.title else c.number || ' ' || c.title end, m.reason, "
    "case when m.case_id = %(case)s then i.public_id else c.public_id end, %(case)s::bigint from cases_casemerge m "
    "join cases_case c on c.id = m.case_id join cases_case i on i.id = m.into_id join foundation_user u on u.id = m.by_id "
    "where m.case_id = %(case)s or m.into_id = %(case)s",
)
# A row of a file has no title of its own: it is called by what it names first, looked for only in what is shown.
_SQL = f"""
with shown as materialized (
  select * from ({" union all ".join(_PARTS)}) told (at, kind, detail, by, about, reason, ref, case_id)
  where (%(before)s::timestamptz is null or at < %(before)s::timestamptz) order by at desc, kind limit %(most)s
)
select at, kind, detail, by, case when about = '' and kind in ('report', 'report-out') then coalesce((
    select e.caption from intake_entity e join intake_report r on r.id = e.report_id
    where r.public_id = shown.ref and e.caption <> '' order by e.id limit 1), '') else about end,
  reason, ref, case_id, case when kind in ('listed', 'unlisted') then (
    select e.audience_id from intake_entity e where e.public_id = shown.ref) when kind in ('report', 'report-out') then (
    select r.audience_id from intake_report r where r.public_id = shown.ref) end
from shown order by at desc, kind
"""  # noqa: S608


def log_of(case: Case, scope: Sequence[int], *, before: datetime | None = None, size: int = MOST) -> list[Happening]:
    """What happened last in the case and those that went into it, latest first, before a moment if one is given.

    Whoever shows them says so by `told_of`: of those that are read, a page shows a part.
    """
    given: dict[str, Any] = {"scope": list(scope), "case": case.pk, "circle": case.circle_id, "before": before, "most": size}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        return [Happening(*row) for row in cursor.fetchall()]


def told_of(viewer: Viewer, happenings: Sequence[Happening]) -> None:
    """Record whom and which reports these lines of a case's story name, for the keepers of the circles where they lie."""
    for kind, kinds in (("entity", ("listed", "unlisted")), ("report", ("report", "report-out"))):
        named = [
            (each.audience, each.ref) for each in happenings
            if each.kind in kinds and each.ref is not None and each.audience is not None
        ]  # fmt: skip
        tell_keepers(viewer, AuditVerb.LIST, kind, named, fields=["log"])
