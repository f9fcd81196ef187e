"""The chart's page: opened from one thing, from several, or empty with what was kept before."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.intake.queries.circles import circles_for_reports
from manara.networks.engine.graph import MOST_NODES, strictest
from manara.networks.engine.lanes import Lane
from manara.networks.engine.rings import Place
from manara.networks.engine.signs import OTHER_ROLE, ROLE_SIGNS, SHIELD
from manara.networks.engine.state import State
from manara.networks.pages import asking, lanes, legend, still, table, wire
from manara.networks.pages.phrases import phrases
from manara.networks.queries import saved
from manara.networks.queries.chart import Charted, charted
from manara.resolution.queries.around import Narrowed

MOST_IN_ADDRESS = 60


@allow(Ability.READ_ENTITIES)
@require_GET
def chart(request: HttpRequest) -> HttpResponse:
    """`?entity=` opens a thing with its neighbours; several open beside each other; `kind`, `sure`, `since`, `until` narrow.

    With `lanes` all stands in lanes by the stages of the route.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = [asking.address(each) for each in request.GET.getlist("entity")[:MOST_IN_ADDRESS]]
    opened = [each for each in asked if each is not None]
    if request.GET.getlist("entity") and not opened:
        raise Hidden
    narrowed = asking.narrowed(
        request.GET.getlist("kind"), bool(request.GET.get("sure")), request.GET.get("since"), request.GET.get("until")
    )
    found = charted(viewer, [], opened=opened, narrowed=narrowed) if opened else Charted((), ())
    if opened and not found.nodes:
        raise Hidden
    told = context(viewer, found, narrowed, laned=bool(request.GET.get("lanes")))
    if not opened:
        told["charts"] = saved.listed(viewer, most=12)
    return TemplateResponse(request, "networks/chart.html", told)


def context(
    viewer: Viewer,
    found: Charted,
    narrowed: Narrowed,
    *,
    placed: Mapping[uuid.UUID, Place] | None = None,
    beside: Sequence[Lane] = (),
    laned: bool = False,
) -> dict[str, Any]:
    """What the page needs of a chart: the data for the browser, and the picture and tables for those without it.

    The things `placed` stand where they are, in the lanes `beside` each other; or all are laid out in lanes with `laned`.
    """
    code, tlp, conditions = strictest(found.nodes)
    places = still.places_of(found, placed)
    if laned and found.nodes:
        state = lanes.laid_out(State(places, (), ()), found)
        places, beside = state.places, state.lanes
    return {
        "charted": found,
        "data": {
            **wire.written(found),
            "places": [places[node.public_id] for node in found.nodes],
            "stages": lanes.written(found),
            "lanes": [[lane.code, lane.left, lane.right] for lane in beside],
            "heads": lanes.heads(),
            "signs": {**ROLE_SIGNS, "": OTHER_ROLE, "shield": SHIELD},
        },
        "picture": still.picture(found, places, lanes.bands(beside)) if found.nodes else "",
        "phrases": phrases(),
        "kept": {},
        "circles": circles_for_reports(viewer),
        "table": table.shown(found),
        "signs": legend.signs(found),
        "narrowed": narrowed,
        "handling": code,
        "conditions": " · ".join([*([f"TLP:{tlp}"] if tlp else []), *conditions]),
        "most": MOST_NODES,
        "may_export": viewer.may(Ability.EXPORT),
        "addresses": {
            "grow": reverse("networks:grow"),
            "suggest": reverse("resolution:suggest"),
            "way": reverse("networks:way"),
            "common": reverse("networks:common"),
            "strongest": reverse("networks:strongest"),
            "leaving": reverse("networks:leaving"),
            "lanes": reverse("networks:lanes"),
            "picture": reverse("networks:picture"),
            "save": reverse("networks:save"),
            "tie": reverse("networks:tie"),
            "entity": reverse("resolution:entity", args=[uuid.UUID(int=0)]),
            "roles": reverse("networks:roles-of", args=[uuid.UUID(int=0)]),
            "protect": reverse("networks:protect", args=[uuid.UUID(int=0)]),
        },
    }
