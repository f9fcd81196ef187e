"""What is suggested while a search is typed: the first eight, under the same walls and in the same log as the search."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.resolution.engine import asked as asking_engine
from manara.resolution.pages import lines
from manara.resolution.queries.suggesting import suggestions


@allow(Ability.READ_ENTITIES)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = asking_engine.read(request.GET.get("q", "")[:100])
    found = [] if asked.problem else [lines.of_thing(thing) for thing in suggestions(viewer, asked)]
    if "HX-Request" in request.headers:
        return TemplateResponse(request, "resolution/suggestions.html", {"lines": found})
    told = [{"url": line.url, "icon": line.icon, "kind": line.kind, "name": asdict(line.name)} for line in found]
    return JsonResponse({"suggestions": told})
