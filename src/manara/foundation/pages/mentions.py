"""Mentions of me: what colleagues call me for, what I have read of it, and what I haven't."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access.abilities import Ability
from manara.foundation.access.guard import allow
from manara.foundation.actions.read_mention import read_all_mentions, read_mention
from manara.foundation.pages.asking import viewer_of
from manara.foundation.queries.mentions import mention_in, mentions_of, page_of, unread
from manara.foundation.subjects import named, subjects


@require_GET
@allow(Ability.COMMENT)
def mentions(request: HttpRequest) -> HttpResponse:
    """All of them, unread first, or those of one kind."""
    viewer = viewer_of(request)
    show = "unread" if request.GET.get("show") == "unread" else ""
    kind = request.GET.get("kind", "")
    kind = kind if kind in subjects() else ""
    page, lines = page_of(viewer, mentions_of(viewer, show=show, kind=kind), request.GET.get("page", ""))
    waiting = unread(viewer).count()
    context = {
        "page": page,
        "lines": lines,
        "waiting": waiting,
        "narrowed": bool(show or kind),
        "shown_kind": kind,
        "kinds": [(each.kind, each.label) for each in subjects().values()],
        "tabs": [
            {"label": _("All"), "url": "?", "here": not show, "count": ""},
            {"label": _("Unread"), "url": "?show=unread", "here": bool(show), "count": waiting or ""},
        ],
    }
    return TemplateResponse(request, "foundation/comments/mentions.html", context)


@require_POST
@allow(Ability.COMMENT)
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks all of them as read."""
    number = read_all_mentions(viewer_of(request))
    messages.success(
        request, ngettext("%(n)s mention is marked as read.", "%(n)s mentions are marked as read.", number) % {"n": number}
    )
    return redirect("foundation:mentions")


@require_POST
@allow(Ability.COMMENT)
def open_mention(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Marks one as read and goes where it was written, or stays."""
    viewer = viewer_of(request)
    mention = mention_in(viewer, public_id)
    read_mention(viewer, mention)
    if request.POST.get("stay"):
        return redirect("foundation:mentions")
    comment = mention.comment
    return redirect(f"{named(viewer, comment.subject_kind, comment.subject_id).url}#comment-{public_id}")
