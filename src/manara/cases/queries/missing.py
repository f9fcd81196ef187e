"""The facts of a case that its checklist looks at, in one question."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from manara.cases.engine.checklist import Facts
from manara.cases.models import Case
from manara.cases.queries.people import Member
from manara.cases.queries.reports import Tally

_SQL = """
with persons as materialized (
  select e.id from unnest(%(audiences)s::bigint[]) as places (audience)
  join intake_entity e on e.schema = 'Person' and e.audience_id = places.audience
)
select (select count(*) from persons),
  (select count(*) from persons p where not exists (
     select from intake_statement s where s.entity_id = p.id and s.prop = 'birthDate')),
  (select count(*) from cases_task where case_id = %(case)s and ended_at is null),
  (select count(*) from cases_task where case_id = %(case)s and ended_at is null and due_on is null),
  (select count(*) from cases_decision where case_id = any(%(scope)s)),
  (select coalesce(array_agg(distinct element), '{}') from cases_elementnote where case_id = any(%(scope)s))
"""


def facts_of(
    case: Case, scope: Sequence[int], audiences: Sequence[int], reports: Tally, members: Sequence[Member]
) -> Facts:
    """What the checklist looks at, of the viewer's own sight."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"audiences": list(audiences), "case": case.pk, "scope": list(scope)})
        persons, without_birth, open_tasks, undated, decisions, noted = cursor.fetchone()
    return Facts(
        family=case.family,
        has_lead=case.lead_id is not None,
        lead_works=any(member.user_id == case.lead_id and member.works for member in members),
        reports=reports.reports,
        ungraded=reports.ungraded,
        to_review=reports.to_review,
        persons=persons,
        persons_without_birth=without_birth,
        open_tasks=open_tasks,
        undated_tasks=undated,
        decisions=decisions,
        noted=frozenset(noted),
    )
