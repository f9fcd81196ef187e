"""Finds one case for its viewer, and the cases that went into it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import connection

from manara.cases.models import Case, CaseOpening
from manara.foundation.access import Ability, Hidden, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb

# The case and those that went into it and stayed there; where its records lie; and where those of the viewer's other cases lie.
_PLACES = """
with recursive scope (id) as (
  select %(case)s::bigint union select m.case_id from cases_casemerge m join scope on m.into_id = scope.id
  join cases_case c on c.id = m.case_id where c.state = 'merged'
), others as (
  select c.id, ac.audience_id from cases_case c join foundation_audiencecircle ac on ac.circle_id = c.circle_id
  where c.state <> 'merged' and c.id not in (select id from scope)
)
select (select array_agg(id order by id) from scope),
  (select array_agg(audience_id order by audience_id) from foundation_audiencecircle where circle_id = %(circle)s),
  (select array_agg(id order by id, audience_id) from others),
  (select array_agg(audience_id order by id, audience_id) from others)
"""
_AUDIENCES = "select audience_id from foundation_audiencecircle where circle_id = %s order by audience_id"


@dataclass(frozen=True)
class Places:
    """Where a case's records lie, as far as its viewer reaches: its scope (itself and what was merged into it), its
    audiences, and those of the viewer's other cases, each as (case, audience)."""

    scope: tuple[int, ...]
    audiences: tuple[int, ...]
    others: tuple[tuple[int, int], ...]


def case_of(viewer: Viewer, public_id: uuid.UUID, *, part: str = "page", verb: str = AuditVerb.READ) -> Case:
    """The case; that the viewer read `part` of it is recorded. Raises `Refused` without the role, `Hidden`."""
    if not viewer.may(Ability.WORK_CASES):
        raise Refused(Ability.WORK_CASES)
    case = Case.objects.select_related("circle", "lead", "agency").filter(public_id=public_id).first()
    if case is None:
        raise Hidden
    record(viewer, verb, "case", [case.public_id], fields=[part], audience=case.audience_id)
    return case


def opened_because(case: Case) -> str:
    """Why the case was opened, for who has read it."""
    return CaseOpening.objects.filter(case=case).order_by("pk").values_list("reason", flat=True).first() or ""


def places_of(case: Case) -> Places:
    """Where the case's records lie, in one question."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"case": case.pk, "circle": case.circle_id})
        scope, audiences, others, theirs = cursor.fetchone()
    return Places(tuple(scope), tuple(audiences or ()), tuple(zip(others or (), theirs or (), strict=True)))


def scope_of(case: Case) -> list[int]:
    """The numbers of the case and of those that went into it and stayed there: what was decided in them counts here."""
    return list(places_of(case).scope)


def audiences_of(circle: int) -> list[int]:
    """The audiences that hold a circle of the viewer's; what lies in one of them is in its case."""
    with connection.cursor() as cursor:
        cursor.execute(_AUDIENCES, [circle])
        return [row[0] for row in cursor.fetchall()]
