"""Two of a person's own choosing beside each other: another one is looked for, or two lines of a search are ticked."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.engine.addresses import addresses_of
from manara.resolution import words
from manara.resolution.engine import asked as asking_engine
from manara.resolution.engine.sayings import strictest
from manara.resolution.pages import asking, facts, lines
from manara.resolution.pages.search import problem
from manara.resolution.queries.identity import Identity, identity
from manara.resolution.queries.pairs import NoPair, can_be_compared, pair
from manara.resolution.queries.rivals import Rival, half_typed, rivals
from manara.resolution.queries.things import Thing

# What is said at the end of an address by which a person came with a pair of his own: he is not sent on into the queue.
OWN = "?own=1"
_MOST_TICKED = 8


@allow(Ability.READ_ENTITIES)
@require_GET
def compare_with(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """One entity, and a search among all of its kind for the one to lay beside it; or what a half-typed search may mean."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    half = "HX-Request" in request.headers
    it = identity(viewer, entity, part="compare", verb=None) if half else identity(viewer, entity, part="compare")
    opened = it.opened
    if not can_be_compared(it):
        messages.info(
            request,
            _("There is nothing to judge here: its kind is not judged, or its number says already what is one with it."),
        )
        return redirect("resolution:entity", entity)
    asked = asking_engine.read(request.GET.get("q", ""))
    if half:
        typed = half_typed(viewer, it, asked) if not asked.problem else []
        return TemplateResponse(request, "resolution/suggestions.html", {"lines": [_of_thing(it, each) for each in typed]})
    found = rivals(viewer, it, asked, page=asking.page(request.GET)) if asked.problem != "empty" else None
    ruling = strictest(list(it.reports.values()))
    context: dict[str, Any] = {
        "side": {
            "url": reverse("resolution:entity", args=[entity]),
            "name": lines.name_of(opened.schema, opened.caption),
            "icon": words.schema_icon(opened.schema), "report": opened.report,
            "report_url": facts.report_url(opened.report),
        },
        "kind": words.schema_label(opened.schema), "entity": entity,
        "asked": asked, "problem": problem(asked), "found": found,
        "lines": [_line(it, each) for each in found.rivals] if found else [],
        "handling": ruling.code, "conditions": ruling.beside,
    }  # fmt: skip
    return TemplateResponse(request, "resolution/compare.html", context)


@allow(Ability.READ_ENTITIES)
@require_GET
def compare_two(request: HttpRequest) -> HttpResponse:
    """The two ticked lines of a search beside each other; where it can't be, back to the search, with what was ticked."""
    ticked = ticked_in(request.GET)
    if len(ticked) != 2:
        messages.info(request, _("Tick two lines, and they are laid beside each other."))
        return _back(request, ticked)
    try:
        left, right = pair(*ticked)
    except NoPair:
        messages.info(request, _("Only two of one kind can be judged, such as two persons or two boats."))
        return _back(request, ticked)
    return redirect(reverse("resolution:beside", args=[left.public_id, right.public_id]) + OWN)


def ticked_in(query: QueryDict) -> list[uuid.UUID]:
    """The entities that were ticked; what is no address of one is left out."""
    return addresses_of(query.getlist("pick")[:_MOST_TICKED])


def _back(request: HttpRequest, ticked: list[uuid.UUID]) -> HttpResponse:
    kept = [("q", request.GET.get("q", "")[:400]), *(("pick", str(each)) for each in ticked)]
    return redirect(f"{reverse('resolution:search')}?{urlencode(kept)}")


def _line(it: Identity, each: Rival) -> lines.Line:
    line = lines.of_found(each.found)
    judged = str(each.judged.get_verdict_display()) if each.judged else ""
    return replace(line, url=_beside(it, each.found.first.public_id), judged=judged)


def _of_thing(it: Identity, thing: Thing) -> lines.Line:
    return replace(lines.of_thing(thing), url=_beside(it, thing.public_id))


def _beside(it: Identity, other: uuid.UUID) -> str:
    return reverse("resolution:beside", args=[it.opened.public_id, other]) + OWN
