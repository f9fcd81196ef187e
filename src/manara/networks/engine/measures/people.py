"""Everybody's measures at once, each with its P10–P90 over networks drawn from the ties' probabilities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.eligible import Eligible, eligible
from manara.networks.engine.kernels.brokers import between_groups, holes
from manara.networks.engine.kernels.cuts import cores, cuts
from manara.networks.engine.kernels.paths import within_two
from manara.networks.engine.measures.charted import Charted
from manara.networks.engine.measures.communities import communities, modularity
from manara.networks.engine.measures.ways import WORK, betweenness, processors
from manara.networks.engine.sampling import certain, drawn, pairs_of

SAMPLES: Final = 40
#: Share of the work that the draws take beside the chart itself.
_DRAWS_WORK: Final = 0.5
_LOW, _HIGH = 0.1, 0.9
ROLES: Final = ("coordinator", "itinerant", "gatekeeper", "liaison")
#: Measures that say how much, and so have an interval; the others say of which sort somebody is.
MEASURED: Final = ("degree", "strength", "betweenness", "fragmentation", "reach", "constraint", "effective_size", "core")

Told = Callable[[float, str], None]
Columns = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Figure:
    """A value, and the P10–P90 that the ties' doubt leaves; `low` and `high` are the value itself where nothing is in doubt.

    NaN where it can't be said, as the constraint of somebody without ties.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Person:
    """One who may be named, and his figures by the measure's name."""

    name: str
    figures: Mapping[str, Figure]

    def __getitem__(self, measure: str) -> Figure:
        return self.figures[measure]


@dataclass(frozen=True)
class Measures:
    """Figures of those `who` may be named, [e] each, and what holds for the network as a whole.

    `betweenness_error` [e] is the standard error of the sampled betweenness, 0 where it is exact; `sources` is how many were
    sampled. `modularity` (at most 1) says how clearly the network falls into its `groups`.
    """

    who: Eligible
    values: Mapping[str, NDArray[np.float64]]
    low: Mapping[str, NDArray[np.float64]]
    high: Mapping[str, NDArray[np.float64]]
    betweenness_error: NDArray[np.float64]
    sources: int
    exact: bool
    samples: int
    components: int
    groups: int
    modularity: float

    def rows(self) -> Iterator[Person]:
        """Each one who may be named, in the order of the network."""
        for at, name in enumerate(self.who):
            yield Person(
                name,
                {
                    each: Figure(float(values[at]), *(float(side.get(each, values)[at]) for side in (self.low, self.high)))
                    for each, values in self.values.items()
                },
            )


def measures(
    chart: Charted, *, groups: Mapping[str, str] | None = None, samples: int = SAMPLES, work: int = WORK, seed: int = 0,
    tell: Told = lambda done, what: None,
) -> Measures:  # fmt: skip
    """All measures (see `words.WORDS`) of everybody who may be named; those protected count as ties of others, unnamed.

    `groups` (by name: an agency's, a nationality, a stage) adds the four brokers' roles of Gould and Fernandez. `samples`
    networks are drawn if any tie is in doubt. `work` limits the steps (people and ties passed) for betweenness. The same seed
    gives the same figures. `tell` hears the share done and of what.
    """
    graph = chart.graph
    who = eligible(graph)
    whole, error, sources, exact, components = _all(
        graph.starts, graph.neighbours, chart.weights, work, seed, lambda done: tell(done, "shortest ways")
    )
    tell(0.0, "groups")
    positive = np.maximum(chart.weights, 1e-9)
    community = communities(graph.starts, graph.neighbours, positive, seed=seed)
    whole["community"] = community.astype(np.float64)
    if groups is not None:
        whole.update(_roles(chart, groups))
    many = 0 if certain(graph) else samples
    low, high = _intervals(chart, who, many, work, seed, tell) if many else ({}, {})
    return Measures(
        who, {name: who.of(values) for name, values in whole.items()}, low, high, who.of(error), sources, exact, many,
        components, int(community.max()) + 1 if len(community) else 0,
        modularity(graph.starts, graph.neighbours, positive, community),
    )  # fmt: skip


