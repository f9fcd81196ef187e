"""Reads kept charts: those a viewer may open, one of them, and its versions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity
from manara.intake.queries.keyed import Stretch, stretch
from manara.networks.engine.state import state_of
from manara.networks.models import ChartVersion, SavedChart

LISTED = 100


@dataclass(frozen=True)
class Opened:
    """A kept chart at one of its versions."""

    chart: SavedChart
    version: ChartVersion


def listed(viewer: Viewer, *, most: int = LISTED) -> list[SavedChart]:
    """The charts that the viewer may open, the newest first; that they were listed is recorded."""
    charts = list(_kept()[:most])
    if charts:
        record(viewer, AuditVerb.LIST, "chart", [chart.public_id for chart in charts])
    return charts


def walked(viewer: Viewer, *, size: int, behind: tuple[datetime, int] | None = None) -> Stretch[SavedChart]:
    """A stretch of the same list behind a place in it, for those who walk it to its end; that it was listed is recorded."""
    page: Stretch[SavedChart] = stretch(_kept(), order="saved_at", size=size, behind=behind)
    if page.rows:
        record(viewer, AuditVerb.LIST, "chart", [chart.public_id for chart in page.rows])
    return page


def own(viewer: Viewer, *, most: int) -> list[SavedChart]:
    """The viewer's own charts, the newest first."""
    return list(_kept().filter(owner_id=viewer.user_id)[:most])


def opened(viewer: Viewer, public_id: uuid.UUID, *, number: int | None = None, verb: str = AuditVerb.READ) -> Opened:
    """One chart at its latest or at a given version. Raises `Hidden` alike for what is not there and what is not his."""
    chart = SavedChart.objects.filter(public_id=public_id).select_related("owner").first()
    if chart is None:
        raise Hidden
    version = chart.versions.filter(number=number or chart.latest).select_related("saved_by").first()
    if version is None:
        raise Hidden
    record(viewer, verb, "chart", [chart.public_id], audience=chart.audience_id)
    return Opened(chart, version)


def chart_of(public_id: uuid.UUID) -> SavedChart:
    """The chart of this address, to be changed. Raises `Hidden`."""
    found = SavedChart.objects.filter(public_id=public_id).first()
    if found is None:
        raise Hidden
    return found


def title_of(public_id: uuid.UUID) -> str:
    """What the chart of this address is called now; "" where it isn't the viewer's to open."""
    return SavedChart.objects.filter(public_id=public_id).values_list("title", flat=True).first() or ""


def visible_on(chart: SavedChart) -> set[uuid.UUID]:
    """Which of the things on its latest version the viewer may see."""
    state = state_of(chart.versions.get(number=chart.latest).state)
    return set(Entity.objects.filter(public_id__in=state.places).values_list("public_id", flat=True))


def versions(chart: SavedChart) -> list[ChartVersion]:
    """Its versions, the newest first, at most 50."""
    return list(chart.versions.select_related("saved_by").defer("state").order_by("-number")[:50])


def _kept() -> QuerySet[SavedChart]:
    return SavedChart.objects.filter(put_away_at=None).select_related("owner").order_by("-saved_at", "-pk")
