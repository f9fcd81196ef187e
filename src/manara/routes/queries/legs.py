"""Legs of routes and journeys as reports tell of them: from where, over what, to where."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.db import connection

from manara.foundation.engine.places import Place
from manara.routes.engine.points import point_written

# More lines than these are a tangle; the newest are drawn and the page says that there are more.
MOST = 200

_SQL = """
with leg as materialized (
  select found.* from unnest(array['RouteLeg', 'Trip']::varchar[]) as wanted (schema)
  cross join unnest(string_to_array(current_setting('manara.audiences', true), ',')::bigint[]) as reached (audience)
  cross join lateral (
    select e.id, e.public_id, e.caption, e.report_id from intake_entity e
    where e.schema = wanted.schema and e.audience_id = reached.audience order by e.sort_key, e.id limit %(most)s
  ) found
  where %(circle)s::bigint is null
    or reached.audience in (select audience_id from foundation_audiencecircle where circle_id = %(circle)s)
  order by found.id desc limit %(most)s
)
select leg.id, leg.public_id, leg.caption, s.prop, s.value, coalesce(o.caption, ''), r.public_id, r.handling, r.tlp,
  r.conditions, coalesce(e.handling, ''), coalesce(e.tlp, ''), coalesce(e.conditions, '')
from leg join intake_report r on r.id = leg.report_id join intake_statement s on s.entity_id = leg.id
left join intake_entity o on o.id = s.other_id left join intake_report e on e.id = o.report_id
where r.kind <> 'context' and r.retracted_at is null
  and s.prop in ('startLocation', 'endLocation', 'description', 'stage', 'means', 'startDate')
order by leg.id desc, s.id
"""


@dataclass(slots=True)
class Leg:
    """One leg: its ends as reports write them, the points of its track if a device wrote one, and what it says."""

    id: int
    entity: uuid.UUID
    name: str
    report: uuid.UUID
    said: dict[str, str] = field(default_factory=dict)
    track: list[tuple[float, float]] = field(default_factory=list)
    stops: list[Place] = field(default_factory=list)
    # What rules its report, and those that name its ends.
    codes: set[str] = field(default_factory=set)
    lights: set[str] = field(default_factory=set)
    conditions: dict[str, None] = field(default_factory=dict)

    @property
    def line(self) -> list[tuple[float, float]]:
        """The points (latitude, longitude) by which it is drawn: its track, or else its two ends."""
        return self.track if len(self.track) > 1 else [(stop.latitude or 0.0, stop.longitude or 0.0) for stop in self.stops]


def legs(circle: int | None = None) -> list[Leg]:
    """The newest legs that the viewer may see; with `circle`, of those that lie open to it."""
    found: dict[int, Leg] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"most": MOST, "circle": circle})
        for number, entity, caption, prop, value, other, report, *marks in cursor.fetchall():
            leg = found.setdefault(number, Leg(number, entity, caption, report))
            for code, light, condition in (marks[:3], marks[3:]):
                leg.codes.add(code)
                leg.lights.add(light)
                leg.conditions.update({condition: None} if condition else {})
            if prop == "description":
                leg.track = leg.track or track_of(value)
            else:
                leg.said.setdefault(prop, other or value)
    return list(found.values())


def track_of(text: str) -> list[tuple[float, float]]:
    """The points (latitude, longitude) of a track written a point a line; empty when any line is no point."""
    points = []
    for line in text.splitlines()[:2000]:
        point = point_written(line)
        if point is None or point.latitude is None or point.longitude is None:
            return []
        points.append((point.latitude, point.longitude))
    return points
