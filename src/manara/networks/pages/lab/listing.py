"""The list of plans, and several of them laid side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.engine.addresses import addresses_of
from manara.networks.engine.lab import curve
from manara.networks.engine.lab.question import question_of
from manara.networks.pages.lab import saying
from manara.networks.pages.lab.growth import MONTHS, growth_lines
from manara.networks.pages.lab.route import route_lines
from manara.networks.pages.namesakes import plan_apart
from manara.networks.queries import lab


@allow(Ability.WORK_CASES)
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of the viewer's circles; `?part=away` those that were put away."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    away = request.GET.get("part") == "away"
    rows = lab.listed(viewer)
    shown = [
        {"plan": row.plan, "standing": row.standing, "says": saying.standing(row.standing)} for row in rows if row.away == away
    ]
    count = sum(row.away for row in rows)
    tabs = [
        {"label": _("Plans"), "url": "?", "here": not away, "count": len(rows) - count},
        {"label": _("Those put away"), "url": "?part=away", "here": away, "count": count},
    ]
    context = {"plans": shown, "away": away, "tabs": tabs, "may_plan": viewer.may(Ability.EXPORT), "most": lab.MOST_COMPARED}
    return TemplateResponse(request, "networks/lab.html", context)


@allow(Ability.WORK_CASES)
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four plans side by side: what each asks, how good it is, its curve."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    wanted = addresses_of(request.GET.getlist("plan"))
    found = [plan_apart(viewer, lab.opened(viewer, each, part="compare")) for each in wanted[: lab.MOST_COMPARED]]
    columns: list[dict[str, Any]] = []
    curves = []
    for number, each in enumerate(found):
        told = each.main.told if each.main else {}
        of_all = each.calculation.told if each.calculation else {}
        rows = saying.forecast(told, of_all)
        curves.append(saying.curve_of(each.plan.title, rows))
        question = question_of(each.plan.question)
        route, grown = route_lines(each), growth_lines(each, question)
        in_doubt = bool(told.get("doubtful")) and "effect" in told and route is None
        columns.append(
            {
                "plan": each.plan, "standing": saying.standing(each.standing), "colour": number,
                "facts": saying.question_facts(viewer, question), "removals": len(told.get("steps", ())),
                "cost": saying.figure(sum(step["cost"] for step in told.get("steps", ()))),
                "area": saying.areas([told["area"]], of_all)[0] if "area" in told else "",
                "expected": saying.areas(told["effect"]["area"], of_all) if in_doubt else [],
                "left": saying.percent(rows[-1][0]) if rows and told.get("steps") else "", "goodness": saying.goodness(each)[0],
                "rows": [saying.percent(mean) for mean, _low, _high in rows],
                "first": [saying.name(place) for place in each.places[:5]], "has_route": route is not None,
                "chains": route["chains"] if route else "",
                "survives": [route["survives_now"], route["survives"]] if route and route["in_doubt"] else [],
                "breaks": route["steps"][-1]["breaks"] if route and route["steps"] else "",
                "grown": {months: mean for months, mean, _range in grown["scenarios"][0]["after"]}
                if grown and grown["scenarios"] else {},
            }
        )  # fmt: skip
    longest = max((len(column["rows"]) for column in columns), default=0)
    steps = [
        {"number": step, "cells": [column["rows"][step] if step < len(column["rows"]) else "" for column in columns]}
        for step in saying.shown(longest)
    ]
    labels = list(dict.fromkeys(label for column in columns for label, _value in column["facts"]))
    asked = [(label, [dict(column["facts"]).get(label, "") for column in columns]) for label in labels]
    drawing = saying.picture(curves, until=None) if any(curve_.values for curve_ in curves) else ""
    context = {
        "columns": columns, "asked": asked, "steps": steps, "picture": drawing,
        "has_route": any(column["has_route"] for column in columns),
        "in_doubt": any(column["survives"] for column in columns),
        "expected": any(column["expected"] for column in columns), "beyond": len(wanted) - len(found),
        "most": lab.MOST_COMPARED,
        "may_leave": all(each.may_leave for each in found), **saying.marks(node for each in found for node in each.nodes),
        "growth": [
            (months, [column["grown"].get(months, "") for column in columns]) for months in MONTHS
            if any(column["grown"] for column in columns)
        ],
        "legend": [
            (colour, dash, line.label)
            for colour, dash, line in zip(curve.COLOURS, curve.DASHES, curves, strict=False) if line.values
        ],
    }  # fmt: skip
    return TemplateResponse(request, "networks/lab_compare.html", context)
