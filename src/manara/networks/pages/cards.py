"""The card of roles and protection that stands on a person's own page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from manara.foundation.access import Ability, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.networks.pages.roles import told
from manara.networks.queries.protected import why_protected
from manara.networks.queries.roles import roles_of


def of_person(viewer: Viewer, entity: uuid.UUID, numbers: Sequence[int]) -> Mapping[str, Any] | None:
    """Roles that stand and whether he is protected, as far as the viewer may read it. Three queries."""
    if not viewer.may(Ability.READ_ENTITIES):
        return None
    roles, why = roles_of(numbers), why_protected(numbers)
    shown = [*(role.public_id for role in roles), *(mark.public_id for mark in why.marks)]
    if shown:
        record(viewer, AuditVerb.READ, "role", shown, fields=["card"])
    return {"entity": entity, "roles": [told(each) for each in roles], "why": bool(why)}
