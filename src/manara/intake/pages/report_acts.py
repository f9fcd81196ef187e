"""What is done with a report: taken back, opened to a circle, given a file; its source's identity sealed or opened."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Hidden, allow
from manara.foundation.actions.share import AlreadyShared
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.scripts import tidy
from manara.foundation.keys import Unsealable
from manara.foundation.models import Circle
from manara.intake.actions.attach_file import attach_file, open_file
from manara.intake.actions.name_source import forget_source, name_source, open_source
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.actions.share_report import end_sharing, share_report
from manara.intake.pages.asking import viewer_of
from manara.intake.pages.report import context_of
from manara.intake.queries.circles import circles_of_viewer
from manara.intake.queries.report import attached_file, report_for, sharings_of, source_identity_of
from manara.intake.reasons import told


def _reason(request: HttpRequest) -> str:
    return tidy(request.POST.get("reason", ""))


def _without_reason(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    messages.error(request, _("Say why: the reason is kept with what is done."))
    return redirect("intake:report", public_id)


def _circle(request: HttpRequest) -> Circle:
    chosen = request.POST.get("circle", "")
    for circle in circles_of_viewer(viewer_of(request)):
        if str(circle.public_id) == chosen and circle.kind != "context":
            return circle
    raise Hidden


@require_POST
@allow(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def retract(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    if not (reason := _reason(request)):
        return _without_reason(request, public_id)
    retract_report(viewer, report, reason=reason)
    messages.success(request, _("The report is retracted. Its statements went with it everywhere."))
    return redirect("intake:report", public_id)


@require_POST
@allow(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def restore(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    if not (reason := _reason(request)):
        return _without_reason(request, public_id)
    restore_report(viewer, report, reason=reason)
    messages.success(request, _("The retraction is undone. What the report says is said again."))
    return redirect("intake:report", public_id)


@require_POST
@allow(Ability.SHARE)
def share(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    if not (reason := _reason(request)):
        return _without_reason(request, public_id)
    try:
        day = forms.DateField(required=False).clean(request.POST.get("ends_on", ""))
    except forms.ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect("intake:report", public_id)
    ends_at = timezone.make_aware(datetime.combine(day, time.max)) if day else None
    try:
        share_report(viewer, report, _circle(request), reason=reason, ends_at=ends_at)
    except AlreadyShared:
        messages.info(request, _("That circle sees the report already."))
        return redirect("intake:report", public_id)
    messages.success(request, _("The report is open to that circle, as it is."))
    return redirect("intake:report", public_id)


@require_POST
@allow(Ability.SHARE)
def end_share(request: HttpRequest, public_id: uuid.UUID, sharing: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    found = next((each for each in sharings_of(viewer, report) if each.public_id == sharing), None)
    if found is None:
        raise Hidden
    end_sharing(viewer, report, found)
    messages.success(request, _("The sharing is ended."))
    return redirect("intake:report", public_id)


@require_POST
@allow(Ability.WRITE_REPORTS)
def attach(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    sent = request.FILES.getlist("file")
    if not sent:
        messages.error(request, _("Choose a file first."))
    for each in sent:
        try:
            attach_file(viewer, report, each, name=each.name or "", size=each.size or 0)  # type: ignore[arg-type]
        except Problem as problem:
            messages.error(request, told(problem))
    return redirect("intake:report", public_id)


@allow(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def download(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    attached = attached_file(viewer_of(request), public_id)
    pieces = open_file(viewer_of(request), attached)
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, attached.file.name) or "attachment"
    response["Content-Length"] = str(attached.file.size)
    # Whatever the file is, no browser shows or runs it.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]


@require_POST
@allow(Ability.SEE_SOURCES)
def source(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    report = report_for(viewer, public_id)
    if report.source is None or report.retracted_at is not None:
        raise Hidden
    act = request.POST.get("act", "")
    if act == "name":
        name_source(viewer, report.source, identity=request.POST.get("identity", ""), circle=_circle(request))
        messages.success(request, _("The identity is sealed for that circle."))
        return redirect("intake:report", public_id)
    identity = source_identity_of(viewer, report)
    if identity is None:
        raise Hidden
    if act == "forget":
        forget_source(viewer, identity)
        messages.success(request, _("The identity is erased; the reference stays."))
        return redirect("intake:report", public_id)
    try:
        who = open_source(viewer, identity)
    except Unsealable:
        messages.info(request, _("The identity behind this reference was erased."))
        return redirect("intake:report", public_id)
    # Shown once, in the answer to the request that is recorded, and kept nowhere.
    return TemplateResponse(request, "intake/report.html", {**context_of(request, viewer, report), "who": who})
