"""Puts a draft away that will be no report, and takes it out again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.save_draft import DraftClosed, check_writer
from manara.intake.models import Draft


def discard_draft(viewer: Viewer, draft: Draft, *, discarded: bool = True) -> None:
    """Put away, or with `discarded=False` take out again. Raises `Refused`, `DraftClosed` when it became a report."""
    check_writer(viewer, draft)
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if locked.report_id is not None:
            raise DraftClosed
        locked.discarded_at = timezone.now() if discarded else None
        locked.save(update_fields=["discarded_at"])
        record(viewer, AuditVerb.CHANGE, "draft", [locked.public_id], fields=["discarded"], audience=locked.audience_id)
