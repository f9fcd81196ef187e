"""The reader's words for a plan: its question, why each step, how good it is, how far it came."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from manara.foundation.access import Viewer
from manara.foundation.engine.scripts import isolate
from manara.networks.engine.graph import Node, strictest
from manara.networks.engine.lab import curve
from manara.networks.engine.lab.question import Question
from manara.networks.engine.lab.working import MOST_PEOPLE_WORTH
from manara.networks.forms.lab import STAGES
from manara.networks.models import HarmCheck, ProtectionTold, Script
from manara.networks.pages import saying
from manara.networks.pages.figures import pointed, said
from manara.networks.pages.which import percent, which_facts
from manara.networks.queries.lab import Opened, Place, Standing
from manara.resolution import words

EACH_ROW: Final = 20
#: The least difference that is spoken of.
_LEAST_GAP: Final = 0.01
_LEAST_SEEN: Final = 0.001


def standing(found: Standing) -> str:
    """How far a plan is."""
    return {
        Standing.DRAFT: _("Draft"), Standing.WAITS: _("Waits for a second person"), Standing.DECLINED: _("Harm check declined"),
        Standing.SIGNED: _("Signed"), Standing.UNDER_WAY: _("Under way"),
    }[found]  # fmt: skip


def protection(check: HarmCheck) -> dict[str, Any]:
    """Whether the protection service was told: in words, with whom and when, and whether it must be told still."""
    told = check.protection
    return {
        "says": str(ProtectionTold(told).label) if told else str(_("It was not asked when this check was written")),
        "by": check.protection_by, "on": check.protection_on, "short": told in (ProtectionTold.TOLD, ProtectionTold.LATER),
        "needed": told in ("", ProtectionTold.LATER),
        "at_risk": bool(check.at_risk) or any(answer != "no" for answer in check.dangers.values()),
    }  # fmt: skip


def name(place: Place) -> words.Shown:
    """Who stands in a place, as far as the viewer may see him."""
    if place.node is not None:
        return saying.name_of(place.node)
    return words.Shown(_("Nobody any more") if place.emptied else _("Somebody whom you may not see"))


def why(told: Mapping[str, Any]) -> str:
    """Why this one: what he holds together, and what is left of it without him."""
    if not told:
        return ""
    if not told["ties"]:
        return _("Has no tie left by then.")
    ties = ngettext("%(n)s tie", "%(n)s ties", told["ties"]) % {"n": told["ties"]}
    held = ngettext("a group of %(n)s person", "a group of %(n)s people", told["held"]) % {"n": told["held"]}
    holds = _("Has %(ties)s in %(group)s.") % {"ties": ties, "group": held}
    pieces, others = told["pieces"], told["others"]
    if max(pieces, default=0) <= 1:
        return f"{holds} {_('Without this person nobody of them stays tied.')}"
    if len(pieces) == 1 and not others:
        rest = ngettext(
            "Without this person %(n)s stays together: the group is weakened, not broken.",
            "Without this person %(n)s stay together: the group is weakened, not broken.", pieces[0],
        ) % {"n": pieces[0]}  # fmt: skip
        return f"{holds} {rest}"
    listed = isolate(" + ".join(map(str, pieces)))
    if others:
        more = ngettext("%(n)s smaller group", "%(n)s smaller groups", others) % {"n": others}
        return f"{holds} {_('Without this person it falls into %(pieces)s and %(more)s.') % {'pieces': listed, 'more': more}}"
    return f"{holds} {_('Without this person it falls into %(pieces)s.') % {'pieces': listed}}"


def figure(value: float) -> str:
    """An area or days, short."""
    return said(f"{value:.2f}".rstrip("0").rstrip(".") if value < 100 else f"{value:.0f}")


def nothing_to_find_out(told: Mapping[str, Any] | None, *, route: bool) -> str:
    """Why no tie is listed that is worth finding out; `told` is what was worked out of them, if it was."""
    if told is None:
        return _("Not worked out yet.")
    if told.get("beyond"):
        most = isolate(f"{MOST_PEOPLE_WORTH:,}".replace(",", "\u202f"))
        return _(
            "Not sought: that is done for networks of up to %(most)s people. Narrow the question to a place, a period, fewer "
            "layers or surer ties; or enter a real step: the plan is made anew from there."
        ) % {"most": most}
    if told.get("late"):
        return _(
            "Not known: which break is the cheapest could not be proved in the time there is for it. Narrow the question to a "
            "place, a period, fewer layers or surer ties; or enter a real step: the plan is made anew from there."
        )
    if route:
        return _("No single tie in doubt that was tried makes the break cheaper.")
    if told.get("exact") is False:
        return _("No single tie in doubt is worth clearly more than the error of the estimate.")
    return _("No single tie in doubt would change the order.")


def question_facts(viewer: Viewer, question: Question) -> list[tuple[str, str]]:
    """What is asked, label and value."""
    facts = which_facts(viewer, question)
    aims = {
        "area": _("As little as possible together after each step"), "removals": _("As few people as possible"),
        "capacity": _("No complete chain of the route"),
    }  # fmt: skip
    facts.append((_("Aim"), aims[question.objective]))
    if question.objective == "capacity":
        chosen = ", ".join(str(STAGES[stage]) for stage in question.stages)
        facts.append((_("Roles of which offence"), str(Script(question.script).label)))
        facts.append((_("Stages"), chosen or _("all that somebody is known to do")))
        facts.append((_("Handing over"), _("through others too") if question.anybody else _("only over a tie of one’s own")))
    else:
        facts.append((_("Until the largest group has at most"), percent(question.until)))
    if question.fixed:
        facts.append((_("Order"), _("as it was given under “Within reach”")))
    if not math.isinf(question.budget):
        # Of a day and a half the noun is as of many: one and two are said without their number in Arabic.
        days = int(question.budget) if question.budget.is_integer() else 11
        facts.append((_("Budget"), ngettext("%(n)s day", "%(n)s days", days) % {"n": figure(question.budget)}))
    facts.append((_("Waves"), waves(question)))
    if question.neighbours:
        beside = [f"{isolate(name)} ({figure(weight)})" for name, weight in question.neighbours]
        facts.append((_("May move to, and how much each carries"), ", ".join(beside)))
        facts.append((_("Of what is cut, moves each month"), percent(question.moving)))
    if question.missing:
        facts.append((_("Ties not seen yet"), percent(question.missing)))
    return facts


def waves(question: Question) -> str:
    """How many are reached together."""
    if question.at_once == 0:
        return _("all at once")
    if question.at_once == 1:
        return _("one after the other")
    return ngettext("%(n)s at a time", "%(n)s at a time", question.at_once) % {"n": question.at_once}


def marks(nodes: Iterable[Node]) -> dict[str, str]:
    """The strictest handling code of all who are named, and what else holds for them, as the bar of a page says it."""
    ruling = strictest(nodes)
    return {"handling": ruling.code, "conditions": ruling.beside}


def goodness(found: Opened) -> tuple[str, str]:
    """How good the order is at best, in a sentence, with the tone of it."""
    told = found.main.told if found.main else {}
    # What was proved of an order is not so of what is left of it.
    if not told.get("steps") or any(place.emptied for place in found.places):
        return "", ""
    if told.get("route"):
        if told.get("proved"):
            return _("Proved: nothing cheaper does as much."), "done"
        if told.get("way") == "given":
            return "", ""
        return _("Not proved: something cheaper may do as much."), ""
    if told.get("proved_cost"):
        return _("Proved: nothing cheaper does as much."), "done"
    if told.get("proved"):
        return _("Proved: on this network no order leaves less together."), "done"
    # Of an order that is the best under doubt another sentence says so; a bound on the chart is none for what it aims at.
    if told.get("way") == "given" or told.get("best"):
        return "", ""
    # A bound far below the area says of the bound how weak it is, and nothing of the order.
    comparable = told.get("way") == "drawn" and told["reached"] and told.get("bound", 0.0) <= told["area"] * (1 + 1e-9)
    if comparable and told.get("bound") and told["area"] > 0 and told["bound"] > told["area"] / 5:
        # Nothing is called unproved by no difference at all.
        gap = percent(max(_LEAST_GAP, 1 - told["bound"] / told["area"]))
        return _("Not proved: an order that no search has found could leave up to %(gap)s less.") % {"gap": gap}, ""
    if told.get("removals_bound", 0) > 1:
        least = ngettext("%(n)s person", "%(n)s people", told["removals_bound"]) % {"n": told["removals_bound"]}
        return _("At least %(people)s must be reached, whatever the order.") % {"people": least}, ""
    return _("How much better an order could be is not known here."), ""


def remarks(opened: Opened, rows: Sequence[tuple[float, float, float]], until: float) -> list[tuple[str, str]]:
    """What else is to be known of an order, with the tone of it: whether it still holds, how it was chosen among equals, and
    whether doubt leaves anything to break.

    `rows` is its forecast, `until` the share of the people that was aimed at.
    """
    told, found = opened.main.told if opened.main else {}, []
    if any(place.emptied for place in opened.places):
        found.append((_("Somebody whom it named can be in no plan any more. The figures are still those of the whole order: "
                        "work it out anew."), "ask"))  # fmt: skip
    if told and not told.get("reached"):
        found.append((_unreached(told), "ask"))
    if not told.get("steps") or told.get("route"):
        return found
    if told.get("sturdiest"):
        found.append((_("Several orders leave as little together on the chart. Of these it is the one that does most if there "
                        "are ties that nobody has seen yet."), ""))  # fmt: skip
    if told.get("kept"):
        found.append((_("It names those of the signed order who are left: others that the search found would do no better."),
                      ""))  # fmt: skip
    if told.get("doubtful") and rows[0][0] <= until:
        found.append((_("The ties are so doubtful that, as expected, the aim is reached before anybody is: find out first "
                        "which of them are real."), "ask"))  # fmt: skip
    return found


def _unreached(told: Mapping[str, Any]) -> str:
    """That an order does not reach its aim on the chart, and why it ends."""
    if told.get("way") == "doubt":
        return _("The order ends where the aim is reached in nine of ten networks as they may really be, or the budget is "
                 "spent. On the chart, where every tie counts as real, it is not reached then.")  # fmt: skip
    if told.get("doubtful") and not told.get("route"):
        return _("With what was allowed the aim is not reached on the chart, where every tie counts as real: this is the best "
                 "for it.")  # fmt: skip
    return _("With what was allowed the aim is not reached: this is the best for it.")


def worth_is(found: Opened) -> str:
    """Whether what ties are worth finding out is exact or estimated; nothing where that was not kept, as for a route."""
    exact = found.worth.told.get("exact") if found.worth else None
    if exact is None or not found.worth or not found.worth.told["pairs"]:
        return ""
    if exact:
        return _("Exact: every network that the ties in doubt leave open was weighed, with the best order of all for it.")
    return _(
        "Estimated over drawn networks: behind ± stands the standard error. Ties that are worth no more than that are "
        "not listed."
    )


def read_off(question: Question) -> str:
    """What is read off the chart and what is expected under doubt."""
    if question.missing:
        return _(
            "How many people a step parts is read off the chart, where every tie counts as real. The shares are expected "
            "under doubt, where a tie is there only as probably as the reports make it, and others that nobody has seen are "
            "there too: so fewer or more people hang together."
        )
    return _(
        "How many people a step parts is read off the chart, where every tie counts as real. The shares are expected "
        "under doubt, where a tie is there only as probably as the reports make it: so fewer people hang together."
    )


def areas(values: Iterable[float], of_all: Mapping[str, Any]) -> list[str]:
    """Areas in shares of all the people there were at first, as the curve and the aim count; an order counts those left."""
    left, people = of_all.get("left", 0), of_all.get("people", 0)
    return [figure(value * left / people if people else value) for value in values]


def forecast(told: Mapping[str, Any], of_all: Mapping[str, Any]) -> list[tuple[float, float, float]]:
    """After so many steps → the share of the people in the largest group: expected, P10 and P90.

    `told` is what an order tells, `of_all` what its calculation tells of the network; without steps there is no forecast.
    """
    left, people = of_all.get("left", 0), of_all.get("people", 0)
    if not told.get("steps"):
        return []
    if "effect" in told:
        scale = left / people if people else 0.0
        return [(mean * scale, low * scale, high * scale) for mean, low, _middle, high in told["effect"]["largest"]]
    values = [step["largest"] / people for step in told.get("steps", ())] if people else []
    return [(value, value, value) for value in [drawn(of_all), *values]]


def lopsided(rows: Sequence[tuple[float, float, float]]) -> bool:
    """Whether an expected value is seen to lie outside what the share is between in eight of ten networks."""
    return any(not low - _LEAST_SEEN <= mean <= high + _LEAST_SEEN for mean, low, high in rows)


def drawn(of_all: Mapping[str, Any]) -> float:
    """The share of the people in the largest group on the chart as it is drawn."""
    return float(of_all.get("drawn", of_all.get("measured", 0.0)))


def shown(rows: int) -> list[int]:
    """Which rows of a long table are shown: each of the first, then in tens, and the last."""
    return [row for row in range(rows) if row <= EACH_ROW or row % 10 == 0 or row == rows - 1]


def curve_of(label: str, rows: list[tuple[float, float, float]]) -> curve.Curve:
    """A forecast as a line."""
    means, lows, highs = zip(*rows, strict=True) if rows else ((), (), ())
    doubtful = any(high - low > 0.001 for _mean, low, high in rows)
    return curve.Curve(label, tuple(means), tuple(lows) if doubtful else (), tuple(highs) if doubtful else ())


def picture(curves: list[curve.Curve], *, until: float | None) -> str:
    """The drawing in the reader's language and direction."""
    told = curve.Words(
        _("Largest group still together after each step"), _("steps"), _("people still in the largest group"), pointed(".")
    )
    return curve.drawn(curves, told, until=until, rtl=get_language() == "ar")
