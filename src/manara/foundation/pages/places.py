"""What is suggested while a place is typed: those that bear the name, each told apart from its namesakes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, allow
from manara.foundation.engine.countries import country_name
from manara.foundation.engine.figures import thousands
from manara.foundation.engine.places import Place, kilometres, near
from manara.foundation.engine.scripts import isolate
from manara.foundation.pages.asking import viewer_of
from manara.foundation.queries.places import suggested_places


@allow(Ability.WRITE_REPORTS, Ability.ADD_PLACES)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = suggested_places(viewer, request.GET.get("q", "")[:100])
    told = [
        {"key": place.id, "name": place.name(viewer.language), "about": about(place, viewer.language)} for place in found
    ]
    return JsonResponse({"places": told})


def about(place: Place, language: str) -> str:
    """What tells a place from its namesakes: its other names, country, region, people, and how far from which town."""
    parts = [isolate(name) for name in dict.fromkeys(place.names) if name and name != place.name(language)][:2]
    if place.country:
        parts.append(country_name(place.country, language))
    if place.region and place.region.isdigit():
        parts.append(_("region %(code)s") % {"code": place.region})
    if place.population:
        parts.append(_("%(people)s people") % {"people": thousands(place.population)})
    if place.latitude is None or place.longitude is None:
        parts.append(_("no coordinates"))
    elif place.population < 100_000:
        town = near(place.latitude, place.longitude, least_population=100_000, within_km=400)
        if town is not None and town.latitude is not None and town.longitude is not None and town.id != place.id:
            far = kilometres(place.latitude, place.longitude, town.latitude, town.longitude)
            told = {"far": round(far), "town": isolate(town.name(language))}
            parts.append(_("%(far)s km from %(town)s") % told)
    return " · ".join(parts)
