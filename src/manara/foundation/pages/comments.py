"""Comments on one thing: read, written, answered; without a script as a page of their own, with one as a part of any page."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access.abilities import Ability
from manara.foundation.access.guard import allow
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.draft_comment import draft_comment
from manara.foundation.actions.record import record
from manara.foundation.actions.write_comment import NotMentionable, TakenBack, write_comment
from manara.foundation.engine.addresses import address_of
from manara.foundation.engine.comment_text import LONGEST, NothingWritten, NotStorable, TooMuchWritten
from manara.foundation.engine.scripts import tidy
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import viewer_of
from manara.foundation.queries.colleagues import suggested
from manara.foundation.queries.comments import talk_about
from manara.foundation.subjects import Named, named

REFUSED = (NothingWritten, TooMuchWritten, NotStorable, NotMentionable, TakenBack)


@allow(Ability.COMMENT)
def comments_on(request: HttpRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    """All comments on a thing (GET), or one more of them (POST)."""
    viewer = viewer_of(request)
    subject = named(viewer, kind, public_id)
    if request.method != "POST":
        return _page(request, subject, {})
    parent = address_of(request.POST.get("parent", ""))
    text = request.POST.get("text", "")
    token = address_of(request.POST.get("token", "")) or uuid.uuid4()
    try:
        written = write_comment(viewer, kind, public_id, text, token=token, parent=parent)
    except REFUSED as problem:
        # What was typed stays in the form, to be mended.
        refused = {"draft": text, "problem": why_not(problem), "problem_under": parent, "token": token}
        return _part(request, viewer, subject, refused) if "HX-Request" in request.headers else _page(request, subject, refused)
    if "HX-Request" in request.headers:
        return _part(request, viewer, subject, {"told": _("Your comment is there."), "newest": written.public_id})
    return redirect(f"{_way_back(request, subject)}#comment-{written.public_id}")


@require_GET
@allow(Ability.COMMENT)
def colleagues(request: HttpRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    """Whom a comment on this thing may mention, as far as was typed: code and agency, and nobody else."""
    viewer = viewer_of(request)
    subject = named(viewer, kind, public_id)
    found = suggested(viewer, subject.audience, tidy(request.GET.get("q", "")))
    people = User.objects.filter(code__in=[each.code for each in found]).values_list("public_id", flat=True)
    record(viewer, AuditVerb.LIST, "user", people)
    return JsonResponse({"colleagues": [{"code": each.code, "agency": each.agency} for each in found]})


@require_POST
@allow(Ability.COMMENT)
def save_draft(request: HttpRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    """Keeps what is being typed, for its writer alone."""
    viewer = viewer_of(request)
    subject = named(viewer, kind, public_id)
    token = address_of(request.POST.get("token", "")) or uuid.uuid4()
    parent = address_of(request.POST.get("parent", ""))
    draft_comment(viewer, kind, subject.public_id, request.POST.get("text", ""), token=token, parent=parent)
    return JsonResponse({"sentence": _("Draft saved.")})


def why_not(problem: Exception) -> str:
    """Why a comment was not taken, as its writer is told; of a mention not whom it was about, nor why."""
    match problem:
        case NotMentionable():
            return _("Someone you mention may not see this; no one was told. Check the codes.")
        case TooMuchWritten():
            over = int(problem.args[0]) - LONGEST
            return ngettext(
                "The comment is %(over)s character too long: at most %(longest)s.",
                "The comment is %(over)s characters too long: at most %(longest)s.",
                over,
            ) % {"over": over, "longest": LONGEST}
        case NotStorable():
            return _("The comment holds a character that can't be kept. Take it out and send again.")
        case TakenBack():
            return _("What you comment on was taken back meanwhile: nothing is added to it any more.")
    return _("Write something first.")


def _part(request: HttpRequest, viewer: Viewer, subject: Named, more: dict[str, Any]) -> HttpResponse:
    whole = request.POST.get("whole") == "1"
    talk = talk_about(viewer, subject.kind, subject.public_id, whole=whole)
    context = {**context_of(subject.kind, subject.public_id), "talk": talk, "whole": whole, **more}
    context["handling"] = "" if whole else subject.handling
    return TemplateResponse(request, "foundation/comments/body.html", context)


def _page(request: HttpRequest, subject: Named, more: dict[str, Any]) -> HttpResponse:
    viewer = viewer_of(request)
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    talk = talk_about(viewer, subject.kind, subject.public_id, page=page, whole=True)
    record(viewer, AuditVerb.READ, subject.kind, [subject.public_id], fields=["title"], audience=subject.audience)
    context = {**context_of(subject.kind, subject.public_id), "talk": talk, "whole": True, "subject": subject, **more}
    return TemplateResponse(request, "foundation/comments/page.html", context)


def _way_back(request: HttpRequest, subject: Named) -> str:
    if request.POST.get("whole") == "1":
        return reverse(f"foundation:comments-on-{subject.kind}", args=[subject.public_id])
    return subject.url


def context_of(kind: str, public_id: uuid.UUID) -> dict[str, Any]:
    """What the form below a thing's comments needs: where it sends, who can be mentioned, and the token it sends once."""
    return {
        "send_to": reverse(f"foundation:comments-on-{kind}", args=[public_id]),
        "save_to": reverse(f"foundation:draft-on-{kind}", args=[public_id]),
        "suggest_from": reverse(f"foundation:colleagues-on-{kind}", args=[public_id]),
        "token": uuid.uuid4(),
        "longest": LONGEST,
    }
