"""Works a plan out, a part at a time: an order at once, a better one, what it does in doubt and in waves, without somebody."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from manara.networks.engine import dismantling, doubt
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.editing import without
from manara.networks.engine.eligible import order_of
from manara.networks.engine.lab import campaign
from manara.networks.engine.lab.question import Question
from manara.networks.engine.sampling import certain
from manara.networks.engine.waiting import held

if TYPE_CHECKING:
    from manara.networks.engine.capacity import Loose

#: Seconds for the order that is there at once, for the better one (so many a person, at most), for proving it, and for each
#: order without somebody: on the chart, and under doubt.
AT_ONCE: Final = 0.5
BETTER_EACH: Final = 0.02
BETTER: Final = 8.0
PROOF: Final = 10.0
EACH_WITHOUT: Final = 0.3
EACH_IN_DOUBT: Final = 1.0
#: Seconds for the order as it would be without the turns that were given.
FREELY: Final = 2.0
#: Seconds for an order that is sought over networks as they may really be, where it is sought at once.
IN_DOUBT: Final = 6.0
#: For so many of the first steps an order without that person is sought.
WITHOUT: Final = 5
MOST_WORTH: Final = 8
#: Beyond so many people the value of single ties is not sought: up to them it takes a minute at most.
MOST_PEOPLE_WORTH: Final = 20_000


@dataclass(frozen=True)
class Found:
    """An order of names with what is told of it: numbers and words by place, and never a name."""

    names: tuple[str, ...]
    told: dict[str, Any]


def share(question: Question, network: Network, people: int) -> float:
    """Below which share of the network its largest group is small enough: no more people than were wanted at first.

    Half a person above what is wanted, so that "at most" is meant by whatever asks for less; and nobody alone is a group.
    """
    most = max(1, math.floor(question.until * people + 1e-9))
    return min(1.0, (most + 0.5) / max(len(network), 1))


def objective(question: Question) -> dismantling.Objective:
    """What is made small: where all are reached at once no order counts, only how many it takes."""
    return "area" if question.objective == "area" and question.at_once else "removals"


def ordered(
    network: Network, question: Question, people: int, *, seconds: float, proof: float = 0.0, first: Sequence[str] = ()
) -> Found:
    """The best order found in so many seconds on the network as it is drawn, with how good it is at least.

    `first` are those who were given a turn, in it: the others come behind them, and in a fixed order nobody does. All at once
    no order counts, only how many it takes.
    """
    if first or question.fixed:
        return _given(network, question, people, first, seconds)
    plan = dismantling.dismantle(
        network, until=share(question, network, people), objective=objective(question), budget=question.budget, seconds=seconds,
        seed=question.seed, proof_seconds=proof,
    )  # fmt: skip
    found = plan
    if proof:
        until = share(question, network, people)
        plan = doubt.sturdiest(network, found, until=until, budget=question.budget, seed=question.seed)
    sought = tuple(step.name for step in plan.steps)
    names = held(sought, question.at_once, dict(question.waiting))
    steps = steps_told(plan.steps) if names == sought else measured(network, names)
    told = {
        "way": "drawn", "steps": steps, "bound": plan.area_bound,
        "area": plan.area if names == sought else area_of(steps, network),
        "removals_bound": plan.removals_bound, "reached": plan.reached, "finished": plan.finished,
        "proved": plan.proved and plan.objective == "area" and names == sought,
        "proved_cost": plan.proved and plan.objective == "removals",
        "sturdiest": plan.steps != found.steps and names == sought,
    }  # fmt: skip
    return Found(names, told)


def bettered(network: Network, question: Question, people: int, first: Sequence[str] = ()) -> Found:
    """The best order of a longer search, and for small networks the proof of it where that is found in time."""
    seconds = min(BETTER, AT_ONCE + BETTER_EACH * len(network))
    return ordered(network, question, people, seconds=seconds, proof=PROOF, first=first)


def measured(network: Network, names: Sequence[str]) -> list[dict[str, Any]]:
    """What each step of an order that is there already does on the network as it is drawn."""
    return steps_told(dismantling.steps_through(network, names))


def in_turn(network: Network, question: Question, first: Sequence[str]) -> tuple[list[str], float]:
    """Those with a turn as far as the budget goes, and what is left of it."""
    numbers, names, left = {name: at for at, name in enumerate(network.names)}, list[str](), question.budget
    for name in first:
        if (cost := float(network.costs[numbers[name]])) > left + 1e-9:
            break
        names.append(name)
        left = max(0.0, left - cost)
    return names, left


def _given(network: Network, question: Question, people: int, first: Sequence[str], seconds: float) -> Found:
    """Those with a turn in it, as far as the budget goes, and behind them, unless the order is fixed, the best for the rest."""
    names, left = in_turn(network, question, first)
    steps = measured(network, names) if len(network) else []
    reached = _reached(network, question, people, steps)
    if not question.fixed and not reached and len(names) == len(first):
        behind = ordered(without(network, names), replace(question, budget=left), people, seconds=seconds)
        names += behind.names
        reached = bool(behind.told["reached"])
    names = list(held(names, question.at_once, dict(question.waiting)))
    steps = measured(network, names) if len(network) else []
    told = {
        "way": "given", "given": min(len(names), len(first)), "turns": len(first), "steps": steps,
        "area": area_of(steps, network), "bound": 0.0,
        "removals_bound": 0, "reached": reached, "finished": True, "proved": False,
    }  # fmt: skip
    return Found(tuple(names), told)


def _reached(network: Network, question: Question, people: int, steps: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what is left on the chart after these steps is as small as was wanted."""
    least = dismantling.threshold(share(question, network, people), len(network), objective(question))
    return bool(len(network)) and (steps[-1]["largest"] if steps else largest_share(network, 1)) < least


