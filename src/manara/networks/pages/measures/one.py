"""The page of a network's measures: its shape, everybody's place in it, who holds it together, who grows if one goes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.engine.handling import ruling
from manara.foundation.engine.scripts import tidy
from manara.networks.actions.measure_network import AtWork, ask_without, measure_network, stop_measuring
from manara.networks.engine.graph import Node, strictest
from manara.networks.engine.which import which_of
from manara.networks.pages.at_work import at_work
from manara.networks.pages.measures import linking, saying
from manara.networks.pages.measures.saying import person
from manara.networks.pages.namesakes import places_apart
from manara.networks.pages.which import which_facts
from manara.networks.queries import measured
from manara.networks.queries.measured import Opened

#: So many on a page of everybody; among so many one chooses who is thought away.
PAGE: Final = 25
CHOICES: Final = 50


@allow(Ability.EXPORT)
@require_GET
def measuring(request: HttpRequest, measuring: uuid.UUID) -> HttpResponse:
    """`?sort=` a measure, with a minus the other way round; `?q=` a name; `?page=`; `?without=` a place; `?links=` a role and
    `?between=` which groups."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = measured.opened(viewer, measuring)
    context = {
        "found": found, "measuring": found.measuring, "told": found.told, "facts": which_facts(viewer, found.which),
        **at_work(found.measuring.job),
    }  # fmt: skip
    if found.told.get("ties"):
        context |= _shown(viewer, found, request.GET)
    return TemplateResponse(request, "networks/measuring.html", context)


@allow(Ability.EXPORT)
@require_GET
def progress(request: HttpRequest, measuring: uuid.UUID) -> HttpResponse:
    """How far the work is; once the figures are there, and once it ended, the whole page is asked for anew."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = measured.measuring_of(viewer, measuring)
    told = at_work(found.job)
    answer = TemplateResponse(request, "networks/measuring_progress.html", {"measuring": found, **told})
    if not told["going"] or (found.told and "first" in request.GET):
        answer["HX-Refresh"] = "true"
    return answer


@allow(Ability.EXPORT)
@require_POST
def again(request: HttpRequest, measuring: uuid.UUID) -> HttpResponse:
    """Measures the same network as it stands now."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = measured.measuring_of(viewer, measuring)
    return redirect("networks:measuring", measure_network(viewer, which_of(found.which)).public_id)


@allow(Ability.EXPORT)
@require_POST
def stop(request: HttpRequest, measuring: uuid.UUID) -> HttpResponse:
    """Ends the work after the part at hand; what was found so far stays."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    stop_measuring(viewer, measured.measuring_of(viewer, measuring))
    return redirect("networks:measuring", measuring)


@allow(Ability.EXPORT)
@require_POST
def without(request: HttpRequest, measuring: uuid.UUID) -> HttpResponse:
    """Who becomes important without the person of a place; worked out where it is not known yet."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = measured.measuring_of(viewer, measuring)
    sent = request.POST.get("place", "")
    if not sent.isdecimal():
        messages.error(request, _("Choose a person."))
        return redirect("networks:measuring", measuring)
    if sent not in found.gone:
        try:
            ask_without(viewer, found, int(sent[:9]))
        except AtWork:
            messages.info(request, _("It is being measured already. Ask again when that has ended."))
    return redirect(f"{reverse('networks:measuring', args=[measuring])}?without={sent[:9]}#without")


