"""One comment with its history; its author corrects it or takes it back here."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access.abilities import Ability
from manara.foundation.access.guard import allow
from manara.foundation.access.refusal import Hidden
from manara.foundation.actions.correct_comment import CorrectedMeanwhile, correct_comment, withdraw_comment
from manara.foundation.engine.comment_text import LONGEST
from manara.foundation.models import Comment
from manara.foundation.pages.asking import reason_of, viewer_of
from manara.foundation.pages.comments import REFUSED, why_not
from manara.foundation.queries.comments import comment_of, said, versions_of
from manara.foundation.subjects import named


@require_GET
@allow(Ability.COMMENT)
def comment(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The comment and each version of it."""
    return _page(request, comment_of(viewer_of(request), public_id))


@require_POST
@allow(Ability.COMMENT)
def correct(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Writes a new version of one's own comment."""
    viewer = viewer_of(request)
    found = _own(request, public_id)
    text, number = request.POST.get("text", ""), request.POST.get("number", "")
    try:
        correct_comment(viewer, found, text, number=_version(number))
    except CorrectedMeanwhile:
        return _page(request, found, draft=text, problem=_("You corrected it elsewhere meanwhile. Compare, and send again."))
    except REFUSED as problem:
        return _page(request, found, draft=text, problem=why_not(problem))
    messages.success(request, _("The comment is corrected. What it said before stays in its history."))
    return redirect(f"{named(viewer, found.subject_kind, found.subject_id).url}#comment-{public_id}")


@require_POST
@allow(Ability.COMMENT)
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Takes one's own comment back."""
    viewer = viewer_of(request)
    found = _own(request, public_id)
    reason = reason_of(request)
    if reason is None:
        return redirect("foundation:comment", public_id)
    withdraw_comment(viewer, found, reason=reason)
    messages.success(request, _("The comment is withdrawn."))
    return redirect(f"{named(viewer, found.subject_kind, found.subject_id).url}#comment-{public_id}")


def _version(text: str) -> int:
    """The version that a form writes; 0, which none is, for what is no number. Python reads none of thousands of digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _own(request: HttpRequest, public_id: uuid.UUID) -> Comment:
    viewer = viewer_of(request)
    found = comment_of(viewer, public_id)
    if found.author_id != viewer.user_id:
        raise Hidden
    return found


def _page(request: HttpRequest, found: Comment, *, draft: str | None = None, problem: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    (now,) = said(viewer, [found])
    versions = versions_of(viewer, found)
    context = {
        "said": now,
        "subject": named(viewer, found.subject_kind, found.subject_id),
        "versions": versions[::-1],
        "next_number": len(versions) + 1,
        "draft": now.text if draft is None else draft,
        "problem": problem,
        "longest": LONGEST,
    }
    return TemplateResponse(request, "foundation/comments/one.html", context)
