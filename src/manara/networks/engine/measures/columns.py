"""All figures of everybody in one network, as drawn or as chance drew it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.hearing import heard
from manara.networks.engine.kernels.brokers import holes
from manara.networks.engine.kernels.cuts import cores, cuts
from manara.networks.engine.kernels.paths import within_two
from manara.networks.engine.measures.ways import Betweenness, betweenness

#: Measures that say how much, and so have an interval; the others say of which sort somebody is.
MEASURED: Final = ("degree", "strength", "betweenness", "fragmentation", "reach", "constraint", "effective_size", "core")

Columns = dict[str, NDArray[np.float64]]


def columns_of(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], weights: NDArray[np.float64], work: int, seed: int,
    tell: Callable[[float, str], None] = lambda done, what: None,
) -> tuple[Columns, Betweenness, NDArray[np.int32]]:  # fmt: skip
    """The measures by name, [n] each, the ways that betweenness was followed on, and the first [n] of everybody's component.

    `tell` hears the share done of what is being measured, and what that is.
    """
    size = len(starts) - 1
    degree = np.diff(starts).astype(np.float64)
    owner = np.repeat(np.arange(size), np.diff(starts))
    ways = betweenness(starts, neighbours, work=work, seed=seed, tell=lambda done: tell(done, "shortest ways"))
    tell(0.0, "what holds it together")
    parted, cut_point = np.empty(size), np.empty(size, np.bool_)
    above, component = np.empty(size, np.int32), np.empty(size, np.int32)
    heard(cuts, starts, neighbours, np.zeros(size, np.bool_), parted, cut_point, above, np.empty(size, np.int64), component)
    reach, core = np.zeros(size, np.int64), np.zeros(size, np.int64)
    tell(0.0, "reach and cores")
    heard(within_two, starts, neighbours, reach)
    heard(cores, starts, neighbours, core)
    tell(0.0, "structural holes")
    constraint, among = np.zeros(size), np.zeros(size, np.int64)
    heard(holes, starts, neighbours, weights, constraint, among)
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
    return columns, ways, component
