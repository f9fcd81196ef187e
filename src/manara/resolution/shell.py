"""What this room shows in the shell: the way to the entities, the search box, and who was named most recently."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Ability, Viewer
from manara.resolution.pages import lines
from manara.resolution.queries.recent import recently_named

NAVIGATION = (
    {
        "label": _("Entities"),
        "url": "resolution:browse",
        "abilities": (Ability.READ_ENTITIES,),
        "order": 20,
        "icon": "person",
    },
    {"label": _("Who is who"), "url": "resolution:identities", "abilities": (Ability.JUDGE,), "order": 22, "icon": "link"},
    {"label": _("Rules"), "url": "resolution:rules", "abilities": (Ability.SET_RULES,), "order": 85, "icon": "gavel"},
)
SEARCH = {"url": "resolution:search", "abilities": (Ability.READ_ENTITIES,)}
# Persons and what they move with; phones and papers would drown them.
SHOWN = 4
_NAMED = ("Person", "Vessel", "Organization", "CriminalNetwork", "Vehicle")


def newest(viewer: Viewer) -> dict[str, Any] | None:
    """Who and what the newest reports name."""
    if not viewer.may(Ability.READ_ENTITIES):
        return None
    named = recently_named(viewer, _NAMED)
    if not named:
        return None
    return {
        "title": _("Named in the newest reports"),
        "template": "resolution/home_newest.html",
        "context": {"named": [lines.of_thing(thing) for thing in named[:SHOWN]]},
        "zone": "came-in",
        "order": 30,
        "url": reverse("resolution:browse"),
    }


HOME = (newest,)
