"""Answers the chart while it grows: what an opened thing leads to, and what a search found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.networks.pages import asking, lanes, wire
from manara.networks.queries.chart import TooMuch, charted


@allow(Ability.READ_ENTITIES)
@require_POST
def grow(request: HttpRequest) -> HttpResponse:
    """The chart of `shown`, with `added` on it and with what `opened` leads to."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        sent = asking.body(request)
        shown = asking.addresses(sent.get("shown"), "shown")
        added = asking.addresses(sent.get("added"), "added")
        opened = asking.addresses(sent.get("opened"), "opened")
        narrowed = _narrowed(sent.get("narrowed"))
    except asking.Unreadable as problem:
        return asking.refused(problem)
    try:
        chart = charted(viewer, [*shown, *added], opened=opened, narrowed=narrowed)
    except TooMuch:
        return asking.too_much()
    if (added or opened) and not chart.nodes:
        raise Hidden
    return JsonResponse({**wire.written(chart), "stages": lanes.written(chart)})


def _narrowed(sent: Any) -> Any:
    if not isinstance(sent, dict):
        return asking.narrowed((), False, "", "")
    kinds = sent.get("kinds")
    return asking.narrowed(
        kinds if isinstance(kinds, list) else (), sent.get("factsOnly") is True, sent.get("since"), sent.get("until")
    )
