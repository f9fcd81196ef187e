"""Writes what can stand only once, such as that a mark was taken off: of two who do it at once, the second is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final, TypeVar

from django.db import IntegrityError, connection, models, transaction

from manara.foundation.access import Viewer
from manara.networks.models import Plan

Row = TypeVar("Row", bound=models.Model)

#: The same form sent again by the same person within this time is a second click of it.
SECOND_CLICK: Final = timedelta(minutes=1)


def written_once(kind: type[Row], viewer: Viewer, audience: int, *, already: type[ValueError], **told: Any) -> Row:
    """The row of `kind`, by the viewer, in an audience. Raises `already` where another was faster."""
    try:
        with transaction.atomic():
            return kind._default_manager.create(audience_id=audience, by_id=viewer.user_id, **told)
    except IntegrityError:
        raise already from None


def one_by_one(viewer: Viewer, what: str) -> None:
    """Until the transaction ends the viewer does `what` nowhere else: of two clicks the second sees what the first did."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, %s))", [f"manara {what}", viewer.user_id])


def alone_at(plan: Plan) -> None:
    """Until the transaction ends nobody else begins to work this plan out or enters a step of it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('manara plan', %s))", [plan.pk])
