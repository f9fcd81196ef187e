"""Places: looking one up, the texts that nobody has placed, and the page of one place."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.actions.withdraw_place import restore_place, withdraw_place
from manara.foundation.engine.countries import country_name
from manara.foundation.engine.figures import thousands
from manara.foundation.engine.places import Place
from manara.foundation.engine.scripts import sort_key, tidy
from manara.foundation.models import AddedPlace
from manara.foundation.pages.asking import reason_of
from manara.foundation.pages.places import about
from manara.foundation.queries.places import added_place, place_for, suggested_places
from manara.routes import words
from manara.routes.actions.place_text import NoSuchPlace, place_text, undo_placing
from manara.routes.engine import borders
from manara.routes.engine.asked import Asked
from manara.routes.engine.clusters import Cluster, Point, clusters
from manara.routes.engine.hubs import parts_of
from manara.routes.engine.picture import Mark, picture
from manara.routes.engine.projection import BOUNDS, tidied
from manara.routes.pages.asking import address, viewer_of
from manara.routes.pages.marks import counted_reports, place_url, towns
from manara.routes.queries.place import NEAR_KM, AtOnePlace, at_place, told_lately
from manara.routes.queries.reported import reported

FOUND = 20
UNPLACED = 40
CLOSE = 8.0


@allow(Ability.READ_REPORTS, Ability.READ_OWN_REPORTS)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asked = request.GET.get("q", "")[:100]
    said = reported(viewer)
    added, told = told_lately(viewer, most=FOUND)
    found = suggested_places(viewer, asked, limit=FOUND) if asked.strip() else []
    begins = sort_key(tidy(asked))
    often = sorted(said.places.values(), key=lambda at: (-sum(at.months.values()), at.place.id))
    context = {
        "q": asked,
        "found": [_line(place, viewer.language) for place in found],
        "of_this_name": any(sort_key(name).startswith(begins) for each in found for name in each.all_names),
        "added": [_line(said.added[str(row.public_id)], viewer.language) for row in added if str(row.public_id) in said.added],
        "unplaced": [
            (each, [_line(place, viewer.language) for place in each.choices]) for each in said.not_placed(limit=UNPLACED)
        ],
        "unplaced_more": max(0, len(said.unplaced) - UNPLACED),
        "placings": [(row, place_for(row.place_key)) for row in told],
        "named": [(_line(at.place, viewer.language), sum(at.months.values())) for at in often[:200]],
        "may_place": viewer.may(Ability.ADD_PLACES),
    }
    return TemplateResponse(request, "routes/places.html", context)


@allow(Ability.READ_REPORTS, Ability.READ_OWN_REPORTS)
@require_GET
def place(request: HttpRequest, key: str) -> HttpResponse:
    viewer = viewer_of(request)
    it = at_place(viewer, unquote(key))
    west, south, east, north = BOUNDS
    where = it.place
    outside = where.located and not (
        west <= (where.longitude or 0.0) <= east and south <= (where.latitude or 0.0) <= north
    )
    context = {
        **heading(it, viewer.language),
        "it": it,
        "outside": outside,
        "svg": "" if outside or not where.located else cut_out(it, viewer),
        "on_the_map": _on_the_map(it.place),
        "total": sum(it.at.months.values()),
        "may_place": viewer.may(Ability.ADD_PLACES),
        "near_km": round(NEAR_KM),
        "disclaimer": words.DISCLAIMER,
        "dashed": words.DASHED,
        "attributions": [borders.ATTRIBUTION, "GeoNames, CC BY 4.0", *it.context.attributions],
    }
    return TemplateResponse(request, "routes/place.html", context)


@allow(Ability.ADD_PLACES)
@require_POST
def place_a_text(request: HttpRequest) -> HttpResponse:
    """A person says which place a text means."""
    try:
        said = place_text(viewer_of(request), request.POST.get("text", ""), request.POST.get("place", ""))
    except NoSuchPlace:
        messages.error(request, _("Choose one of the places offered, or add the place."))
    else:
        messages.success(request, _("“%(text)s” is placed.") % {"text": said.text})
    return redirect("routes:places")


@allow(Ability.ADD_PLACES)
@require_POST
def undo(request: HttpRequest, placing: uuid.UUID) -> HttpResponse:
    said = undo_placing(viewer_of(request), placing)
    messages.success(request, _("“%(text)s” is not placed any more.") % {"text": said.text})
    return redirect("routes:places")


@allow(Ability.ADD_PLACES)
@require_POST
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    row = _own(key)
    if "restore" in request.POST:
        restore_place(viewer_of(request), row)
        messages.success(request, _("The place is there again."))
    elif reason := reason_of(request):
        withdraw_place(viewer_of(request), row, reason)
        messages.success(request, _("The place was taken back. Reports that name it keep their words."))
    return redirect("routes:place", str(key))


def _own(key: uuid.UUID) -> AddedPlace:
    row = added_place(str(key))
    if row is None:
        raise Hidden
    return row


def heading(it: AtOnePlace, language: str) -> dict[str, Any]:
    """Names in all scripts, where it is, what part it has: the head of the page and of its document."""
    where = it.place
    title = where.name(language)
    return {
        "title": title,
        "names": [name for name in dict.fromkeys(where.names) if name and name != title],
        "variants": where.variants,
        "country": country_name(where.country, language) if where.country else "",
        "parts": [words.PARTS[part] for part in parts_of().get(where.id, ())],
        "people": thousands(where.population),
        "coordinates": f"{where.latitude:.5f}, {where.longitude:.5f}" if where.located else "",
    }


def cut_out(it: AtOnePlace, viewer: Viewer) -> str:
    """The map around the place, with the incidents near it apart."""
    where = it.place
    latitude, longitude = where.latitude or 0.0, where.longitude or 0.0
    view = tidied(longitude, latitude, CLOSE)
    x, y = view.point(latitude, longitude)
    total = sum(it.at.months.values())
    title = where.name(viewer.language)
    mark = Mark(Cluster(x, y, latitude, longitude, total, total, 1, where.id), f"{title}: {counted_reports(total)}", "", title)
    points = (Point(row.latitude, row.longitude, 1, row.persons, str(row.report)) for _far, row in it.near)
    context = [Mark(each, "") for each in clusters(points, view, cell=18)]
    others = [town for town in towns(view, viewer.language) if town.text != title]
    made = picture(
        view, settings.NODE.map_borders, viewer.language, reports=[mark], incidents=context, towns=others,
        told=_("Map of the place and what is around it"), links=False, letters=1.7,
    )  # fmt: skip
    return mark_safe(made)  # noqa: S308  every text in it is escaped where it is drawn


def _line(place: Place, language: str) -> dict[str, Any]:
    return {"place": place, "name": place.name(language), "about": about(place, language), "url": place_url(place)}


def _on_the_map(where: Place) -> str:
    if where.latitude is None or where.longitude is None:
        return ""
    view = tidied(where.longitude, where.latitude, 6.0)
    return address(Asked(view=view, area="", place=where.id))
