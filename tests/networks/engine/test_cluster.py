"""The rounds that a cluster's workers do over their blocks end at what one machine finds; Spark itself runs in the bench."""

from __future__ import annotations

import importlib.util
import random

import numpy as np
import pytest

from manara.foundation.engine.problems import Problem
from manara.networks.engine.cluster import _blocks, _cored, _labelled, measures_on
from manara.networks.engine.dismantling import Network, network
from manara.networks.engine.kernels.cuts import cores, cuts
from manara.networks.engine.kernels.paths import add_betweenness
from manara.networks.engine.measures.ways import betweenness, combined, starting_points


def drawn(seed: int) -> Network:
    draw = random.Random(seed)
    ties = [(f"p{draw.randrange(80)}", f"p{draw.randrange(80)}", 1.0) for _ in range(110)]
    return network([*ties, ("alone", "alone", 1.0)])


def ended(graph: Network, vector: np.ndarray, work, parts: int) -> np.ndarray:
    while True:
        after = vector.copy()
        for block in _blocks(graph, parts):
            first, found = work(block, vector)
            after[first : first + len(found)] = found
        if np.array_equal(after, vector):
            return after
        vector = after


@pytest.mark.parametrize("parts", [1, 3, 7, 500])
def test_blocks_hold_everybody_once_and_their_rounds_end_at_the_same_answers(parts: int) -> None:
    graph = drawn(parts)
    blocks = _blocks(graph, parts)
    assert sum(len(starts) - 1 for _first, starts, _neighbours in blocks) == len(graph)
    assert np.array_equal(np.concatenate([neighbours for _first, _starts, neighbours in blocks]), graph.neighbours)
    size = len(graph)
    found, component = np.zeros(size, np.int64), np.empty(size, np.int32)
    cores(graph.starts, graph.neighbours, found)
    assert np.array_equal(ended(graph, np.diff(graph.starts).astype(np.int64), _cored, parts), found)
    count = cuts(
        graph.starts, graph.neighbours, np.zeros(size, np.bool_), np.empty(size), np.empty(size, np.bool_),
        np.empty(size, np.int32), np.empty(size, np.int64), component,
    )  # fmt: skip
    labels = ended(graph, np.arange(size, dtype=np.int64), _labelled, parts)
    assert len(np.unique(labels)) == count
    assert np.array_equal(labels, component)


def test_betweenness_from_the_same_points_in_parts_is_the_same() -> None:
    graph, most = drawn(2), 60
    size, points = len(graph), starting_points(len(graph), most, 5)
    total, squares = np.zeros(size), np.zeros(size)
    for part in np.array_split(points, 4):
        mine, square = np.zeros(size), np.zeros(size)
        add_betweenness(graph.starts, graph.neighbours, np.zeros(size, np.bool_), part, mine, square, np.zeros(1, np.bool_))
        total += mine
        squares += square
    share, error = combined(total, squares, len(points), size, size)
    here = betweenness(graph.starts, graph.neighbours, work=most * (size + len(graph.neighbours)), seed=5)
    assert here.sources == len(points)
    assert share == pytest.approx(here.share)
    assert error == pytest.approx(here.error)


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="Spark is installed here")
def test_where_spark_is_missing_it_is_said() -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(Problem) as missing:
        measures_on(drawn(1), "local[1]")
    assert missing.value.code == "link-no-spark"
