"""What a programme asks of cases: those that its holder is in, and the reports of each; families are never added up."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from manara.cases.models import Case
from manara.cases.queries.finding import case_of
from manara.cases.queries.listing import Filters, cases_for
from manara.cases.queries.reports import reports_of
from manara.foundation.access import Ability
from manara.foundation.engine.handling import strictest
from manara.foundation.programmes.asking import reads, viewer_of
from manara.foundation.programmes.walking import Walk, mark, position
from manara.intake.answers import ReportPage, line

router = Router(tags=["cases"])


class CasesAsked(Walk):
    """What narrows the list of cases."""

    family: Literal["", "tip", "som", "slavery", "mixed"] = ""
    state: Literal["", "open", "closed", "merged"] = ""
    mine: Annotated[bool, Field(description="Only those that I lead or have a task in.")] = False


class CaseLine(Schema):
    """A case. Its grades and handling codes are those of its reports, which are asked for by themselves."""

    id: uuid.UUID
    number: str
    title: str
    family: str
    state: str
    agency: str
    lead: Annotated[str, Field(description="The code of who leads it.")]
    opened_at: datetime
    changed_at: datetime


class CasePage(Schema):
    cases: list[CaseLine]
    next: Annotated[str | None, Field(description="To be sent as `after`; null at the end.")]


@router.get("/cases", response=CasePage, summary="Cases, in the order of their numbers")
@reads(Ability.WORK_CASES)
def cases(request: HttpRequest, asked: Query[CasesAsked]) -> dict[str, Any]:
    """Those in whose circle the token's holder is."""
    place = position(request, asked.after)
    page = cases_for(
        viewer_of(request),
        Filters(family=asked.family, state=asked.state, mine=asked.mine),
        order="number",
        size=asked.limit,
        behind=None if place is None else (str(place[0]), int(place[1])),
    )
    last = page.rows[-1] if page.after else None
    return {
        "cases": [_line(case) for case in page.rows],
        "next": None if last is None else mark(request, last.number_key, last.pk),
    }


@router.get("/cases/{uuid:case}", response=CaseLine, summary="One case")
@reads(Ability.WORK_CASES)
def case(request: HttpRequest, case: uuid.UUID) -> dict[str, Any]:
    """What it is called, what it is about, and who leads it."""
    return _line(case_of(viewer_of(request), case))


@router.get("/cases/{uuid:case}/reports", response=ReportPage, summary="The reports of a case")
@reads(Ability.WORK_CASES)
def reports(request: HttpRequest, case: uuid.UUID, asked: Query[Walk]) -> dict[str, Any]:
    """Latest first, each with who says it, its grade and its handling code."""
    viewer = viewer_of(request)
    place = position(request, asked.after)
    behind = None if place is None else (datetime.fromisoformat(place[0]), int(place[1]))
    page = reports_of(viewer, case_of(viewer, case, part="reports"), size=asked.limit, behind=behind)
    last = page.rows[-1] if page.after else None
    return {
        "reports": [line(report) for report in page.rows],
        "handling": strictest(report.handling for report in page.rows),
        "next": None if last is None else mark(request, last.written_at.isoformat(), last.pk),
    }


def _line(case: Case) -> dict[str, Any]:
    return {
        "id": case.public_id,
        "number": case.number,
        "title": case.title,
        "family": case.family,
        "state": case.state,
        "agency": case.agency.code,
        "lead": case.lead.code if case.lead else "",
        "opened_at": case.opened_at,
        "changed_at": case.changed_at,
    }
