"""How a case ends and goes on: closing it, reopening it, letting it go into another; who leads it; what happened in it."""

from __future__ import annotations

import uuid
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.cases import words
from manara.cases.actions.close_case import AlreadyClosed, close_case, last_closure, may_close
from manara.cases.actions.hold_case import NotOpen, may_lead
from manara.cases.actions.pass_lead import NotInCase, pass_lead
from manara.cases.actions.reopen_case import AlreadyOpen, reopen_case
from manara.cases.forms.case import CloseForm, LeadForm, ReopenForm
from manara.cases.pages.contents import _not_open
from manara.cases.pages.frame import frame, opened
from manara.cases.queries import work
from manara.cases.queries.log import MOST, log_of, told_of
from manara.cases.queries.people import members_of
from manara.foundation.access import Ability, Refused, allow
from manara.foundation.models import User


@allow(Ability.WORK_CASES)
def close(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Closes the case, after its open tasks are shown."""
    it = opened(request, case, "close")
    if not may_close(it.viewer, it.case):
        raise Refused(Ability.WORK_CASES, reason="lead")
    form = CloseForm(request.POST or None)
    faster = None if it.case.is_open else last_closure(it.case)
    if request.method == "POST" and form.is_valid():
        try:
            close_case(it.viewer, it.case, outcome=form.cleaned_data["outcome"], reason=form.cleaned_data["reason"])
        except AlreadyClosed as closed:
            faster = closed.closure
        else:
            messages.success(request, _("The case is closed. It stays readable, and can be reopened with a reason."))
            return redirect("cases:case", case)
    context = frame(it, "case", form=form, open=list(work.open_tasks(it.case)[:50]), faster=faster, today=timezone.localdate())
    return TemplateResponse(request, "cases/close.html", context)


@allow(Ability.WORK_CASES)
def reopen(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Opens a closed case again."""
    it = opened(request, case, "reopen")
    if not may_close(it.viewer, it.case):
        raise Refused(Ability.WORK_CASES, reason="lead")
    form = ReopenForm(request.POST or None)
    if it.case.is_open and request.method == "GET":
        return redirect("cases:case", case)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_case(it.viewer, it.case, reason=form.cleaned_data["reason"])
        except AlreadyOpen:
            messages.info(request, _("The case is open already: somebody was faster. What you wrote was not needed."))
        else:
            messages.success(request, _("The case is open again."))
        return redirect("cases:case", case)
    context = frame(it, "case", part_of_case=True, form=form, closures=work.closures_of(it.case))
    return TemplateResponse(request, "cases/reopen.html", context)


@allow(Ability.WORK_CASES)
def people(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Who is in the case; passes the lead on."""
    it = opened(request, case, "people")
    members = members_of(it.case)
    form = LeadForm(request.POST or None, members, it.case.lead_id)
    if request.method == "POST":
        if not may_lead(it.viewer, it.case):
            raise Refused(Ability.WORK_CASES, reason="lead")
        if form.is_valid():
            try:
                pass_lead(
                    it.viewer, it.case, User.objects.get(pk=form.chosen().user_id), reason=form.cleaned_data["reason"]
                )
            except NotOpen:
                form.add_error(None, _not_open())
            except NotInCase:
                form.add_error("lead", _("This person is not in the case any more."))
            else:
                messages.success(request, _("%(who)s leads the case from now on.") % {"who": form.chosen().code})
                return redirect("cases:people", case)
    context = frame(
        it, "people", members=members, form=form, keeps=it.case.circle_id in it.viewer.kept_circles,
        others=any(each.works and each.user_id != it.case.lead_id for each in members),
    )  # fmt: skip
    return TemplateResponse(request, "cases/people.html", context)


@allow(Ability.WORK_CASES)
@require_GET
def log(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What happened in the case and in those that went into it."""
    it = opened(request, case, "log")
    rows = log_of(it.case, it.scope, before=_moment(request.GET.get("before", "")), size=MOST + 1)
    told_of(it.viewer, rows[:MOST])
    more = f"?{urlencode({'before': rows[MOST - 1].at.isoformat()})}" if len(rows) > MOST else ""
    context = frame(
        it, "log", told=[words.told(it.case, each) for each in rows[:MOST]], next=more, merges=work.merges_of(it.case)
    )
    return TemplateResponse(request, "cases/log.html", context)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
