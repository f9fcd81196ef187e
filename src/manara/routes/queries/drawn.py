"""All that one map shows, read once under the walls and recorded: the node's own reports and the public context, apart."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from manara.foundation.access import Ability, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.handling import TLP, strictest
from manara.foundation.engine.places import Place
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.circles import circle_of
from manara.resolution.queries.identity import Identity, identity
from manara.routes.engine.asked import HUBS, INCIDENTS, LEGS, REPORTS, Asked
from manara.routes.engine.hubs import hubs
from manara.routes.queries.incidents import Incident, incidents
from manara.routes.queries.legs import Leg, legs
from manara.routes.queries.reported import AtPlace, Behind, Reported, behind, meant, reported


@dataclass(frozen=True, slots=True)
class Shown:
    """The layers as asked: reports by place with their number, legs, hubs, incidents; and what had to be left out."""

    reported: Reported
    places: list[tuple[AtPlace, int]]
    legs: list[Leg]
    hubs: list[tuple[Place, tuple[str, ...]]]
    incidents: list[Incident]
    all_incidents: tuple[Incident, ...]
    attributions: tuple[str, ...]
    of: Identity | None = None
    circle: Circle | None = None
    context_key: tuple[object, ...] = ()

    @property
    def reports(self) -> int:
        """How many reports the places stand for."""
        return sum(count for _at, count in self.places)

    @property
    def handling(self) -> str:
        """The strictest handling code of all that is on the map; "" when there is nothing."""
        drawn = [at.codes for at, _count in self.places] + [leg.codes for leg in self.legs]
        return strictest({row.handling for row in self.incidents}.union(*drawn))

    @property
    def tlp(self) -> str:
        """Their strictest traffic light; "" when none bears one."""
        drawn = [at.lights for at, _count in self.places] + [leg.lights for leg in self.legs]
        return strictest({row.tlp for row in self.incidents}.union(*drawn), TLP)

    @property
    def nowhere(self) -> list[tuple[AtPlace, int]]:
        """Places that reports name and that have no coordinates: they stand in the list and not in the picture."""
        return [each for each in self.places if not each[0].place.located]


def shown(viewer: Viewer, asked: Asked) -> Shown:
    """What the map of `asked` shows to this viewer; that he saw it is recorded, by number and by layer."""
    # Of whom it is must be told: raises `Hidden` for an entity or a circle that is not there or not the viewer's.
    of = identity(viewer, uuid.UUID(asked.entity), part="map") if asked.entity else None
    circle = circle_of(viewer, uuid.UUID(asked.circle)) if asked.circle else None
    number = None if circle is None else circle.pk
    told = reported(viewer, None if of is None else of.reports, number)
    places: list[tuple[AtPlace, int]] = []
    if REPORTS in asked.layers:
        counted = ((at, asked.counted(at.months)) for at in told.places.values())
        places = sorted((each for each in counted if each[1]), key=lambda each: (-each[1], each[0].place.id))
    led = _legs(told, number) if LEGS in asked.layers and of is None and viewer.may(Ability.READ_ENTITIES) else []
    context = incidents() if INCIDENTS in asked.layers else None
    rows = context.rows if context else ()
    found = Shown(
        told,
        places,
        led,
        list(hubs()) if HUBS in asked.layers else [],
        [row for row in rows if asked.holds(row.month)] if asked.bounded else list(rows),
        rows,
        context.attributions if context else (),
        of,
        circle,
        (context.key, asked.since, asked.until) if context else (),
    )
    if places:
        record(viewer, AuditVerb.LIST, "report", count=found.reports, fields=["map", *sorted(asked.layers)])
    if led:
        record(viewer, AuditVerb.LIST, "entity", [leg.entity for leg in led], fields=["map", LEGS])
    return found


def _legs(told: Reported, circle: int | None) -> list[Leg]:
    """The legs with their ends placed; one whose ends nobody can place has no line."""
    found = legs(circle)
    for leg in found:
        for end in ("startLocation", "endLocation"):
            place = meant("", leg.said.get(end, ""), told.added, told.own, told.placings) if leg.said.get(end) else None
            if place is not None and place.located:
                leg.stops.append(place)
    return [leg for leg in found if len(leg.stops) == 2 or len(leg.track) > 1]


@dataclass(frozen=True, slots=True)
class Held:
    """What a file of a map holds of the node's own, by address, and the marks of all that is drawn, context too."""

    reports: list[uuid.UUID]
    entities: list[uuid.UUID]
    codes: set[str]
    lights: set[str]
    conditions: dict[str, None]


def held_in(viewer: Viewer, found: Shown, asked: Asked) -> Held:
    """Of what is `found`; public incidents rule its marks and are not listed: they are nobody's and name nobody."""
    drawn = {at.place.id for at, _count in found.places}
    only = None if found.of is None else found.of.reports
    number = None if found.circle is None else found.circle.pk
    told = behind(viewer, found.reported, drawn, asked, only, number) if drawn else Behind()
    conditions = dict.fromkeys(sorted(told.conditions))
    for leg in found.legs:
        conditions.update(leg.conditions)
    conditions.update(dict.fromkeys(row.conditions for row in found.incidents if row.conditions))
    return Held(
        [*told.reports, *(leg.report for leg in found.legs)],
        [leg.entity for leg in found.legs],
        told.codes.union({row.handling for row in found.incidents}, *(leg.codes for leg in found.legs)),
        told.lights.union({row.tlp for row in found.incidents}, *(leg.lights for leg in found.legs)),
        conditions,
    )
