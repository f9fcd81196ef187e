"""The layers as data for the movable map: short rows of numbers, under the same walls and in the same log as the page."""

from __future__ import annotations

from math import atan, degrees, pi, sinh
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, allow
from manara.foundation.engine.places import Place, gazetteer
from manara.foundation.engine.scripts import isolate
from manara.routes import words
from manara.routes.engine.asked import LAYERS, Asked
from manara.routes.engine.borders import LANGUAGES, PROFILES, region
from manara.routes.pages.asking import KINDS, asked_of, viewer_of
from manara.routes.pages.marks import place_url
from manara.routes.queries.drawn import Shown, shown
from manara.routes.queries.legs import Leg
from manara.routes.queries.reported import AtPlace

TOWNS = 220


@allow(Ability.READ_REPORTS, Ability.READ_OWN_REPORTS)
@require_GET
def layers(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asked = asked_of(request.GET)
    # Every layer and every month at once: the slider and the boxes then ask for nothing more.
    found = shown(viewer, Asked(asked.view, asked.area, frozenset(LAYERS), entity=asked.entity, circle=asked.circle))
    return HttpResponse(orjson.dumps(rows(found, viewer.language)), content_type="application/json")


def rows(found: Shown, language: str) -> dict[str, Any]:
    """Each layer's rows; numbers of one kind in a fixed order, since names on each of five thousand would weigh more."""
    return {
        "kinds": [*KINDS],
        "reports": [
            [*_at(at.place), at.place.id, at.place.name(language), _months(at)]
            for at, _count in found.places
            if at.place.located
        ],
        "incidents": [[row.longitude, row.latitude, row.month, row.lost, row.survivors or 0] for row in found.incidents],
        "legs": [_leg(leg, language) for leg in found.legs],
        "hubs": [
            [*_at(place), place.name(language), ", ".join(str(words.PARTS[part]) for part in parts), place_url(place)]
            for place, parts in found.hubs
        ],
        "countries": _countries(language),
        "towns": [[*_at(place), place.name(language), place.population] for place in gazetteer().places[:TOWNS]],
    }


def _months(at: AtPlace) -> list[list[int]]:
    return [[KINDS.index(kind), month, count] for (kind, month), count in at.months.items()]


def _at(place: Place) -> tuple[float, float]:
    return round(place.longitude or 0.0, 4), round(place.latitude or 0.0, 4)


def _leg(leg: Leg, language: str) -> list[Any]:
    line = [[lon, lat] for lat, lon in leg.track] if len(leg.track) > 1 else [list(_at(stop)) for stop in leg.stops]
    ends = " → ".join(isolate(stop.name(language)) for stop in leg.stops)
    told = _("Leg of a route: %(name)s") % {"name": isolate(leg.name) if leg.name else ends}
    return [told, reverse("resolution:entity", args=[leg.entity]), line]


def _countries(language: str) -> list[list[Any]]:
    hidden, _claims = PROFILES[settings.NODE.map_borders]
    wanted = LANGUAGES.index(language) if language in LANGUAGES else 3
    return [
        [round(c.middle[0] * 360 - 180, 2), round(degrees(atan(sinh(pi * (1 - 2 * c.middle[1])))), 2), c.names[wanted],
         round(c.extent, 4)]
        for c in region().countries
        if c.names[wanted] and c.a3 not in hidden
    ]  # fmt: skip
