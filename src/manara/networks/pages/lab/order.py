"""The lines of an order as read: who, why, what is left, in which wave, and the order if this one can't be reached."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.foundation.engine.scripts import isolate
from manara.networks.pages.lab import saying
from manara.networks.pages.lab.route import step_why
from manara.networks.queries import lab
from manara.networks.queries.lab import Opened

#: So small a share more is none.
_AS_GOOD: Final = 0.005


def wave_starts(told: dict[str, Any], at_once: int) -> list[int]:
    """At which place each wave begins, where people are reached together: as it was worked out, else cut in pieces."""
    if told.get("waves"):
        return [0, *accumulate(wave["people"] for wave in told["waves"])][:-1]
    return list(range(0, len(told.get("steps", ())), at_once)) if at_once > 1 else []


def step_lines(found: Opened, rows: list[tuple[float, float, float]], starts: list[int]) -> list[dict[str, Any]]:
    """Each step as read: who, why, what is left, in which wave, and the order if this one can't be reached."""
    without = {order.instead_of: (order, places) for order, places in found.without}
    route = found.main.told.get("route") if found.main else None
    lines = []
    for place in found.places:
        other = without.get(place.number)
        counted = route is not None and place.number + 1 < len(route["left"])
        lines.append(
            {
                "number": place.number + 1, "place": place, "name": saying.name(place),
                "why": "" if place.emptied
                else step_why(route, place.number) if route is not None and counted else saying.why(place.told),
                "ties": place.told.get("ties", ""), "cost": saying.figure(place.told.get("cost", 0)),
                "chains": saying.figure(route["left"][place.number + 1]["chains"]) if route is not None and counted else "",
                "left": saying.percent(rows[place.number + 1][0]) if place.number + 1 < len(rows) else "",
                "url": reverse("resolution:entity", args=[place.node.public_id]) if place.node else "",
                "not_before": place.told.get("not_before", 0), "wave": bisect_right(starts, place.number) or 1 if starts else 0,
                "first_of_wave": place.number in starts,
                # Nobody is left of whom it could be said that he can't be reached.
                "without": _without(found, *other) if other and not place.emptied else None,
            }
        )  # fmt: skip
    return lines


def _without(found: Opened, order: Any, places: tuple[lab.Place, ...]) -> dict[str, Any]:
    told, main = order.told, found.main.told if found.main else {}
    route = "route" in main
    return {
        "names": [saying.name(place) for place in places[:6]], "more": max(0, len(places) - 6), "removals": len(places),
        "says": _breaks_for(told, main) if route else _beside(told.get("beside", {})), "reached": told["reached"],
    }  # fmt: skip


def _beside(beside: dict[str, float]) -> str:
    """What another order leaves or takes more than the one that holds, in what the plan aims at; nothing where that isn't
    known."""
    if "days" in beside:
        days = round(beside["days"], 2)
        if days <= 0:
            return _("Another order reaches the aim for no more work.")
        return _("The aim then takes %(days)s of work more.") % {"days": _days(days)}
    loss = beside.get("area", beside.get("between"))
    if loss is None:
        return ""
    if loss <= _AS_GOOD:
        return _("Another order is as good.")
    if "area" in beside:
        return _("The order then leaves %(loss)s more together.") % {"loss": saying.percent(loss)}
    return _("The order then leaves %(loss)s more together between the waves.") % {"loss": saying.percent(loss)}


def _breaks_for(told: dict[str, Any], main: dict[str, Any]) -> str:
    """What breaking a route takes then, beside what it takes with the order that holds."""
    if not told["reached"] or not main["reached"]:
        return ""
    more = round(sum(step["cost"] for step in told["steps"]) - sum(step["cost"] for step in main["steps"]), 2)
    if more <= 0:
        return _("Another order breaks the route for no more work.")
    return _("The route then breaks for %(days)s of work more.") % {"days": _days(more)}


def _days(many: float) -> str:
    # Of a day and a half the noun is as of many: one and two are said without their number in Arabic.
    number = int(many) if many == int(many) else 11
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": isolate(saying.figure(many))}
