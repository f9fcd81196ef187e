"""The card of roles and protection that stands on a person's own page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from manara.foundation.access import Ability, Viewer
from manara.networks.pages.roles import told
from manara.networks.queries.roles import known_of


def of_person(viewer: Viewer, entity: uuid.UUID, numbers: Sequence[int]) -> Mapping[str, Any] | None:
    """Roles that stand and whether he is protected, as far as the viewer may read it."""
    if not viewer.may(Ability.READ_ENTITIES):
        return None
    known = known_of(viewer, numbers, part="card")
    return {"entity": entity, "roles": [told(each) for each in known.roles], "why": bool(known.why)}
