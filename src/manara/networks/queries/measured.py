"""Reads measures of networks that the viewer had worked out: which there are, one of them, and whether more is known by now."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.folding import fold
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.circles import circle_of
from manara.networks.engine.graph import Node, nodes_of
from manara.networks.engine.lanes import LANE_OF
from manara.networks.engine.roles.stages import stages_held
from manara.networks.engine.ties.targets import Targets
from manara.networks.engine.which import Which, which_of
from manara.networks.models import Measuring, Target
from manara.networks.queries import saved
from manara.networks.queries.graph import Scope, reports_in
from manara.networks.queries.marks import marks_of
from manara.resolution.queries.around import sources

LISTED: Final = 200
MOST_LISTED: Final = 30
_NONE_SINCE: Final = 2**62

_NEWEST: Final = """
select coalesce((select max(id) from resolution_judgement), 0), coalesce((select max(id) from resolution_undoing), 0),
  coalesce((select max(id) from networks_role), 0), coalesce((select max(id) from networks_roleended), 0)
"""
# Judgements since then that touch one of these, or anything that a report of the scope names; and roles given or taken back.
_JUDGED_SINCE: Final = """
select exists (
  select from (
    select one_id, other_id from resolution_judgement where id > %(judgement)s
    union all
    select j.one_id, j.other_id from resolution_undoing u join resolution_judgement j on j.id = u.judgement_id
    where u.id > %(undoing)s
  ) changed
  join intake_entity e on e.id in (changed.one_id, changed.other_id)
  join intake_report r on r.id = e.report_id
  where e.id = any(%(listed)s)
    or %(circle)s <> 0 and r.audience_id in (select audience_id from foundation_audiencecircle where circle_id = %(circle)s)
) or exists (
  select from networks_role role left join networks_roleended ended on ended.role_id = role.id
  where role.entity_id = any(%(listed)s) and (role.id > %(role)s or ended.id > %(role_ended)s)
)
"""


@dataclass(frozen=True)
class Opened:
    """A measuring as its viewer may know it now. `there` are the places that still name somebody, each with the entity;
    `stale` is whether reports or judgements came or went since."""

    measuring: Measuring
    which: Which
    there: Mapping[int, int]
    stale: bool

    @property
    def told(self) -> dict[str, Any]:
        """What was worked out so far, by places."""
        found: dict[str, Any] = self.measuring.told
        return found


def listed(viewer: Viewer) -> list[Measuring]:
    """The viewer's own, the newest first, of each network the newest; that they were listed is recorded."""
    rows = Measuring.objects.filter(by_id=viewer.user_id).select_related("job").defer("told", "gone").order_by("-pk")[:LISTED]
    once: dict[str, Measuring] = {}
    for row in rows:
        once.setdefault(repr(sorted(row.which.items())), row)
    found = list(once.values())[:MOST_LISTED]
    if found:
        record(viewer, AuditVerb.LIST, "measures", [row.public_id for row in found])
    return found


def measuring_of(viewer: Viewer, public_id: uuid.UUID) -> Measuring:
    """The viewer's own measuring with this address. Raises `Hidden`."""
    found = (
        Measuring.objects.filter(public_id=public_id, by_id=viewer.user_id).select_related("job", "targets").first()
    )
    if found is None:
        raise Hidden
    return found


def opened(viewer: Viewer, public_id: uuid.UUID, *, verb: str = AuditVerb.READ, part: str = "") -> Opened:
    """One measuring with whom it still names, by places; recorded. Whom a page shows `named` records. Raises `Hidden`."""
    measuring = measuring_of(viewer, public_id)
    rows = Target.objects.filter(targets_id=measuring.targets_id, entity__isnull=False).values_list("position", "entity_id")
    there = {position: entity for position, entity in rows if entity is not None}
    which = which_of(measuring.which)
    record(
        viewer, verb, "measures", [measuring.public_id], fields=[part] if part else [], audience=measuring.audience_id
    )
    return Opened(measuring, which, there, _stale(viewer, measuring, which, there))


def named(
    viewer: Viewer, found: Opened, places: Collection[int], *, verb: str = AuditVerb.READ
) -> dict[int, Node]:
    """Place → who stands in it, as far as the viewer may see him; recorded. One query for all."""
    numbers = {found.there[place] for place in places if place in found.there}
    nodes = nodes_of(sources(numbers=sorted(numbers), language=viewer.language)) if numbers else {}
    of_entity = {number: node for node in nodes.values() for number in node.ids}
    shown = {place: of_entity[found.there[place]] for place in places if found.there.get(place) in of_entity}
    seen = sorted({node.public_id for node in shown.values()}, key=str)
    if seen:
        record(viewer, verb, "entity", seen, count=len(seen), fields=["measures"])
    return shown


def called(viewer: Viewer, found: Opened, wanted: str) -> set[int]:
    """The places of whoever is called so in any report that the viewer may see; one query. Whom a page then shows `named`
    records."""
    words = fold(wanted).split()
    told = sources(numbers=sorted(found.there.values()), language=viewer.language)
    ones = {each.one for each in told if all(word in fold(each.caption) for word in words)}
    numbers = {each.id for each in told if each.one in ones}
    return {place for place, number in found.there.items() if number in numbers}


def known(viewer: Viewer, which: Which) -> dict[str, int]:
    """How far reports and judgements have come that this network rests on. Raises `Hidden` for what isn't the viewer's."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        newest = dict(zip(("judgement", "undoing", "role", "role_ended"), cursor.fetchone(), strict=True))
    return {**_reports(viewer, which), **newest}


def stages_among(viewer: Viewer, found: Targets, which: Which) -> dict[str, str]:
    """At which stage of the route each of these people stands, by address, as the lanes of a chart have it: by roles that
    somebody gave him and that may have been held in the period that is meant. Three queries; recorded."""
    persons, period = found.people.persons, (which.narrowing.since, which.narrowing.until)
    marks = marks_of(viewer, persons, shown_anew={one.one for one in persons}, part="measures", verb=AuditVerb.LIST)
    stages = {
        str(person.public_id): stages_held(
            (mark.role, mark.stage) for mark in marks.roles_of(person.one) if mark.held(*period)
        )
        for person in persons
    }
    return {name: LANE_OF[next(iter(held))] for name, held in stages.items() if held}


def _reports(viewer: Viewer, which: Which) -> dict[str, int]:
    if which.chart:
        chart = saved.chart_of(uuid.UUID(which.chart))
        return {"version": chart.latest, "there": len(saved.visible_on(chart))}
    many, newest = reports_in(Scope(_circle(viewer, which), which.places))
    return {"reports": many, "newest": newest}


def _circle(viewer: Viewer, which: Which) -> int:
    return circle_of(viewer, uuid.UUID(which.circle)).pk if which.circle else 0


def _stale(viewer: Viewer, measuring: Measuring, which: Which, there: Mapping[int, int]) -> bool:
    before = measuring.known
    if not before:
        return False
    try:
        now = _reports(viewer, which)
    except Hidden:
        # The circle or the chart isn't his any more: what was measured stays his, and can't be measured again.
        return True
    if any(before.get(name) != value for name, value in now.items()):
        return True
    with connection.cursor() as cursor:
        cursor.execute(_JUDGED_SINCE, {
            "judgement": before["judgement"], "undoing": before["undoing"], "listed": sorted(there.values()),
            "circle": _circle(viewer, which),
            # One that was measured before stages were counted rests on no role.
            "role": before.get("role", _NONE_SINCE), "role_ended": before.get("role_ended", _NONE_SINCE),
        })  # fmt: skip
        return bool(cursor.fetchone()[0])
