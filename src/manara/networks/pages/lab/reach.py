"""Whom one can reach: for each who may be named here evidence, jurisdiction and days of work, in one table."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from manara.foundation.access import Ability, Hidden, Refused, Viewer, allow
from manara.networks.actions.estimate_reach import NoDays, estimate_reach
from manara.networks.engine.lab.feasibility import EVIDENCE, MOST_DAYS, MOST_TURNS, USUAL_DAYS, WHERE
from manara.networks.engine.lab.question import question_of
from manara.networks.engine.ties.targets import NotToBeNamed, Targets
from manara.networks.models import Evidence, Where
from manara.networks.pages import saying as chart_saying
from manara.networks.pages.lab.plan import tabs
from manara.networks.queries import lab
from manara.networks.queries.graph import targets
from manara.networks.queries.lab_network import Estimate, estimates_of, graph_for, may_read

#: So many are listed, those with most ties first; the others count as within reach with the usual days.
SHOWN = 40


@allow(Ability.WORK_CASES)
@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """The table, and a form that keeps it as a new estimate."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan, part="reach")
    question = question_of(found.plan.question)
    if not may_read(viewer, question):
        if request.method == "POST":
            raise Hidden
        context = {"found": found, "plan": found.plan, "tabs": tabs(found, "reach"), "rows": [], "reads": False}
        return TemplateResponse(request, "networks/lab_reach.html", context)
    people = targets(graph_for(viewer, question, part="reach"))
    before = lab.feasibility_of(found.plan)
    known = estimates_of(people, before)
    wrong = ""
    if request.method == "POST":
        if not viewer.may(Ability.EXPORT):
            raise Refused(Ability.EXPORT)
        try:
            estimates = {**known, **_sent(request.POST)}
            estimate_reach(viewer, found.plan, people, estimates)
        except (NoDays, ValueError, KeyError) as problem:
            if isinstance(problem, NotToBeNamed):
                wrong = _("Somebody of the table is not in it any more. Look at it again.")
            else:
                limits = {"most": MOST_DAYS, "turns": MOST_TURNS}
                wrong = _("Give whole days, from 1 to %(most)s, and turns from 1 to %(turns)s or none.") % limits
        else:
            messages.success(request, _("Kept. Work the plan out anew so that it counts."))
            return redirect("networks:plan", plan)
    rows = _rows(people, known)
    context = {
        "found": found, "plan": found.plan, "tabs": tabs(found, "reach"), "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "evidence": Evidence.choices, "where": Where.choices, "usual": USUAL_DAYS, "most": MOST_DAYS, "turns": MOST_TURNS,
        "before": before,
        "factors": [*((Evidence(key).label, value) for key, value in EVIDENCE.items()),
                    *((Where(key).label, value) for key, value in WHERE.items())],
        "may_plan": viewer.may(Ability.EXPORT), "wrong": wrong, "reads": True,
    }  # fmt: skip
    return TemplateResponse(request, "networks/lab_reach.html", context, status=422 if wrong else 200)


def _rows(people: Targets, known: Mapping[uuid.UUID, Estimate]) -> list[dict[str, Any]]:
    ties: dict[str, int] = {}
    for one, other, _probability in people.people.pairs():
        for name in (one, other):
            ties[name] = ties.get(name, 0) + 1
    nodes = {str(person.public_id): person for person in people.people.persons}
    ranked = people.ranked({name: float(count) for name, count in ties.items()})
    rows = []
    for name, count in ranked:
        node = nodes[name]
        said = known.get(node.public_id)
        rows.append(
            {
                "key": name, "name": chart_saying.name_of(node), "url": reverse("resolution:entity", args=[node.public_id]),
                "ties": int(count), "evidence": said.evidence if said else Evidence.STRONG,
                "where": said.where if said else Where.HERE,
                "days": said.days if said else USUAL_DAYS, "turn": said.turn if said and said.turn else "",
            }
        )  # fmt: skip
    return rows


def _sent(sent: QueryDict) -> dict[uuid.UUID, Estimate]:
    """What was entered; a row that stands as nobody entered anything is left out."""
    found = {}
    for key in sent.getlist("person")[:SHOWN]:
        evidence, where, days = (str(sent[f"{field}-{key}"]) for field in ("evidence", "where", "days"))
        turn = str(sent.get(f"turn-{key}", "")).strip()
        found[uuid.UUID(key)] = Estimate(Evidence(evidence), Where(where), int(days), int(turn) if turn else None)
    return found
