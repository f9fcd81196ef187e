"""Lets a case go into another, and shows how far its reports have followed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.cases.actions.close_case import AlreadyClosed
from manara.cases.actions.hold_case import NotOpen
from manara.cases.actions.merge_cases import merge_cases
from manara.cases.forms.case import MergeForm
from manara.cases.models import Case
from manara.cases.pages.frame import frame, opened, viewer_of
from manara.cases.queries import work
from manara.cases.queries.finding import case_of
from manara.cases.queries.listing import others_open
from manara.cases.queries.people import members_of
from manara.cases.queries.reports import count_of
from manara.foundation.access import Ability, Refused, allow
from manara.foundation.jobs import progress_of


@allow(Ability.SHARE)
def merge(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Says what follows and what stays, and lets the case go into another."""
    it = opened(request, case, "merge")
    if not it.viewer.may(Ability.SHARE):
        raise Refused(Ability.SHARE)
    others = others_open(it.viewer, it.case) if it.case.is_open else []
    form = MergeForm(request.POST or None, others)
    closed = None
    if request.method == "POST" and form.is_valid():
        try:
            merge_cases(it.viewer, it.case, form.chosen(), reason=form.cleaned_data["reason"])
        except AlreadyClosed as faster:
            closed = faster.closure
        except NotOpen:
            form.add_error("into", _("That case was closed meanwhile. Choose another; what you wrote is still here."))
        else:
            messages.success(request, _("The case went into the other one. Its reports follow; you can leave this page."))
            return redirect("cases:case", case)
    context = frame(
        it, "case", part_of_case=True, form=form, others=others, closed=closed, members=members_of(it.case),
        keeps=it.case.circle_id in it.viewer.kept_circles, tasks=work.open_tasks(it.case).count(),
    )  # fmt: skip
    return TemplateResponse(request, "cases/merge.html", context)


@allow(Ability.WORK_CASES)
@require_GET
def follow(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """How far the reports have followed: a part of the page that asks again every second."""
    found = case_of(viewer_of(request), case, part="merge")
    return TemplateResponse(request, "cases/following.html", {"case": found, "went": progress(found)})


def progress(case: Case) -> dict[str, Any] | None:
    """Of a case that went into another: the merge, how far its reports have followed, and how many stay behind."""
    gone = [each for each in work.merges_of(case) if each.case_id == case.pk]
    if not gone or case.state != "merged":
        return None
    last = gone[-1]
    job = work.following([last]).get(last.public_id)
    told = progress_of(job) if job else None
    behind = count_of(case, last.into) if told is None or not told.is_open else 0
    return {"merge": last, "progress": told, "failed": bool(told and told.state == "failed"), "behind": behind}
