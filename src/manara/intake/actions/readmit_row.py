"""Admits a quarantined row after its correction, alone or with all rows that have the same fault in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.storable import storable
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.admit_reports import admit_reports, digest_under
from manara.intake.actions.run_import import provenance_of
from manara.intake.engine.admission import admit
from manara.intake.engine.drafts import Quarantined, ReportDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.reading import Row
from manara.intake.models import Import, QuarantinedRow, Readmission, Report

# More rows than a page can answer for at once; the rest is offered again.
MOST_ALIKE = 2000


class StillFaulty(ValueError):
    """The corrected row can't be admitted either: `problem` says why, `column` in which column, None for the whole row."""

    def __init__(self, problem: Problem, column: int | None) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.column = column


@dataclass(frozen=True)
class Corrected:
    """How many rows became reports, how many were known already and how many still have a fault."""

    admitted: int
    known: int
    faulty: int


def tried(imported: Import, row: QuarantinedRow, cells: Sequence[str]) -> ReportDraft | Quarantined:
    """What the row would say with these cells, under the mapping of its import; changes nothing."""
    # The bytes of a line that could not be decoded don't stop it any more: the person has read them.
    try:
        return admit(Row(row.row, tuple(cells), bytes(row.raw)), Mapping.from_dict(imported.mapping))
    except Problem as problem:
        return Quarantined(row.row, problem, tuple(cells), bytes(row.raw))


def readmit_row(viewer: Viewer, row: QuarantinedRow, cells: Sequence[str]) -> Report:
    """The report that the corrected row makes, or the one that says just this already.

    Raises `Refused`, and `StillFaulty` for a row that has still a fault; a row admitted already gives its report.
    """
    _check(viewer)
    with transaction.atomic():
        locked = QuarantinedRow.objects.select_for_update().get(pk=row.pk)
        done = Readmission.objects.select_related("report").filter(quarantined=locked).first()
        if done is not None and done.report is not None:
            return done.report
        imported = Import.objects.select_for_update(of=("self",)).get(pk=locked.imported_id)
        report, _made = _readmit(viewer, imported, locked, cells)
        record(
            viewer, AuditVerb.CHANGE, "quarantine", [locked.public_id, report.public_id], fields=["cells"],
            audience=locked.audience_id,
        )  # fmt: skip
    return report


def correct_alike(viewer: Viewer, row: QuarantinedRow, cells: Sequence[str]) -> Corrected:
    """Give every waiting row of the import with the same fault, and the same words at it, the same correction.

    The columns in which `cells` differ from `row` are changed where the other row has the same old value. Raises
    `Refused`.
    """
    _check(viewer)
    changed = {at: new for at, (old, new) in enumerate(zip(row.cells, cells, strict=True)) if old != new}
    admitted = known = faulty = 0
    with transaction.atomic():
        imported = Import.objects.select_for_update(of=("self",)).get(pk=row.imported_id)
        alike = QuarantinedRow.objects.select_for_update().filter(
            imported=imported, code=row.code, readmitted_at=None, discarded_at=None
        )
        touched = []
        for each in alike.order_by("row")[:MOST_ALIKE]:
            if any(len(each.cells) <= at or each.cells[at] != row.cells[at] for at in changed):
                continue
            new = [changed.get(at, cell) for at, cell in enumerate(each.cells)]
            try:
                _, made = _readmit(viewer, imported, each, new)
            except StillFaulty:
                faulty += 1
                continue
            touched.append(each.public_id)
            admitted, known = admitted + made, known + (not made)
        record(
            viewer, AuditVerb.CHANGE, "quarantine", touched, fields=["cells"], audience=imported.audience_id
        )
    return Corrected(admitted, known, faulty)


def _readmit(
    viewer: Viewer, imported: Import, row: QuarantinedRow, cells: Sequence[str]
) -> tuple[Report, bool]:
    kept = [storable(cell) for cell in cells]
    result = tried(imported, row, kept)
    if isinstance(result, Quarantined):
        raise StillFaulty(result.problem, result.column)
    provenance = provenance_of(imported)
    admitted = admit_reports(viewer, provenance, [result])
    report = Report.objects.get(audience_id=provenance.audience, digest=digest_under(provenance, result))
    Readmission.objects.update_or_create(
        quarantined=row,
        defaults={"audience_id": row.audience_id, "cells": kept, "report": report, "by_id": viewer.user_id},
    )
    row.readmitted_at, row.discarded_at = timezone.now(), None
    row.save(update_fields=["readmitted_at", "discarded_at"])
    made = bool(admitted.reports)
    imported.statements += admitted.statements
    imported.admitted += made
    imported.repeated += not made
    imported.quarantined -= 1
    imported.save(update_fields=["statements", "admitted", "repeated", "quarantined"])
    return report, made


def _check(viewer: Viewer) -> None:
    if not viewer.may(Ability.IMPORT):
        raise Refused(Ability.IMPORT)
