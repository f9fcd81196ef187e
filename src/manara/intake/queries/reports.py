"""The list of reports a person may read, latest first, narrowed as he asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from manara.foundation.access import Ability, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import Agency
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity, Report
from manara.intake.queries.keyed import Stretch, stretch

PAGE = 50
_LISTED = (
    "public_id", "title", "kind", "written_at", "occurred", "place", "grade_source", "grade_information",
    "grade_scheme", "handling", "tlp", "conditions", "statement_count", "retracted_at", "language", "agency__code",
    "agency__name_ar", "agency__name_fr", "agency__name_es", "agency__name_en", "source__reference",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What narrows the list; empty fields don't."""

    mine: bool = False
    agency: int | None = None
    kind: str = ""
    handling: str = ""
    retracted: str = ""
    since: date | None = None
    until: date | None = None
    title: str = ""
    imported: str = ""

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


def reports_of(viewer: Viewer) -> QuerySet[Report]:
    """The reports that a viewer may read: a first responder his own, others all that the walls let through."""
    rows = Report.objects.all()
    return rows if viewer.may(Ability.READ_REPORTS) else rows.filter(author_id=viewer.user_id)


def reports_for(
    viewer: Viewer,
    filters: Filters,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
    behind: tuple[datetime, int] | None = None,
) -> Stretch[Report]:
    """One page of the list, behind a report, in front of one, or behind a time and number; the reading is recorded."""
    rows = reports_of(viewer).select_related("agency", "source").only(*_LISTED)
    if filters.mine:
        rows = rows.filter(author_id=viewer.user_id)
    exact = {
        "agency_id": filters.agency,
        "kind": filters.kind,
        "handling": filters.handling,
        "imported__public_id": filters.imported,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.retracted:
        rows = rows.filter(retracted_at__isnull=filters.retracted == "no")
    if filters.since:
        rows = rows.filter(occurred_from__gte=filters.since)
    if filters.until:
        rows = rows.filter(occurred_from__lte=filters.until)
    if filters.title:
        rows = rows.filter(title__icontains=filters.title, retracted_at=None)
    page = stretch(rows, order="written_at", after=after, before=before, size=size, behind=behind)
    name_untitled(page.rows)
    record(viewer, AuditVerb.LIST, "report", [report.public_id for report in page.rows], detail=filters.title)
    return page


def name_untitled(reports: Sequence[Report]) -> None:
    """Give each report without a title what it names first, as `named`: a row of a file has no title of its own."""
    bare = [report.pk for report in reports if not report.title and report.retracted_at is None]
    rows = Entity.objects.filter(report_id__in=bare).exclude(caption="").order_by("report_id", "pk")
    captions = dict(rows.distinct("report_id").values_list("report_id", "caption")) if bare else {}
    for report in reports:
        report.named = captions.get(report.pk, "")  # type: ignore[attr-defined]


def agencies_with_reports() -> list[Agency]:
    """The agencies of this node, for the filter; who is in it says nothing of whose reports one may see."""
    return list(Agency.objects.order_by("code")[:200])
