"""Takes an added place back, and undoes that: reports that name it keep their words and lose their point meanwhile."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models import AddedPlace
from manara.foundation.models.audit import AuditVerb


def withdraw_place(viewer: Viewer, place: AddedPlace, reason: str) -> None:
    """The place is suggested and drawn no more. Raises `Refused` for somebody who adds no places."""
    _check(viewer)
    with transaction.atomic():
        locked = AddedPlace.objects.select_for_update().get(pk=place.pk)
        if locked.withdrawn_at is None:
            locked.withdrawn_at = timezone.now()
            locked.withdrawn_by_id = viewer.user_id
            locked.withdrawn_reason = tidy(reason)[:500]
            locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
            record(viewer, AuditVerb.RETRACT, "place", [locked.public_id], audience=locked.audience_id)


def restore_place(viewer: Viewer, place: AddedPlace) -> None:
    """The place is there again. Raises `Refused`."""
    _check(viewer)
    with transaction.atomic():
        locked = AddedPlace.objects.select_for_update().get(pk=place.pk)
        if locked.withdrawn_at is not None:
            locked.withdrawn_at = None
            locked.withdrawn_by_id = None
            locked.withdrawn_reason = ""
            locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
            record(viewer, AuditVerb.RESTORE, "place", [locked.public_id], audience=locked.audience_id)


def _check(viewer: Viewer) -> None:
    if not viewer.may(Ability.ADD_PLACES):
        raise Refused(Ability.ADD_PLACES)
