"""The map: the picture that needs no script, the list beside it that says the same, and the filters of both."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.intake.models.report import ReportKind
from manara.routes import words
from manara.routes.engine import borders, months
from manara.routes.engine.asked import AREAS, INCIDENTS, LAYERS, Asked
from manara.routes.engine.picture import picture
from manara.routes.pages.asking import KINDS, address, asked_of, viewer_of
from manara.routes.pages.histogram import histogram
from manara.routes.pages.marks import Marks, marks, place_url, towns
from manara.routes.queries.drawn import Shown, shown

LISTED = 60


@allow(Ability.READ_REPORTS, Ability.READ_OWN_REPORTS)
@require_GET
def map_page(request: HttpRequest) -> HttpResponse:
    """The picture without anything of ours on it, at once; a script then brings what `whole_map` shows, a link leads there."""
    viewer = viewer_of(request)
    asked = asked_of(request.GET)
    if asked.entity or asked.circle:
        # Whether there is such an entity or circle must be said by the first answer.
        return _answer(request, viewer, _whole(viewer, asked))
    return _answer(request, viewer, {"body": _waiting(asked, viewer.language, settings.NODE.map_borders)})


@allow(Ability.READ_REPORTS, Ability.READ_OWN_REPORTS)
@require_GET
def whole_map(request: HttpRequest) -> HttpResponse:
    """The map with all that was asked for on it, in one answer."""
    viewer = viewer_of(request)
    return _answer(request, viewer, _whole(viewer, asked_of(request.GET)))


def _answer(request: HttpRequest, viewer: Viewer, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, "routes/map.html", {**context, "may_export": viewer.may(Ability.EXPORT)})


def _whole(viewer: Viewer, asked: Asked) -> dict[str, Any]:
    found = shown(viewer, asked)
    return frame(asked, found, marks(found, asked, viewer.language), viewer.language)


@lru_cache(maxsize=64)
def _waiting(asked: Asked, language: str, profile: str) -> SafeString:
    """Land, borders, names and filters in a language: nothing of it is anybody's, so it is drawn once for everybody."""
    drawn = Marks([], [], [], [], [*towns(asked.view, language)])
    context = {
        **_filters(asked, drawn, language),
        "profile": profile,
        "waiting": True,
        "whole_url": reverse("routes:map-whole") + address(asked),
        "attributions": [borders.ATTRIBUTION, "GeoNames, CC BY 4.0"],
    }
    return render_to_string("routes/body.html", context)


def frame(asked: Asked, found: Shown, drawn: Marks, language: str) -> dict[str, Any]:
    """All that the page, its print and its paper need."""
    chosen = next((each for each in found.places if each[0].place.id == asked.place), None)
    return {
        **_filters(asked, drawn, language),
        "found": found,
        "of": _of(found),
        "circle": found.circle,
        "whole": address(asked, entity=None, circle=None),
        "handling": found.handling,
        "conditions": f"TLP:{found.tlp}" if found.tlp else "",
        "chosen": _line(chosen, asked, language) if chosen else None,
        "lines": [_line(each, asked, language) for each in found.places[:LISTED]],
        "more": max(0, len(found.places) - LISTED),
        "unplaced": sum(found.reported.unplaced.values()),
        "undated": sum(n for at in found.reported.places.values() for (_k, month), n in at.months.items() if month < 0),
        "undated_incidents": sum(1 for row in found.all_incidents if row.month < 0),
        "nobody": sum(1 for row in found.incidents if not row.persons),
        "lost": sum(row.lost for row in found.incidents),
        "survivors": sum(row.survivors or 0 for row in found.incidents),
        "context": INCIDENTS in asked.layers,
        "histogram": histogram(found, asked),
        "dashed": words.DASHED,
        "attributions": attributions(found),
    }


def _filters(asked: Asked, drawn: Marks, language: str) -> dict[str, Any]:
    """The picture, and what of the page hangs on nothing but what was asked for."""
    return {
        "asked": asked,
        "svg": mark_safe(svg(asked, drawn, language)),  # noqa: S308  every text in it is escaped where it is drawn
        "profile": settings.NODE.map_borders,
        "layers": [(name, words.LAYERS[name], name in asked.layers) for name in LAYERS],
        "areas": [(name, words.AREAS[name], address(asked, area=name, view=None), name == asked.area) for name in AREAS],
        "moves": _moves(asked),
        "since": "" if asked.since is None else months.text_of(asked.since),
        "until": "" if asked.until is None else months.text_of(asked.until),
        "kinds": [(kind, ReportKind(kind).label) for kind in KINDS],
        "disclaimer": words.DISCLAIMER,
    }


def _of(found: Shown) -> dict[str, str] | None:
    """Whose reports the map keeps to, and that entity's page."""
    if found.of is None:
        return None
    opened = found.of.opened
    return {"name": opened.caption, "url": reverse("resolution:entity", args=[opened.public_id])}


def svg(asked: Asked, drawn: Marks, language: str, *, links: bool = True) -> str:
    """The picture of these marks under the node's own profile of borders."""
    return picture(
        asked.view,
        settings.NODE.map_borders,
        language,
        reports=drawn.reports,
        hubs=drawn.hubs,
        incidents=drawn.incidents,
        legs=drawn.legs,
        towns=drawn.towns,
        told=_("Map. The list beside it says the same."),
        links=links,
    )


def attributions(found: Shown) -> list[str]:
    """Whose work the map stands on."""
    return [borders.ATTRIBUTION, "GeoNames, CC BY 4.0", *found.attributions]


def _line(each: tuple[Any, int], asked: Asked, language: str) -> dict[str, Any]:
    at, count = each
    return {
        "place": at.place,
        "name": at.place.name(language),
        "others": [name for name in at.place.names if name and name != at.place.name(language)][:2],
        "count": count,
        "url": place_url(at.place),
        "pick": address(asked, place=at.place.id),
        "located": at.place.located,
        "here": at.place.id == asked.place,
    }


def _moves(asked: Asked) -> list[dict[str, str]]:
    view = asked.view
    there = {
        "north": (_("Move the map north"), "↑", view.moved(0, -0.35)),
        "west": (_("Move the map west"), "←", view.moved(-0.35, 0)),
        "east": (_("Move the map east"), "→", view.moved(0.35, 0)),
        "south": (_("Move the map south"), "↓", view.moved(0, 0.35)),
        "in": (_("Closer"), "+", view.closer(1)),
        "out": (_("Further away"), "−", view.closer(-1)),
    }
    return [
        {"key": key, "label": label, "sign": sign, "url": address(asked, view=moved.text, area=None)}
        for key, (label, sign, moved) in there.items()
    ]

