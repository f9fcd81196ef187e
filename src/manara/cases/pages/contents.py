"""What is in a case: its reports, and the persons and things that they name or that a member put on its list."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.cases import words
from manara.cases.actions.hold_case import NotOpen
from manara.cases.actions.list_entity import list_entity, unlist_entity
from manara.cases.actions.put_report import put_report
from manara.cases.forms.work import ReasonForm
from manara.cases.pages.frame import frame, opened
from manara.cases.queries import entities as entity_queries
from manara.cases.queries import reports as report_queries
from manara.cases.queries.work import listed_of
from manara.foundation.access import Ability, Refused, allow
from manara.foundation.actions.share import AlreadyShared
from manara.foundation.engine.addresses import addresses_of
from manara.foundation.engine.scripts import tidy
from manara.foundation.subjects import named
from manara.intake.queries.entity import entity_of
from manara.intake.queries.report import report_for
from manara.intake.queries.reports import Filters, reports_for
from manara.resolution import words as things
from manara.resolution.engine import asked as asking
from manara.resolution.queries.suggesting import suggestions

FOUND = 12


@allow(Ability.WORK_CASES)
@require_GET
def reports(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The case's reports, and those that could be put into it."""
    it = opened(request, case, "reports")
    page = report_queries.reports_of(
        it.viewer, it.case, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    put = report_queries.put_in_by(it.case, page.rows)
    find = tidy(request.GET.get("find", ""))[:120]
    may_put = it.viewer.may(Ability.SHARE) and it.case.is_open
    looks = may_put and "find" in request.GET
    offered = reports_for(it.viewer, Filters(title=find, retracted="no"), size=FOUND * 3).rows if looks else []
    context = frame(
        it,
        "reports",
        rows=[(report, put.get(report.public_id)) for report in page.rows],
        previous=f"?{urlencode({'before': page.before})}" if page.before else "",
        next=f"?{urlencode({'after': page.after})}" if page.after else "",
        find=find,
        looked=looks,
        offered=report_queries.outside(it.case, offered)[:FOUND],
        writes=it.viewer.may(Ability.WRITE_REPORTS),
    )
    return TemplateResponse(request, "cases/reports.html", context)


@require_POST
@allow(Ability.WORK_CASES)
def put(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Puts reports into the case."""
    it = opened(request, case, "reports")
    back = redirect("cases:reports", case)
    chosen = addresses_of(request.POST.getlist("report"))[:FOUND]
    form = ReasonForm(request.POST)
    if not chosen or not form.is_valid():
        messages.error(request, _("Nothing was put in: choose a report and say why; the reason is kept with it."))
        return back
    done, refused = 0, 0
    for public_id in chosen:
        try:
            put_report(it.viewer, it.case, report_for(it.viewer, public_id), reason=form.cleaned_data["reason"])
            done += 1
        except AlreadyShared:
            messages.info(request, _("One of them was in the case already."))
        except NotOpen:
            messages.error(request, _not_open())
            return back
        except Refused as refusal:
            if refusal.reason not in ("originator", "circle"):
                raise
            refused += 1
    if done:
        messages.success(request, _("Everybody in the case sees it from now on, as it is."))
    if refused:
        messages.error(
            request, _("A report stays out: its handling code lets only the agency that wrote it pass it on. Ask that agency.")
        )
    return back


@allow(Ability.WORK_CASES)
@require_GET
def entities(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The case's persons and things by kind, and what could be put on its list."""
    it = opened(request, case, "entities")
    kinds = entity_queries.counts(it.scope, it.audiences, None)
    held = [name for name in things.BROWSED if name in kinds]
    asked = request.GET.get("kind", "")
    schema = asked if asked in held else next(iter(held), things.BROWSED[0])
    order = request.GET.get("sort", "") if request.GET.get("sort") in entity_queries.ORDERS else "reports"
    number = _page(request.GET.get("page", ""))
    rows = entity_queries.entities_of(
        it.viewer, it.case, scope=it.scope, audiences=it.audiences, schemas=[schema], order=order,
        size=entity_queries.PAGE + 1, offset=(number - 1) * entity_queries.PAGE,
    )  # fmt: skip
    find = tidy(request.GET.get("find", ""))[:100]
    may_put = it.viewer.may(Ability.READ_ENTITIES) and it.case.is_open
    found = asking.read(find) if find and may_put else None
    address = {"kind": schema, "sort": order}
    context = frame(
        it,
        "entities",
        kinds=[_kind(name, kinds[name][0], schema, order) for name in held],
        kind=things.schema_plural(schema),
        rows=[_line(each) for each in rows[: entity_queries.PAGE]],
        sorts=_sorts(schema, order),
        previous=f"?{urlencode({**address, 'page': number - 1})}" if number > 1 else "",
        next=f"?{urlencode({**address, 'page': number + 1})}" if len(rows) > entity_queries.PAGE else "",
        find=find,
        may_list=may_put,
        offered=[_offer(thing) for thing in suggestions(it.viewer, found)] if found and not found.problem else [],
    )
    return TemplateResponse(request, "cases/entities.html", context)


@require_POST
@allow(Ability.WORK_CASES)
def list_one(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Puts an entity on the list."""
    it = opened(request, case, "entities")
    chosen, form = addresses_of(request.POST.getlist("entity"))[:1], ReasonForm(request.POST)
    if not chosen or not form.is_valid():
        messages.error(request, _("Nothing was put on the list: choose something and say why; the reason is kept with it."))
        return redirect("cases:entities", case)
    named(it.viewer, "entity", chosen[0])
    entity = entity_of(chosen[0])
    try:
        if list_entity(it.viewer, it.case, entity, reason=form.cleaned_data["reason"]):
            messages.success(request, _("It is on the case's list. Who may not see it elsewhere does not see it here."))
        else:
            messages.info(request, _("It is on the list already."))
    except NotOpen:
        messages.error(request, _not_open())
    return redirect(reverse("cases:entities", args=[case]) + f"?{urlencode({'kind': entity.schema})}")


@require_POST
@allow(Ability.WORK_CASES)
def unlist_one(request: HttpRequest, case: uuid.UUID, listed: uuid.UUID) -> HttpResponse:
    """Takes an entity off the list."""
    it = opened(request, case, "entities")
    row, form = listed_of(it.case, listed), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: say why; the reason is kept."))
    else:
        try:
            unlist_entity(it.viewer, row, reason=form.cleaned_data["reason"])
            messages.success(request, _("It is off the list. What reports of the case say of it stays."))
        except NotOpen:
            messages.error(request, _not_open())
    return redirect("cases:entities", case)


def _not_open() -> str:
    return _("The case is closed, so nothing was changed. Who leads it can reopen it.")


def _page(text: str) -> int:
    return min(max(int(text), 1), 200) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _kind(name: str, count: int, here: str, order: str) -> dict[str, Any]:
    url = f"?{urlencode({'kind': name, 'sort': order})}"
    return {"label": things.schema_plural(name), "url": url, "here": name == here, "count": count}


def _sorts(schema: str, here: str) -> list[tuple[str, str, bool]]:
    labels = {"reports": _("Most reports first"), "name": _("Name"), "new": _("Newest first")}
    return [(f"?{urlencode({'kind': schema, 'sort': key})}", labels[key], key == here) for key in labels]


def _line(each: entity_queries.CaseEntity) -> dict[str, Any]:
    return {
        "entity": each,
        "name": words.caption(each.schema, each.caption),
        "icon": things.schema_icon(each.schema),
        "url": reverse("resolution:entity", args=[each.public_id]),
    }


def _offer(thing: Any) -> dict[str, Any]:
    return {
        "id": thing.public_id,
        "name": words.caption(thing.schema, thing.caption),
        "icon": things.schema_icon(thing.schema),
        "kind": things.schema_label(thing.schema),
        "report": thing.report,
    }
