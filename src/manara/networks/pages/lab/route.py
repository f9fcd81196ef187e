"""The reader's words for a route: whether a complete chain still runs, what is left of each stage, and where it breaks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from manara.foundation.engine.scripts import isolate
from manara.networks.engine.lab import curve
from manara.networks.forms.lab import STAGES
from manara.networks.pages.figures import pointed
from manara.networks.pages.lab import saying
from manara.networks.pages.which import percent
from manara.networks.queries.lab import Opened


def route_lines(found: Opened) -> dict[str, Any] | None:
    """What the page says of the route; None where the plan does not aim at one or nothing was worked out."""
    told = found.main.told.get("route") if found.main else None
    if told is None:
        return None
    stages, left = told["stages"], told["left"]
    survives = told.get("survives", [])
    before, after = (left[0], left[-1]) if left else (None, None)
    return {
        "late": told.get("late", False), "unknown": not stages, "nobody": [STAGES[stage] for stage in told["nobody"]],
        "sentence": _sentence(left), "complete": bool(before and before["chains"] > 0),
        "broken": bool(after and after["chains"] <= 0), "chains": saying.figure(after["chains"]) if after else "",
        "stages": [
            {
                "stage": STAGES[stage], "now": before["able"][at], "now_on": before["on"][at], "then": after["able"][at],
                "then_on": after["on"][at], "breaks": after["breaks"] == stage,
            }
            for at, stage in enumerate(stages)
        ] if before and after else [],
        "steps": [
            {
                "number": number, "many": each["chains"], "chains": saying.figure(each["chains"]),
                "breaks": STAGES.get(each["breaks"], ""),
                "survives": percent(survives[number]) if number < len(survives) else "",
            }
            for number, each in enumerate(left)
        ],
        "shown": saying.shown(len(left)), "doubt": bool(survives),
        "picture": _picture(survives) if len(survives) > 1 and max(survives) > 0 else "",
    }  # fmt: skip


def _sentence(left: list[dict[str, Any]]) -> str:
    if not left:
        return ""
    before, after = left[0], left[-1]
    if before["chains"] <= 0:
        return _("No complete chain is known now: it breaks at the stage “%(stage)s”.") % {"stage": STAGES[before["breaks"]]}
    many = chains(before["chains"])
    if after["chains"] <= 0:
        told = {"chains": many, "stage": STAGES[after["breaks"]]}
        return _("Now %(chains)s; after the order none is complete: it breaks at the stage “%(stage)s”.") % told
    return _("Now %(chains)s, after the order %(left)s.") % {"chains": many, "left": chains(after["chains"])}


def chains(many: float) -> str:
    """So many complete chains side by side."""
    whole = max(1, round(many)) if many > 0 else 0
    return ngettext(
        "%(n)s complete chain can run", "%(n)s complete chains can run side by side", whole
    ) % {"n": isolate(saying.figure(many))}  # fmt: skip


def _picture(survives: list[float]) -> str:
    title = _("Share of the networks that may really be in which a complete chain runs after each step")
    words = curve.Words(title, _("steps"), _("networks with a complete chain"), pointed("."))
    return curve.drawn([curve.Curve(title, tuple(survives))], words, rtl=get_language() == "ar")