def _all(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], work: int, seed: int,
    tell: Callable[[float], None],
) -> tuple[Columns, NDArray[np.float64], int, bool, int]:  # fmt: skip
    size = len(starts) - 1
    degree = np.diff(starts).astype(np.float64)
    owner = np.repeat(np.arange(size), np.diff(starts))
    ways = betweenness(starts, neighbours, work=work, seed=seed, tell=tell)
    parted, cut_point = np.empty(size), np.empty(size, np.bool_)
    above, component = np.empty(size, np.int32), np.empty(size, np.int32)
    components = cuts(
        starts, neighbours, np.zeros(size, np.bool_), parted, cut_point, above, np.empty(size, np.int64), component
    )
    reach, core = np.zeros(size, np.int64), np.zeros(size, np.int64)
    within_two(starts, neighbours, reach)
    cores(starts, neighbours, core)
    constraint, among = np.zeros(size), np.zeros(size, np.int64)
    holes(starts, neighbours, weights, constraint, among)
    constraint[constraint < 0.0] = np.nan
    pairs = max((size - 1) * (size - 2) / 2, 1.0)
    columns: Columns = {
        "degree": degree,
        "strength": np.bincount(owner, weights, minlength=size).astype(np.float64),
        "betweenness": ways.share,
        "fragmentation": parted / pairs,
        "reach": reach.astype(np.float64),
        "constraint": constraint,
        "effective_size": degree - 2.0 * among / np.maximum(degree, 1.0),
        "core": core.astype(np.float64),
        "cut_point": cut_point.astype(np.float64),
    }
    return columns, ways.error, ways.sources, ways.exact, int(components)


def _roles(chart: Charted, groups: Mapping[str, str]) -> Columns:
    graph = chart.graph
    kinds = {group: number for number, group in enumerate(sorted(set(groups.values())))}
    own = np.array([kinds.get(groups.get(name, ""), -1) for name in graph.names], np.int32)
    roles = np.zeros((len(graph), len(ROLES)), np.int64)
    between_groups(graph.starts, graph.neighbours, own, max(len(kinds), 1), roles)
    return {role: roles[:, at].astype(np.float64) for at, role in enumerate(ROLES)}


def _intervals(
    chart: Charted, who: Eligible, many: int, work: int, seed: int, tell: Told
) -> tuple[Columns, Columns]:
    graph = chart.graph
    found: dict[str, NDArray[np.float32]] = {}
    share = int(work * _DRAWS_WORK / many)

    def one(number: int, starts: NDArray[np.int64], neighbours: NDArray[np.int32], kept: NDArray[np.bool_]) -> None:
        columns, *_rest = _all(starts, neighbours, chart.weights[kept], share, seed + number + 1, lambda done: None)
        for name, rows in found.items():
            rows[number] = who.of(columns[name])

    for name in MEASURED:
        found[name] = np.empty((many, len(who)), np.float32)
    networks = enumerate(drawn(graph, pairs_of(graph), many, seed))
    with ThreadPoolExecutor(processors()) as pool:
        # No more networks at a time than there are processors: each takes as much memory as the whole.
        while batch := list(islice(networks, processors())):
            for _done in pool.map(lambda each: one(each[0], *each[1]), batch):
                pass
            tell((batch[-1][0] + 1) / many, "draws")
    low, high = {}, {}
    for name, rows in found.items():
        rows.sort(axis=0)
        low[name], high[name] = (_quantile(rows, share) for share in (_LOW, _HIGH))
    return low, high


def _quantile(rows: NDArray[np.float32], share: float) -> NDArray[np.float64]:
    """The value that `share` of the rows don't exceed; they are sorted from small to large, those without a value last."""
    valid = (~np.isnan(rows)).sum(axis=0)
    at = share * np.maximum(valid - 1, 0)
    under, over = np.floor(at).astype(int), np.ceil(at).astype(int)
    column = np.arange(rows.shape[1])
    lower, upper = rows[under, column].astype(np.float64), rows[over, column].astype(np.float64)
    return np.asarray(lower + (upper - lower) * (at - under), np.float64)
