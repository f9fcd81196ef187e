"""Compares new statements as they come: whoever may judge them has what he sees compared, without being asked."""

from __future__ import annotations

import logging
from typing import Final

from django.db import connection, transaction

from manara.foundation.access import Ability, enter
from manara.foundation.access.abilities import roles_with
from manara.foundation.jobs import regularly
from manara.foundation.models import User
from manara.resolution.actions.suggest import start_comparing

log = logging.getLogger("manara.resolution")
# So many begin in one round; who has waited longest comes first, and who could not begin takes nobody's turn.
AT_ONCE: Final = 20


@regularly
def compare_new() -> int:
    """Start the comparisons that new reports wait for, each as somebody who may judge and sees them; how many were started.

    Reports of those who may not judge, such as first responders, are compared as another who reaches the same audience.
    """
    with connection.cursor() as cursor:
        cursor.execute("select judge from manara_uncompared_judges(%s::varchar[])", [sorted(roles_with(Ability.JUDGE))])
        judges = [number for (number,) in cursor.fetchall()]
    started = 0
    for number in judges:
        if started >= AT_ONCE:
            break
        try:
            with transaction.atomic():
                viewer = enter(User.objects.get(pk=number), purpose="")
                started += start_comparing(viewer) is not None
        except Exception:
            log.exception("the newest reports of one circle could not be compared; trying again")
    return started
