"""The comments on a thing as a part of its page: one tag below its content."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.template.context import Context

from manara.foundation.access.abilities import Ability
from manara.foundation.access.viewer import Viewer
from manara.foundation.pages.comments import context_of
from manara.foundation.queries.comments import talk_about

register = template.Library()


@register.inclusion_tag("foundation/comments/section.html", takes_context=True)
def comments(context: Context, kind: str, public_id: uuid.UUID, handling: str = "") -> dict[str, Any]:
    """The newest threads and a form, or nothing without the ability.

    `{% comments "report" report.public_id handling=report.handling %}`
    """
    viewer: Viewer | None = getattr(context["request"], "viewer", None)
    if viewer is None or not viewer.may(Ability.COMMENT):
        return {"talk": None}
    return {
        **context_of(kind, public_id),
        "request": context["request"],
        "talk": talk_about(viewer, kind, public_id),
        "handling": handling,
        "whole": False,
    }
