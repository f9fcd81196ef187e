"""What other rooms offer to do with a thing, as buttons on its page, and what they show of it, as cards beside its own."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from manara.foundation.access.viewer import Viewer
from manara.foundation.subjects import cards as all_cards
from manara.foundation.subjects import offers as all_offers

register = template.Library()


@register.inclusion_tag("foundation/offers.html", takes_context=True)
def offers(context: Context, kind: str, public_id: uuid.UUID) -> dict[str, Any]:
    """The offers for a thing of this kind that the viewer's roles reach. `{% offers "report" report.public_id %}`"""
    viewer: Viewer | None = getattr(context["request"], "viewer", None)
    found = [each for each in all_offers() if each.kind == kind and viewer is not None and each.is_for(viewer)]
    return {"offers": found, "public_id": public_id}


@register.simple_tag(takes_context=True)
def cards(context: Context, kind: str, public_id: uuid.UUID, numbers: Sequence[int]) -> SafeString:
    """The cards of other rooms on a thing's page. `{% cards "Person" identity.opened.public_id identity.ids %}`"""
    viewer: Viewer | None = getattr(context["request"], "viewer", None)
    if viewer is None:
        return SafeString()
    shown = [
        render_to_string(each, dict(given), request=context["request"])
        for each, given in all_cards(viewer, kind, public_id, numbers)
    ]
    return mark_safe("".join(shown))  # noqa: S308  each was escaped by its own template
