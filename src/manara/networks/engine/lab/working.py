"""Works a plan out, a part at a time: an order at once, a better one, what it does under doubt, and without somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from manara.networks.engine import dismantling, doubt
from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.eligible import order_of
from manara.networks.engine.lab.question import Question
from manara.networks.engine.sampling import certain

#: Seconds for the order that is there at once, for the better one (so many a person, at most), for proving it, and for each
#: order without somebody.
AT_ONCE: Final = 0.5
BETTER_EACH: Final = 0.02
BETTER: Final = 8.0
PROOF: Final = 10.0
EACH_WITHOUT: Final = 0.3
#: For so many of the first steps an order without that person is sought.
WITHOUT: Final = 5
MOST_WORTH: Final = 8
#: Beyond so many people the value of single ties is not sought: it would take minutes.
MOST_PEOPLE_WORTH: Final = 600


@dataclass(frozen=True)
class Found:
    """An order of names with what is told of it: numbers and words by place, and never a name."""

    names: tuple[str, ...]
    told: dict[str, Any]


def share(question: Question, network: Network, people: int) -> float:
    """The wanted share of the network that is left, so that it is the same number of people as at first."""
    return min(1.0, question.until * max(people, 1) / max(len(network), 1))


def ordered(network: Network, question: Question, people: int, *, seconds: float, proof: float = 0.0) -> Found:
    """The best order found in so many seconds on the network as it is drawn, with how good it is at least."""
    plan = dismantling.dismantle(
        network, until=share(question, network, people), objective=question.objective, budget=question.budget,
        seconds=seconds, seed=question.seed, proof_seconds=proof,
    )  # fmt: skip
    told = {
        "way": "drawn", "steps": steps_told(plan.steps), "area": plan.area, "bound": plan.area_bound,
        "removals_bound": plan.removals_bound, "reached": plan.reached, "finished": plan.finished,
        "proved": plan.proved and question.objective == "area" and plan.reached,
    }  # fmt: skip
    return Found(tuple(step.name for step in plan.steps), told)


def bettered(network: Network, question: Question, people: int) -> Found:
    """The best order of a longer search, and for small networks the proof of it where that is found in time."""
    seconds = min(BETTER, AT_ONCE + BETTER_EACH * len(network))
    return ordered(network, question, people, seconds=seconds, proof=PROOF)


def steps_told(steps: Sequence[dismantling.Step]) -> list[dict[str, Any]]:
    """Each step by numbers alone."""
    return [
        {"cost": step.cost, "ties": step.ties, "held": step.held, "pieces": list(step.pieces), "others": step.others,
         "largest": step.largest}
        for step in steps
    ]  # fmt: skip


def under_doubt(network: Network, question: Question, people: int, drawn: Found) -> Found:
    """The better of the drawn order and the one sought over networks as they may really be, with what it does there."""
    until = share(question, network, people)
    if not drawn.names or not network.ties:
        return drawn
    networks = doubt.ensemble(network, missing=question.missing, seed=2 * question.seed + 1)
    effect = doubt.effect(network, drawn.names, networks, until=until)
    best, way = drawn.names, "drawn"
    if question.objective == "area" and not (certain(network) and not question.missing):
        other = doubt.robust(network, until=until, budget=question.budget, missing=question.missing, seed=question.seed)
        if other.names and other.effect.area.mean < effect.area.mean:
            best, way = other.names, "doubt"
            effect = doubt.effect(network, best, networks, until=until)
    order = order_of(network, best)
    rest = np.setdiff1d(np.arange(len(network), dtype=np.int32), order)
    steps = dismantling.steps_of(network, np.concatenate([order, rest]).astype(np.int32), len(best))
    told = {
        **drawn.told, "way": way, "steps": steps_told(steps), "effect": _effect(effect),
        "area": sum(step.cost * step.largest for step in steps) / len(network),
        "doubtful": not certain(network) or bool(question.missing), "proved": drawn.told["proved"] and way == "drawn",
    }  # fmt: skip
    return Found(best, told)


def without_each(network: Network, question: Question, people: int, main: Found) -> list[tuple[int, Found]]:
    """For each of the first steps the order if that person can't be reached; its place and what is left then."""
    found = []
    for place, name in enumerate(main.names[:WITHOUT]):
        spared = network.protected.copy()
        spared[network.names.index(name)] = True
        found.append((place, ordered(replace(network, protected=spared), question, people, seconds=EACH_WITHOUT)))
    return found


def worth(network: Network, question: Question, people: int) -> Found:
    """Ties in doubt that are worth finding out first; pairs by their places among `names`."""
    if certain(network) or not network.ties or len(network) > MOST_PEOPLE_WORTH:
        return Found((), {"pairs": [], "beyond": len(network) > MOST_PEOPLE_WORTH})
    unknown = doubt.worth_knowing(network, until=share(question, network, people), seed=question.seed, most=MOST_WORTH)
    names: dict[str, int] = {}
    pairs = [
        {
            "ends": [names.setdefault(name, len(names)) for name in each.tie], "probability": each.probability,
            "share": each.share,
            "first": [names.setdefault(name, len(names)) for name in (each.first_if_there, each.first_if_not)],
        }
        for each in unknown
    ]  # fmt: skip
    return Found(tuple(names), {"pairs": pairs})


def largest_share(network: Network, people: int) -> float:
    """The largest group that still hangs together, as a share of the people at first."""
    if not len(network) or not people:
        return 0.0
    return int(dismantling.largest_components(network, np.arange(len(network), dtype=np.int32))[0]) / people


def _effect(effect: doubt.Effect) -> dict[str, Any]:
    return {
        "largest": [[each.mean, each.p10, each.median, each.p90] for each in effect.largest],
        "area": [effect.area.mean, effect.area.p10, effect.area.median, effect.area.p90], "reached": effect.reached,
    }  # fmt: skip
