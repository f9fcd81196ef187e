"""What I took: one's own exports and downloads, so that everybody can account for what he carries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from manara.foundation.access import SIGNED_IN, allow
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import viewer_of
from manara.foundation.queries.takings import takings_of


@require_GET
@allow(policy=SIGNED_IN)
def takings(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    viewer = viewer_of(request)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    found = takings_of(viewer, before=before)
    for kind in dict.fromkeys(each.kind for row in found.rows for each in row.things):
        ids = dict.fromkeys(each.public_id for row in found.rows for each in row.things if each.kind == kind)
        record(viewer, AuditVerb.LIST, kind, ids, fields=["title"])
    return TemplateResponse(request, "foundation/takings.html", {"found": found, "first": before is None})
