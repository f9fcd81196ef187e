"""Takes a case along as a document, in any of the four languages; each time is recorded and bears who took it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from manara.cases import brief as briefs
from manara.cases.models import CaseOpening
from manara.cases.pages.frame import Opened, frame, opened
from manara.cases.queries import entities, reports, work
from manara.cases.queries.people import members_of
from manara.foundation.access import Ability, allow
from manara.foundation.actions.record import record
from manara.foundation.documents import render
from manara.foundation.models import Agency
from manara.foundation.models.audit import AuditVerb


@allow(Ability.EXPORT)
def brief(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Asks for the language, then sends the document."""
    it = opened(request, case, "brief")
    languages = dict(settings.LANGUAGES)
    wanted = request.POST.get("language", "")
    if request.method != "POST" or wanted not in languages:
        chosen = wanted if wanted in languages else it.viewer.language
        return TemplateResponse(
            request, "cases/brief.html", frame(it, "case", part_of_case=True, languages=list(settings.LANGUAGES), chosen=chosen)
        )
    with translation.override(wanted):
        agency = Agency.objects.get(pk=it.viewer.agency_id).name
        document = briefs.brief(
            it.viewer, material(it), language=wanted, taken_at=timezone.localtime(), agency=agency
        )
        content = render(document)
    answer = HttpResponse(content, content_type="application/pdf")
    # No number of a case in a file's name: it lies in the folder of downloads for everybody to see.
    answer["Content-Disposition"] = f'attachment; filename="manara-case-{timezone.localdate():%Y-%m-%d}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def material(it: Opened) -> briefs.Material:
    """What the viewer may see of the case; that it is taken along is recorded, with all reports and things in it."""
    rows = list(reports.all_of(it.audiences).reverse()[: briefs.MOST_REPORTS])
    reports.named(rows)
    things = entities.entities_of(
        it.viewer, it.case, scope=it.scope, audiences=it.audiences, size=briefs.MOST_THINGS
    )
    record(it.viewer, AuditVerb.EXPORT, "case", [it.case.public_id], fields=["pdf"], audience=it.case.audience_id)
    record(it.viewer, AuditVerb.EXPORT, "report", [report.public_id for report in rows])
    record(it.viewer, AuditVerb.EXPORT, "entity", [thing.public_id for thing in things])
    opening = CaseOpening.objects.filter(case=it.case).order_by("pk").first()
    return briefs.Material(
        case=it.case,
        opened_because=opening.reason if opening else "",
        members=members_of(it.case),
        tasks=list(work.open_tasks(it.case)[: work.MOST]),
        decisions=work.decisions_of(it.scope),
        elements=work.elements_of(it.scope),
        things=sorted(things, key=lambda each: (each.schema != "Person", each.schema)),
        reports=rows,
        reports_in_all=it.reports.reports,
        handling=it.reports.handling,
        conditions=" · ".join(it.reports.conditions),
    )
