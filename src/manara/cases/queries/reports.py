"""The reports of a case: those that lie in its circle, whether they were written there or opened to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from manara.cases.models import Case
from manara.cases.queries.finding import audiences_of
from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.handling import TLP, Ruling, ruling
from manara.foundation.models import Sharing
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Report
from manara.intake.queries.keyed import Stretch, stretch
from manara.intake.queries.reports import name_untitled

PAGE = 50
ORDERS = {"came": "written_at", "happened": "occurred_from", "title": "title"}
_LISTED = (
    "public_id", "title", "kind", "written_at", "occurred", "place", "grade_source", "grade_information", "grade_scheme",
    "handling", "tlp", "conditions", "statement_count", "retracted_at", "language", "audience_id", "agency__code",
    "agency__name_ar", "agency__name_fr", "agency__name_es", "agency__name_en", "source__reference",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports a case has, how many of them are new, without a grade, past their review date; what rules them."""

    reports: int
    new: int
    ungraded: int
    to_review: int
    retracted: int
    ruling: Ruling


_LABELS = ", ".join(f"'{label}'" for label in TLP)
TALLY = f"""
select count(*) filter (where retracted_at is null),
  count(*) filter (where retracted_at is null and author_id <> %(me)s and %(since)s::timestamptz is not null
                   and written_at > %(since)s::timestamptz),
  count(*) filter (where retracted_at is null and grade_source = '' and grade_information = ''),
  count(*) filter (where retracted_at is null and review_on <= current_date),
  count(*) filter (where retracted_at is not null),
  coalesce(max(handling) filter (where retracted_at is null), 'H0'),
  coalesce(max(array_position(array[{_LABELS}], tlp::text)) filter (where retracted_at is null), 1),
  array_agg(distinct conditions) filter (where retracted_at is null and conditions <> '')
from intake_report where audience_id = any(%(audiences)s::bigint[])
"""  # noqa: S608


def tally(viewer: Viewer, audiences: Sequence[int], since: datetime | None) -> Tally:
    """The counts of a case's reports. `since` is when the viewer last looked: of his own reports none is new to him."""
    with connection.cursor() as cursor:
        cursor.execute(TALLY, {"me": viewer.user_id, "since": since, "audiences": list(audiences)})
        return tally_of(cursor.fetchone())


def tally_of(row: Sequence[Any]) -> Tally:
    """The counts of a row of `TALLY`."""
    reports, new, ungraded, to_review, retracted, handling, label, conditions = row
    return Tally(reports, new, ungraded, to_review, retracted, Ruling(handling, TLP[label - 1], conditions or []))


def newest(viewer: Viewer, audiences: Sequence[int], *, size: int) -> list[Report]:
    """The reports that came in last; the reading is recorded."""
    rows = _rows(audiences).filter(retracted_at=None).order_by("-written_at", "-pk")[:size]
    return _told(viewer, list(rows))


def reports_of(
    viewer: Viewer,
    case: Case,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
    behind: tuple[datetime, int] | None = None,
) -> Stretch[Report]:
    """A page of the case's reports, latest first; the reading is recorded."""
    rows = _rows(audiences_of(case.circle_id))
    page = stretch(rows, order="written_at", after=after, before=before, size=size, behind=behind)
    _told(viewer, list(page.rows))
    return page


def put_in_by(case: Case, reports: Sequence[Report]) -> dict[object, Sharing]:
    """How each report came into the case, by its public id; one that was written in it has none."""
    rows = Sharing.objects.select_related("shared_by").filter(
        object_type="report", object_id__in=[report.public_id for report in reports], circle_id=case.circle_id, ended_at=None
    )
    return {row.object_id: row for row in rows}


def outside(case: Case, reports: Sequence[Report]) -> list[Report]:
    """Those of `reports` that are not in the case."""
    inside = set(audiences_of(case.circle_id))
    return [report for report in reports if report.audience_id not in inside]


def count_of(case: Case, into: Case | None = None) -> int:
    """How many reports a case has; with `into`, how many of them that case does not see (yet)."""
    rows = Report.objects.filter(audience_id__in=audiences_of(case.circle_id))
    return rows.count() if into is None else rows.exclude(audience_id__in=audiences_of(into.circle_id)).count()


def all_of(audiences: Sequence[int]) -> QuerySet[Report]:
    """All reports of a case that weren't taken back, in the order they came in."""
    return _rows(audiences).filter(retracted_at=None).order_by("written_at", "pk")


def ruling_of(audiences: Sequence[int], further: Collection[int]) -> Ruling:
    """What rules the reports of a case and those `further` ones."""
    theirs = Q(audience_id__in=list(audiences), retracted_at=None) | Q(pk__in=list(further))
    rows = Report.objects.filter(theirs).order_by("conditions", "handling", "tlp")
    told = rows.values_list("handling", "tlp", "conditions").distinct()
    return ruling((handling, tlp, (conditions,)) for handling, tlp, conditions in told)


def _rows(audiences: Sequence[int]) -> QuerySet[Report]:
    return Report.objects.filter(audience_id__in=list(audiences)).select_related("agency", "source").only(*_LISTED)


def _told(viewer: Viewer, reports: list[Report]) -> list[Report]:
    name_untitled(reports)
    if reports:
        record(viewer, AuditVerb.LIST, "report", [report.public_id for report in reports])
    return reports
