"""Takes a report back: its statements, entities and match keys go to the audience that is nobody, and return if undone."""

from __future__ import annotations

import uuid

from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, reaching
from manara.foundation.actions.carry_comments import carry_comments
from manara.foundation.actions.record import record
from manara.foundation.models import NOBODY
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity, Release, Report, Retraction

# Each with the condition that binds its rows to one report.
_CARRIED = {
    "intake_matchkey": "entity_id in (select id from intake_entity where report_id = %s)",
    "intake_statement": "report_id = %s",
    "intake_entity": "report_id = %s",
}


def retract_report(viewer: Viewer, report: Report, *, reason: str) -> Retraction:
    """Retract a report of the viewer's own agency, and what was released of it. Raises `Refused`.

    A report that is retracted already keeps its retraction.
    """
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
        for released, audience in _releases(locked):
            with reaching(viewer, audience):
                _take_back(viewer, released, audience)
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
        for released, audience in _releases(locked):
            with reaching(viewer, audience):
                _give_again(viewer, released, audience)
        record(viewer, AuditVerb.RESTORE, "report", [locked.public_id], audience=locked.audience_id)


def _releases(report: Report) -> list[tuple[uuid.UUID, int]]:
    """What was released of a report, each with the audience it lies in by now: its readers may have shared it on."""
    made = list(Release.objects.filter(origin=report).order_by("pk").values_list("released", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "select released, audience from unnest(%s::uuid[]) released, manara_released_audience(released) audience "
            "where audience is not null",
            [made],
        )
        return list(cursor.fetchall())


def _take_back(viewer: Viewer, released: uuid.UUID, audience: int) -> None:
    report = Report.objects.select_for_update().filter(public_id=released, retracted_at=None).first()
    if report is None:
        return
    carry(viewer, report, NOBODY)
    with reaching(viewer, audience):
        Report.objects.filter(pk=report.pk).update(retracted_at=timezone.now())
        # Its readers learn that it was taken back and not why: the reason is the originator's.
        Retraction.objects.create(report=report, audience_id=audience, reason="", retracted_by_id=viewer.user_id)
        further = _releases(report)
    # What was released of the release goes the same way.
    for released, audience in further:
        with reaching(viewer, audience):
            _take_back(viewer, released, audience)


def _give_again(viewer: Viewer, released: uuid.UUID, audience: int) -> None:
    report = Report.objects.select_for_update().filter(public_id=released, retracted_at__isnull=False).first()
    # One that was taken back for itself, with a reason, stays taken back.
    if report is None or not Retraction.objects.filter(report=report, undone_at=None, reason="").exists():
        return
    carry(viewer, report, audience)
    with reaching(viewer, audience):
        Report.objects.filter(pk=report.pk).update(retracted_at=None)
        Retraction.objects.filter(report=report, undone_at=None).update(
            undone_at=timezone.now(), undone_by_id=viewer.user_id
        )
        further = _releases(report)
    for released, audience in further:
        with reaching(viewer, audience):
            _give_again(viewer, released, audience)


def carry(viewer: Viewer, report: Report, audience: int) -> None:
    """Move all that a report says to another audience, NOBODY included, in the order that keeps each row in sight."""
    with reaching(viewer, NOBODY, audience, report.audience_id), connection.cursor() as cursor:
        # What colleagues wrote about the report and about whom it names goes along.
        entities = Entity.objects.filter(report=report).values("public_id")
        for kind, things in (("report", [report.public_id]), ("entity", entities)):
            carry_comments(kind, things, former=report.audience_id, audience=audience)
        for table, condition in _CARRIED.items():
            sql = f"update {table} set audience_id = %s where {condition}"  # noqa: S608 - both are constants of this file
            cursor.execute(sql, [audience, report.pk])


def _check(viewer: Viewer, report: Report) -> None:
    # Only who said it takes it back: the author himself, or an expert of his agency.
    own = report.author_id == viewer.user_id
    if not (own or (viewer.may(Ability.RETRACT) and report.agency_id == viewer.agency_id)):
        raise Refused(Ability.RETRACT)
