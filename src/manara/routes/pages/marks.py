"""Turns what the map shows into marks of the picture: clustered, named, and each with its words and its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.foundation.engine.places import Place, gazetteer
from manara.foundation.engine.scripts import isolate
from manara.routes import words
from manara.routes.engine.asked import Asked
from manara.routes.engine.clusters import Cluster, Point, clusters, gathered
from manara.routes.engine.labels import Wanted
from manara.routes.engine.picture import Mark, Way
from manara.routes.engine.projection import View
from manara.routes.pages.asking import address
from manara.routes.queries.drawn import Shown
from manara.routes.queries.incidents import Incident
from manara.routes.queries.legs import Leg
from manara.routes.queries.reported import AtPlace

TOWNS = 14
HUNDREDS = 400


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of each layer, and the names of towns for those who look for their way."""

    reports: list[Mark]
    hubs: list[Mark]
    incidents: list[Mark]
    legs: list[Way]
    towns: list[Wanted]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Incidents under the key that says which they are: compared by it, not one by one."""

    key: tuple[object, ...]
    rows: Sequence[Incident] = field(compare=False)


@lru_cache(maxsize=64)
def _gathered_incidents(kept: _Kept, view: View) -> tuple[Cluster, ...]:
    return tuple(clusters((_incident_point(row) for row in kept.rows), view, cell=24))


def marks(found: Shown, asked: Asked, language: str) -> Marks:
    """All marks of a view."""
    by_id = {at.place.id: at for at, _count in found.places}
    reports = [_report(each, by_id, asked, language) for each in gathered(_points(found.places), asked.view)]
    hubs = [_hub(place, parts, asked, language) for place, parts in found.hubs if _on(asked.view, place)]
    near = _gathered_incidents(_Kept(found.context_key, found.incidents), asked.view)
    named = {mark.name for mark in (*reports, *hubs)}
    return Marks(
        reports,
        hubs,
        [_incidents(each, asked) for each in near],
        [way for leg in found.legs if (way := _way(leg, asked.view, language)) is not None],
        [town for town in towns(asked.view, language) if town.text not in named],
    )


@lru_cache(maxsize=256)
def towns(view: View, language: str) -> tuple[Wanted, ...]:
    """The most populous towns of the view, which stand where nothing more important does: the same for everybody, and kept."""
    found: list[Wanted] = []
    for place in gazetteer().places[: HUNDREDS * 20]:
        if len(found) == TOWNS:
            break
        if place.latitude is None or place.longitude is None or not view.shows(place.latitude, place.longitude, -16):
            continue
        x, y = view.point(place.latitude, place.longitude)
        # A quarter of a letter away from the point itself, which bears no mark of its own.
        found.append(Wanted(place.name(language), x, y, 10.5, place.population / 1e9, "town", 1.5))
    return tuple(found)


def place_url(place: Place) -> str:
    """The page of a place."""
    return reverse("routes:place", args=[quote(place.id, safe=",")])


def counted_reports(count: int) -> str:
    """ "12 reports" in the page's language."""
    return ngettext("%(count)s report", "%(count)s reports", count) % {"count": count}


def _points(places: Iterable[tuple[AtPlace, int]]) -> Iterable[Point]:
    for at, count in places:
        if at.place.latitude is not None and at.place.longitude is not None:
            yield Point(at.place.latitude, at.place.longitude, count, count, at.place.id)


def _report(cluster: Cluster, by_id: dict[str, AtPlace], asked: Asked, language: str) -> Mark:
    count = counted_reports(cluster.count)
    at = by_id.get(cluster.id)
    if at is not None and cluster.points == 1:
        name = at.place.name(language)
        chosen = asked.place == at.place.id
        return Mark(cluster, f"{isolate(name)}: {count}", address(asked, place=at.place.id), name, chosen)
    told = ngettext("%(places)s place: %(reports)s", "%(places)s places: %(reports)s", cluster.points)
    name = f"{at.place.name(language)} +{cluster.points - 1}" if at is not None else ""
    return Mark(cluster, told % {"places": cluster.points, "reports": count}, _closer(cluster, asked), name)


def _hub(place: Place, parts: tuple[str, ...], asked: Asked, language: str) -> Mark:
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    x, y = asked.view.point(latitude, longitude)
    name = place.name(language)
    told = f"{isolate(name)}: {', '.join(str(words.PARTS[part]) for part in parts)}"
    return Mark(Cluster(x, y, latitude, longitude, 1, 0, 1, place.id), told, place_url(place), name)


def _incident_point(row: Incident) -> Point:
    return Point(row.latitude, row.longitude, 1, row.persons, str(row.report))


def _incidents(cluster: Cluster, asked: Asked) -> Mark:
    told = ngettext("%(count)s incident", "%(count)s incidents", cluster.count) % {"count": cluster.count}
    people = ngettext("%(count)s person counted", "%(count)s persons counted", cluster.weight)
    told = f"{told}, {people % {'count': cluster.weight}}"
    if cluster.points == 1 and cluster.id:
        return Mark(cluster, told, reverse("intake:report", args=[cluster.id]))
    return Mark(cluster, told, _closer(cluster, asked))


def _closer(cluster: Cluster, asked: Asked) -> str:
    longitude, latitude = round(cluster.longitude, 2), round(cluster.latitude, 2)
    return address(asked, view=f"{longitude:g},{latitude:g},{asked.view.zoom + 1.5:g}", area=None)


def _way(leg: Leg, view: View, language: str) -> Way | None:
    if len(leg.track) > 1:
        points = [view.point(*point) for point in leg.track]
    else:
        points = [view.point(stop.latitude or 0.0, stop.longitude or 0.0) for stop in leg.stops]
    if all(not (-50 < x < 770 and -50 < y < 650) for x, y in points):
        return None
    ends = " → ".join(isolate(stop.name(language)) for stop in leg.stops)
    told = _("Leg of a route: %(name)s") % {"name": isolate(leg.name) if leg.name else ends}
    return Way(tuple(points), told, reverse("resolution:entity", args=[leg.entity]))


def _on(view: View, place: Place) -> bool:
    return place.latitude is not None and place.longitude is not None and view.shows(place.latitude, place.longitude)
