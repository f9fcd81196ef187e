"""Puts a report or an entity into a case from its own page, and takes it out again: one form that needs no script."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from manara.cases.actions.hold_case import NotOpen
from manara.cases.actions.list_entity import list_entity, unlist_entity
from manara.cases.actions.put_report import put_report
from manara.cases.actions.take_report_out import take_report_out
from manara.cases.forms.work import IntoForm, ReasonForm
from manara.cases.models import Case
from manara.cases.pages.contents import _not_open
from manara.cases.pages.frame import viewer_of
from manara.cases.queries.holding import Holding, holding_entity, holding_report
from manara.cases.queries.work import listed_in
from manara.foundation.access import Ability, Refused, allow
from manara.foundation.actions.record import record
from manara.foundation.actions.share import AlreadyShared
from manara.foundation.models.audit import AuditVerb
from manara.foundation.subjects import Named, named
from manara.intake.queries.entity import entity_of
from manara.intake.queries.report import report_for, still_seen


@allow(Ability.SHARE)
def of_report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The cases that hold a report, and a form to put it into another."""
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    holding = holding_report(report)

    def put(case: Case, reason: str) -> str:
        put_report(viewer, case, report, reason=reason)
        return _("Everybody in the case sees it from now on, as it is.")

    def out(case: Case, reason: str) -> str:
        take_report_out(viewer, case, report)
        return _("The report is out of the case. It stays wherever else it is.")

    return _answered(request, named(viewer, "report", public_id), holding, put, out)


@allow(Ability.WORK_CASES)
def of_entity(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The cases on whose lists an entity is, and a form to put it on another's."""
    viewer = viewer_of(request)
    thing = named(viewer, "entity", public_id)
    record(viewer, AuditVerb.READ, "entity", [public_id], fields=["cases"], audience=thing.audience)

    def put(case: Case, reason: str) -> str:
        if not list_entity(viewer, case, entity_of(public_id), reason=reason):
            raise AlreadyShared
        return _("It is on the case's list. Who may not see it elsewhere does not see it here.")

    def out(case: Case, reason: str) -> str:
        unlist_entity(viewer, listed_in(case, public_id), reason=reason)
        return _("It is off the list. What reports of the case say of it stays.")

    return _answered(request, thing, holding_entity(public_id), put, out)


def _answered(
    request: HttpRequest, thing: Named, holding: Holding, put: Callable[..., str], out: Callable[..., str]
) -> HttpResponse:
    leaving = next((held for held in holding.inside if str(held.case.public_id) == request.POST.get("out")), None)
    sent = request.POST if request.method == "POST" and "out" not in request.POST else None
    form = IntoForm(sent, () if thing.taken_back else holding.outside)
    done = ""
    try:
        if leaving is not None:
            done = _taken_out(request, thing, leaving.case, out)
        elif sent is not None and form.is_valid():
            done = put(form.chosen(), form.cleaned_data["reason"])
        elif "out" in request.POST:
            messages.info(request, _("It is not in that case any more."))
            return redirect(request.path)
    except AlreadyShared:
        messages.info(request, _("It is in that case already."))
        return redirect(request.path)
    except NotOpen:
        form.add_error(None, _not_open()) if sent is not None else messages.error(request, _not_open())
    except Refused as refusal:
        if refusal.reason not in ("originator", "circle"):
            raise
        form.add_error(
            None, _("A report stays out: its handling code lets only the agency that wrote it pass it on. Ask that agency.")
        )
    if done:
        messages.success(request, done)
    if leaving is not None and thing.kind == "report" and not still_seen(thing.public_id):
        # Who saw it by the case alone does not see it any more.
        return redirect("cases:reports", leaving.case.public_id)
    if done or leaving is not None:
        return redirect(request.path)
    context: dict[str, Any] = {"thing": thing, "holding": holding, "form": form, "is_report": thing.kind == "report"}
    return TemplateResponse(request, "cases/into.html", context)


def _taken_out(request: HttpRequest, thing: Named, case: Case, out: Callable[..., str]) -> str:
    """A report's sharing ends without a reason; what comes off a list leaves one behind."""
    form = ReasonForm(request.POST)
    if thing.kind == "report":
        return out(case, "")
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: say why; the reason is kept."))
        return ""
    return out(case, form.cleaned_data["reason"])
