"""Takes a person whose sign-in was renewed out of the circles that their keepers, and no administrator, open."""

from __future__ import annotations

from django.db import connection

from manara.foundation.actions.record import record_before_entry
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import RENEWED


def leave_circles(user: User, *, by: int | None) -> int:
    """End his memberships in cases, restricted circles and releases; returns how many. Each is told in the log.

    Whoever renews a sign-in holds its link: he must not come to know by it what the circles know. A circle's only
    keeper stays in it, since else nobody could let anyone in.
    """
    with connection.cursor() as cursor:
        cursor.execute("select manara_renewed(%s, %s, %s)", [user.pk, by, RENEWED])
        left = [row[0] for row in cursor.fetchall()]
    for circle in left:
        record_before_entry(
            user, AuditVerb.CHANGE, "circle", [circle, user.public_id], fields=["membership"], detail=RENEWED
        )
    return len(left)
