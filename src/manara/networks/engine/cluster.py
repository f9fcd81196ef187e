"""The measures of a network on a cluster with Spark: the same answers as on one machine, for networks ten times as large.

The ties are cut into blocks of people that stay with the workers; each round sends the workers what everybody has (one number
a person) and collects what their blocks make of it. Betweenness sends the whole network to each worker once and shares out the
starting points. GraphFrames would need a Java archive for Spark 4 that no package of PyPI holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.eligible import Eligible, eligible

#: Tasks for each of the cluster's processors.
_TASKS: Final = 3
SOURCES: Final = 1_000

Block = tuple[int, NDArray[np.int64], NDArray[np.int32]]
Tell = Callable[[float, str], None]


@dataclass(frozen=True)
class ClusterMeasures:
    """Figures [e] of those `who` may be named, by the measure's name, as `measures.Measures` has them; `component` is the first
    of one's component. `betweenness_error` [e] is its standard error; `rounds` how often the workers were asked."""

    who: Eligible
    values: Mapping[str, NDArray[np.float64]]
    betweenness_error: NDArray[np.float64]
    components: int
    sources: int
    rounds: Mapping[str, int]


def measures_on(
    graph: Network, master: str, *, sources: int = SOURCES, seed: int = 0, tell: Tell = lambda done, what: None
) -> ClusterMeasures:
    """Degree, component, core, and betweenness from so many `sources`, on a cluster (`master`: spark://host:7077, local[*]).

    Manara and its extra `spark` must be installed on every worker. Betweenness needs the network in the memory of each worker
    (some 12 bytes a tie and 60 a person); the other measures need only the worker's blocks and one number a person. The same
    starting points as on one machine for the same seed. Raises `Problem` where Spark is missing.
    """
    from manara.resolution.engine.linkage.spark import session

    with session(master) as spark:
        context = spark.sparkContext
        tasks = max(2, context.defaultParallelism * _TASKS)
        blocks = context.parallelize(_blocks(graph, tasks), tasks).cache()
        degree = np.diff(graph.starts)
        component, component_rounds = _repeated(
            context, blocks, np.arange(len(graph), dtype=np.int64), _labelled, lambda each: each[each], "components", tell
        )
        core, core_rounds = _repeated(
            context, blocks, degree.astype(np.int64), _cored, lambda each: each, "cores", tell
        )
        share, error, used = _betweenness(context, graph, sources, seed, tasks, tell)
    who = eligible(graph)
    columns = {"degree": degree, "component": component, "core": core, "betweenness": share}
    return ClusterMeasures(
        who, {name: who.of(values.astype(np.float64)) for name, values in columns.items()}, who.of(error),
        len(np.unique(component)), used, {"components": component_rounds, "cores": core_rounds},
    )  # fmt: skip


def _blocks(graph: Network, many: int) -> list[Block]:
    """The network in blocks of about as many ties each."""
    if not len(graph):
        return []
    wanted = np.linspace(0, len(graph.neighbours), many + 1)
    edges = np.unique(np.concatenate([[0], np.searchsorted(graph.starts, wanted[1:-1]), [len(graph)]]))
    return [
        (
            first, (graph.starts[first : last + 1] - graph.starts[first]).astype(np.int64),
            graph.neighbours[graph.starts[first] : graph.starts[last]],
        )
        for first, last in pairwise(edges.tolist())
    ]  # fmt: skip


def _repeated(
    context: Any, blocks: Any, vector: NDArray[np.int64], work: Callable[[Block, Any], tuple[int, NDArray[np.int64]]],
    shortened: Callable[[NDArray[np.int64]], NDArray[np.int64]], what: str, tell: Tell,
) -> tuple[NDArray[np.int64], int]:  # fmt: skip
    """Rounds until nothing changes; how many."""
    rounds = 0
    while True:
        rounds += 1
        sent = context.broadcast(vector)
        after = vector.copy()
        for first, found in blocks.map(lambda block, sent=sent: work(block, sent.value)).collect():
            after[first : first + len(found)] = found
        sent.destroy()
        after = shortened(after)
        tell(0.0, f"{what}, round {rounds}")
        if np.array_equal(after, vector):
            return vector, rounds
        vector = after


def _labelled(block: Block, labels: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    from manara.networks.engine.kernels.blocks import least_label

    return block[0], least_label(*block, labels)


def _cored(block: Block, cores: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    from manara.networks.engine.kernels.blocks import core_round

    return block[0], core_round(*block, cores)


def _betweenness(
    context: Any, graph: Network, sources: int, seed: int, tasks: int, tell: Tell
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    from manara.networks.engine.measures.ways import combined, starting_points

    chosen = starting_points(len(graph), sources, seed)
    if len(graph) < 3:
        return np.zeros(len(graph)), np.zeros(len(graph)), len(chosen)
    sent = context.broadcast((graph.starts, graph.neighbours))
    tell(0.0, f"shortest ways from {len(chosen)}")

    def part(points: NDArray[np.int32], sent: Any = sent) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        from manara.networks.engine.kernels.paths import add_betweenness

        starts, neighbours = sent.value
        size = len(starts) - 1
        mine, square = np.zeros(size), np.zeros(size)
        add_betweenness(starts, neighbours, np.zeros(size, np.bool_), points, mine, square, np.zeros(1, np.bool_))
        return mine, square

    parts = [points for points in np.array_split(chosen, tasks) if len(points)]
    total, squares = context.parallelize(parts, max(len(parts), 1)).map(part).treeReduce(
        lambda one, other: (one[0] + other[0], one[1] + other[1])
    )  # fmt: skip
    sent.destroy()
    share, error = combined(total, squares, len(chosen), len(graph), len(graph))
    return share, error, len(chosen)
