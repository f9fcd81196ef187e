"""What this room shows in the shell: the ways to the chart, the roles, the lab and the measures, and own charts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Ability, Viewer
from manara.networks.queries import saved
from manara.networks.queries.taken_out import taken_out_lately

NAVIGATION = (
    {
        "label": _("Chart"),
        "url": "networks:chart",
        "abilities": (Ability.READ_ENTITIES,),
        "order": 22,
        "icon": "network",
    },
    {
        "label": _("Roles"),
        "url": "networks:roles",
        "abilities": (Ability.READ_ENTITIES,),
        "order": 23,
        "icon": "person",
    },
    {
        "label": _("Dismantling lab"),
        "url": "networks:lab",
        "abilities": (Ability.WORK_CASES,),
        "order": 24,
        "icon": "link",
    },
    {
        "label": _("Measures"),
        "url": "networks:measures",
        "abilities": (Ability.EXPORT,),
        "order": 24,
        "icon": "sort",
    },
)
SHOWN = 5


def own_charts(viewer: Viewer) -> dict[str, Any] | None:
    """The charts that the viewer kept, the newest first."""
    if not viewer.may(Ability.READ_ENTITIES):
        return None
    charts = saved.own(viewer, most=SHOWN)
    if not charts:
        return None
    return {
        "title": _("My charts"),
        "template": "networks/charts.html",
        "context": {"charts": charts},
        "order": 40,
        "url": reverse("networks:charts"),
        "aside": True,
    }


def emptied(viewer: Viewer) -> dict[str, Any] | None:
    """Places of the viewer's plans and lookouts that were emptied, since whom they named may not be named."""
    if not viewer.may(Ability.READ_ENTITIES):
        return None
    places = taken_out_lately()
    if not places:
        return None
    return {
        "title": _("Taken out of a plan"),
        "template": "networks/taken_out.html",
        "context": {"places": places},
        "zone": "came-in",
        "order": 5,
    }


HOME = (own_charts, emptied)
