"""Ends sharings of one kind of record when their day is over, whatever became of the person who set it."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from django.db import connection, transaction

from manara.foundation.access.reach import reaching
from manara.foundation.access.viewer import Viewer
from manara.foundation.models import Sharing, User

log = logging.getLogger("manara.foundation")


def end_due(kind: str, end: Callable[[Viewer, Sharing], bool]) -> int:
    """End what is due of this kind, each in a transaction of its own; one that can't be ended holds up no other. How many.

    `end` closes one sharing, held until then, in the name of who set the day and with the reach of this one record.
    """
    with connection.cursor() as cursor:
        cursor.execute("select sharing, audience, shared_by from manara_due_sharings(%s)", [kind])
        due = cursor.fetchall()
    ended = 0
    for sharing, audience, shared_by in due:
        try:
            ended += _one(sharing, audience, shared_by, end)
        except Exception:
            log.exception("sharing %s is over and could not be ended; trying again", sharing)
    return ended


def _one(public_id: uuid.UUID, audience: int, shared_by: int, end: Callable[[Viewer, Sharing], bool]) -> bool:
    # His account may be closed by now, and he himself in none of its circles.
    user = User.objects.get(pk=shared_by)
    with transaction.atomic():
        viewer = Viewer(user.pk, user.code, user.agency_id, frozenset(user.roles), audiences=(audience,))
        with reaching(viewer):
            sharing = Sharing.objects.select_for_update().filter(public_id=public_id, ended_at=None).first()
            return sharing is not None and end(viewer, sharing)
