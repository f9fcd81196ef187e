"""Takes a report back: its statements, entities and match keys go to the audience that is nobody, and return if undone."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, reaching
from manara.foundation.actions.record import record
from manara.foundation.models import NOBODY
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Report, Retraction

# Each with the condition that binds its rows to one report.
_CARRIED = {
    "intake_matchkey": "entity_id in (select id from intake_entity where report_id = %s)",
    "intake_statement": "report_id = %s",
    "intake_entity": "report_id = %s",
}


def retract_report(viewer: Viewer, report: Report, *, reason: str) -> Retraction:
    """Retract a report of the viewer's own agency. Raises `Refused`; an already retracted one keeps its retraction."""
    _check(viewer, report)
    with transaction.atomic():
        locked = Report.objects.select_for_update().get(pk=report.pk)
        standing = Retraction.objects.filter(report=locked, undone_at=None).first()
        if standing is not None:
            return standing
        carry(viewer, locked, NOBODY)
        locked.retracted_at = timezone.now()
        locked.save(update_fields=["retracted_at"])
        retraction = Retraction.objects.create(
            report=locked, audience_id=locked.audience_id, reason=reason[:500], retracted_by_id=viewer.user_id
        )
        record(viewer, AuditVerb.RETRACT, "report", [locked.public_id], audience=locked.audience_id)
    return retraction


def restore_report(viewer: Viewer, report: Report, *, reason: str) -> None:
    """Undo a retraction: everything the report said is said again. Raises `Refused`."""
    _check(viewer, report)
    with transaction.atomic():
        locked = Report.objects.select_for_update().get(pk=report.pk)
        if locked.retracted_at is None:
            return
        carry(viewer, locked, locked.audience_id)
        locked.retracted_at = None
        locked.save(update_fields=["retracted_at"])
        Retraction.objects.filter(report=locked, undone_at=None).update(
            undone_at=timezone.now(), undone_by_id=viewer.user_id, undone_reason=reason[:500]
        )
        record(viewer, AuditVerb.RESTORE, "report", [locked.public_id], audience=locked.audience_id)


def carry(viewer: Viewer, report: Report, audience: int) -> None:
    """Move all that a report says to another audience, NOBODY included, in the order that keeps each row in sight."""
    with reaching(viewer, NOBODY, audience), connection.cursor() as cursor:
        for table, condition in _CARRIED.items():
            sql = f"update {table} set audience_id = %s where {condition}"  # noqa: S608 - both are constants of this file
            cursor.execute(sql, [audience, report.pk])


def _check(viewer: Viewer, report: Report) -> None:
    # Only who said it takes it back: the author himself, or an expert of his agency.
    own = report.author_id == viewer.user_id
    if not (own or (viewer.may(Ability.RETRACT) and report.agency_id == viewer.agency_id)):
        raise Refused(Ability.RETRACT)
