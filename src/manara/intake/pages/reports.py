"""The list of reports that a person may read."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from manara.foundation.access import Ability, allow
from manara.intake.forms.filters import FilterForm
from manara.intake.pages.asking import viewer_of
from manara.intake.queries.drafts import drafts_of
from manara.intake.queries.reports import agencies_with_reports, reports_for


@allow(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asked = {name: value for name, value in request.GET.items() if value and name not in ("after", "before")}
    form = FilterForm(asked, agencies_with_reports() if viewer.may(Ability.READ_REPORTS) else [])
    filters = form.filters()
    page = reports_for(
        viewer, filters, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "form": form,
        "narrowed": filters.any,
        "page": page,
        "previous": f"?{urlencode({**asked, 'before': page.before})}" if page.before else "",
        "next": f"?{urlencode({**asked, 'after': page.after})}" if page.after else "",
        "reads_all": viewer.may(Ability.READ_REPORTS),
        "writes": viewer.may(Ability.WRITE_REPORTS),
        "imports": viewer.may(Ability.IMPORT),
    }
    return TemplateResponse(request, "intake/reports.html", context)


@allow(Ability.WRITE_REPORTS)
def drafts(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    return TemplateResponse(
        request, "intake/drafts.html", {"drafts": drafts_of(viewer), "me": viewer.user_id}
    )
