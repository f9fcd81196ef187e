"""How layers, parts of a route and areas are called on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manara.routes.engine.asked import HUBS, INCIDENTS, LEGS, REPORTS

LAYERS: Final[Mapping[str, Promise]] = {
    REPORTS: _("Our reports"),
    LEGS: _("Legs of routes"),
    HUBS: _("Known hubs (public sources)"),
    INCIDENTS: _("Missing migrants (IOM, public)"),
}
AREAS: Final[Mapping[str, Promise]] = {
    "region": _("Whole region"),
    "atlantic": _("Atlantic route"),
    "sahel": _("Sahel"),
    "west-mediterranean": _("Western Mediterranean"),
    "central-mediterranean": _("Central Mediterranean"),
}
PARTS: Final[Mapping[str, Promise]] = {
    "departure_sea": _("departure by sea"),
    "arrival_sea": _("arrival by sea"),
    "arrival_land": _("arrival by land"),
    "transit_land": _("transit by land"),
    "border_crossing": _("border crossing"),
    "hub": _("hub"),
    "detention": _("detention"),
    "destination": _("destination"),
    "origin": _("origin"),
}
# In the words that United Nations maps bear; a node prints them with every map, whatever its profile draws.
DISCLAIMER: Final = _(
    "The boundaries and names shown and the designations used on this map do not imply official endorsement or acceptance "
    "by the United Nations."
)
# Said of the dashed line on the maps that draw Western Sahara apart.
DASHED: Final = _("A dashed line is a border that is not settled.")
