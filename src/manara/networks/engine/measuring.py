"""Measures the persons of a graph and says it by numbers alone, of places in a list on which nobody protected can be.

Whoever may be named gets a place; the others hold the network together and appear in its shape: how many people and ties it
has, how large its groups are. Places refer to `Measuring.names`.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine import measures
from manara.networks.engine.measures import Charted, charted
from manara.networks.engine.ties.targets import Targets

if TYPE_CHECKING:
    from manara.networks.engine.measures import Intervals, Measures

#: People of whom figures are kept at most: those who stand first by some measure. Who does by none is in no list at all.
MOST: Final = 2_000
MOST_BRIDGES: Final = 50
MOST_GROUPS: Final = 20
MOST_PLAYERS: Final = 5
#: Of a group so many are named, those with most ties.
_OF_A_GROUP: Final = 3
#: Steps (see `measures.ways.WORK`) that betweenness takes here: a part of the work has to end well before half a minute.
WORK: Final = 300_000_000
WORK_GONE: Final = 200_000_000
MOST_GROWN: Final = 10
#: What the columns of brokers between stages of the route begin with; those between the groups found begin with nothing.
OF_STAGES: Final = "stage_"


@dataclass
class Measuring:
    """What was measured: `names` by their places, `told` as JSON values; `intervals` draws what the doubt leaves open."""

    targets: Targets
    chart: Charted
    names: tuple[str, ...]
    told: dict[str, Any]
    intervals: Intervals
    _rows: NDArray[np.int64]

    def tell_intervals(self) -> None:
        """Enter P10 and P90 over the networks drawn so far."""
        low, high = self.intervals.bounds()
        self.told |= {
            "low": _columns(low, self._rows), "high": _columns(high, self._rows), "samples": self.intervals.drawn,
            "planned": self.intervals.many,
        }  # fmt: skip


def weighed(found: Targets) -> Charted:
    """The persons as a network whose ties weigh what their layers add up to: calls, payments, stays, reports."""
    names = found.people.names
    strength: dict[tuple[str, str], float] = {}
    for tie in found.people.ties:
        pair = names[tie.first], names[tie.second]
        strength[pair] = strength.get(pair, 0.0) + tie.strength
    pairs = found.people.pairs()
    tied = {name for one, other, _probability in pairs for name in (one, other)}
    return charted(
        ((one, other, strength[one, other], probability) for one, other, probability in pairs),
        protected=sorted(found.spared & tied),
    )


def measured(
    found: Targets, *, stages: Mapping[str, str] | None = None, seed: int = 0, most: int = MOST, work: int = WORK
) -> Measuring:
    """All but the intervals, which `Measuring.intervals` draws from there on.

    `stages` says by name at which stage of the route somebody has a part. Brokers are counted between the groups found, and
    between stages where there are two.
    """
    from manara.networks.engine.measures.brokers import brokers, numbered  # compiles: not before somebody measures

    chart = weighed(found)
    graph = chart.graph
    tied = set(graph.names)
    at_stage = {name: stage for name, stage in (stages or {}).items() if name in tied}
    of_all = measures.measures(chart, samples=0, work=work, seed=seed)
    groupings = {"": of_all.grouping}
    if len(set(at_stage.values())) > 1:
        groupings[OF_STAGES] = numbered(graph.names, at_stage)
        linking = brokers(graph.starts, graph.neighbours, {OF_STAGES: groupings[OF_STAGES]})
        of_all = replace(of_all, values={**of_all.values, **{name: of_all.who.of(each) for name, each in linking.items()}})
    who = list(of_all.who)
    held = measures.bridges(graph)[:MOST_BRIDGES]
    players = {kind: measures.key_sets(graph, MOST_PLAYERS, kind) for kind in ("fragmentation", "reach")}
    firsts = _firsts(of_all)
    needed = [
        *(name for sets in players.values() for one in sets for name in one.names),
        *(name for bridge in held for name in (bridge.one, bridge.other)), *(name for names in firsts for name in names),
    ]  # fmt: skip
    scores = dict(zip(who, of_all.values["betweenness"].tolist(), strict=True))
    kept = set(_kept(of_all, needed, most))
    names = tuple(name for name, _score in found.ranked(scores) if name in kept)
    place = {name: at for at, name in enumerate(names)}
    row = {name: at for at, name in enumerate(who)}
    rows = np.array([row[name] for name in names], np.int64)
    people, ties = len(graph), graph.ties
    told: dict[str, Any] = {
        "people": people, "ties": ties, "expected": round(float(graph.probability.sum()) / 2, 2),
        "doubtful": int((graph.probability < 1.0).sum()) // 2, "untied": len(found.people.persons) - people,
        "too_shared": len(found.people.too_shared), "components": of_all.components, "largest": of_all.largest,
        "density": ties / (people * (people - 1) / 2) if people > 1 else 0.0, "groups": of_all.groups,
        "modularity": round(of_all.modularity, 4), "exact": of_all.exact, "sources": of_all.sources,
        "listed_all": len(names) == len(who), "values": _columns(of_all.values, rows),
        "error": [] if of_all.exact else [_short(value) for value in of_all.betweenness_error[rows].tolist()],
        "low": {}, "high": {}, "samples": 0, "planned": 0,
        "stages": [at_stage.get(name, "") for name in names] if OF_STAGES in groupings else [],
        "at_stage": dict(Counter(at_stage.values())) if OF_STAGES in groupings else {},
        "bridges": [[place[each.one], place[each.other], each.smaller, each.larger] for each in held],
        "players": {
            kind: [
                {"share": _short(one.share), "best": one.best, "places": [place[name] for name in one.names]} for one in sets
            ]
            for kind, sets in players.items()
        },
        "circles": [
            {"size": int(size), "inside": int(inside), "outside": int(outside), "places": [place[name] for name in first]}
            for size, inside, outside, first in zip(of_all.sizes, of_all.inside, of_all.outside, firsts, strict=False)
        ],
    }  # fmt: skip
    intervals = measures.Intervals(chart, of_all.who, work=work, seed=seed, groupings=groupings)
    return Measuring(found, chart, names, told, intervals, rows)


def without(
    chart: Charted, places: Mapping[str, int], name: str, *, seed: int = 0, work: int = WORK_GONE
) -> list[dict[str, Any]]:
    """Who of those in `places` lies between more of the others once this person is gone, the greatest growth first.

    Raises `Problem` for somebody protected or unknown.
    """
    found = measures.afterwards(chart.graph, [name], most=MOST_GROWN, work=work, seed=seed)
    return [
        {"place": places[each.name], "before": _short(each.before), "after": _short(each.after), "was": each.place_before,
         "is": each.place_after}
        for each in found
        if each.name in places
    ]  # fmt: skip


def without_the_first(measuring: Measuring, many: int, *, seconds: float, seed: int = 0) -> dict[str, list[dict[str, Any]]]:
    """The same for the first `many` places, as far as these seconds go; at least for the first."""
    until = time.monotonic() + seconds
    places = {name: at for at, name in enumerate(measuring.names)}
    found: dict[str, list[dict[str, Any]]] = {}
    for at, name in enumerate(measuring.names[:many]):
        if at and time.monotonic() >= until:
            break
        found[str(at)] = without(measuring.chart, places, name, seed=seed)
    return found


def _firsts(of_all: Measures) -> list[list[str]]:
    """Of each of the larger groups those with most ties who may be named; a group of one is none."""
    group = of_all.values["community"].astype(int)
    listed = sum(bool(size > 1) for size in of_all.sizes[:MOST_GROUPS])
    found: list[list[str]] = [[] for _group in range(listed)]
    names = of_all.who.names
    for at in np.argsort(-of_all.values["degree"], kind="stable"):
        own = int(group[at])
        if own < listed and len(found[own]) < _OF_A_GROUP:
            found[own].append(names[int(at)])
    return found


def _kept(of_all: Measures, needed: Iterable[str], most: int) -> list[str]:
    """Everybody, or where there are too many those who are needed and those who stand first by some measure, in turn."""
    who = list(of_all.who)
    if len(who) <= most:
        return who
    found = dict.fromkeys(needed)
    orders = [np.argsort(-np.nan_to_num(values), kind="stable") for values in of_all.values.values()]
    for at in range(len(who)):
        for order in orders:
            if len(found) >= most:
                return list(found)
            found.setdefault(who[int(order[at])])
    return list(found)


def _columns(values: Mapping[str, NDArray[np.float64]], rows: NDArray[np.int64]) -> dict[str, list[float | None]]:
    return {name: [_short(value) for value in column[rows].tolist()] for name, column in values.items()}


def _short(value: float) -> float | None:
    """Six digits; None where it can't be said."""
    return None if math.isnan(value) else float(f"{value:.6g}")
