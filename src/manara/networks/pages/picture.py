"""Draws the chart that somebody has before him as a still picture, for paper and for browsers without WebGL."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.models.audit import AuditVerb
from manara.networks.engine.picture import drawn
from manara.networks.pages import asking, lanes, still
from manara.networks.pages.standing import sent_state, standing


@allow(Ability.READ_ENTITIES)
@require_POST
def picture(request: HttpRequest) -> HttpResponse:
    """The state that is sent, as SVG."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        state = sent_state(request)
    except asking.Unreadable as problem:
        return asking.refused(problem)
    now = standing(viewer, state, verb=AuditVerb.READ, part="picture")
    svg = drawn(now.spots, now.lines, title=still.title(), bands=lanes.bands(now.state.lanes))
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
