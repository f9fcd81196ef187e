"""Everybody's measures at once, each with its P10–P90 over networks drawn from the ties' probabilities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.eligible import Eligible, eligible
from manara.networks.engine.measures.brokers import brokers, numbered
from manara.networks.engine.measures.charted import Charted
from manara.networks.engine.measures.columns import columns_of
from manara.networks.engine.measures.communities import communities, inside_and_out, modularity
from manara.networks.engine.measures.intervals import Intervals
from manara.networks.engine.measures.ways import WORK
from manara.networks.engine.sampling import MEASURED_ON

Told = Callable[[float, str], None]


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
    sampled. `largest` is how many people are in the largest of the `components`. `modularity` (at most 1) says how clearly the
    network falls into its `groups`; of each of these `sizes`, ties `inside` and ties to others (`outside`). `grouping` [n] are
    the groups between which brokers are counted, -1 for none.
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
    largest: int
    groups: int
    modularity: float
    sizes: NDArray[np.int64]
    inside: NDArray[np.int64]
    outside: NDArray[np.int64]
    grouping: NDArray[np.int32]

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
    chart: Charted, *, groups: Mapping[str, str] | None = None, samples: int = MEASURED_ON, work: int = WORK, seed: int = 0,
    tell: Told = lambda done, what: None,
) -> Measures:  # fmt: skip
    """All measures (see `words.WORDS`) of everybody who may be named; those protected count as ties of others, unnamed.

    The brokers' roles of Gould and Fernandez are counted between `groups` (by name: an agency's, a nationality, a stage), or
    between the groups found where none are given. `samples` networks are drawn if any tie is in doubt. `work` limits the
    steps (people and ties passed) for betweenness. The same seed gives the same figures. `tell` hears the share done and of
    what.
    """
    graph = chart.graph
    who = eligible(graph)
    whole, ways, component = columns_of(graph.starts, graph.neighbours, chart.weights, work, seed, tell)
    tell(0.0, "groups")
    positive = np.maximum(chart.weights, 1e-9)
    community = communities(
        graph.starts, graph.neighbours, positive, seed=seed, tell=lambda done: tell(done, "groups")
    )
    whole["community"] = community.astype(np.float64)
    grouping = community if groups is None else numbered(graph.names, groups)
    tell(0.0, "brokers")
    whole |= brokers(graph.starts, graph.neighbours, {"": grouping})
    intervals = Intervals(chart, who, many=samples, work=work, seed=seed, groupings={"": grouping})
    intervals.more(tell=lambda done: tell(done, "draws"))
    low, high = intervals.bounds()
    parts = np.unique(component, return_counts=True)[1]
    return Measures(
        who, {name: who.of(values) for name, values in whole.items()}, low, high, who.of(ways.error), ways.sources, ways.exact,
        intervals.drawn, len(parts), int(parts.max()) if len(parts) else 0, int(community.max()) + 1 if len(community) else 0,
        modularity(graph.starts, graph.neighbours, positive, community),
        *inside_and_out(graph.starts, graph.neighbours, community), grouping,
    )  # fmt: skip
