"""What a programme asks of intake: the reports that its holder may read, and what each of them says."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from manara.foundation.access import Ability
from manara.foundation.engine.handling import strictest
from manara.foundation.models import Agency
from manara.foundation.programmes.asking import reads, viewer_of
from manara.foundation.programmes.walking import Walk, mark, position
from manara.intake.answers import ReportPage, ReportsAsked, ReportWhole, line, told
from manara.intake.queries.report import report_for, said_by
from manara.intake.queries.reports import Filters, reports_for

router = Router(tags=["intake"])


@router.get("/reports", response=ReportPage, summary="Reports, latest first", by_alias=True)
@reads(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def reports(request: HttpRequest, asked: Query[ReportsAsked]) -> dict[str, Any]:
    """With a token that reads only own reports: those that its holder wrote."""
    viewer = viewer_of(request)
    place = position(request, asked.after)
    behind = None if place is None else (datetime.fromisoformat(place[0]), int(place[1]))
    filters = Filters(
        mine=asked.mine,
        agency=_agency(asked.agency),
        kind=asked.kind,
        handling=asked.handling,
        retracted=asked.retracted,
        since=asked.since,
        until=asked.until,
    )
    page = reports_for(viewer, filters, size=asked.limit, behind=behind)
    last = page.rows[-1] if page.after else None
    return {
        "reports": [line(report) for report in page.rows],
        "handling": strictest(report.handling for report in page.rows),
        "next": None if last is None else mark(request, last.written_at.isoformat(), last.pk),
    }


@router.get("/reports/{uuid:report}", response=ReportWhole, summary="One report with its statements", by_alias=True)
@reads(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def report(request: HttpRequest, report: uuid.UUID, asked: Query[Walk]) -> dict[str, Any]:
    """What it says, entity by entity; each statement is one of this report, under its grade and handling code."""
    found = report_for(viewer_of(request), report)
    gone = found.retracted_at is not None
    place = position(request, asked.after)
    page = None if gone else said_by(found, behind=None if place is None else int(place[0]), size=asked.limit)
    entities = page.told if page else []
    return {
        **line(found),
        "text": "" if gone else found.text,
        "entities": [told(each) for each in entities],
        "next": mark(request, entities[-1].entity.pk) if page and page.after else None,
    }


def _agency(code: str) -> int | None:
    """An agency's number by its code; a code that nobody has finds nothing."""
    if not code:
        return None
    return Agency.objects.filter(code=code).values_list("pk", flat=True).first() or -1
