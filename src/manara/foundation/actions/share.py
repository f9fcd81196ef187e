"""Opens a record, as it is, to one more circle, with a reason and, if wanted, an end."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.audiences import widened
from manara.foundation.access.reach import again
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import Circle, Sharing
from manara.foundation.models.audit import AuditVerb

Move = Callable[[int], None]


class AlreadyShared(ValueError):
    """The circle sees the record already: ending this sharing later would take more away than it gave."""


def share(
    viewer: Viewer,
    *,
    object_type: str,
    object_id: uuid.UUID,
    audience: int,
    circle: Circle,
    reason: str,
    move: Move,
    ends_at: datetime | None = None,
) -> Sharing:
    """Add `circle` to what may see the record: `move` is told the wider audience and carries the record's rows there.

    Raises `Refused` without the ability, or when the viewer is not in that circle himself.
    """
    if not viewer.may(Ability.SHARE) or circle.pk not in viewer.circles:
        raise Refused(Ability.SHARE)
    with transaction.atomic():
        wider = widened(audience, circle.pk)
        again(viewer)
        move(wider)
        # What carries rows sets back what it was told to reach; the wider audience is the viewer's by now.
        again(viewer)
        sharing = Sharing.objects.create(
            audience_id=wider,
            object_type=object_type,
            object_id=object_id,
            circle=circle,
            reason=reason[:240],
            shared_by_id=viewer.user_id,
            ends_at=ends_at,
        )
        record(viewer, AuditVerb.SHARE, object_type, [object_id, circle.public_id], audience=wider)
    return sharing
