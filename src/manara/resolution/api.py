"""What a programme asks of resolution: who and what is known, by whom and how sure, what ties them, and to take it along."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from manara.exchange.engine.marks import file_name
from manara.foundation.access import Ability
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.foundation.programmes.asking import reads, viewer_of
from manara.foundation.programmes.walking import Walk, mark, position
from manara.resolution import answers, export
from manara.resolution.actions.take_along import take_along
from manara.resolution.engine import asked as asking_engine
from manara.resolution.engine.sayings import Report, Saying
from manara.resolution.forms.take import FTM
from manara.resolution.queries.browsing import Key, shelf
from manara.resolution.queries.candidates import Filters
from manara.resolution.queries.exporting import Exported, exported, exported_behind, with_ties
from manara.resolution.queries.identity import Identity, identity
from manara.resolution.queries.known import known as known_of
from manara.resolution.queries.neighbourhood import neighbourhood
from manara.resolution.queries.reports import reports_of
from manara.resolution.queries.searching import search as find
from manara.resolution.queries.seen_beside import seen_beside
from manara.resolution.queries.statements import statements_of
from manara.resolution.queries.things import Thing, things
from manara.resolution.taking import MEDIA_TYPE, SUFFIX, marks_of

router = Router(tags=["resolution"])
_LINES = {"responses": {"200": {"description": "One line a thing or tie.", "content": {"application/x-ndjson": {}}}}}


@router.get("/search", response=answers.FoundPage, summary="Look for a name, a phone, a document", by_alias=True)
@reads(Ability.READ_ENTITIES)
def search(request: HttpRequest, asked: Query[answers.SearchAsked]) -> dict[str, Any]:
    """The search of the pages: in any script and spelling, ranked, with the reasons; the words are sealed in the log."""
    read = asking_engine.read(asked.q)
    chosen = Filters(tuple(asked.schema_), tuple(asked.agency), tuple(asked.handling), asked.since, asked.until)
    results = find(viewer_of(request), read, chosen, page=asked.page)
    reports = [candidate.report for each in results.found for candidate in each.candidates]
    return {
        "problem": read.problem,
        "found": [answers.found(each) for each in results.found],
        "handling": answers.strictest_code(reports),
        "total": results.total,
        "bounded": results.bounded,
        "page": results.page,
        "more": results.more,
    }


@router.get("/entities", response=answers.EntityPage, summary="All of one kind, in the order of names", by_alias=True)
@reads(Ability.READ_ENTITIES)
def entities(request: HttpRequest, asked: Query[answers.EntitiesAsked]) -> dict[str, Any]:
    """Each entity is one that a report names; those of one identifier are joined when one of them is opened."""
    place = position(request, asked.after)
    behind = None if place is None else Key(str(place[0]), int(place[1]))
    page = shelf(viewer_of(request), asked.schema_, after=behind, size=asked.limit)
    return {
        "entities": [answers.thing(each) for each in page.things],
        "handling": answers.strictest_code([each.report for each in page.things]),
        "next": None if page.last is None else mark(request, page.last.sort_key, page.last.id),
    }


@router.get("/entities/{uuid:entity}", response=answers.Known, summary="What is known of one", by_alias=True)
@reads(Ability.READ_ENTITIES)
def entity(request: HttpRequest, entity: uuid.UUID) -> dict[str, Any]:
    """Every value with its sayers, their grades and handling codes; what contradicts stands side by side."""
    it = identity(viewer_of(request), entity, part="known")
    said = known_of(it.ids, it.reports)
    return answers.known(it, said, _pointed_at(request, it, said, "known"), today=timezone.localdate())


@router.get(
    "/entities/{uuid:entity}/statements", response=answers.StatementPage, summary="Who says what of it", by_alias=True
)
@reads(Ability.READ_ENTITIES)
def statements(request: HttpRequest, entity: uuid.UUID, asked: Query[Walk]) -> dict[str, Any]:
    """Statement by statement in the order in which they were said."""
    it = identity(viewer_of(request), entity, part="statements")
    place = position(request, asked.after)
    page = statements_of(it, behind=0 if place is None else int(place[0]), size=asked.limit)
    seen = _pointed_at(request, it, page.sayings, "statements")
    shown = answers.visible(page.sayings, seen)
    return {
        "statements": [answers.statement(each, seen) for each in shown],
        "handling": answers.strictest_code([each.report for each in shown]),
        "next": None if page.last is None else mark(request, page.last),
    }


@router.get("/entities/{uuid:entity}/ties", response=answers.TiePage, summary="What it is tied to", by_alias=True)
@reads(Ability.READ_ENTITIES)
def ties(request: HttpRequest, entity: uuid.UUID) -> dict[str, Any]:
    """Surest first. What two only share, such as a phone, is never stated as a fact."""
    viewer = viewer_of(request)
    it = identity(viewer, entity, part="network")
    said = known_of(it.ids, it.reports)
    around = neighbourhood(it, said, language=viewer.language, today=timezone.localdate())
    seen_beside(viewer, around, around.ties, part="network")
    reports = [report for each in around.ties for report in each.reports]
    return {
        "ties": [answers.tie(around, each) for each in around.ties],
        "handling": answers.strictest_code([*it.reports.values(), *reports]),
        "bounded": around.bounded,
    }


@router.get("/entities/{uuid:entity}/reports", response=answers.ReportsOf, summary="Which reports name it")
@reads(Ability.READ_ENTITIES)
def reports(request: HttpRequest, entity: uuid.UUID, asked: Query[Walk]) -> dict[str, Any]:
    """Newest first. What each of them says beside is asked for under its own address."""
    viewer = viewer_of(request)
    it = identity(viewer, entity, part="reports")
    place = position(request, asked.after)
    found, last = _reports(it, viewer.language, None if place is None else int(place[0]), asked.limit)
    return {
        "reports": [answers.said_by(each) for each in found],
        "handling": answers.strictest_code(found),
        "next": None if last is None else mark(request, last),
    }


@router.get("/entities/{uuid:entity}/ftm", summary="It and its ties as FollowTheMoney", openapi_extra=_LINES)
@reads(Ability.EXPORT)
def entity_ftm(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """One JSON line each for the entity, its ties and whom they tie it to; recorded as an export."""
    it = identity(viewer_of(request), entity, part="take-along")
    return _taken(request, "entity", list(exported(with_ties(it.ids))))


@router.get("/ftm", summary="All that I may see as FollowTheMoney, page by page", openapi_extra=_LINES)
@reads(Ability.EXPORT)
def everything_ftm(request: HttpRequest, asked: Query[Walk]) -> HttpResponse:
    """In no order but that in which it came; the header `X-Next` bears the mark of the next page until the last."""
    place = position(request, asked.after)
    batch = exported_behind(0 if place is None else int(place[0]), limit=asked.limit)
    response = _taken(request, "all", list(batch.values()))
    if len(batch) == asked.limit:
        response["X-Next"] = mark(request, max(batch))
    return response


def _reports(it: Identity, language: str, behind: int | None, size: int) -> tuple[Sequence[Report], int | None]:
    """A page of an entity's reports and the number behind which the next begins: of those known already by their own."""
    if it.bounded:
        page = reports_of(it, language=language, behind=behind, size=size)
        return page.reports, page.last
    further = [each for each in reports_of(it, language=language).reports if behind is None or each.id < behind]
    return further[:size], further[size - 1].id if len(further) > size else None


def _taken(request: HttpRequest, kind: str, taken: Sequence[Exported]) -> HttpResponse:
    """The lines, told to the keepers of every circle that something in them lies in, as what a page takes along is."""
    viewer, now = viewer_of(request), timezone.now()
    content = b"".join(export.ftm_lines(taken, viewer, now))
    marks = marks_of(viewer, taken, now)
    name = file_name(marks, kind, SUFFIX[FTM])
    take_along(
        viewer, FTM, [each.public_id for each in taken], [each.report for each in taken], name=name, content=content
    )
    return HttpResponse(content, content_type=MEDIA_TYPE[FTM], headers={"X-Handling": marks.handling})


def _pointed_at(request: HttpRequest, it: Identity, said: Sequence[Saying], part: str) -> dict[int, Thing]:
    """Whom the statements point to, as far as the viewer may see them; that he did is recorded."""
    viewer = viewer_of(request)
    others = things({each.other for each in said if each.other}, language=viewer.language)
    if others:
        record(viewer, AuditVerb.LIST, "entity", [each.public_id for each in others.values()], fields=[part])
    return others
