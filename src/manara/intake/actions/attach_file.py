"""Adds a file to a report, sealed, and opens one for reading: each reading is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.actions.seal_file import pieces_of, seal_file, sealing
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.share_report import hold
from manara.intake.engine import attaching as _sentences  # noqa: F401  its sentences are registered
from manara.intake.models import Report, ReportFile


def attach_file(viewer: Viewer, report: Report, stream: BinaryIO, *, name: str, size: int) -> ReportFile:
    """Seal the file for the report's audience; the same content is attached once.

    Raises `Refused` to others than the author and the experts of his agency, `Hidden` when it was moved out of his sight,
    `Problem` for an empty or too large file and for a report that is retracted.
    """
    own = report.author_id == viewer.user_id
    if not own and not (viewer.may(Ability.RETRACT) and report.agency_id == viewer.agency_id):
        raise Refused(Ability.WRITE_REPORTS, reason="originator")
    check_size(size)
    with sealing(), transaction.atomic():
        # Whoever shares it or takes it back at once waits, or is waited for: the file goes where the report is.
        viewer = hold(viewer, report)
        if report.retracted_at is not None:
            raise Problem("file-of-retracted")
        sealed = seal_file(
            viewer, stream, name=tidy(name), media_type="application/octet-stream", audience=report.audience_id
        )
        attached, made = ReportFile.objects.get_or_create(
            report=report, file=sealed, defaults={"audience_id": report.audience_id}
        )
        if made:
            record(viewer, AuditVerb.CHANGE, "report", [report.public_id], fields=["files"], audience=report.audience_id)
    return attached


def check_size(size: int) -> None:
    """Raises `Problem` for a file that is empty or larger than the node takes (bytes)."""
    limit = settings.NODE.upload_limit_mb
    if size == 0:
        raise Problem("file-nothing")
    if size > limit * 1_000_000:
        raise Problem("file-over-limit", size=-(-size // 1_000_000), limit=limit)


def open_file(viewer: Viewer, attached: ReportFile) -> Iterator[bytes]:
    """The file's content, piece by piece. Raises `Unsealable` before the first one when it can't be opened."""
    record(viewer, AuditVerb.DOWNLOAD, "file", [attached.file.public_id], audience=attached.audience_id)
    pieces = pieces_of(attached.file)
    first = next(pieces, b"")
    return chain([first], pieces)
