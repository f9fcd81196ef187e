"""Breaks a route: who is reached so that no complete chain of the script is left, and what is left of each stage on the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from manara.networks.engine import doubt
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.editing import without
from manara.networks.engine.lab import campaign, working
from manara.networks.engine.lab.question import Question
from manara.networks.engine.lab.working import Found
from manara.networks.engine.script import SCRIPT, parts_of
from manara.networks.engine.waiting import held

if TYPE_CHECKING:
    from manara.networks.engine.capacity import Capacity

#: Seconds that each programme may take: at once, for longer, and for each break without somebody.
AT_ONCE: Final = 5.0
LONGER: Final = 20.0
EACH: Final = 5.0


@dataclass(frozen=True)
class Route:
    """The `stages` that a complete chain needs, and who of the network that is left does which; others may stand between with
    `anybody`. `nobody` are the stages for which nobody was known at first."""

    stages: tuple[str, ...]
    parts: Mapping[str, Collection[str]]
    anybody: bool
    nobody: tuple[str, ...]


def route(question: Question, roles: Mapping[str, Collection[str]], left: Collection[str]) -> Route:
    """The route that a question is about. `roles` are those of everybody at first, also of whoever was reached since, so that
    a stage is not forgotten with the last who did it; `left` are the people of the network as it is now."""
    parts = parts_of(roles)
    known = {stage for own in parts.values() for stage in own}
    stages = tuple(stage for stage in SCRIPT if stage in (question.stages or known))
    there, wanted = set(left), set(stages)
    kept = {name: own & wanted for name, own in parts.items() if name in there and own & wanted}
    return Route(stages, kept, question.anybody, tuple(stage for stage in stages if stage not in known))


def broken(network: Network, question: Question, on: Route, *, seconds: float, first: Sequence[str] = ()) -> Found:
    """The cheapest order that breaks every complete chain, with what is left after each step; without one where there is no
    chain, or nobody has a part.

    `first` are those who were given a turn: the others come behind them, and in a fixed order nobody does.
    """
    from manara.networks.engine import capacity  # its solver is loaded when somebody plans for a route

    if not on.stages or not len(network):
        return _nothing(on)
    given, budget = working.in_turn(network, question, first)
    rest = without(network, given)
    plan = capacity.breaking(rest, _of(on, rest), stages=on.stages, anybody=on.anybody, budget=budget, seconds=seconds)
    sought = (*given, *(() if question.fixed else (step.name for step in plan.steps)))
    names = held(sought, question.at_once, dict(question.waiting))
    left = (plan.before, *(step.left for step in plan.steps))
    if given or question.fixed or names != sought:
        left = capacity.after_each(network, names, on.parts, stages=on.stages, anybody=on.anybody, seconds=seconds)
    steps = working.measured(network, names)
    told = {
        "way": "given" if given or question.fixed else "route", "given": len(given), "steps": steps,
        "area": sum(step["cost"] * step["largest"] for step in steps) / len(network), "bound": 0.0, "removals_bound": 0,
        "reached": left[-1].chains <= 0.0, "finished": plan.proved,
        "proved": plan.proved and not given and not question.fixed and bool(names), "route": _route(on, left),
    }  # fmt: skip
    return Found(names, told)


def under_doubt(network: Network, question: Question, on: Route, people: int, found: Found) -> Found:
    """The same, with the share of networks as they may really be in which a complete chain still runs after each step."""
    from manara.networks.engine import capacity

    if not found.names:
        return found
    until = working.share(question, network, people)
    networks = doubt.ensemble(network, missing=question.missing, seed=2 * question.seed + 1)
    survives = capacity.surviving(
        network, found.names, on.parts, networks, stages=on.stages, anybody=on.anybody
    )
    waves = campaign.in_waves(network, question, found.names, networks, until=until, free=False)
    told = {
        **found.told, "effect": working.effect_told(doubt.effect(network, found.names, networks, until=until)),
        "route": {**found.told["route"], "survives": list(survives), "networks": len(networks)},
        **(waves.told if waves else {}),
    }  # fmt: skip
    return Found(found.names, told)


def without_each(
    network: Network, question: Question, on: Route, main: Found, first: Sequence[str] = ()
) -> list[tuple[int, Found]]:
    """For each of the first steps the break if that person can't be reached."""
    return [
        (place, broken(
            network.sparing([name]), question, on, seconds=EACH, first=[each for each in first if each != name]
        ))
        for place, name in enumerate(main.names[: working.WITHOUT])
    ]  # fmt: skip


def worth(network: Network, on: Route) -> Found:
    """Ties in doubt whose absence would make the break cheaper; pairs by their places among the names. `beyond` where the
    network is too large for it, `late` where the break itself was not proved in time."""
    from manara.networks.engine import capacity

    if len(network) > working.MOST_PEOPLE_WORTH:
        return Found((), {"pairs": [], "beyond": True})
    try:
        loose = capacity.worth_finding_out(
            network, on.parts, stages=on.stages, anybody=on.anybody, seconds=EACH
        ) if on.stages else ()  # fmt: skip
    except TimeoutError:
        return Found((), {"pairs": [], "late": True})
    return working.pairs_told(loose[: working.MOST_WORTH])


def _of(on: Route, network: Network) -> Mapping[str, Collection[str]]:
    there = set(network.names)
    return {name: own for name, own in on.parts.items() if name in there}


def _route(on: Route, left: Sequence[Capacity]) -> dict[str, Any]:
    return {
        "stages": list(on.stages), "nobody": list(on.nobody),
        "left": [
            {
                "chains": each.chains, "able": [each.able.get(stage, 0) for stage in on.stages],
                "on": [each.stages.get(stage, 0) for stage in on.stages], "breaks": each.breaks,
                "counted": each.counted,
            }
            for each in left
        ],
    }  # fmt: skip


def _nothing(on: Route) -> Found:
    told = {
        "way": "route", "steps": [], "area": 0.0, "bound": 0.0, "removals_bound": 0, "reached": False, "finished": False,
        "proved": False, "route": _route(on, ()),
    }  # fmt: skip
    return Found((), told)
