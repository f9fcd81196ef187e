"""All entities of one kind in the order of their names."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.resolution import words
from manara.resolution.pages import lines
from manara.resolution.queries.browsing import COUNTED_TO, Key, counts, key_of, shelf
from manara.resolution.queries.short_facts import short_facts


@allow(Ability.READ_ENTITIES)
@require_GET
def browse(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    counted = counts(words.BROWSED)
    held = [name for name in words.BROWSED if counted.get(name)]
    asked = request.GET.get("schema", "")
    schema = asked if asked in words.BROWSED else next(iter(held), words.BROWSED[0])
    page = shelf(viewer, schema, after=_key(request.GET.get("after", "")), before=_key(request.GET.get("before", "")))
    facts = short_facts(thing.id for thing in page.things)
    context: dict[str, Any] = {
        "schema": schema,
        "plural": words.schema_plural(schema),
        "tabs": [_tab(name, counted[name], schema) for name in words.BROWSED if counted.get(name) or name == schema],
        "lines": [lines.of_thing(thing, facts[thing.id]) for thing in page.things],
        "previous": _address(schema, "before", page.previous),
        "next": _address(schema, "after", page.next),
        "count": min(counted.get(schema, 0), COUNTED_TO),
        "bounded": counted.get(schema, 0) > COUNTED_TO,
        "may_export": viewer.may(Ability.EXPORT),
    }
    return TemplateResponse(request, "resolution/browse.html", context)


def _tab(name: str, count: int, here: str) -> dict[str, Any]:
    return {
        "label": words.schema_plural(name),
        "url": f"{reverse('resolution:browse')}?{urlencode({'schema': name})}",
        "here": name == here,
        "count": f"{COUNTED_TO}+" if count > COUNTED_TO else count,
    }


def _address(schema: str, side: str, entity: uuid.UUID | None) -> str:
    return "" if entity is None else f"?{urlencode({'schema': schema, side: str(entity)})}"


def _key(address: str) -> Key | None:
    found = address_of(address)
    return key_of(found) if found else None
