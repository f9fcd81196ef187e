"""Takes a chart out of the node as it stands: a document or tables for i2; asked how and why, marked, all in it recorded."""

from __future__ import annotations

import json
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from manara.exchange.engine import i2 as tables
from manara.exchange.engine.marks import Marks, file_name
from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.documents import render
from manara.foundation.engine.handling import ruling
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.networks.brief import brief
from manara.networks.engine.graph import strictest
from manara.networks.i2 import for_i2
from manara.networks.pages import asking
from manara.networks.pages.standing import Standing, sent_state, standing
from manara.resolution.actions.take_along import take_along
from manara.resolution.forms.take import I2, PDF, TakeForm
from manara.resolution.queries.marks import marks_for

_PDF = gettext_lazy("Document (PDF): the picture as it stands, with every tie and who says it")


@allow(Ability.EXPORT)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The page that asks in which form and why; with a form chosen, the file."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        state = sent_state(request)
    except asking.Unreadable as problem:
        return asking.refused(problem)
    if not state.places:
        raise Hidden
    asked = "format" in request.POST
    data = request.POST if asked else None
    form = TakeForm(data, offered=(PDF, I2), language=viewer.language, purpose=viewer.purpose)
    form.fields["format"].choices = [(PDF, _PDF), *list(form.fields["format"].choices)[1:]]  # type: ignore[attr-defined]
    title = tidy(request.POST.get("title", ""))[:200]
    if asked and form.is_valid():
        chosen = form.cleaned_data
        told = replace(viewer, language=chosen["language"], purpose=chosen["purpose"])
        with translation.override(chosen["language"]):
            now = standing(told, state, verb=AuditVerb.READ, part="take-along")
            marks = _marks(told, now)
            if not marks.restricted or chosen["confirmed"]:
                return _file(told, now, marks, chosen["format"], title)
        form.not_confirmed()
    else:
        marks = _marks(viewer, standing(viewer, state, verb=AuditVerb.READ, part="take-along"))
    context = {
        "form": form, "marks": marks, "handling": marks.handling, "restricted": marks.restricted, "code": marks.code,
        "state": json.dumps(state.written()), "title": title, "count": len(state.places),
    }  # fmt: skip
    return TemplateResponse(request, "networks/take.html", context, status=422 if asked else 200)


def _file(viewer: Viewer, now: Standing, marks: Marks, form: str, title: str) -> HttpResponse:
    if form == PDF:
        content, suffix, media = render(brief(now, marks, title=title)), ".pdf", "application/pdf"
    else:
        content, suffix, media = tables.package(*for_i2(now), marks), ".i2.zip", "application/zip"
    name = file_name(marks, "chart", suffix)
    reports = [report.public_id for bond in now.bonds for report in bond.tie.reports]
    entities = [address for node in now.nodes.values() for address in node.others]
    take_along(viewer, form, entities, reports, name=name, content=content)
    return HttpResponse(
        content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _marks(viewer: Viewer, now: Standing) -> Marks:
    """The strictest of all that the chart and the reports behind its ties bear."""
    reports = {report.id: report for bond in now.bonds for report in bond.tie.reports}.values()
    behind = [(report.handling, report.tlp, (report.conditions,)) for report in reports]
    return marks_for(viewer, ruling([strictest(now.nodes.values()), *behind]))
