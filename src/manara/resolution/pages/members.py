"""The identity of an entity: which reports' entities are one with it, by whose judgement, and what else may be."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.resolution.pages import lines
from manara.resolution.pages.alike import shown_alike
from manara.resolution.pages.entity import head
from manara.resolution.pages.judged_lines import shown_judgements
from manara.resolution.queries.identity import identity
from manara.resolution.queries.judgements import contradicting, touching
from manara.resolution.queries.things import things


@allow(Ability.READ_ENTITIES)
@require_GET
def members(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="identity")
    standing = touching(it.ids)
    by_number = things(it.ids, language=viewer.language)
    context: dict[str, Any] = {
        **head(viewer, it, [], "identity"),
        "members": [lines.of_thing(by_number[number]) for number in it.ids if number in by_number],
        "by_number": bool(it.opened.identity_key) and not it.judged,
        "judgements": shown_judgements(viewer, standing),
        "against": shown_judgements(viewer, contradicting(standing, it.ids)),
        "alike": shown_alike(viewer, it, part="suggestions"),
        "empty": _("Nobody has judged this entity the same as another yet."),
    }
    return TemplateResponse(request, "resolution/members.html", context)