def _shown(viewer: Viewer, found: Opened, asked: Mapping[str, str]) -> dict[str, Any]:
    told = found.told
    sort, turned = _sort(asked.get("sort", ""))
    order = sorted_places(found, sort, turned=turned)
    ranks = {place: rank for rank, place in enumerate(order, 1)}
    name = tidy(asked.get("q", ""))[:100]
    kept = measured.called(viewer, found, name) if name else found.there.keys()
    page = Paginator([place for place in order if place in kept], PAGE).get_page(asked.get("page"))
    first = sorted_places(found, "betweenness")
    players = {kind: sets[1:] for kind, sets in told["players"].items()}
    whose = _whose(found, asked.get("without", ""))
    links = linking.linking(found, asked)
    wanted = {
        *page.object_list, *first[:CHOICES], *(place for sets in players.values() for one in sets for place in one["places"]),
        *(place for bridge in told["bridges"] for place in bridge[:2]),
        *(place for each in told["circles"] for place in each["places"]),
        *(line["place"] for line in found.measuring.gone.get(str(whose), ())), *([] if whose is None else [whose]),
        *(links.places if links else ()),
    }  # fmt: skip
    nodes = places_apart(viewer, measured.named(viewer, found, sorted(wanted)))
    rules = ruling([strictest(nodes.values()), (told["handling"], told["tlp"], ())])
    named, tops = saying.titles(), saying.tops(told)
    rows = [
        {
            **person(found, nodes, place), "cells": saying.cells(told, place, tops, named),
            "cut": told["values"]["cut_point"][place], "rank": ranks[place],
        }
        for place in page.object_list
    ]  # fmt: skip
    title = _("Who lies between others, beside how many ties he has")
    return {
        "page": page, "rows": rows, "q": name, "listed": len(order),
        "namesakes": any(node.apart for node in nodes.values()),
        "way": "ascending" if (sort in saying.LEAST_FIRST) != turned else "descending",
        "columns": [
            {"name": name, "title": named[name], "here": name == sort, "next": _next(name, sort, turned=turned)}
            for name in saying.COLUMNS
        ],
        "links": links and linking.shown(links, found, nodes), "meanings": saying.meanings(),
        "picture": saying.drawing(told, first, title), "picture_title": title,
        "first": [
            {"number": number, **person(found, nodes, place), "cells": saying.cells(told, place, tops, named)[:2]}
            for number, place in enumerate(first[: saying.MOST_NAMED], 1)
        ],
        "players": [(kind, named[f"key_players_{kind}"], _sets(found, nodes, kind)) for kind in ("fragmentation", "reach")],
        "bridges": [
            {"one": person(found, nodes, one), "other": person(found, nodes, other), "smaller": smaller, "larger": larger}
            for one, other, smaller, larger in told["bridges"]
            if one in found.there and other in found.there
        ],
        "circles": [
            {**each, "number": number, "people": [person(found, nodes, at) for at in each["places"] if at in found.there]}
            for number, each in enumerate(told["circles"], 1)
        ],
        "choices": [person(found, nodes, place) for place in first[:CHOICES]], "whose": whose,
        "whose_person": None if whose is None else person(found, nodes, whose), "grown": _grown(found, nodes, whose),
        "is_known": str(whose) in found.measuring.gone, "broken": saying.share(told["players"]["fragmentation"][0]["share"]),
        "density": saying.share(told["density"]), "largest": saying.share(told["largest"] / told["people"]),
        "expected": saying.expected(told["expected"]),
        "handling": rules.code, "conditions": rules.beside,
    }  # fmt: skip


def sorted_places(found: Opened, sort: str, *, turned: bool = False) -> list[int]:
    """The places that still name somebody by a measure; those of whom it can't be said last."""
    values = found.told["values"][sort]
    downwards = (sort in saying.LEAST_FIRST) == turned
    places = sorted(found.there)
    said = [place for place in places if values[place] is not None]
    said.sort(key=lambda place: -values[place] if downwards else values[place])
    return said + [place for place in places if values[place] is None]


def _sort(asked: str) -> tuple[str, bool]:
    name = asked.removeprefix("-")
    return (name, asked.startswith("-")) if name in saying.COLUMNS else ("betweenness", False)


def _next(name: str, sort: str, *, turned: bool) -> str:
    return f"-{name}" if name == sort and not turned else name


def _whose(found: Opened, asked: str) -> int | None:
    if not asked.isdecimal():
        return None
    place = int(asked[:9])
    if place not in found.there:
        raise Hidden
    return place


def _sets(found: Opened, nodes: Mapping[int, Node], kind: str) -> list[dict[str, Any]]:
    return [
        {
            "many": len(one["places"]), "share": saying.share(one["share"]),
            "best": one.get("best", len(one["places"]) == 1),
            "people": [person(found, nodes, place) for place in one["places"]],
        }
        for one in found.told["players"][kind][1:]
    ]  # fmt: skip


def _grown(found: Opened, nodes: Mapping[int, Node], whose: int | None) -> list[dict[str, Any]]:
    return [
        {
            **person(found, nodes, line["place"]), "before": saying.share(line["before"]),
            "after": saying.share(line["after"]), "was": line["was"], "is": line["is"],
        }
        for line in found.measuring.gone.get(str(whose), ())
        if line["place"] in found.there
    ]  # fmt: skip
