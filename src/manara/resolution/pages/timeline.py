"""The timeline of one entity: what is dated of it, drawn with the precision of its dates, and the same as a table."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.resolution.pages.entity import head
from manara.resolution.queries.identity import identity
from manara.resolution.timeline import moments_of, shown


@allow(Ability.READ_ENTITIES)
@require_GET
def timeline(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="timeline")
    found = moments_of(viewer, it.ids)
    context = {
        **head(viewer, it, [], "timeline"),
        "timeline": shown(found.all, request.GET, bounded=found.bounded or it.bounded),
    }
    return TemplateResponse(request, "resolution/timeline.html", context)
