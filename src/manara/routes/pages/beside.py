"""Two entities on one small map: places of the one's reports as circles, of the other's as squares; and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from manara.foundation.access import Ability, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.places import Place
from manara.foundation.engine.scripts import isolate
from manara.foundation.models.audit import AuditVerb
from manara.foundation.subjects import Side
from manara.routes import words
from manara.routes.engine import borders
from manara.routes.engine.clusters import Point, gathered
from manara.routes.engine.picture import Mark, picture
from manara.routes.engine.projection import View, around
from manara.routes.pages.marks import counted_reports, place_url, towns
from manara.routes.queries.reported import Reported, reported_beside

# Nearer than that a single place would be a map without anything to know it by.
CLOSEST: Final = 6.0
LISTED: Final = 30
# Where both lie at one place their marks stand side by side.
APART: Final = 9.0


@dataclass(frozen=True, slots=True)
class Row:
    """A place with how many reports of either side name it."""

    place: Place
    name: str
    url: str
    left: int
    right: int


def both_on_a_map(viewer: Viewer, left: Side, right: Side) -> Mapping[str, Any] | None:
    """The picture and its table; None where no report of either names a place, or the viewer reads no reports."""
    if not (viewer.may(Ability.READ_REPORTS) or viewer.may(Ability.READ_OWN_REPORTS)):
        return None
    one, other = reported_beside(viewer, left.reports, right.reports)
    rows = _rows(one, other, viewer.language)
    if not rows:
        return None
    record(viewer, AuditVerb.LIST, "report", count=sum(row.left + row.right for row in rows), fields=["map", "beside"])
    located = [(row.place.latitude, row.place.longitude) for row in rows]
    view = around([(y, x) for y, x in located if y is not None and x is not None], closest=CLOSEST)
    return {
        "svg": mark_safe(_svg(rows, view, viewer.language)) if view else "",  # noqa: S308  its texts are escaped where drawn
        "rows": rows[:LISTED],
        "more": max(0, len(rows) - LISTED),
        "sides": [
            {"title": side.title, "url": f"{reverse('routes:map')}?entity={side.public_id}"} for side in (left, right)
        ],
        "both": sum(1 for row in rows if row.left and row.right),
        "disclaimer": words.DISCLAIMER,
        "attributions": [borders.ATTRIBUTION, "GeoNames, CC BY 4.0"],
    }


def _rows(one: Reported, other: Reported, language: str) -> list[Row]:
    """The places of both first, then those with the most reports."""
    places = {at.place.id: at.place for side in (one, other) for at in side.places.values()}
    rows = [
        Row(place, place.name(language), place_url(place), _count(one, number), _count(other, number))
        for number, place in places.items()
    ]
    return sorted(rows, key=lambda row: (not (row.left and row.right), -row.left - row.right, row.place.id))


def _count(side: Reported, place: str) -> int:
    at = side.places.get(place)
    return sum(at.months.values()) if at else 0


def _svg(rows: Iterable[Row], view: View, language: str) -> str:
    by_id = {row.place.id: row for row in rows}
    circles = _marks(by_id, view, "left", -APART)
    squares = _marks(by_id, view, "right", APART)
    named = {mark.name for mark in circles}
    squares = [replace(mark, name="" if mark.name in named else mark.name) for mark in squares]
    known = named | {mark.name for mark in squares}
    return picture(
        view, settings.NODE.map_borders, language, reports=circles, hubs=squares,
        towns=[town for town in towns(view, language) if town.text not in known],
        told=_("Both on one map. The table says the same."), links=False, letters=1.4,
    )  # fmt: skip


def _marks(rows: Mapping[str, Row], view: View, side: str, aside: float) -> list[Mark]:
    points = [
        Point(row.place.latitude, row.place.longitude, count, count, row.place.id)
        for row in rows.values()
        if (count := getattr(row, side)) and row.place.latitude is not None and row.place.longitude is not None
    ]
    marks = []
    for each in gathered(points, view):
        row = rows[each.id]
        shared = row.left and row.right
        name = row.name if each.points == 1 else f"{row.name} +{each.points - 1}"
        at = replace(each, x=each.x + (aside if shared else 0))
        marks.append(Mark(at, f"{isolate(name)}: {counted_reports(each.count)}", name=name))
    return marks
