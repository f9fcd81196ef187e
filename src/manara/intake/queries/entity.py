"""One entity of a report, for an act that is about it."""

from __future__ import annotations

import uuid

from manara.foundation.access import Hidden
from manara.intake.models import Entity


def entity_of(public_id: uuid.UUID) -> Entity:
    """The entity of this address, to act on it; who reads it has that recorded by what he reads. Raises `Hidden`."""
    found = Entity.objects.filter(public_id=public_id).first()
    if found is None:
        raise Hidden
    return found
