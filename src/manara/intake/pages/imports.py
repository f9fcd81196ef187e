"""Files on their way in: the list, a new one, how it is to be read, and how far it has come."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, allow
from manara.foundation.engine.handling import beside
from manara.foundation.engine.problems import Problem
from manara.foundation.jobs import progress_of
from manara.foundation.jobs.left import left_by
from manara.foundation.models import Job
from manara.intake.actions.attach_file import check_size
from manara.intake.actions.open_import import open_import
from manara.intake.actions.prepare_import import AlreadyStarted, discard_import
from manara.intake.actions.run_import import start_import, stop_import
from manara.intake.models import Import
from manara.intake.models.imports import ImportState
from manara.intake.pages.asking import go, viewer_of
from manara.intake.pages.preview import preview
from manara.intake.queries.circles import circles_for_import
from manara.intake.queries.imports import import_for, imports_for
from manara.intake.queries.quarantine import reasons_in
from manara.intake.reasons import short, told, told_code


@allow(Ability.IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = imports_for(viewer, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "page": page,
        "previous": f"?{urlencode({'before': page.before})}" if page.before else "",
        "next": f"?{urlencode({'after': page.after})}" if page.after else "",
    }
    return TemplateResponse(request, "intake/imports.html", context)


@allow(Ability.IMPORT)
def new_import(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    circles = circles_for_import(viewer)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        circle = next((each for each in circles if str(each.public_id) == request.POST.get("circle")), None)
        sent = request.FILES.get("file")
        if circle is None:
            wrong["circle"] = _("Choose the circle that may read what comes of it.")
        if sent is None:
            wrong["file"] = _("Choose a file first.")
        if circle is not None and sent is not None:
            try:
                check_size(sent.size or 0)
            except Problem as problem:
                wrong["file"] = told(problem)
            else:
                again = request.POST.get("again") == "yes"
                began = timezone.now()
                imported = open_import(viewer, sent, name=sent.name or "", circle=circle, again_wanted=again)  # type: ignore[arg-type]
                if imported.asked_at < began:
                    messages.info(request, _("This file came in before: here is what became of it. Nothing is made twice."))
                return go(request, reverse("intake:import", args=[imported.public_id]))
    context = {
        "circles": circles,
        "wrong": wrong,
        "limit": settings.NODE.upload_limit_mb,
        "chosen": request.POST.get("circle") or (str(circles[0].public_id) if circles else ""),
    }
    return TemplateResponse(request, "intake/new_import.html", context, status=422 if wrong else 200)


@allow(Ability.IMPORT)
def one_import(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    imported = import_for(viewer_of(request), public_id)
    if imported.state in (ImportState.PREVIEW, ImportState.REFUSED):
        return preview(request, imported)
    return TemplateResponse(request, "intake/import.html", progress_context(imported))


@allow(Ability.IMPORT)
def import_progress(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    imported = import_for(viewer_of(request), public_id, quietly=True)
    return TemplateResponse(request, "intake/import_progress.html", progress_context(imported))


@require_POST
@allow(Ability.IMPORT)
def stop(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    imported = import_for(viewer_of(request), public_id)
    stop_import(viewer_of(request), imported)
    return redirect("intake:import", public_id)


@require_POST
@allow(Ability.IMPORT)
def resume(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    imported = import_for(viewer_of(request), public_id)
    if imported.state == ImportState.ADMITTING:
        start_import(viewer_of(request), imported)
    return redirect("intake:import", public_id)


@require_POST
@allow(Ability.IMPORT)
def discard(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    imported = import_for(viewer_of(request), public_id)
    try:
        discard_import(viewer_of(request), imported)
    except AlreadyStarted:
        messages.error(request, _("Rows were admitted already; retract their reports instead."))
        return redirect("intake:import", public_id)
    messages.success(request, _("The file was put away. It stays sealed."))
    return redirect("intake:imports")


def progress_context(imported: Import) -> dict[str, Any]:
    """What the progress shows: the bar, the rate and the time left, the counts, and what a stopped or left one waits for."""
    job: Job | None = imported.job
    progress = progress_of(job) if job else None
    given: dict[str, Any] = imported.defaults
    rate = left = ""
    if progress is not None and progress.is_open:
        if progress.rate:
            whole = max(1, round(progress.rate))
            rate = ngettext("%(count)s row a second", "%(count)s rows a second", whole) % {"count": whole}
        if progress.seconds_left is not None:
            left = _left(progress.seconds_left)
    return {
        "imported": imported,
        "beside": beside(given.get("tlp", ""), filter(None, [given.get("conditions")])),
        "job": job,
        "left_by": left_by(job) if job and imported.state == ImportState.ADMITTING else None,
        "progress": progress,
        "rate": rate,
        "left": left,
        "going": progress is not None and progress.is_open and imported.state == ImportState.ADMITTING,
        "done": imported.state == ImportState.DONE,
        "refusal": told_code(imported.refusal["code"], imported.refusal["params"]) if imported.refusal else "",
        "reasons": [(reason, short(reason.code)) for reason in reasons_in(imported)],
    }


def _left(seconds: int) -> str:
    if seconds < 60:
        return ngettext("about %(count)s second left", "about %(count)s seconds left", max(1, seconds)) % {
            "count": max(1, seconds)
        }
    minutes = -(-seconds // 60)
    return ngettext("about %(count)s minute left", "about %(count)s minutes left", minutes) % {"count": minutes}
