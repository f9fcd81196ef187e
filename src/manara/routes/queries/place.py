"""One place: its reports, and apart from them the public incidents near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.places import Place, kilometres
from manara.foundation.models import AddedPlace
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.places import added_place, place_for
from manara.intake.models import Report
from manara.intake.queries.reports import name_untitled, reports_of
from manara.routes.engine.points import point_written
from manara.routes.models import Placing
from manara.routes.queries.incidents import Incident, Incidents, incidents
from manara.routes.queries.reported import AtPlace, Reported, reported

LISTED: Final = 25
NEAR_KM: Final = 60.0
NEAREST: Final = 20


@dataclass(frozen=True, slots=True)
class AtOnePlace:
    """A place and what the viewer may know of it; `row` when it was added by people, `said` all that reports say of places."""

    place: Place
    row: AddedPlace | None
    at: AtPlace
    said: Reported
    reports: Sequence[Report]
    near: list[tuple[float, Incident]]
    near_total: int
    context: Incidents


def at_place(viewer: Viewer, key: str) -> AtOnePlace:
    """The place of a key with its reports, their reading recorded. Raises `Hidden` for a place that is not there or not his."""
    row = None
    place = point_written(key.removeprefix("p")) if key.startswith("p") else place_for(key)
    if place is None:
        raise Hidden
    if not place.id.startswith(("g", "p", "hub-")):
        row = added_place(key)
    said = reported(viewer)
    at = said.places.get(place.id, AtPlace(place))
    rows = reports_of(viewer).filter(retracted_at=None).exclude(kind="context")
    rows = rows.filter(Q(place_key=place.id) | Q(place_key="", place__in=sorted(at.texts)))
    rows = rows.select_related("agency", "source").order_by(F("occurred_from").desc(nulls_last=True), "-pk")
    found = list(rows[:LISTED])
    name_untitled(found)
    record(viewer, AuditVerb.LIST, "report", [report.public_id for report in found], fields=["place"])
    if row is not None:
        record(viewer, AuditVerb.READ, "place", [row.public_id], audience=row.audience_id)
    context = incidents()
    near = near_incidents(place, context)
    return AtOnePlace(place, row, at, said, found, near[:NEAREST], len(near), context)


def told_lately(viewer: Viewer, *, most: int) -> tuple[list[AddedPlace], list[Placing]]:
    """The newest places that people added, and the newest words of which place a text means, as they stand; recorded."""
    added = list(AddedPlace.objects.filter(withdrawn_at=None).order_by("-pk")[:most])
    placings = list(Placing.objects.filter(undone_at=None).order_by("-pk")[:most])
    record(viewer, AuditVerb.LIST, "place", [row.public_id for row in added], fields=["added", "unplaced"])
    return added, placings


def near_incidents(place: Place, context: Incidents) -> list[tuple[float, Incident]]:
    """Incidents within `NEAR_KM`, the latest first, each with its distance in kilometres."""
    if place.latitude is None or place.longitude is None:
        return []
    span = NEAR_KM / 111.0
    found = []
    for row in context.rows:
        if abs(row.latitude - place.latitude) > span:
            continue
        far = kilometres(place.latitude, place.longitude, row.latitude, row.longitude)
        if far <= NEAR_KM:
            found.append((far, row))
    return sorted(found, key=lambda each: (-each[1].month, each[0]))
