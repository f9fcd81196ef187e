"""What a programme asks of networks: the charts that its holder may open, and who and what stands on each."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from manara.foundation.access import Ability
from manara.foundation.programmes.asking import reads, viewer_of
from manara.foundation.programmes.walking import Walk, mark, position
from manara.networks.models import SavedChart
from manara.networks.queries.saved import opened, visible_on, walked

router = Router(tags=["networks"])


class ChartLine(Schema):
    """A kept chart: a picture that a person made of what reports say, and no finding of its own."""

    id: uuid.UUID
    title: str
    note: str
    saved_at: datetime


class ChartPage(Schema):
    charts: list[ChartLine]
    next: Annotated[str | None, Field(description="To be sent as `after`; null at the end.")]


class ChartWhole(ChartLine):
    version: int
    saved_by: str
    entities: Annotated[
        list[uuid.UUID], Field(description="Those on it that I may see; what is known of each is asked for by itself.")
    ]


@router.get("/charts", response=ChartPage, summary="Kept charts, the newest first")
@reads(Ability.READ_ENTITIES)
def charts(request: HttpRequest, asked: Query[Walk]) -> dict[str, Any]:
    """One's own, and those that were shared with a circle of one's own."""
    place = position(request, asked.after)
    behind = None if place is None else (datetime.fromisoformat(place[0]), int(place[1]))
    page = walked(viewer_of(request), size=asked.limit, behind=behind)
    last = page.rows[-1] if page.after else None
    return {
        "charts": [_line(chart) for chart in page.rows],
        "next": None if last is None else mark(request, last.saved_at.isoformat(), last.pk),
    }


@router.get("/charts/{uuid:chart}", response=ChartWhole, summary="One chart, and who and what stands on it")
@reads(Ability.READ_ENTITIES)
def chart(request: HttpRequest, chart: uuid.UUID) -> dict[str, Any]:
    """Its latest version."""
    found = opened(viewer_of(request), chart)
    return {
        **_line(found.chart),
        "version": found.version.number,
        "saved_by": found.version.saved_by.code,
        "entities": sorted(visible_on(found.chart), key=str),
    }


def _line(chart: SavedChart) -> dict[str, Any]:
    return {"id": chart.public_id, "title": chart.title, "note": chart.note, "saved_at": chart.saved_at}
