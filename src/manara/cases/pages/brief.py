"""Takes a case along as a document in any of the four languages: asked why, marked by all it names, all in it recorded."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy

from manara.cases import brief as briefs
from manara.cases.pages.frame import Opened, frame, opened
from manara.cases.queries import entities, reports, work
from manara.cases.queries.finding import opened_because
from manara.cases.queries.people import members_of
from manara.exchange.engine.marks import file_name
from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.actions.record import record
from manara.foundation.documents import render
from manara.foundation.models.audit import AuditVerb
from manara.intake.queries.reports import name_untitled
from manara.resolution.actions.take_along import take_along
from manara.resolution.forms.take import PDF, TakeForm
from manara.resolution.queries.marks import marks_for

_PDF = gettext_lazy(
    "A PDF of what you may see of the case: its tasks, decisions, persons and things, and its reports with source, grade "
    "and handling code. Each page bears your code, the time and the strictest handling code."
)


@allow(Ability.EXPORT)
def brief(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The page that asks for the language and why; with an answer, the document."""
    it = opened(request, case, "brief")
    viewer, sent = it.viewer, request.POST if request.method == "POST" else None
    form = TakeForm(sent, offered=(PDF,), language=viewer.language, purpose=viewer.purpose)
    form.fields["format"].choices = [(PDF, _PDF)]  # type: ignore[attr-defined]
    if sent is not None and form.is_valid():
        chosen = form.cleaned_data
        told = replace(viewer, language=chosen["language"], purpose=chosen["purpose"])
        with translation.override(told.language):
            held = material(replace(it, viewer=told))
            if not held.marks.restricted or chosen["confirmed"]:
                return _file(told, held)
        form.not_confirmed()
    marks = material(it).marks
    conditions = marks.beside
    context = frame(it, "case", part_of_case=True, form=form, marks=marks) | {
        "handling": marks.handling, "conditions": conditions, "restricted": marks.restricted, "code": marks.code,
    }  # fmt: skip
    return TemplateResponse(request, "cases/take.html", context, status=422 if sent is not None else 200)


def material(it: Opened) -> briefs.Material:
    """What the viewer may see of the case, and what rules all of it: its own reports, and those that name its things."""
    rows = list(reports.all_of(it.audiences).reverse()[: briefs.MOST_REPORTS])
    name_untitled(rows)
    things = entities.entities_of(
        it.viewer, it.case, scope=it.scope, audiences=it.audiences, size=briefs.MOST_THINGS, members=True
    )
    return briefs.Material(
        case=it.case,
        opened_because=opened_because(it.case),
        members=members_of(it.case),
        tasks=list(work.open_tasks(it.case)[: work.MOST]),
        decisions=work.decisions_of(it.scope),
        elements=work.elements_of(it.scope),
        things=sorted(things, key=lambda each: (each.schema != "Person", each.schema)),
        reports=rows,
        reports_in_all=it.reports.reports,
        marks=marks_for(it.viewer, reports.ruling_of(it.audiences, {number for each in things for number in each.named_in})),
    )


def _file(viewer: Viewer, held: briefs.Material) -> HttpResponse:
    """The document in the language now active; that it is taken along is recorded, with all reports and things in it."""
    content = render(briefs.brief(held, language=viewer.language))
    # No number of a case in a file's name: it lies in the folder of downloads for everybody to see.
    name = file_name(held.marks, "case", ".pdf")
    record(viewer, AuditVerb.EXPORT, "case", [held.case.public_id], fields=[PDF], audience=held.case.audience_id)
    taken = [address for thing in held.things for address in thing.members]
    take_along(viewer, PDF, taken, [report.public_id for report in held.reports], name=name, content=content)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
