"""Puts a quarantined row away that will be no report, with the reason; its bytes stay."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Import, QuarantinedRow


def discard_row(viewer: Viewer, row: QuarantinedRow, *, reason: str) -> bool:
    """Put the row away; False when it was dealt with already. Raises `Refused`."""
    if not viewer.may(Ability.IMPORT):
        raise Refused(Ability.IMPORT)
    with transaction.atomic():
        changed = QuarantinedRow.objects.filter(pk=row.pk, readmitted_at=None, discarded_at=None).update(
            discarded_at=timezone.now(), discarded_reason=reason[:240]
        )
        if changed:
            Import.objects.filter(pk=row.imported_id).update(quarantined=F("quarantined") - 1)
            record(
                viewer, AuditVerb.CHANGE, "quarantine", [row.public_id], fields=["discarded"], audience=row.audience_id
            )
    return bool(changed)
