"""The chart's page: opened from one thing, from several, or empty with what was kept before."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.foundation.engine.scripts import tidy
from manara.foundation.queries.circles import circle_of
from manara.foundation.queries.places import suggested_places
from manara.intake.queries.circles import circles_for_reports
from manara.networks.engine.graph import MOST_NODES, strictest
from manara.networks.engine.lanes import Lane
from manara.networks.engine.rings import Place
from manara.networks.engine.role_signs import OTHER_ROLE, ROLE_SIGNS, SHIELD
from manara.networks.engine.state import State
from manara.networks.pages import asking, lanes, legend, still, table, wire
from manara.networks.pages.phrases import phrases
from manara.networks.pages.which import MOST_PLACES
from manara.networks.queries import saved
from manara.networks.queries.chart import MOST_SECOND, OF_EACH, Charted, charted, of_reports
from manara.resolution.queries.around import Narrowed

MOST_IN_ADDRESS = 60


@allow(Ability.READ_ENTITIES)
@require_GET
def chart(request: HttpRequest) -> HttpResponse:
    """`?entity=` opens a thing with its neighbours; several open beside each other; `kind`, `sure`, `since`, `until` narrow.

    With `steps=2` the neighbours' own are there too. `?circle=` and `?place=` open what the reports of a case, of an agency or
    of a place tie. With `lanes` all stands in lanes by the stages of the route.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = [address_of(each) for each in request.GET.getlist("entity")[:MOST_IN_ADDRESS]]
    opened = [each for each in asked if each is not None]
    if request.GET.getlist("entity") and not opened:
        raise Hidden
    narrowed = asking.narrowed(
        request.GET.getlist("kind"), bool(request.GET.get("sure")), request.GET.get("since"), request.GET.get("until")
    )
    steps = 2 if request.GET.get("steps") == "2" else 1
    by_reports = ByReports() if opened else _by_reports(viewer, request)
    if opened:
        found = charted(viewer, [], opened=opened, narrowed=narrowed, steps=steps)
        if not found.nodes:
            raise Hidden
    else:
        found = by_reports.found
    told = context(viewer, found, narrowed, laned=bool(request.GET.get("lanes")))
    told |= {"steps": steps, "other_steps": _with_steps(request, 3 - steps) if len(opened) == 1 else "", "by": by_reports}
    if not found.nodes:
        told["charts"] = saved.listed(viewer, most=12)
    return TemplateResponse(request, "networks/chart.html", told)


@dataclass(frozen=True)
class ByReports:
    """What the reports of a circle or a place tie: what was asked, the chart of it, how many things it could not hold, whether
    no place of that name is known, and what the circle is called."""

    asked: bool = False
    circle: str = ""
    place: str = ""
    found: Charted = field(default_factory=lambda: Charted((), ()))
    left_out: int = 0
    unknown_place: bool = False
    title: str = ""


def _by_reports(viewer: Viewer, request: HttpRequest) -> ByReports:
    circle, place = request.GET.get("circle", ""), tidy(request.GET.get("place", ""))[:120]
    if not circle and not place:
        return ByReports()
    address = address_of(circle) if circle else None
    if circle and address is None:
        raise Hidden
    whose = circle_of(viewer, address) if address else None
    places = tuple(each.id for each in suggested_places(viewer, place, limit=MOST_PLACES)) if place else ()
    if place and not places:
        return ByReports(True, circle, place, unknown_place=True)
    found, left_out = of_reports(viewer, circle=whose.pk if whose else 0, places=places)
    return ByReports(True, circle, place, found, left_out, title=whose.title if whose else "")


def _with_steps(request: HttpRequest, steps: int) -> str:
    """The address of the same chart with so many steps."""
    asked = request.GET.copy()
    asked["steps"] = str(steps)
    return f"?{asked.urlencode()}"


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
    ruling = strictest(found.nodes)
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
        "handling": ruling.code,
        "conditions": ruling.beside,
        "most": MOST_NODES, "of_each": OF_EACH, "most_second": MOST_SECOND,
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