def area_of(steps: Sequence[Mapping[str, Any]], network: Network) -> float:
    """What is left together after each step, added up, each for as long as the next takes, in shares of the network."""
    return float(sum(step["cost"] * step["largest"] for step in steps) / max(len(network), 1))


def steps_told(steps: Sequence[dismantling.Step]) -> list[dict[str, Any]]:
    """Each step by numbers alone."""
    return [
        {"cost": step.cost, "ties": step.ties, "held": step.held, "pieces": list(step.pieces), "others": step.others,
         "largest": step.largest}
        for step in steps
    ]  # fmt: skip


def may_be_bettered(network: Network, question: Question, drawn: Found) -> bool:
    """Whether another order may be better under doubt: nobody has a turn, the area counts, and something is in doubt."""
    if not (drawn.names and network.ties) or (certain(network) and not question.missing):
        return False
    return drawn.told["way"] == "drawn" and question.objective == "area" and bool(question.at_once)


def under_doubt(
    network: Network, question: Question, people: int, drawn: Found, other: doubt.RobustPlan | None = None, *,
    in_waves: bool = True,
) -> Found:  # fmt: skip
    """The better of the drawn order and the one sought over networks as they may really be, with what it does there.

    `other` is that one, if it was sought already (`in_doubt`). In waves, with `in_waves`, the one that leaves least between
    them. An order with turns, or for a route, stays as it is.
    """
    until = share(question, network, people)
    if not drawn.names or not network.ties:
        return drawn
    networks = doubt.ensemble(network, missing=question.missing, seed=2 * question.seed + 1)
    effect = doubt.effect(network, drawn.names, networks, until=until)
    best, way = drawn.names, drawn.told["way"]
    free = way in ("drawn", "doubt") and question.objective != "capacity"
    if other is None and may_be_bettered(network, question, drawn):
        other = doubt.robust(
            network, until=until, budget=question.budget, missing=question.missing, seed=question.seed, seconds=IN_DOUBT
        )
    if other is not None and other.names:
        names = held(other.names, question.at_once, dict(question.waiting))
        if _is_better(network, question, networks, drawn.names, names, until, exact=other.exact and names == other.names):
            best, way = names, "doubt"
    waves = campaign.in_waves(network, question, best, networks, until=until, free=free) if in_waves else None
    if waves is not None and waves.names != best:
        best, way = waves.names, "waves"
    if best != drawn.names:
        effect = doubt.effect(network, best, networks, until=until)
    steps = measured(network, best)
    on_chart = area_of(steps, network)
    reached = _reached(network, question, people, steps)
    # What is proved of an area is so of every order that has it and goes as far, however it was found.
    as_good = way == "doubt" and reached and on_chart <= drawn.told["area"] * (1 + 1e-9)
    told = {
        **drawn.told, "way": way, "steps": steps, "effect": effect_told(effect), **(waves.told if waves else {}),
        "area": on_chart, "reached": reached,
        "doubtful": not certain(network) or bool(question.missing),
        "best": way == "doubt" and other is not None and other.exact and best == other.names,
        "proved": bool(drawn.told.get("proved")) and (way == "drawn" or as_good),
        "proved_cost": bool(drawn.told.get("proved_cost")) and way == "drawn",
        "sturdiest": bool(drawn.told.get("sturdiest")) and way == "drawn",
    }  # fmt: skip
    return Found(best, told)


