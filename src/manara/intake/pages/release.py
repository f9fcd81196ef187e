"""A sanitised release of a report: which of its statements go, in which words, and to which circle."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from manara.foundation.access import Ability, allow
from manara.foundation.engine.scripts import tidy
from manara.intake.actions.release_report import NothingToRelease, release_report
from manara.intake.pages.asking import viewer_of
from manara.intake.pages.saying import shown_entities
from manara.intake.queries.circles import circles_for_release
from manara.intake.queries.report import report_for, said_by
from manara.intake.queries.reports import name_untitled


@allow(Ability.SHARE)
def release(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    if report.retracted_at is not None:
        messages.info(request, _("A retracted report can't be released."))
        return redirect("intake:report", public_id)
    circles = circles_for_release(viewer)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        circle = next((each for each in circles if str(each.public_id) == request.POST.get("circle")), None)
        reason = tidy(request.POST.get("reason", ""))
        if circle is None:
            wrong["circle"] = _("Choose to whom it goes.")
        if not reason:
            wrong["reason"] = _("Say why: the reason is kept with what is done.")
        if circle is not None and reason:
            try:
                release_report(
                    viewer,
                    report,
                    circle,
                    statements=[int(each) for each in request.POST.getlist("statement") if _is_number(each)],
                    title=request.POST.get("title", "")[:300],
                    text=request.POST.get("text", ""),
                    reason=reason,
                    when="when" in request.POST,
                    where="where" in request.POST,
                )
            except NothingToRelease:
                wrong["statements"] = _("Choose at least one statement, or write a text: an empty release tells nothing.")
            else:
                messages.success(request, _("Released. That circle reads the new report; this one stays as it is."))
                return redirect("intake:report", public_id)
    name_untitled([report])
    context = {
        "report": report,
        "entities": shown_entities(said_by(report).told),
        "circles": circles,
        "wrong": wrong,
        "chosen": set(request.POST.getlist("statement")),
        "given": request.POST,
    }
    return TemplateResponse(request, "intake/release.html", context, status=422 if wrong else 200)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
