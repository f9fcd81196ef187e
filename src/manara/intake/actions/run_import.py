"""Admits an import's rows, batch by batch, each with its progress in one transaction, so that a kill loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.actions.start_job import ask_to_stop, resume_job, start_job
from manara.foundation.engine.storable import storable
from manara.foundation.jobs import Worked, works
from manara.foundation.models import Job
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.admit_package import admit_package
from manara.intake.actions.admit_reports import Admitted, Provenance, admit_prepared
from manara.intake.engine.drafts import Quarantined
from manara.intake.models import Import, QuarantinedRow
from manara.intake.models.imports import ImportState
from manara.intake.models.report import ReportKind
from manara.intake.reading_ahead import Portion, ReadingAhead

BATCH = 2000
#: An import of so many statements changes what the planner has to know of the tables.
MANY_STATEMENTS = 1000
PACKAGED = ("ftm",)


def start_import(viewer: Viewer, imported: Import) -> Job:
    """Begin to admit rows, or go on where a stop left off. Raises `Refused`."""
    if not viewer.may(Ability.IMPORT):
        raise Refused(Ability.IMPORT)
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).get(pk=imported.pk)
        if locked.state == ImportState.ADMITTING and locked.job is not None:
            # A second click changes nothing; a job that was stopped, failed or left is taken up where it was.
            if resume_job(viewer, locked.job):
                record(viewer, AuditVerb.IMPORT, "import", [locked.public_id], audience=locked.audience_id)
            return locked.job
        if locked.state != ImportState.PREVIEW:
            raise Refused(Ability.IMPORT, reason="state")
        job = start_job(viewer, kind="import", subject=locked.public_id, audience=locked.audience_id)
        Import.objects.filter(pk=locked.pk).update(state=ImportState.ADMITTING, job=job)
        record(viewer, AuditVerb.IMPORT, "import", [locked.public_id], audience=locked.audience_id)
    return job


def stop_import(viewer: Viewer, imported: Import) -> None:
    """Stop after the batch that is being admitted. Raises `Refused`."""
    if not viewer.may(Ability.IMPORT):
        raise Refused(Ability.IMPORT)
    if imported.job is not None:
        ask_to_stop(viewer, imported.job)


@works("import")
def admit_batch(viewer: Viewer, job: Job) -> Worked:
    """The next rows of an import; raises `Problem` when the file can no longer be read."""
    imported = (
        Import.objects.select_for_update(of=("self",)).select_related("file__key").get(public_id=job.subject)
    )
    reading = _reading(imported)
    try:
        return _admit(viewer, imported, reading)
    except BaseException:
        # Its rows were read but not kept: the next batch opens the file again after the last row that was kept.
        reading.close()
        raise


def _admit(viewer: Viewer, imported: Import, reading: ReadingAhead) -> Worked:
    portion = reading.take()
    provenance = provenance_of(imported)
    if reading.source.format in PACKAGED:
        admitted = admit_package(viewer, provenance, [each.draft for each in portion.prepared], imported)
    else:
        admitted = admit_prepared(viewer, provenance, portion.prepared)
    _quarantine(imported, portion.faulty)
    _advance(imported, portion, admitted)
    reading.last_row = imported.last_row
    if portion.is_last:
        reading.close()
        _count(imported)
        record(
            viewer, AuditVerb.CREATE, "statement", [imported.public_id], count=imported.statements,
            audience=imported.audience_id,
        )  # fmt: skip
    else:
        _open[imported.pk] = reading
    done = imported.admitted + imported.repeated + imported.quarantined
    return Worked(done, done if portion.is_last else _estimate(done, portion), portion.is_last)


def provenance_of(imported: Import) -> Provenance:
    """Who says what an import's rows say, and what applies where a row is silent."""
    given: dict[str, Any] = imported.defaults
    review = given.get("review_on")
    return Provenance(
        audience=imported.audience_id,
        agency=imported.agency_id,
        author=imported.asked_by_id,
        kind=ReportKind.ROW,
        grade_scheme=given.get("grade_scheme", "4x4"),
        grade_source=given.get("grade_source", ""),
        grade_information=given.get("grade_information", ""),
        handling=given.get("handling") or "H0",
        tlp=given.get("tlp", ""),
        conditions=given.get("conditions", ""),
        review_on=date.fromisoformat(review) if review else None,
        source_reference=given.get("source_reference", ""),
        language=given.get("language", ""),
        imported=imported.pk,
    )


def _count(imported: Import) -> None:
    """Have the tables counted anew, so that what is compared and searched right after is planned for what is there."""
    if imported.statements >= MANY_STATEMENTS:
        with connection.cursor() as cursor:
            cursor.execute("select manara_count_reports()")


# One at a time: a worker works on one import, and another process that takes over opens the file itself.
_open: dict[int, ReadingAhead] = {}


def _reading(imported: Import) -> ReadingAhead:
    """Take the open file out of its place: it goes back there only when its batch was admitted."""
    kept = _open.pop(imported.pk, None)
    for number in list(_open):
        _open.pop(number).close()
    if kept is not None:
        if kept.last_row == imported.last_row:
            return kept
        # The batch it had read was undone after all, when its transaction ended.
        kept.close()
    return ReadingAhead(imported, BATCH)


def _quarantine(imported: Import, faulty: Sequence[Quarantined]) -> None:
    QuarantinedRow.objects.bulk_create(
        QuarantinedRow(
            audience_id=imported.audience_id,
            imported=imported,
            row=each.row,
            code=each.problem.code,
            params={name: storable(str(value)) for name, value in each.problem.params.items()}
            | ({} if each.column is None else {"column": each.column}),
            cells=[storable(cell) for cell in each.cells],
            raw=each.raw,
        )
        for each in faulty
    )
    imported.quarantined += len(faulty)


def _advance(imported: Import, portion: Portion, admitted: Admitted) -> None:
    imported.admitted += len(admitted.reports)
    imported.repeated += admitted.repeated
    imported.statements += admitted.statements
    imported.last_row = portion.last_row or imported.last_row
    if portion.is_last:
        imported.rows = imported.admitted + imported.repeated + imported.quarantined
        imported.state, imported.ended_at = ImportState.DONE, timezone.now()
    imported.save()


def _estimate(done: int, portion: Portion) -> int | None:
    share = portion.share_read
    return max(done, round(done / share)) if share > 0 else None
