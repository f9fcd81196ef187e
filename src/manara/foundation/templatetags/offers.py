"""What other rooms offer to do with a thing, as buttons on its page: one tag among the page's own acts."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.template.context import Context

from manara.foundation.access.viewer import Viewer
from manara.foundation.subjects import offers as all_offers

register = template.Library()


@register.inclusion_tag("foundation/offers.html", takes_context=True)
def offers(context: Context, kind: str, public_id: uuid.UUID) -> dict[str, Any]:
    """The offers for a thing of this kind that the viewer's roles reach. `{% offers "report" report.public_id %}`"""
    viewer: Viewer | None = getattr(context["request"], "viewer", None)
    found = [each for each in all_offers() if each.kind == kind and viewer is not None and each.is_for(viewer)]
    return {"offers": found, "public_id": public_id}
