"""What this room shows in the shell: the way to the map."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Ability

NAVIGATION = (
    {
        "label": _("Map"),
        "url": "routes:map",
        "abilities": (Ability.READ_REPORTS, Ability.READ_OWN_REPORTS),
        "order": 35,
        "icon": "place",
    },
)
