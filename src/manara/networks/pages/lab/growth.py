"""The reader's words for what may grow back: scenarios month by month, who may take a place, where the route may move."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from manara.networks.engine.lab import curve
from manara.networks.engine.lab.growing import SCENARIOS
from manara.networks.engine.lab.question import Question
from manara.networks.pages.figures import pointed, said
from manara.networks.pages.lab import saying
from manara.networks.pages.which import percent
from manara.networks.queries.lab import Opened

MONTHS: Final = (6, 12)
#: So many who may take a place are shown, those who would most often.
SHOWN: Final = 8


def growth_lines(found: Opened, question: Question) -> dict[str, Any] | None:
    """What the page says of the months after the plan; None as long as nothing was worked out."""
    if found.growth is None:
        return None
    told = found.growth.told
    of_all = found.calculation.told if found.calculation else {}
    scale = of_all.get("left", 0) / of_all["people"] if of_all.get("people") else 0.0
    labels = {"ties": _("by past ties"), "share": _("by market share"), "role": _("by role")}
    scenarios = [
        {
            "label": labels[name], "rows": [[each * scale for each in month] for month in of["months"]],
            "new": said(f"{of['new']:.0f}" if of["new"] >= 10 else f"{of['new']:.1f}"),
            "restored": percent(of["restored"]), "takes": of["takes"],
        }
        for name, of in ((name, told["scenarios"][name]) for name in SCENARIOS if name in told["scenarios"])
    ]  # fmt: skip
    rates = told.get("rates", {})
    return {
        "scenarios": [
            {**each, "after": [(months, *_between(each["rows"][months])) for months in MONTHS]} for each in scenarios
        ],
        "months": [
            (month, [_between(each["rows"][month]) for each in scenarios]) for month in range(len(scenarios[0]["rows"]))
        ] if scenarios else [],
        "picture": _picture(scenarios) if scenarios else "",
        "legend": list(zip(curve.COLOURS, curve.DASHES, (each["label"] for each in scenarios), strict=False)),
        "takers": _takers(found, scenarios), "beyond": told.get("beyond", False),
        "rates": {name: percent(value) for name, value in rates.items()}, "courses": told.get("courses", 0),
        "shift": _shift(found, question),
    }  # fmt: skip


def _between(row: list[float]) -> tuple[str, str]:
    """The mean, and between what it lies in eight of ten courses."""
    mean, low, _middle, high = row
    digits = 0 if high >= 0.1 else 1
    return percent(mean), said(f"{100 * low:.{digits}f}–{100 * high:.{digits}f} %")


def _picture(scenarios: list[dict[str, Any]]) -> str:
    title = _("Largest group together in the months after the order")
    words = curve.Words(title, _("months"), _("people in the largest group"), pointed("."))
    curves = [
        curve.Curve(
            each["label"], tuple(row[0] for row in each["rows"]), tuple(row[1] for row in each["rows"]),
            tuple(row[3] for row in each["rows"]),
        )
        for each in scenarios
    ]  # fmt: skip
    return curve.drawn(curves, words, rtl=get_language() == "ar")


def _takers(found: Opened, scenarios: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those who would take a place most often, with the share of courses in each scenario; whoever the viewer may not see,
    or nobody is any more, is left out."""
    places = {place.number: place for place in found.growing if place.node is not None}
    shares: dict[int, list[str]] = {}
    most: dict[int, float] = {}
    for at, scenario in enumerate(scenarios):
        for number, share in scenario["takes"]:
            if number in places:
                shares.setdefault(number, [""] * len(scenarios))[at] = percent(share)
                most[number] = max(share, most.get(number, 0.0))
    order = sorted(shares, key=lambda number: (-most[number], number))[:SHOWN]
    return [
        {
            "name": saying.name(places[number]), "place": places[number],
            "cells": [
                {"label": each["label"], "share": share} for each, share in zip(scenarios, shares[number], strict=True)
            ],
        }
        for number in order
    ]  # fmt: skip


def _shift(found: Opened, question: Question) -> dict[str, Any] | None:
    """What may appear on neighbouring routes of what was cut; None where the question names none."""
    from manara.networks.engine.recovery import shifted  # what is beside it compiles: not before it is asked for

    told = found.main.told if found.main else {}
    cut = _cut(told, found.calculation.told if found.calculation else {})
    if not question.neighbours or cut is None:
        return None
    moved = {months: shifted(100.0, cut, dict(question.neighbours), months=months, rate=question.moving) for months in MONTHS}
    return {
        "cut": percent(cut), "counted": bool(told.get("route")), "rate": percent(question.moving),
        "rows": [
            (name, [percent(moved[months].to[name] / 100) for months in MONTHS]) for name in dict(question.neighbours)
            if name in moved[MONTHS[0]].to
        ],
        "stopped": [percent(moved[months].stopped / 100) for months in MONTHS],
    }  # fmt: skip


def _cut(told: dict[str, Any], of_all: dict[str, Any]) -> float | None:
    """What share of the route can't go on after the order: by chains where it aims at them, else by the largest group."""
    left = told.get("route", {}).get("left")
    if left:
        return 1.0 - left[-1]["chains"] / left[0]["chains"] if left[0]["chains"] > 0 else None
    rows = saying.forecast(told, of_all)
    if not rows or rows[0][0] <= 0:
        return None
    return max(0.0, 1.0 - rows[-1][0] / rows[0][0])
