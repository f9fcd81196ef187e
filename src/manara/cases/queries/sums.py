"""Everything that the first page of a case counts, in one question: its reports, its things by kind, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from manara.cases.engine.checklist import Facts
from manara.cases.models import Case
from manara.cases.queries.entities import COUNTED
from manara.cases.queries.finding import Places
from manara.cases.queries.people import Member
from manara.cases.queries.reports import TALLY, Tally, tally_of
from manara.foundation.access import Viewer
from manara.resolution import words


@dataclass(frozen=True)
class Sums:
    """The counts; `kinds` by schema how many things and how many of them new."""

    tally: Tally
    kinds: Mapping[str, tuple[int, int]]
    persons: int
    persons_without_birth: int
    open_tasks: int
    undated_tasks: int
    decisions: int
    noted: frozenset[str]


_SQL = f"""
{COUNTED}, told as ({TALLY})
select told.*, (select json_object_agg(schema, json_build_array(n, new)) from kinds),
  (select count(*) from mine where schema = 'Person'),
  (select count(*) from mine left join (
     select distinct s.entity_id from intake_statement s
     where s.prop = 'birthDate' and s.entity_id = any(array(select id from mine where schema = 'Person'))
   ) born on born.entity_id = mine.id where mine.schema = 'Person' and born.entity_id is null),
  (select count(*) from cases_task where case_id = %(case)s and ended_at is null),
  (select count(*) from cases_task where case_id = %(case)s and ended_at is null and due_on is null),
  (select count(*) from cases_decision where case_id = any(%(cases)s)),
  (select coalesce(array_agg(distinct element), '{{}}') from cases_elementnote where case_id = any(%(cases)s))
from told
"""  # noqa: S608


def sums_of(viewer: Viewer, case: Case, places: Places, since: datetime | None) -> Sums:
    """What the viewer's own sight of the case adds up to; of what is new, since he last looked in."""
    given: dict[str, Any] = {
        "schemas": list(words.BROWSED),
        "audiences": list(places.audiences),
        "cases": list(places.scope),
        "case": case.pk,
        "since": since,
        "me": viewer.user_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        row = cursor.fetchone()
    kinds, persons, unborn, tasks, undated, decisions, noted = row[8:]
    counted = {schema: (every, new) for schema, (every, new) in (kinds or {}).items()}
    return Sums(tally_of(row[:8]), counted, persons, unborn, tasks, undated, decisions, frozenset(noted))


def facts_of(case: Case, sums: Sums, members: Sequence[Member]) -> Facts:
    """What the checklist looks at."""
    return Facts(
        family=case.family,
        has_lead=case.lead_id is not None,
        lead_works=any(member.user_id == case.lead_id and member.works for member in members),
        reports=sums.tally.reports,
        ungraded=sums.tally.ungraded,
        to_review=sums.tally.to_review,
        persons=sums.persons,
        persons_without_birth=sums.persons_without_birth,
        open_tasks=sums.open_tasks,
        undated_tasks=sums.undated_tasks,
        decisions=sums.decisions,
        noted=sums.noted,
    )
