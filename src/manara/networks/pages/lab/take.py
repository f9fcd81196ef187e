"""Takes a plan out of the node: a brief or a table; only once its harm check is signed, marked, and all in it recorded."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from manara.exchange.engine import plain_table
from manara.exchange.engine.marks import Marks, file_name
from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.documents import render
from manara.networks.actions.refusals import NotSigned
from manara.networks.actions.take_plan import take_plan
from manara.networks.engine.graph import strictest
from manara.networks.lab_brief import brief
from manara.networks.pages.lab.plan import context, tabs
from manara.networks.queries import lab
from manara.networks.queries.lab import Opened
from manara.resolution.forms.take import CSV, PDF, TakeForm
from manara.resolution.queries.marks import marks_for

_PDF = gettext_lazy("Brief (PDF): the order, why each step, and the signed harm check")
_CSV = gettext_lazy("Table (CSV): the order and what is left after each step")
_GROWTH = gettext_lazy("Table (CSV): what will probably grow back, month by month")
GROWTH = "growth"


@allow(Ability.EXPORT)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """The page that asks in which form and why; with a form chosen, the file."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan, part="take-along")
    asked = request.method == "POST"
    form = TakeForm(request.POST if asked else None, offered=(PDF, CSV), language=viewer.language, purpose=viewer.purpose)
    form.fields["format"].choices = [(PDF, _PDF), (CSV, _CSV), *_growth(found)]  # type: ignore[attr-defined]
    marks = marks_of(viewer, found)
    if asked and form.is_valid():
        chosen = form.cleaned_data
        told = replace(viewer, language=chosen["language"], purpose=chosen["purpose"])
        if marks.restricted and not chosen["confirmed"]:
            form.not_confirmed()
        else:
            try:
                with translation.override(chosen["language"]):
                    return _file(told, lab.opened(told, plan, part="take-along"), chosen["format"])
            except NotSigned:
                form.add_error(None, _("A plan leaves the node only once a second person signed the harm check of this order."))
    told_all = {
        "form": form, "marks": marks, "handling": marks.handling, "restricted": marks.restricted, "code": marks.code,
        "conditions": marks.beside,
        "found": found, "plan": found.plan, "tabs": tabs(found, ""),
    }  # fmt: skip
    return TemplateResponse(request, "networks/lab_take.html", told_all, status=422 if asked else 200)


def _file(viewer: Viewer, found: Opened, form: str) -> HttpResponse:
    marks, told = marks_of(viewer, found), context(viewer, found)
    if form == PDF:
        content, suffix, media = render(brief(told, marks)), ".pdf", "application/pdf"
    else:
        rows = months(told, marks) if form == GROWTH else table(told, marks)
        content, suffix, media = rows, ".csv", "text/csv; charset=utf-8"
    name = file_name(marks, "plan-growth" if form == GROWTH else "plan", suffix)
    take_plan(viewer, found, form, name=name, content=content)
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def table(told: dict[str, Any], marks: Marks) -> bytes:
    """The order as a table, with its marks behind each row."""
    header = [
        _("Step"), _("Wave"), _("Who"), _("Told apart by"), _("Why"), _("Days"), _("Not before wave"), _("Expected"), "P10",
        "P90",
        *([_("Chains side by side"), _("Breaks at")] if told["route"] else []),
    ]  # fmt: skip
    rows = []
    for line in told["steps"]:
        number = line["number"]
        share = told["rows"][number] if number < len(told["rows"]) else ()
        figures = [*(f"{each:.4f}" for each in share), "", "", ""][:3]
        cost = line["place"].told.get("cost", "")
        waits = str(line["not_before"] or "")
        who = (line["name"].text, " · ".join(line["name"].apart))
        row = [str(number), str(line["wave"] or ""), *who, line["why"], str(cost), waits, *figures]
        if told["route"]:
            after = told["route"]["steps"][number]
            row += [f"{after['many']:g}", str(after["breaks"])]
        rows.append(row)
    return b"".join(plain_table.write(header, rows, marks))


def months(told: dict[str, Any], marks: Marks) -> bytes:
    """What will probably grow back, a row for each scenario and month, in shares of the people at first."""
    rows = [
        [str(scenario["label"]), str(month), *(f"{row[at]:.4f}" for at in (0, 1, 3))]
        for scenario in told["growth"]["scenarios"] for month, row in enumerate(scenario["rows"])
    ]  # fmt: skip
    return b"".join(plain_table.write([_("Scenario"), _("Month"), _("Expected"), "P10", "P90"], rows, marks))


def _growth(found: Opened) -> list[tuple[str, Any]]:
    """The table of what grows back, where there is one."""
    return [(GROWTH, _GROWTH)] if found.growth is not None and found.growth.told["scenarios"] else []


def marks_of(viewer: Viewer, found: Opened) -> Marks:
    """The strictest of all whom the plan names."""
    return marks_for(viewer, strictest(found.nodes))
