"""The list of cases, and the page that opens one."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.cases.actions.open_case import CircleTaken, open_case
from manara.cases.forms.case import OpenForm
from manara.cases.models import Family, State
from manara.cases.pages.frame import viewer_of
from manara.cases.queries.listing import ORDERS, Filters, cases_for, counts_by_family
from manara.cases.queries.people import circles_without_case
from manara.foundation.access import Ability, allow

NARROWING = ("family", "state", "mine", "late", "sort")


@allow(Ability.WORK_CASES)
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that the viewer may see."""
    viewer = viewer_of(request)
    asked = {name: value for name, value in request.GET.dict().items() if value and name in NARROWING}
    filters = Filters(
        family=_one_of(asked.get("family"), Family.values),
        state=_one_of(asked.get("state"), State.values),
        mine="mine" in asked,
        late="late" in asked,
    )
    order = _one_of(asked.get("sort"), ORDERS) or "changed"
    page = cases_for(
        viewer, filters, order=order, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    counts = counts_by_family()
    context = {
        "page": page,
        "filters": filters,
        "sorts": _sorts(order),
        "families": [(family, label, counts[family]) for family, label in Family.choices],
        "states": State.choices,
        "previous": f"?{urlencode({**asked, 'before': page.before})}" if page.before else "",
        "next": f"?{urlencode({**asked, 'after': page.after})}" if page.after else "",
        "may_open": viewer.may(Ability.SHARE),
        "today": timezone.localdate(),
        "me": viewer.user_id,
    }
    return TemplateResponse(request, "cases/list.html", context)


def _one_of(value: object, known: Collection[str]) -> str:
    """A word of an address if it is one of those known, else none."""
    return value if isinstance(value, str) and value in known else ""


def _sorts(here: str) -> list[tuple[str, str, bool]]:
    labels = {"changed": _("Latest first"), "opened": _("Newest first"), "number": _("Number"), "title": _("Title")}
    return [(key, labels[key], key == here) for key in ORDERS]


@allow(Ability.WORK_CASES)
def new(request: HttpRequest) -> HttpResponse:
    """Opens a case."""
    viewer = viewer_of(request)
    form = OpenForm(request.POST or None, circles_without_case(viewer.kept_circles) if viewer.may(Ability.SHARE) else [])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            case, _viewer = open_case(
                viewer, number=given["number"], title=given["title"], family=given["family"], reason=given["reason"],
                circle=form.chosen_circle(),
            )  # fmt: skip
        except CircleTaken:
            form.add_error("circle", _("Somebody has made a case of this circle meanwhile; it is in the list."))
        else:
            messages.success(request, _("The case is open, and you lead it."))
            return redirect("cases:case", case.public_id)
    return TemplateResponse(request, "cases/new.html", {"form": form, "may_open": viewer.may(Ability.SHARE)})
