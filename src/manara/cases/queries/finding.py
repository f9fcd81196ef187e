"""Finds one case for its viewer, and the cases that went into it."""

from __future__ import annotations

import uuid

from django.db import connection

from manara.cases.models import Case
from manara.foundation.access import Ability, Hidden, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb

_SCOPE = """
with recursive scope (id) as (
  select %s::bigint union select m.case_id from cases_casemerge m join scope on m.into_id = scope.id
  join cases_case c on c.id = m.case_id where c.state = 'merged'
)
select id from scope
"""
_AUDIENCES = "select audience_id from foundation_audiencecircle where circle_id = %s order by audience_id"


def case_of(viewer: Viewer, public_id: uuid.UUID, *, part: str = "page", verb: str = AuditVerb.READ) -> Case:
    """The case; that the viewer read `part` of it is recorded. Raises `Refused` without the role, `Hidden`."""
    if not viewer.may(Ability.WORK_CASES):
        raise Refused(Ability.WORK_CASES)
    case = Case.objects.select_related("circle", "lead", "agency").filter(public_id=public_id).first()
    if case is None:
        raise Hidden
    record(viewer, verb, "case", [case.public_id], fields=[part], audience=case.audience_id)
    return case


def scope_of(case: Case) -> list[int]:
    """The numbers of the case and of those that went into it and stayed there: what was decided in them counts here."""
    with connection.cursor() as cursor:
        cursor.execute(_SCOPE, [case.pk])
        return [row[0] for row in cursor.fetchall()]


def audiences_of(circle: int) -> list[int]:
    """The audiences that hold a circle of the viewer's; what lies in one of them is in its case."""
    with connection.cursor() as cursor:
        cursor.execute(_AUDIENCES, [circle])
        return [row[0] for row in cursor.fetchall()]
