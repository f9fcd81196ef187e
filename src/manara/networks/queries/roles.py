"""Roles that persons were given, those that were declined, and what reports call somebody: with who says so and when."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.networks.engine.roles import ROLES, RoleSaid, Suggestion, suggestions
from manara.networks.engine.ties.graph import Graph
from manara.networks.engine.ties.probability import probability
from manara.networks.models import Role, RoleDeclined
from manara.networks.queries.protected import Why, known_protected, why_unrecorded

MOST: Final = 200
#: A declined suggestion comes back when it has become so much stronger, as a share of the doubt that was left.
STRONGER: Final = 0.25
_SAID: Final = """
select holder.other_id, s.value, s.report_id, r.grade_scheme, r.grade_source, r.grade_information, s.kind,
  coalesce((select d.value from intake_statement d where d.entity_id = holder.entity_id and d.prop in ('startDate', 'date')
            order by d.id limit 1), '')
from intake_statement holder join intake_statement s on s.entity_id = holder.entity_id and s.prop = 'role'
join intake_report r on r.id = s.report_id
where holder.other_id = any(%s) and holder.schema = 'NetworkRole' and holder.prop = 'holder'
"""


@dataclass(frozen=True, slots=True)
class Declined:
    """A declined suggestion that stands."""

    row: RoleDeclined
    entity: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the roles of one person: those that stand, the newest first, why he is protected, and where the past was
    asked for, those that were taken back and the declined suggestions."""

    roles: Sequence[Role]
    why: Why
    ended: Sequence[Role] = ()
    declined: Sequence[RoleDeclined] = ()


def known_of(viewer: Viewer, entities: Collection[int], *, part: str, past: bool = False) -> Known:
    """Of the entities of one person, with what is `past` if wanted; that it was read for this `part` is one event. Three
    queries, two more for what is past, and the event's where there was anything to read."""
    roles, why = _standing(entities), why_unrecorded(entities)
    found = Known(roles, why, _ended(entities), _declined(entities)) if past else Known(roles, why)
    read = [each.public_id for rows in (found.roles, why.marks, found.ended, found.declined) for each in rows]
    if read:
        record(viewer, AuditVerb.READ, "role", read, fields=[part])
    return found


def _standing(entities: Collection[int]) -> list[Role]:
    rows = Role.objects.filter(entity__in=entities, ended=None).select_related("by__agency", "entity")
    return list(rows.order_by("-pk")[:MOST])


def _ended(entities: Collection[int]) -> list[Role]:
    rows = Role.objects.filter(entity__in=entities, ended__isnull=False).select_related("by", "ended__by", "entity")
    return list(rows.order_by("-pk")[:MOST])


def _declined(entities: Collection[int]) -> list[RoleDeclined]:
    rows = RoleDeclined.objects.filter(entity__in=entities, undone=None).select_related("by", "entity")
    return list(rows.order_by("-pk")[:MOST])


def given_lately(viewer: Viewer) -> list[Role]:
    """The newest roles that the viewer may see, taken back or not; recorded."""
    rows = list(Role.objects.select_related("by", "entity", "ended__by").order_by("-pk")[:MOST])
    if rows:
        record(viewer, AuditVerb.LIST, "role", [each.public_id for each in rows])
    return rows


def declined_lately(viewer: Viewer) -> list[RoleDeclined]:
    """The newest declined suggestions that stand; recorded."""
    rows = list(RoleDeclined.objects.filter(undone=None).select_related("by", "entity").order_by("-pk")[:MOST])
    if rows:
        record(viewer, AuditVerb.LIST, "role", [each.public_id for each in rows], fields=["declined"])
    return rows


def role_of(address: uuid.UUID) -> Role:
    """The role with this address. Raises `Hidden`."""
    found = Role.objects.filter(public_id=address).select_related("by", "entity").first()
    if found is None:
        raise Hidden
    return found


def declining_of(address: uuid.UUID) -> RoleDeclined:
    """The declining with this address. Raises `Hidden`."""
    found = RoleDeclined.objects.filter(public_id=address).select_related("by", "entity").first()
    if found is None:
        raise Hidden
    return found


def said_of(entities: Iterable[int]) -> list[RoleSaid]:
    """What reports call these entities, in roles of the vocabulary; one query. A word that is no role is none."""
    wanted = sorted(set(entities))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [wanted])
        return [
            RoleSaid(entity, role, report, probability(scheme, source, information, kind=kind), since)
            for entity, role, report, scheme, source, information, kind, since in cursor.fetchall()
            if role in ROLES
        ]


def given_among(viewer: Viewer, entities: Iterable[int], script: str, *, part: str) -> set[tuple[int, str]]:
    """Of these entities, who was given which role of one offence's script, as it stands; recorded for this `part`."""
    rows = Role.objects.filter(entity__in=sorted(set(entities)), ended=None, script=script).order_by("pk")
    found = list(rows.values_list("public_id", "entity_id", "role"))
    if found:
        record(viewer, AuditVerb.LIST, "role", [address for address, _entity, _role in found], fields=[part])
    return {(entity, role) for _address, entity, role in found}


def declined_among(entities: Iterable[int]) -> set[tuple[int, str]]:
    """Of these entities, who was said not to have which role, as it stands."""
    rows = RoleDeclined.objects.filter(entity__in=sorted(set(entities)), undone=None)
    return set(rows.values_list("entity_id", "role"))


def suggested(graph: Graph, *, only: Sequence[str] = ()) -> list[Suggestion]:
    """The suggestions that wait: neither given already, nor declined with as much speaking for them. Five queries.

    Whom the viewer knows to be protected is passed over; whether anybody else is plays no part, so that nothing is told by it.
    """
    numbers = {number for one, node in graph.nodes.items() if node.schema == "Person" for number in node.ids}
    found = suggestions(graph, said_of(numbers), passed_over=known_protected(numbers), only=only)
    suggested_numbers = {number for each in found for number in graph.nodes[each.one].ids}
    given = {(role.entity_id, role.role) for role in _standing(suggested_numbers)}
    declined = {(row.entity_id, row.role): row.strength for row in reversed(_declined(suggested_numbers))}
    return [each for each in found if not _answered(each, graph, given, declined)]


def _answered(
    each: Suggestion, graph: Graph, given: Collection[tuple[int, str]], declined: dict[tuple[int, str], float]
) -> bool:
    for number in graph.nodes[each.one].ids:
        if (number, each.role) in given:
            return True
        before = declined.get((number, each.role))
        if before is not None and 1.0 - each.strength > (1.0 - before) * (1.0 - STRONGER):
            return True
    return False
