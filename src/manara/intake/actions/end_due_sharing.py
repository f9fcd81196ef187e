"""Ends each sharing when its day is over, whatever became of the person who set it."""

from __future__ import annotations

import logging
import uuid

from django.db import connection, transaction

from manara.foundation.access import Viewer, reaching
from manara.foundation.jobs import regularly
from manara.foundation.models import Sharing, User
from manara.intake.actions.share_report import close_sharing
from manara.intake.models import Report

log = logging.getLogger("manara.intake")


@regularly
def end_due_sharings() -> int:
    """End what is due, each in a transaction of its own; one that can't be ended holds up no other. How many ended."""
    with connection.cursor() as cursor:
        cursor.execute("select sharing, audience, shared_by from manara_due_sharings('report')")
        due = cursor.fetchall()
    ended = 0
    for sharing, audience, shared_by in due:
        try:
            ended += _end(sharing, audience, shared_by)
        except Exception:
            log.exception("sharing %s is over and could not be ended; trying again", sharing)
    return ended


def _end(public_id: uuid.UUID, audience: int, shared_by: int) -> bool:
    # In the name of who set the day, and with the reach of this one record: his account may be closed by now, and he
    # himself in none of its circles.
    user = User.objects.get(pk=shared_by)
    with transaction.atomic():
        viewer = Viewer(user.pk, user.code, user.agency_id, frozenset(user.roles), audiences=(audience,))
        with reaching(viewer):
            sharing = Sharing.objects.select_for_update().filter(public_id=public_id, ended_at=None).first()
            if sharing is None:
                return False
            # Held until the end of it; one that moves just now is taken up in the next round.
            report = Report.objects.select_for_update(of=("self",)).get(public_id=sharing.object_id)
            close_sharing(viewer, report, sharing)
    return True
