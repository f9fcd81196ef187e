"""The list of cases that a person may see, narrowed and ordered as he asks, and how many of each family there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.utils import timezone

from manara.cases.models import Case, Family, State, Task
from manara.cases.models.visit import CaseVisit
from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.queries.keyed import Stretch, stretch

PAGE = 40
# Column and whether the latest comes first.
ORDERS = {
    "changed": ("changed_at", True),
    "opened": ("opened_at", True),
    "number": ("number_key", False),
    "title": ("title_key", False),
}


@dataclass(frozen=True)
class Filters:
    """What narrows the list; empty fields don't."""

    family: str = ""
    state: str = ""
    mine: bool = False
    late: bool = False

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


def cases_for(
    viewer: Viewer,
    filters: Filters,
    *,
    order: str = "changed",
    after: str = "",
    before: str = "",
    size: int = PAGE,
    behind: tuple[Any, int] | None = None,
) -> Stretch[Case]:
    """A page of the list, behind a case, in front of one, or behind a place in the order; the reading is recorded."""
    rows = Case.objects.select_related("lead", "agency")
    if filters.family in Family.values:
        rows = rows.filter(family=filters.family)
    if filters.state in State.values:
        rows = rows.filter(state=filters.state)
    open_tasks = Task.objects.filter(case=OuterRef("pk"), ended_at=None)
    if filters.mine:
        rows = rows.filter(Q(lead_id=viewer.user_id) | Exists(open_tasks.filter(owner_id=viewer.user_id)))
    if filters.late:
        rows = rows.filter(Exists(open_tasks.filter(due_on__lt=timezone.localdate())))
    counted = open_tasks.order_by().values("case")
    rows = rows.annotate(
        tasks_open=Subquery(counted.annotate(n=Count("pk")).values("n")),
        next_due=Subquery(counted.annotate(n=Min("due_on")).values("n")),
        seen_at=Subquery(CaseVisit.objects.filter(case=OuterRef("pk"), user_id=viewer.user_id).values("last_at")),
    )
    column, latest_first = ORDERS.get(order, ORDERS["changed"])
    page: Stretch[Case] = stretch(
        rows, order=column, after=after, before=before, size=size, latest_first=latest_first, behind=behind
    )
    record(viewer, AuditVerb.LIST, "case", [case.public_id for case in page.rows])
    return page


def counts_by_family(state: str = State.OPEN) -> dict[str, int]:
    """How many cases of each family the viewer may see in a state; there is no sum of them."""
    rows = Case.objects.filter(state=state).values_list("family").annotate(n=Count("pk")).order_by()
    found = dict(rows)
    return {family: found.get(family, 0) for family in Family.values}


def others_open(viewer: Viewer, case: Case) -> list[Case]:
    """The open cases into which the viewer could merge this one: he keeps both circles."""
    if case.circle_id not in viewer.kept_circles:
        return []
    rows = Case.objects.filter(state=State.OPEN, circle_id__in=viewer.kept_circles).exclude(pk=case.pk)
    return list(rows.order_by("number_key", "pk")[:200])


def with_news(viewer: Viewer, *, size: int) -> list[Case]:
    """Open cases in which something happened since the viewer last looked in, latest first."""
    visits = CaseVisit.objects.filter(case=OuterRef("pk"), user_id=viewer.user_id)
    rows = Case.objects.filter(state=State.OPEN).annotate(seen_at=Subquery(visits.values("last_at")))
    rows = rows.filter(Q(seen_at=None) | Q(changed_at__gt=F("seen_at"))).select_related("lead")
    return list(rows.order_by("-changed_at", "-pk")[:size])
