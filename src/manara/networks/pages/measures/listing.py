"""Asks which network to measure, and lists what the viewer had measured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.jobs import progress_of
from manara.intake.queries.circles import circles_for_reports
from manara.networks.actions.measure_network import measure_network
from manara.networks.engine.which import which_of
from manara.networks.forms.which import WhichForm
from manara.networks.pages.which import asked_anew, chosen_places, which_facts
from manara.networks.queries import measured, saved


@allow(Ability.EXPORT)
@require_http_methods(["GET", "POST"])
def measurings(request: HttpRequest) -> HttpResponse:
    """`?circle=` and `?chart=` begin with a circle or a kept chart, `?from=` with what was asked before."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = measured.listed(viewer)
    circles, charts = circles_for_reports(viewer), saved.listed(viewer, most=50)
    before = next((row for row in rows if str(row.public_id) == request.GET.get("from")), None)
    initial = asked_anew(viewer, which_of(before.which)) if before else {}
    for kind in ("chart", "circle"):
        if request.GET.get(kind):
            initial["source"] = f"{kind}:{request.GET[kind]}"
    form = WhichForm(request.POST or None, circles, charts, initial=initial)
    if request.method == "POST" and form.is_valid():
        places = chosen_places(viewer, form)
        if form.is_valid():
            return redirect("networks:measuring", measure_network(viewer, form.which(places)).public_id)
    shown = [
        {"row": row, "facts": which_facts(viewer, which_of(row.which)), "going": bool(row.job and progress_of(row.job).is_open)}
        for row in rows
    ]
    context = {"form": form, "rows": shown, "asks": bool(initial) or not rows or request.method == "POST"}
    return TemplateResponse(request, "networks/measures.html", context, status=422 if form.errors else 200)
