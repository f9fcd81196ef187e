"""Who may be the same as an entity: the part of its page that is compared once the rest of it stands."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.node.warming import still_warming
from manara.resolution.pages import lines
from manara.resolution.pages.identities import shown
from manara.resolution.queries.alike import alike as found_alike
from manara.resolution.queries.identity import Identity, identity
from manara.resolution.queries.queue import Waiting
from manara.resolution.queries.short_facts import SHOWN

MOST_FACTS = 3


@allow(Ability.READ_ENTITIES)
@require_GET
def alike(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if still_warming():
        return TemplateResponse(request, "resolution/alike_waiting.html", {"entity": entity, "every": "2s"})
    # Its page was read and recorded; who stands on this part is recorded here.
    it = identity(viewer, entity, part="alike", verb=None)
    found = shown_alike(viewer, it, part="alike")
    return TemplateResponse(request, "resolution/alike.html", {"alike": found, "identity": it})


def shown_alike(viewer: Viewer, it: Identity, *, part: str) -> list[dict[str, Any]]:
    """Who may be the same as lines show them, with a few facts that tell them apart."""
    return [_shown(each, said.own) for each, said in found_alike(viewer, it, part=part)]


def _shown(each: Waiting, own: dict[str, list[str]]) -> dict[str, Any]:
    schema = each.right.schema
    told = lines.facts_of(schema, {prop: own[prop] for prop in SHOWN if prop in own})
    return {**shown(each), "facts": told[:MOST_FACTS]}