def as_before(network: Network, question: Question, people: int, found: Found, before: Sequence[str]) -> Found:
    """What is left of the order `before`, which somebody considered and signed, where it is as good as the one now found.

    Of two who can stand for each other in a plan a search takes one as soon as the other; whoever signed it looked at one. In
    waves, with turns, and where the number counts, what was found stays; nobody is named beyond so many as it names. The names
    are those of people in the network.
    """
    names = held(before, question.at_once, dict(question.waiting))[: len(found.names)]
    if not names or names == found.names or question.at_once != 1 or question.objective != "area":
        return found
    if found.told["way"] not in ("drawn", "doubt"):
        return found
    steps, until = measured(network, names), share(question, network, people)
    reached = _reached(network, question, people, steps)
    networks = doubt.ensemble(network, missing=question.missing, seed=2 * question.seed + 1)
    cost, exact = sum(step["cost"] for step in steps), bool(found.told.get("best"))
    is_better = _is_better(network, question, networks, names, found.names, until, exact=exact)
    if is_better or cost > question.budget + 1e-9 or (found.told["reached"] and not reached):
        return found
    on_chart = area_of(steps, network)
    told = {
        **found.told, "steps": steps, "effect": effect_told(doubt.effect(network, names, networks, until=until)),
        "area": on_chart, "reached": reached, "sturdiest": False, "kept": True,
        "proved": bool(found.told.get("proved")) and on_chart <= found.told["area"] * (1 + 1e-9),
    }  # fmt: skip
    return Found(names, told)


def _is_better(
    network: Network, question: Question, networks: doubt.Ensemble, drawn: Sequence[str], other: Sequence[str], until: float, *,
    exact: bool,
) -> bool:  # fmt: skip
    """Whether the `other` order leaves less than the `drawn` one, over all networks that may be if it is `exact`ly the best."""
    if not exact:
        as_drawn, area = doubt.mean_areas(network, [drawn, other], networks, until=until, budget=question.budget)
        return area < as_drawn
    least, areas = dismantling.threshold(until, len(network), "area"), []
    for plan in (drawn, other):
        # Each followed by whoever only the other names: so neither is favoured for ending before the other does.
        order = order_of(network, list(dict.fromkeys([*plan, *drawn, *other])))
        areas.append(doubt.expected_area(network, order.tolist(), least, question.budget))
    return areas[1] < areas[0] * (1 - 1e-9)


def without_each(
    network: Network, question: Question, people: int, main: Found, first: Sequence[str] = ()
) -> list[tuple[int, Found]]:
    """For each of the first steps the order if that person can't be reached, its place, and `beside` what it is compared by.

    Each is sought in the way the `main` order was: where that was sought under doubt, so are these.
    """
    found = []
    for place, name in enumerate(main.names[:WITHOUT]):
        spared = network.sparing([name])
        other = ordered(spared, question, people, seconds=EACH_WITHOUT, first=[each for each in first if each != name])
        if may_be_bettered(spared, question, other):
            sought = doubt.robust(
                spared, until=share(question, spared, people), budget=question.budget, missing=question.missing,
                seed=question.seed, seconds=EACH_IN_DOUBT,
            )
            other = under_doubt(spared, question, people, other, sought, in_waves=False)
        beside = _beside(network, question, people, main, other, name)
        found.append((place, Found(other.names, {**other.told, "beside": beside})))
    return found


