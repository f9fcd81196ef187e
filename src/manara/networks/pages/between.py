"""Answers what leads from one thing to another, on the shortest and on the strongest way, and what several have in common."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.networks.pages import asking
from manara.networks.queries.joint_ties import MOST_ASKED, common
from manara.networks.queries.strongest import strongest
from manara.networks.queries.way import way


@allow(Ability.READ_ENTITIES)
@require_POST
def shortest_way(request: HttpRequest) -> HttpResponse:
    """The shortest way from `from` to `to` through all that the viewer may see."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        start, end = _ends(request)
    except asking.Unreadable as problem:
        return asking.refused(problem)
    found = way(viewer, start, end)
    return JsonResponse({"path": [str(each) for each in found.path], "looked": found.looked, "exhausted": found.exhausted})


@allow(Ability.READ_ENTITIES)
@require_POST
def strongest_way(request: HttpRequest) -> HttpResponse:
    """The way from `from` to `to` whose ties' probabilities multiply to the most, with each of them and the product."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        start, end = _ends(request)
    except asking.Unreadable as problem:
        return asking.refused(problem)
    found = strongest(viewer, start, end)
    return JsonResponse(
        {
            "path": [str(each) for each in found.path],
            "ties": found.ties,
            "probability": found.probability,
            "looked": found.looked,
            "exhausted": found.exhausted,
        }
    )


def _ends(request: HttpRequest) -> tuple[uuid.UUID, uuid.UUID]:
    """The two things asked about. Raises `Unreadable`."""
    sent = asking.body(request)
    start, end = address_of(sent.get("from")), address_of(sent.get("to"))
    if start is None or end is None:
        raise asking.Unreadable("from" if start is None else "to")
    return start, end


@allow(Ability.READ_ENTITIES)
@require_POST
def in_common(request: HttpRequest) -> HttpResponse:
    """What is tied to at least two of `ids`."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        asked = asking.addresses(asking.body(request).get("ids"), "ids")
    except asking.Unreadable as problem:
        return asking.refused(problem)
    if not 2 <= len(asked) <= MOST_ASKED:
        return asking.refused(asking.Unreadable("ids"))
    try:
        found = common(viewer, asked)
    except Hidden:
        # One of them went away while he worked: then nothing is known to be shared.
        found = []
    return JsonResponse({"ids": [str(each) for each in found]})
