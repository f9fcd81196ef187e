"""The audit log, for auditors: who did or read what, when and for what purpose; reading it is in it, too."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from manara.foundation import audit
from manara.foundation.access import Ability, allow
from manara.foundation.actions.record import record
from manara.foundation.actions.unseal_detail import unseal_detail
from manara.foundation.keys import Unsealable
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import ReasonForm, viewer_of
from manara.foundation.pages.log_forms import LogForm
from manara.foundation.queries import log_days
from manara.foundation.queries.log import Narrowed, event_of, stretch, token_of
from manara.foundation.queries.log_words import GROUPS

auditors = allow(Ability.READ_LOG, content=False)
SHOWN_DAYS = 30
MOST_DAYS = 366


@auditors
def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first."""
    form = LogForm(request.GET or None)
    narrowed = form.narrowed if form.is_bound else Narrowed()
    refused = form.is_bound and not form.is_valid()
    found = None if refused else stretch(narrowed, before=_key(request, "before"), after=_key(request, "after"))
    listed = [event.public_id for event in found.events] if found else []
    record(viewer_of(request), AuditVerb.LIST, "audit-event", count=len(listed), detail=request.GET.urlencode()[:2000])
    context = {"form": form, "found": found, "seal": audit.summary(), "is_narrowed": form.is_bound and form.is_used}
    return TemplateResponse(request, "foundation/log/log.html", context)


@auditors
def of_request(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """All that one request did."""
    found = stretch(Narrowed(request_id=request_id))
    record(viewer_of(request), AuditVerb.LIST, "audit-event", count=len(found.events), detail=f"request {request_id}")
    return TemplateResponse(request, "foundation/log/request.html", {"found": found, "number": request_id})


@auditors
def event(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One event; its sealed detail is shown once, in the answer to a sent reason."""
    viewer = viewer_of(request)
    found = event_of(public_id)
    form, detail = ReasonForm(request.POST or None), None
    if request.method == "POST" and found.sealed_detail is not None and form.is_valid():
        try:
            detail = unseal_detail(viewer, found, reason=form.cleaned_data["reason"])
        except Unsealable:
            messages.error(request, _("This detail can't be opened: it was changed, or sealed with another key."))
            return redirect("foundation:event", public_id)
    else:
        record(viewer, AuditVerb.READ, "audit-event", [found.public_id])
    context = {"event": found, "token": token_of(found), "form": form, "detail": detail}
    return TemplateResponse(request, "foundation/log/event.html", context)


@auditors
def days(request: HttpRequest) -> HttpResponse:
    """Events by day and kind of deed, as a picture and as a table."""
    form = LogForm(request.GET or None)
    narrowed = form.narrowed if form.is_bound else Narrowed()
    last = narrowed.last or timezone.localdate()
    first = max(narrowed.first or last - timedelta(days=SHOWN_DAYS - 1), last - timedelta(days=MOST_DAYS - 1))
    counted = log_days.days(min(first, last), last)
    record(viewer_of(request), AuditVerb.LIST, "audit-event", count=sum(day.total for day in counted), fields=["at", "verb"])
    sums = [sum(day.counts[place] for day in counted) for place in range(len(GROUPS))]
    context = {
        "days": counted,
        "bars": log_days.bars(counted, from_the_right=get_language_bidi()),
        "groups": [(label, colour, total) for (_key, label, colour, _verbs), total in zip(GROUPS, sums, strict=True)],
        "highest": max((day.total for day in counted), default=0),
        "total": sum(sums),
        "first": counted[0].day,
        "last": counted[-1].day,
        "width": log_days.WIDTH,
        "height": log_days.HEIGHT,
        "form": form,
    }
    return TemplateResponse(request, "foundation/log/days.html", context)


def _key(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
