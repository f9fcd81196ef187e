"""Undoes one judgement, alone and later; what stood on other judgements stands on."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.resolution.models import Judgement, Undoing


class AlreadyUndone(ValueError):
    """Another undid it meanwhile."""


def undo_judgement(viewer: Viewer, judgement: Judgement, *, reason: str) -> Undoing:
    """Undo it with a reason. Raises `Refused`, `AlreadyUndone`."""
    if not viewer.may(Ability.JUDGE):
        raise Refused(Ability.JUDGE)
    try:
        with transaction.atomic():
            undoing = Undoing.objects.create(
                judgement=judgement, audience_id=judgement.audience_id, other_audience_id=judgement.other_audience_id,
                by_id=viewer.user_id, reason=tidy(reason)[:500],
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyUndone from None
    tell_keepers(viewer, AuditVerb.CHANGE, "judgement", judgement.lying, fields=["undone", judgement.verdict])
    return undoing
