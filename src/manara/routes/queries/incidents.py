"""The dated incidents of the public context: read under the walls, worked out once, and never mixed with case data."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from manara.routes.engine.months import month_of_report


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as its source published it; a number that the source leaves open is None, and none is ever guessed."""

    entity: uuid.UUID
    report: uuid.UUID
    latitude: float
    longitude: float
    occurred: str
    month: int
    dead: int | None
    missing: int | None
    survivors: int | None
    place: str
    cause: str
    route: str
    handling: str = ""
    tlp: str = ""
    conditions: str = ""

    @property
    def lost(self) -> int:
        """Dead and missing."""
        return (self.dead or 0) + (self.missing or 0)

    @property
    def persons(self) -> int:
        """All persons the source counts; nought is an incident of which it counts nobody."""
        return self.lost + (self.survivors or 0)


@dataclass(frozen=True, slots=True)
class Incidents:
    """The viewer's incidents that have a point, in the order of their days, and whose they are."""

    rows: tuple[Incident, ...]
    attributions: tuple[str, ...]
    # What these rows are: equal for equal rows, so that what is worked out of them can be kept, too.
    key: tuple[Any, ...] = ()


# Which audiences hold context, and a mark that changes with every report that comes, goes or moves: asked under the walls
# at every request, so that what is kept below is only what the viewer would be given anew.
_MARKS = """
select audience_id, count(*), sum(id), sum(id::numeric * id), max(written_at) from intake_report
where kind = 'context' and retracted_at is null group by audience_id order by audience_id
"""
_READ = """
select e.public_id, r.public_id, r.occurred, r.occurred_from, r.place, r.conditions, r.handling, r.tlp,
       max(s.value) filter (where s.prop = 'latitude'), max(s.value) filter (where s.prop = 'longitude'),
       max(s.value) filter (where s.prop = 'dead'), max(s.value) filter (where s.prop = 'missing'),
       max(s.value) filter (where s.prop = 'survivors'), max(s.value) filter (where s.prop = 'cause'),
       max(s.value) filter (where s.prop = 'route')
from intake_report r join intake_entity e on e.report_id = r.id and e.schema = 'Incident'
join intake_statement s on s.entity_id = e.id
where r.kind = 'context' and r.retracted_at is null and r.audience_id = %s
group by e.id, r.id order by r.occurred_from nulls first, e.id
"""
_KEPT: Final = 8
_kept: dict[tuple[Any, ...], Incidents] = {}
_lock = Lock()


def incidents() -> Incidents:
    """All incidents of public context that the viewer of the open transaction may see."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKS)
        marks = cursor.fetchall()
    today = timezone.localdate()
    parts = [_of(mark, today) for mark in marks]
    if len(parts) == 1:
        return parts[0]
    rows = sorted((row for part in parts for row in part.rows), key=lambda row: row.month)
    named = dict.fromkeys(each for part in parts for each in part.attributions)
    keys = tuple(part.key for part in parts)
    return Incidents(tuple(rows), tuple(named), keys)


def _of(mark: tuple[Any, ...], today: date) -> Incidents:
    key = (*mark, today)
    found = _kept.get(key)
    if found is None:
        found = replace(_read(mark[0], today), key=key)
        with _lock:
            while len(_kept) >= _KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found
    return found


def _read(audience: int, today: date) -> Incidents:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [audience])
        rows = cursor.fetchall()
    found, named = [], dict[str, None]()
    for entity, report, occurred, first, place, conditions, handling, tlp, latitude, longitude, *rest in rows:
        north, east = _degrees(latitude, 90), _degrees(longitude, 180)
        if conditions:
            named.setdefault(conditions)
        if north is None or east is None:
            continue
        dead, missing, survivors = (_count(value) for value in rest[:3])
        month = month_of_report(first, today)
        found.append(
            Incident(
                entity, report, north, east, occurred, month, dead, missing, survivors, place, rest[3] or "", rest[4] or "",
                handling, tlp, conditions,
            )
        )
    return Incidents(tuple(found), tuple(named))


def _degrees(text: str | None, most: float) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) <= most else None


def _count(text: str | None) -> int | None:
    try:
        value = int(float(text or ""))
    except (ValueError, OverflowError):
        return None
    return value if value >= 0 else None
