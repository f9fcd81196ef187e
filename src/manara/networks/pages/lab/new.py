"""A new plan: which network, what is aimed at, with what means; also from another plan with something changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from manara.foundation.access import Ability, Refused, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.intake.queries.circles import circles_for_reports
from manara.networks.actions.draft_plan import draft_plan_once
from manara.networks.engine.lab.question import question_of
from manara.networks.engine.which import which_of
from manara.networks.forms.lab import PlanForm, initial_of
from manara.networks.models import Plan
from manara.networks.pages.which import asked_anew, chosen_places
from manara.networks.queries import lab, measured, saved
from manara.networks.queries.lab_network import graph_for


@allow(Ability.WORK_CASES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`?from=` begins with the question of another plan, `?measured=` with the network of measures, `?chart=` with a kept chart
    and `?circle=` with a circle."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    before = _before(request.GET.get("from", ""))
    circles = circles_for_reports(viewer)
    initial: dict[str, Any] = {}
    if before:
        question = question_of(before.question)
        initial = initial_of(question) | asked_anew(viewer, question) | {"title": before.title}
    elif known := address_of(request.GET.get("measured", "")):
        initial = asked_anew(viewer, which_of(measured.measuring_of(viewer, known).which))
    for kind in ("chart", "circle"):
        if request.GET.get(kind):
            initial["source"] = f"{kind}:{request.GET[kind]}"
    form = PlanForm(request.POST or None, circles, saved.listed(viewer, most=50), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        places = chosen_places(viewer, form)
        if form.is_valid():
            question = form.question(places)
            graph_for(viewer, question)  # what isn't his is no network to plan on
            made = draft_plan_once(viewer, question, title=given["title"], circle=form.chosen_circle(), grew_from=before)
            return redirect("networks:plan", made.public_id)
    context = {"form": form, "before": before}
    return TemplateResponse(request, "networks/lab_new.html", context, status=422 if form.errors else 200)


def _before(text: str) -> Plan | None:
    address = address_of(text)
    return lab.plan_of(address) if address else None
