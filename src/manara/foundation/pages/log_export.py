"""The log as a file for a spreadsheet: what the filter leaves, without sealed details, recorded like every export."""

from __future__ import annotations

import csv
import io
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from manara.foundation.actions.record import record
from manara.foundation.engine.spreadsheet_cells import inert
from manara.foundation.models import AuditEvent
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import viewer_of
from manara.foundation.pages.log import auditors
from manara.foundation.pages.log_forms import LogForm
from manara.foundation.queries.log import events

# A file that a spreadsheet still opens; a longer log is exported a stretch of days at a time.
MOST = 50_000
HEADER = (
    "time", "actor", "verb", "object type", "object count", "object numbers", "fields", "purpose", "request", "event",
    "sealed detail", "token",
)  # fmt: skip


@auditors
def export(request: HttpRequest) -> HttpResponse:
    """One CSV in UTF-8 with a byte order mark. A wrong filter exports nothing but leads back to where it is explained."""
    form = LogForm(request.GET)
    if not form.is_valid():
        return redirect(f"/log/?{request.GET.urlencode()}")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    count = 0
    for event in islice(events(form.narrowed).iterator(chunk_size=2000), MOST):
        writer.writerow([inert(cell) for cell in _cells(event)])
        count += 1
    record(viewer_of(request), AuditVerb.EXPORT, "audit-event", count=count, detail=request.GET.urlencode()[:2000])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-log-{timezone.localtime():%Y%m%d-%H%M}.csv"'
    response["X-Truncated"] = "yes" if count == MOST else "no"
    return response


def _cells(event: AuditEvent) -> list[str]:
    return [
        event.at.isoformat(timespec="milliseconds"), event.actor_code, event.verb, event.object_type,
        str(event.object_count), " ".join(map(str, event.object_ids)), " ".join(event.fields), event.purpose,
        str(event.request_id or ""), str(event.public_id), "yes" if event.has_detail else "no",  # type: ignore[attr-defined]
        str(event.token or ""),
    ]  # fmt: skip
