"""The ties that alone hold two parts of a network together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.eligible import eligible
from manara.networks.engine.kernels.cuts import cuts


@dataclass(frozen=True)
class Bridge:
    """A tie without which two parts lose each other: how many people are in the `smaller` and the `larger` one."""

    one: str
    other: str
    smaller: int
    larger: int


def bridges(graph: Network) -> tuple[Bridge, ...]:
    """The bridges of a network, those that part most first; none that one of its protected people is an end of."""
    size = len(graph)
    above, component = np.empty(size, np.int32), np.empty(size, np.int32)
    below = np.empty(size, np.int64)
    cuts(
        graph.starts, graph.neighbours, np.zeros(size, np.bool_), np.empty(size), np.empty(size, np.bool_), above, below,
        component,
    )  # fmt: skip
    held = np.bincount(component, minlength=size) if size else np.zeros(0, np.int64)
    who = eligible(graph)
    found = []
    for number in np.flatnonzero(below):
        one, other = graph.names[above[number]], graph.names[number]
        if one in who and other in who:
            sides = sorted((int(below[number]), int(held[component[number]] - below[number])))
            found.append(Bridge(one, other, sides[0], sides[1]))
    return tuple(sorted(found, key=lambda bridge: (-bridge.smaller, bridge.one, bridge.other)))
