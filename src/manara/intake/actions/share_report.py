"""Opens a report as it is, with all it says, to one more circle of the viewer's, and closes it again."""

from __future__ import annotations

import tempfile
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access import Ability, Hidden, Refused, Viewer, circles_of, narrowed, reaching
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.actions.seal_file import pieces_of, seal_file
from manara.foundation.actions.share import AlreadyShared, share
from manara.foundation.models import Circle, Sharing
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.intake.actions.retract_report import carry
from manara.intake.models import Release, Report, ReportFile, Retraction, Source


def share_report(
    viewer: Viewer, report: Report, circle: Circle, *, reason: str, ends_at: datetime | None = None
) -> Sharing:
    """Add a circle to a report's audience. Raises `Refused` where handling code or role forbid it, `AlreadyShared`."""
    if not viewer.may(Ability.SHARE):
        raise Refused(Ability.SHARE)
    if circle.kind == CircleKind.CONTEXT:
        # What names persons never goes to the circle that everyone reads.
        raise Refused(Ability.SHARE, reason="circle")
    if report.handling in ("H2", "H3") and report.agency_id != viewer.agency_id:
        # Its originator alone decides on dissemination.
        raise Refused(Ability.SHARE, reason="originator")
    with transaction.atomic():
        viewer = hold(viewer, report)
        if circle.pk in circles_of(report.audience_id):
            raise AlreadyShared
        return share(
            viewer,
            object_type="report",
            object_id=report.public_id,
            audience=report.audience_id,
            circle=circle,
            reason=reason,
            ends_at=ends_at,
            # The viewer reaches the wider audience only now, and goes on reaching it after the move.
            move=lambda audience: move_report(again(viewer), report, audience),
        )


def end_sharing(viewer: Viewer, report: Report, sharing: Sharing) -> None:
    """Take a circle out of the report's audience again, once. Raises `Refused`."""
    if not viewer.may(Ability.SHARE) or (report.agency_id != viewer.agency_id and sharing.circle_id not in viewer.circles):
        raise Refused(Ability.SHARE)
    if sharing.object_id != report.public_id:
        raise ValueError("this sharing is another report's")
    with transaction.atomic():
        close_sharing(hold(viewer, report), report, sharing)
        again(viewer)


def close_sharing(viewer: Viewer, report: Report, sharing: Sharing) -> None:
    """Take the sharing's circle out of the audience, once; for callers who have checked that it may or must end."""
    with transaction.atomic():
        ended = Sharing.objects.filter(pk=sharing.pk, ended_at=None).update(
            ended_at=timezone.now(), ended_by_id=viewer.user_id
        )
        if not ended:
            return
        narrower = narrowed(report.audience_id, sharing.circle_id)
        move_report(viewer, report, narrower)
        record(viewer, AuditVerb.CHANGE, "report", [report.public_id], fields=["audience"], audience=narrower)


def hold(viewer: Viewer, report: Report) -> Viewer:
    """Hold the report until the transaction ends and take over where it stands now; the viewer with his reach by then.

    Of two who move a report at once, or of one who moves it and one who takes it back, the second begins where the
    first ended. Raises `Hidden` when it was moved out of the viewer's sight.
    """
    now = Report.objects.select_for_update(of=("self",)).filter(pk=report.pk).first()
    if now is None:
        # It was moved while this waited, perhaps to an audience that did not exist when the viewer entered.
        viewer = again(viewer)
        now = Report.objects.select_for_update(of=("self",)).filter(pk=report.pk).first()
    if now is None:
        raise Hidden
    report.audience_id, report.source_id, report.retracted_at = now.audience_id, now.source_id, now.retracted_at
    report.digest = now.digest
    return viewer


def move_report(viewer: Viewer, report: Report, audience: int) -> None:
    """Carry a report with all that hangs on it (what it says unless retracted, source reference, files) to an audience."""
    former = report.audience_id
    with reaching(viewer, audience, former):
        if report.retracted_at is None:
            carry(viewer, report, audience)
        # `carry` has set the reach back to the viewer's own.
        with reaching(viewer, audience, former):
            source = _source_for(report, audience)
            for attached in ReportFile.objects.filter(report=report).select_related("file__key"):
                _move_file(viewer, attached, audience)
            with_report = {"audience_id": audience}
            Retraction.objects.filter(report=report).update(**with_report)
            Release.objects.filter(origin=report).update(**with_report)
            Sharing.objects.filter(object_type="report", object_id=report.public_id).update(**with_report)
            # One that says just the same may lie there already: both stay, and this one's mark is its own from now on.
            twins = Report.objects.filter(audience_id=audience, digest=report.digest).exclude(pk=report.pk)
            if report.digest is not None and twins.exists():
                report.digest = sha256(bytes(report.digest) + report.public_id.bytes).digest()
            Report.objects.filter(pk=report.pk).update(source_id=source, digest=report.digest, **with_report)
    report.audience_id, report.source_id = audience, source


def _source_for(report: Report, audience: int) -> int | None:
    """The same reference in the new audience: who reads the report reads it, while the identity stays where it is."""
    if report.source_id is None:
        return None
    source = Source.objects.filter(pk=report.source_id).first()
    if source is None:
        return report.source_id
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into intake_source (public_id, audience_id, agency_id, reference, noted_at) "
            "values (gen_random_uuid(), %s, %s, %s, now()) "
            "on conflict (agency_id, reference, audience_id) do update set reference = excluded.reference returning id",
            [audience, source.agency_id, source.reference],
        )
        return int(cursor.fetchone()[0])


def _move_file(viewer: Viewer, attached: ReportFile, audience: int) -> None:
    """Seal the content anew for the audience: under the old key and address other reports may keep the same file."""
    # In the clear for a moment: in the node's own private folder, and without a name in it.
    with tempfile.SpooledTemporaryFile(max_size=8 << 20, dir=str(settings.NODE.upload_dir())) as copy:
        for piece in pieces_of(attached.file):
            copy.write(piece)
        sealed = seal_file(
            viewer,
            copy,  # type: ignore[arg-type]
            name=attached.file.name,
            media_type=attached.file.media_type,
            audience=audience,
        )
    ReportFile.objects.filter(pk=attached.pk).update(file=sealed, audience_id=audience)
