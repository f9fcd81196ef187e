"""What a programme asks of routes: the places that its holder's reports name, and how many name each."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema

from manara.foundation.access import Ability
from manara.foundation.engine.handling import strictest
from manara.foundation.programmes.answers import HandlingCode
from manara.foundation.programmes.asking import reads, viewer_of
from manara.foundation.programmes.walking import Walk, mark, position
from manara.routes.engine.asked import REPORTS, Asked
from manara.routes.queries.drawn import shown
from manara.routes.queries.reported import AtPlace

router = Router(tags=["routes"])


class PlaceLine(Schema):
    """A place with the number of reports that name it, under the strictest of their handling codes."""

    id: str
    name: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    reports: int
    handling: HandlingCode


class PlacePage(Schema):
    places: list[PlaceLine]
    handling: HandlingCode
    next: Annotated[str | None, Field(description="To be sent as `after`; null at the end.")]


@router.get("/places", response=PlacePage, summary="Places that reports name, as on the map")
@reads(Ability.READ_REPORTS, Ability.READ_OWN_REPORTS)
def places(request: HttpRequest, asked: Query[Walk]) -> dict[str, Any]:
    """In the order of their numbers; a place without coordinates is one that somebody added without knowing them."""
    place = position(request, asked.after)
    found = shown(viewer_of(request), Asked(layers=frozenset({REPORTS})))
    behind = "" if place is None else str(place[0])
    further = sorted((each for each in found.places if each[0].place.id > behind), key=lambda each: each[0].place.id)
    page = further[: asked.limit]
    return {
        "places": [_line(at, count) for at, count in page],
        "handling": strictest(code for at, _count in page for code in at.codes),
        "next": mark(request, page[-1][0].place.id) if len(further) > asked.limit else None,
    }


def _line(at: AtPlace, count: int) -> dict[str, Any]:
    place = at.place
    return {
        "id": place.id,
        "name": place.name((get_language() or "en")[:2]),
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "reports": count,
        "handling": strictest(at.codes),
    }
