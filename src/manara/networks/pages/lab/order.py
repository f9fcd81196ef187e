"""The lines of an order as read: who, why, what is left, in which wave, and the order if this one can't be reached."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.foundation.engine.scripts import isolate
from manara.networks.pages.lab import saying
from manara.networks.pages.lab.route import step_why
from manara.networks.queries import lab
from manara.networks.queries.lab import Opened


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
    loss = told["area"] / main["area"] - 1 if main.get("area") and told["steps"] else 0
    more = round(sum(step["cost"] for step in told["steps"]) - sum(step["cost"] for step in main.get("steps", ())))
    return {
        "names": [saying.name(place) for place in places[:6]], "more": max(0, len(places) - 6), "removals": len(places),
        "says": _says(loss, more, route="route" in main, reached=told["reached"]), "reached": told["reached"],
    }  # fmt: skip


def _says(loss: float, more: int, *, route: bool, reached: bool) -> str:
    """What another order leaves, or for a route what it takes, beside the one that holds."""
    if not route:
        if loss <= 0.005:
            return _("Another order is as good.")
        return _("The order then leaves %(loss)s more together.") % {"loss": saying.percent(loss)}
    if not reached:
        return ""
    if more <= 0:
        return _("Another order breaks the route for no more work.")
    days = ngettext("%(n)s day", "%(n)s days", more) % {"n": isolate(str(more))}
    return _("The route then breaks for %(days)s of work more.") % {"days": days}