def _beside(
    network: Network, question: Question, people: int, main: Found, other: Found, name: str
) -> dict[str, Any]:
    """How the `other` order, in which `name` isn't reached, compares with the `main` one in what the plan aims at.

    One after the other: the `area` over networks as they may really be, as a share more (each followed by whoever only the
    other names, so that neither is favoured for ending before the other does). In waves: what is left `between` them, as a
    share more. Where the number counts or all are reached at once: how many `days` of work more.
    """
    if question.objective != "area" or not question.at_once:
        days = sum(step["cost"] for step in other.told["steps"]) - sum(step["cost"] for step in main.told["steps"])
        return {"days": days} if other.told["reached"] and main.told["reached"] else {}
    networks = doubt.ensemble(network, missing=question.missing, seed=2 * question.seed + 1)
    until = share(question, network, people)
    if question.at_once > 1:
        waves = campaign.in_waves(network.sparing([name]), question, other.names, networks, until=until, free=True)
        now, then = main.told.get("between", 0.0), waves.told["between"] if waves else 0.0
        return {"between": then / now - 1.0} if now > 0 and waves else {}
    both = dict.fromkeys([*main.names, *other.names])
    whole = [[*plan, *(each for each in both if each not in plan)] for plan in (main.names, other.names)]
    whole[1].remove(name)
    now, then = (
        float(doubt.mean_areas(network, [plan], networks, until=until, budget=question.budget)[0]) for plan in whole
    )
    return {"area": then / now - 1.0} if now > 0 else {}


def worth(network: Network, question: Question, people: int, plan: Sequence[str] = ()) -> Found:
    """Ties in doubt that are worth finding out first; pairs by their places among `names`. `plan` is one of the plans compared.

    `in_doubt` says how many ties are, `judged` how many of them, the most promising, were judged; `exact` whether over all
    networks and orders, else the value of each has a standard error.
    """
    if certain(network) or not network.ties or len(network) > MOST_PEOPLE_WORTH:
        return Found((), {"pairs": [], "beyond": len(network) > MOST_PEOPLE_WORTH})
    unknown, exact = doubt.worth_and_whether_exact(
        network, until=share(question, network, people), seed=question.seed, most=MOST_WORTH, plan=plan
    )
    in_doubt = int(((network.probability > 0.0) & (network.probability < 1.0)).sum()) // 2
    found = pairs_told(unknown)
    return Found(found.names, {**found.told, "in_doubt": in_doubt, "judged": min(in_doubt, doubt.JUDGED), "exact": exact})


def pairs_told(unknown: Sequence[doubt.Unknown | Loose]) -> Found:
    """Ties that are worth finding out, by the places of their ends among the names; −1 where nobody comes first."""
    names: dict[str, int] = {}

    def place(name: str) -> int:
        return names.setdefault(name, len(names)) if name else -1

    pairs = [
        {
            "ends": [place(name) for name in each.tie], "probability": each.probability, "share": each.share,
            "first": [place(name) for name in (each.first_if_there, each.first_if_not)],
            "error": each.share_error if isinstance(each, doubt.Unknown) else 0.0,
        }
        for each in unknown
    ]  # fmt: skip
    return Found(tuple(names), {"pairs": pairs})


def largest_share(network: Network, people: int) -> float:
    """The largest group that still hangs together, as a share of the people at first."""
    if not len(network) or not people:
        return 0.0
    return int(dismantling.largest_components(network, np.arange(len(network), dtype=np.int32))[0]) / people


def expected_share(network: Network, question: Question, people: int) -> float:
    """The same over networks as they may really be, on average: what a forecast is compared with."""
    if not len(network) or not people:
        return 0.0
    networks = doubt.ensemble(network, missing=question.missing, seed=2 * question.seed + 1)
    return doubt.effect(network, (), networks).largest[0].mean * len(network) / people


def effect_told(effect: doubt.Effect) -> dict[str, Any]:
    """What an order does over networks as they may really be: mean, P10, median and P90."""
    return {
        "largest": [[each.mean, each.p10, each.median, each.p90] for each in effect.largest],
        "area": [effect.area.mean, effect.area.p10, effect.area.median, effect.area.p90], "reached": effect.reached,
    }  # fmt: skip
