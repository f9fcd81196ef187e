"""The page of a plan: the order with why each step, its curve, how good it is, what if one isn't reached, what to find out."""

from __future__ import annotations

import math
import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access import Ability, Viewer, allow
from manara.networks.actions.put_plan_away import put_plan_away
from manara.networks.actions.work_out import AtWork, NotHisReports, stop_working, work_out
from manara.networks.engine.lab import curve
from manara.networks.engine.lab.question import question_of
from manara.networks.pages.at_work import at_work
from manara.networks.pages.lab import saying
from manara.networks.pages.lab.growth import growth_lines
from manara.networks.pages.lab.order import step_lines, wave_starts
from manara.networks.pages.lab.route import route_lines
from manara.networks.pages.namesakes import plan_apart
from manara.networks.queries import lab
from manara.networks.queries.lab import Opened, Standing
from manara.networks.queries.lab_network import may_read

#: So many steps stand on the page at once; the others are folded beneath them.
SHOWN: Final = 7


@allow(Ability.WORK_CASES)
@require_GET
def plan(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """One plan as it stands."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan)
    return TemplateResponse(request, "networks/lab_plan.html", context(viewer, found))


@allow(Ability.WORK_CASES)
@require_GET
def progress(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """How far the work is; once it ended, the whole page is asked for anew."""
    found = lab.plan_of(plan)
    newest = lab.calculation_of(found)
    told = at_work(newest.job if newest else None)
    answer = TemplateResponse(request, "networks/lab_progress.html", {"plan": found, "calculation": newest, **told})
    if not told["going"]:
        answer["HX-Refresh"] = "true"
    return answer


@allow(Ability.WORK_CASES)
@require_POST
def begin(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """Works the plan out, or out anew."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        work_out(viewer, lab.plan_of(plan))
    except AtWork:
        messages.info(request, _("It is being worked out already."))
    except NotHisReports:
        messages.error(request, _("Only who reads the reports of this plan can work it out."))
    return redirect("networks:plan", plan)


@allow(Ability.WORK_CASES)
@require_POST
def stop(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """Ends the work after the part at hand; the best found so far stays."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    stop_working(viewer, lab.plan_of(plan))
    return redirect("networks:plan", plan)


@allow(Ability.WORK_CASES)
@require_POST
def put_away(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """Puts the plan away, or with `back` takes it out again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    away = "back" not in request.POST
    put_plan_away(viewer, lab.plan_of(plan), away=away)
    if away:
        messages.success(request, _("Put away. It stands under “Those put away” and can be taken out again."))
        return redirect("networks:lab")
    messages.success(request, _("Taken out again."))
    return redirect("networks:plan", plan)


def context(viewer: Viewer, found: Opened) -> dict[str, Any]:
    """What the page and the brief say of a plan."""
    found = plan_apart(viewer, found)
    question = question_of(found.plan.question)
    of_all: dict[str, Any] = found.calculation.told if found.calculation else {}
    told: dict[str, Any] = found.main.told if found.main else {}
    people, left = of_all.get("people", 0), of_all.get("left", 0)
    rows = saying.forecast(told, of_all)
    good, tone = saying.goodness(found)
    steps, route = len(told.get("steps", ())), route_lines(found)
    return {
        "found": found, "plan": found.plan, "says": saying.standing(found.standing),
        "facts": saying.question_facts(viewer, question), "question": question, "told": told, "of_all": of_all,
        "steps": step_lines(found, rows, wave_starts(told, question.at_once)), "rows": rows,
        "more_steps": max(0, steps - SHOWN), "shown_steps": f":{SHOWN}", "further_steps": f"{SHOWN}:",
        "good": good, "good_tone": tone, "remarks": saying.remarks(found, rows, question.until),
        "read_off": saying.read_off(question),
        "picture": saying.picture([saying.curve_of(found.plan.title, rows)], until=None if route else question.until)
        if steps else "",
        "lopsided": saying.lopsided(rows),
        "table": [(number, *map(saying.percent, rows[number])) for number in saying.shown(len(rows))],
        "until": saying.percent(question.until), "area": saying.areas([told["area"]], of_all)[0] if steps else "",
        "spread": saying.areas(told["effect"]["area"], of_all) if "effect" in told else [],
        "certainty": saying.percent(told["effect"]["reached"]) if "effect" in told else "",
        "cost": saying.figure(sum(step["cost"] for step in told.get("steps", ()))), "worth": worth_lines(found),
        "no_worth": saying.nothing_to_find_out(found.worth.told if found.worth else None, route=bool(route)),
        "worth_is": saying.worth_is(found),
        "days": math.ceil(sum(step["cost"] for step in told.get("steps", ()))),
        "left_after": saying.percent(rows[-1][0]) if steps else "",
        **saying.marks(found.nodes),
        "may_plan": viewer.may(Ability.EXPORT), "reads": may_read(viewer, question),
        "mine": found.plan.by_id == viewer.user_id, "tabs": tabs(found, "plan"),
        "drafted": not found.may_leave, "nothing": bool(of_all) and not of_all.get("ties"),
        "nobody": bool(of_all) and bool(of_all.get("ties")) and found.main is not None and not steps,
        "measured": saying.percent(saying.drawn(of_all)),
        "emptied": any(place.emptied for place in found.places),
        "namesakes": any(place.node is not None and place.node.apart for place in found.places),
        "already": bool(told.get("reached")) and not steps and "route" not in told,
        "waves": wave_lines(told, left, people), "some_wait": any(step.get("not_before") for step in told.get("steps", ())),
        "between": between(told, of_all), "route": route,
        "doubtful": bool(told.get("doubtful") or (route and route["in_doubt"])),
        "turns": turn_lines(found, rows), "growth": growth_lines(found, question),
        "calculation": found.calculation, **at_work(found.calculation.job if found.calculation else None),
    }  # fmt: skip


def wave_lines(told: dict[str, Any], left: int, people: int) -> list[dict[str, Any]]:
    """Each wave: how many are reached together, what that takes, and what is left after it."""
    scale = left / people if people else 0.0
    return [
        {
            "number": number, "people": wave["people"], "cost": saying.figure(wave["cost"]),
            "left": saying.percent(wave["left"][0] * scale), "low": saying.percent(wave["left"][1] * scale),
            "high": saying.percent(wave["left"][3] * scale),
        }
        for number, wave in enumerate(told.get("waves", ()), 1)
    ]  # fmt: skip


def between(told: dict[str, Any], of_all: dict[str, Any]) -> tuple[str, str]:
    """What is left between the waves, added up, and what the order merely cut in pieces would leave where that is more."""
    if len(told.get("waves", ())) < 2:
        return "", ""
    now, cut = saying.areas([told["between"], told["between_cut"]], of_all)
    return now, cut if told["between_cut"] > told["between"] + 0.005 else ""


def turn_lines(found: Opened, rows: list[tuple[float, float, float]]) -> dict[str, Any] | None:
    """The order with the turns that were given beside the one that the lab would seek without them."""
    if found.free is None or found.main is None:
        return None
    of_all = found.calculation.told if found.calculation else {}
    free = saying.forecast(found.free.told, of_all)
    labels = (_("as it was given"), _("as the lab would seek it"))
    lines = max(len(rows), len(free))
    # Over the steps that both have, as the picture shows them: the orders may end at different lengths.
    both = min(len(rows), len(free))
    given, sought = (sum(row[0] for row in each[1:both]) for each in (rows, free))
    more = given / sought - 1 if sought else 0.0
    return {
        "picture": saying.picture([saying.curve_of(labels[0], rows), saying.curve_of(labels[1], free)], until=None),
        "legend": list(zip(curve.COLOURS, curve.DASHES, labels, strict=False)),
        "rows": [
            (number, *(saying.percent(each[number][0]) if number < len(each) else "" for each in (rows, free)))
            for number in saying.shown(lines)
        ],
        "given": found.main.told.get("given", 0), "more": saying.percent(more) if more > 0.005 else "",
        "days": [
            saying.figure(sum(step["cost"] for step in told.get("steps", ()))) for told in (found.main.told, found.free.told)
        ],
        "free_reached": found.free.told.get("reached", False), "reached": found.main.told.get("reached", False),
    }  # fmt: skip


def worth_lines(found: Opened) -> list[dict[str, Any]]:
    """Ties in doubt that are worth finding out first; a pair of which one end is gone or unseen is left out."""
    if found.worth is None:
        return []
    everyone = {place.number: place for place in found.found_out}
    places = {number: place for number, place in everyone.items() if place.node is not None}
    lines = []
    for number, pair in enumerate(found.worth.told["pairs"]):
        if not {*pair["ends"]} <= places.keys():
            continue
        one, other = (saying.name(places[end]) for end in pair["ends"])
        there, absent = (saying.name(everyone[end]) if end in everyone else None for end in pair["first"])
        lines.append(
            {
                "number": number, "one": one, "other": other, "probability": saying.percent(pair["probability"]),
                "share": saying.percent(pair["share"]), "error": _error(pair), "there": there, "absent": absent,
                "same": there is not None and pair["first"][0] == pair["first"][1],
            }
        )  # fmt: skip
    return lines


def _error(pair: dict[str, Any]) -> str:
    """The standard error of what a tie is worth, where it is estimated."""
    return saying.percent(pair["error"]) if pair.get("error") else ""


def tabs(found: Opened, here: str) -> list[dict[str, Any]]:
    """The pages of one plan."""
    address = found.plan.public_id
    named = (
        ("plan", _("Order"), "networks:plan"), ("reach", _("Within reach"), "networks:plan-reach"),
        ("harm", _("Harm check"), "networks:plan-harm"), ("steps", _("Real steps"), "networks:plan-steps"),
        ("share", _("Who may open it"), "networks:share-plan"),
    )  # fmt: skip
    return [
        {"label": label, "url": reverse(name, args=[address]), "here": key == here,
         "count": "!" if key == "harm" and found.standing == Standing.WAITS else ""}
        for key, label, name in named
    ]  # fmt: skip
