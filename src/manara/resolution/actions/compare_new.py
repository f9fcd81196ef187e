"""Compares new statements as they come: each who wrote a report has what he sees compared, without being asked."""

from __future__ import annotations

import logging

from django.db import connection, transaction

from manara.foundation.access import Ability, enter
from manara.foundation.jobs import regularly
from manara.foundation.models import User
from manara.resolution.actions.suggest import start_comparing

log = logging.getLogger("manara.resolution")


@regularly
def compare_new() -> int:
    """Start a comparison for everybody whose newest reports were not compared yet, as himself; how many were started."""
    with connection.cursor() as cursor:
        cursor.execute("select author from manara_uncompared_authors()")
        authors = [number for (number,) in cursor.fetchall()]
    started = 0
    for number in authors:
        try:
            with transaction.atomic():
                viewer = enter(User.objects.get(pk=number), purpose="")
                if viewer.may(Ability.JUDGE):
                    started += start_comparing(viewer) is not None
        except Exception:
            log.exception("the newest reports of one author could not be compared; trying again")
    return started
