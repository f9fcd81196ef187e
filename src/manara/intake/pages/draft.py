"""A report being written: it is saved while it is typed, grows by entries, and becomes a report."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Refused, allow
from manara.foundation.engine.scripts import isolate
from manara.foundation.pages.places import about
from manara.foundation.queries.places import place_for
from manara.intake.actions.begin_draft import begin_draft
from manara.intake.actions.discard_draft import discard_draft
from manara.intake.actions.save_draft import PAGE, DraftClosed, Saved, save_draft
from manara.intake.actions.submit_draft import FormProblems, submit_draft
from manara.intake.engine.form_entries import ENTRIES
from manara.intake.forms.report import WORDS, Payload, ReportForm, payload_of, with_entry, without_entry
from manara.intake.forms.weights import schemes
from manara.intake.models import Draft
from manara.intake.pages.asking import go, number_of, viewer_of
from manara.intake.queries.circles import circles_for_reports
from manara.intake.queries.drafts import draft_for, empty_draft_of, version_of


@allow(Ability.WRITE_REPORTS)
def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    draft = empty_draft_of(viewer)
    if draft is None:
        circles = circles_for_reports(viewer)
        if not circles:
            raise Refused(reason="circle")
        draft, _viewer = begin_draft(viewer, circles[0].pk)
    return redirect("intake:draft", draft.public_id)


@allow(Ability.WRITE_REPORTS)
def draft(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = draft_for(viewer, public_id)
    if found.report is not None:
        return redirect("intake:report", found.report.public_id)
    if found.discarded_at is not None:
        messages.info(request, _("This draft was put away. What was written in it is kept with it."))
        return redirect("intake:drafts")
    if request.method == "POST":
        return _acted(request, found)
    version = version_of(found)
    payload = dict(version.payload) if version else _beginning(circles := circles_for_reports(viewer))
    payload.pop(PAGE, None)
    form = ReportForm(payload, circles_for_reports(viewer) if version else circles)
    return _page(request, found, form, found.latest)


@require_POST
@allow(Ability.WRITE_REPORTS)
def save(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = draft_for(viewer_of(request), public_id)
    try:
        saved = _save(request, found, payload_of(request.POST))
    except DraftClosed:
        sentence = _("This draft became a report or was put away meanwhile; open the list of drafts.")
        return JsonResponse({"sentence": sentence}, status=409)
    if saved.conflict:
        sentence = _("This draft was changed elsewhere meanwhile. Both versions are kept.")
        return JsonResponse({"sentence": sentence, "version": saved.version}, status=409)
    moment = f"{timezone.localtime():%H:%M:%S}"
    return JsonResponse({"version": saved.version, "sentence": _("Saved at %(time)s") % {"time": moment}})


@require_POST
@allow(Ability.WRITE_REPORTS)
def discard(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = draft_for(viewer_of(request), public_id)
    try:
        discard_draft(viewer_of(request), found)
    except DraftClosed:
        return redirect("intake:draft", public_id)
    messages.success(request, _("The draft was put away."))
    return redirect("intake:drafts")


def _beginning(circles: Sequence[object]) -> Payload:
    """What an empty form begins with: one person, the common scheme, the writer's own circle."""
    first = str(getattr(circles[0], "public_id")) if circles else ""  # noqa: B009
    return {"grade_scheme": "4x4", "handling": "H0", "circles": first, "persons-0-kind": "fact"}


def _save(request: HttpRequest, found: Draft, payload: Payload) -> Saved:
    return save_draft(
        viewer_of(request),
        found,
        payload,
        based_on=number_of(request.POST.get("version", "")) or 0,
        page=request.POST.get("page", "")[:64],
    )


def _acted(request: HttpRequest, found: Draft) -> HttpResponse:
    act, _colon, what = request.POST.get("act", "save").partition(":")
    payload, anchor = payload_of(request.POST), ""
    if act == "add" and what in ENTRIES:
        payload, number = with_entry(payload, what)
        anchor = f"?new={what}-{number}#{what}-{number}"
    elif act == "remove":
        group, _colon, number_text = what.partition(":")
        payload = without_entry(payload, group, number_text)
        anchor = f"#{group}"
    try:
        saved = _save(request, found, payload)
    except DraftClosed:
        return go(request, reverse("intake:drafts"))
    if saved.conflict or act == "compare":
        return go(request, f"{reverse('intake:draft-both', args=[found.public_id])}?mine={saved.version}")
    if act == "submit":
        return _submitted(request, found, payload, saved.version)
    if act == "save":
        messages.success(request, _("The draft is saved. It waits for you in the list of drafts."))
    return redirect(f"{reverse('intake:draft', args=[found.public_id])}{anchor}")


def _submitted(request: HttpRequest, found: Draft, payload: Payload, version: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        report = submit_draft(viewer, found, payload)
    except FormProblems as problems:
        form = ReportForm(payload, circles_for_reports(viewer))
        form.mark(problems.errors)
        return _page(request, found, form, version, status=422)
    messages.success(request, _("The report is in. What it says can be found now."))
    return redirect("intake:report", report.public_id)


def _place_note(key: str) -> str:
    """Which place was chosen, told from its namesakes; nothing when none was."""
    chosen = place_for(key) if key else None
    language = get_language() or "en"
    return f"{isolate(chosen.name(language))}: {about(chosen, language)}" if chosen else ""


def _page(
    request: HttpRequest, found: Draft, form: ReportForm, version: int, *, status: int = 200
) -> HttpResponse:
    context = {
        "draft": found,
        "form": form,
        "groups": list(form.groups()),
        "version": version,
        "page": request.POST.get("page") or secrets.token_hex(8),
        "new": request.GET.get("new", ""),
        "words": WORDS,
        "schemes": schemes(),
        "place_note": _place_note(form.payload.get("place_key", "")),
    }
    return TemplateResponse(request, "intake/draft.html", context, status=status)
