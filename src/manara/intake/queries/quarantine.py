"""The rows that wait in quarantine, by import or all, with their reasons."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Import, QuarantinedRow
from manara.intake.queries.keyed import Stretch, stretch


@dataclass(frozen=True)
class Reason:
    """A code and how many rows wait for it."""

    code: str
    count: int


def _waiting(imported: Import | None) -> QuerySet[QuarantinedRow]:
    rows = QuarantinedRow.objects.filter(readmitted_at=None, discarded_at=None)
    return rows if imported is None else rows.filter(imported=imported)


def reasons_in(imported: Import | None = None) -> list[Reason]:
    """Why rows wait, the commonest first."""
    counted = _waiting(imported).values("code").annotate(count=Count("pk")).order_by("-count", "code")
    return [Reason(each["code"], each["count"]) for each in counted]


def quarantine_for(
    viewer: Viewer, imported: Import | None = None, *, code: str = "", after: str = "", before: str = ""
) -> Stretch[QuarantinedRow]:
    """One page of the rows that wait; the reading is recorded."""
    rows = _waiting(imported).select_related("imported").defer("raw", "imported__choice", "imported__defaults")
    if code:
        rows = rows.filter(code=code)
    page = stretch(rows, order="imported_id", after=after, before=before, latest_first=False)
    record(viewer, AuditVerb.LIST, "quarantine", [row.public_id for row in page.rows])
    return page


def quarantined_row(viewer: Viewer, public_id: uuid.UUID) -> QuarantinedRow:
    """One row with its import, its reading recorded. Raises `Hidden`."""
    row = (
        QuarantinedRow.objects.select_related("imported", "readmission__report")
        .filter(public_id=public_id)
        .first()
    )
    if row is None:
        raise Hidden
    record(viewer, AuditVerb.READ, "quarantine", [row.public_id], audience=row.audience_id)
    return row


def alike(row: QuarantinedRow) -> int:
    """How many other rows of the same import wait for the same reason."""
    return _waiting(row.imported).filter(code=row.code).exclude(pk=row.pk).count()


def next_waiting(row: QuarantinedRow) -> QuarantinedRow | None:
    """The next row of the same import that waits."""
    rows = _waiting(row.imported).exclude(pk=row.pk).only("public_id", "row")
    return rows.filter(row__gt=row.row).order_by("row").first() or rows.order_by("row").first()
