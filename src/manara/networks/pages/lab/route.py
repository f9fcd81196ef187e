"""The reader's words for a route: whether a complete chain still runs, what is left of each stage, and where it breaks."""

from __future__ import annotations

from collections.abc import Mapping
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
    # Whether a chain that is there on the chart may not be there in truth.
    in_doubt = any(share != float(each["chains"] > 0) for share, each in zip(survives, left, strict=False))
    return {
        "late": told.get("late", False), "unknown": not stages, "nobody": [STAGES[stage] for stage in told["nobody"]],
        "sentence": _sentence(left, in_doubt=in_doubt), "in_doubt": _in_doubt(told) if in_doubt else "",
        "complete": bool(before and before["chains"] > 0),
        "broken": bool(after and after["chains"] <= 0), "chains": _many(after) if after else "",
        "chains_now": _many(before) if before else "", "uncounted": any(not each.get("counted", True) for each in left),
        "survives_now": percent(survives[0]) if survives else "", "survives": percent(survives[-1]) if survives else "",
        "stages": [
            {
                "stage": STAGES[stage], "now": before["able"][at], "now_on": before["on"][at], "then": after["able"][at],
                "then_on": after["on"][at], "breaks": after["breaks"] == stage,
            }
            for at, stage in enumerate(stages)
        ] if before and after else [],
        "steps": [
            {
                "number": number, "chains": _many(each),
                "breaks": STAGES.get(each["breaks"], ""),
                "survives": percent(survives[number]) if number < len(survives) else "",
            }
            for number, each in enumerate(left)
        ],
        "shown": saying.shown(len(left)), "doubt": bool(survives),
        "picture": _picture(survives) if len(survives) > 1 and max(survives) > 0 else "",
    }  # fmt: skip


def step_why(told: Mapping[str, Any], number: int) -> str:
    """Why this one: his part in the route, and how many chains the step leaves on the chart. `told` is of the whole route."""
    before, after = told["left"][number], told["left"][number + 1]
    own = [
        str(STAGES[stage]) for stage, had, has in zip(told["stages"], before["able"], after["able"], strict=True) if had > has
    ]
    part = (
        _("Part in the route: %(stages)s.") % {"stages": " · ".join(own)} if own
        else _("No part of this person in the route is known; chains run through this person.")
    )  # fmt: skip
    figures = {"before": _many(before), "after": _many(after)}
    left = _("Complete chains side by side on the chart: %(before)s before this step, %(after)s after it.") % figures
    return f"{part} {left}"


def _in_doubt(told: Mapping[str, Any]) -> str:
    """What the chart's chains are worth where ties are in doubt; old calculations don't tell over how many networks."""
    survives, many = told["survives"], told.get("networks", 0)
    if survives[0] > 0:
        shares = {"before": percent(survives[0]), "after": percent(survives[-1])}
        return _(
            "But ties are in doubt, and a chain needs all of its own: of the networks drawn from the ties’ probabilities one "
            "runs in %(before)s before the order, in %(after)s after it."
        ) % shares
    none = (
        ngettext(
            "But ties are in doubt, and a chain needs all of its own: in the %(n)s network drawn from the ties’ probabilities "
            "none runs, even before the order.",
            "But ties are in doubt, and a chain needs all of its own: in the %(n)s networks drawn from the ties’ probabilities "
            "none runs, even before the order.", many,
        ) % {"n": isolate(str(many))} if many
        else _("But ties are in doubt, and a chain needs all of its own: in the networks drawn from the ties’ probabilities "
               "none runs, even before the order.")
    )  # fmt: skip
    return f"{none} {_('That is a gap in what is known: it does not say that the route stands still.')}"


def _sentence(left: list[dict[str, Any]], *, in_doubt: bool) -> str:
    if not left:
        return ""
    before, after = left[0], left[-1]
    if before["chains"] <= 0:
        return _("No complete chain is known now: it breaks at the stage “%(stage)s”.") % {"stage": STAGES[before["breaks"]]}
    many = chains(before)
    if after["chains"] <= 0:
        told = {"chains": many, "stage": STAGES[after["breaks"]]}
        if in_doubt:
            return _(
                "On the chart, where every tie counts as real, %(chains)s now; after the order none is complete: it breaks at "
                "the stage “%(stage)s”."
            ) % told  # fmt: skip
        return _("Now %(chains)s; after the order none is complete: it breaks at the stage “%(stage)s”.") % told
    if in_doubt:
        return _("On the chart, where every tie counts as real, %(chains)s now, after the order %(left)s.") % {
            "chains": many, "left": chains(after),
        }  # fmt: skip
    return _("Now %(chains)s, after the order %(left)s.") % {"chains": many, "left": chains(after)}


def chains(left: Mapping[str, Any]) -> str:
    """So many complete chains side by side; at least so many where there was no time to count them."""
    many = left["chains"]
    whole = max(1, round(many)) if many > 0 else 0
    if not left.get("counted", True):
        return ngettext(
            "at least %(n)s complete chain can run", "at least %(n)s complete chains can run side by side", whole
        ) % {"n": isolate(saying.figure(many))}  # fmt: skip
    return ngettext(
        "%(n)s complete chain can run", "%(n)s complete chains can run side by side", whole
    ) % {"n": isolate(saying.figure(many))}  # fmt: skip


def _many(left: Mapping[str, Any]) -> str:
    """How many chains, as a figure; old calculations counted all of them."""
    figure = saying.figure(left["chains"])
    return figure if left.get("counted", True) else _("at least %(n)s") % {"n": isolate(figure)}


def _picture(survives: list[float]) -> str:
    title = _("Share of the networks that may really be in which a complete chain runs after each step")
    words = curve.Words(title, _("steps"), _("networks with a complete chain"), pointed("."))
    return curve.drawn([curve.Curve(title, tuple(survives))], words, rtl=get_language() == "ar")
