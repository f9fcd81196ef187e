"""Looks for the strongest way between two things through all that the viewer may see, from both ends, and gives up in time."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from manara.foundation.access import Hidden, Viewer
from manara.networks.engine.graph import Node, nodes_of
from manara.networks.engine.ties.probability import MOST
from manara.networks.engine.ties.strongest import Reached, around, pairs_of, reach, way_to
from manara.networks.queries.chart import EVERYTHING, seen_on_chart
from manara.networks.queries.graph.assembling import graph_of
from manara.networks.queries.way import MOST_AROUND, MOST_LOOKED_AT, MOST_STEPS
from manara.resolution.engine.links import ends_of
from manara.resolution.queries.around import neighbours, sources


@dataclass(frozen=True, slots=True)
class StrongWay:
    """The addresses along the way with the probability of each tie on it (0–1) and their product; none when there is none.

    `exhausted` when nothing more could have been looked at: then there is no stronger one.
    """

    path: tuple[uuid.UUID, ...]
    ties: tuple[float, ...]
    probability: float
    looked: int
    exhausted: bool


@dataclass(slots=True)
class _Looked:
    """What was read so far: things, the probability of each tied pair, and of which things all ties were asked for."""

    nodes: dict[str, Node]
    pairs: dict[tuple[str, str], float] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    bounded: bool = False


def strongest(viewer: Viewer, start: uuid.UUID, end: uuid.UUID) -> StrongWay:
    """The strongest way from `start` to `end`; what lies on it is recorded as read. Raises `Hidden` for what isn't his.

    At most four queries a step, `MOST_STEPS` steps, `MOST_LOOKED_AT` things.
    """
    ends = nodes_of(sources([start, end], language=viewer.language), [start, end])
    one = next((each for each, node in ends.items() if start in node.others), None)
    other = next((each for each, node in ends.items() if end in node.others), None)
    if one is None or other is None:
        raise Hidden
    looked = _Looked(dict(ends))
    if one == other:
        seen_on_chart(viewer, (start,), part="way")
        return StrongWay((start,), (), 1.0, 1, True)
    reached = {side: {side: Reached(1.0, 0, "")} for side in (one, other)}
    exhausted = False
    for _step in range(MOST_STEPS):
        best = _best(reached[one], reached[other])
        rings = [ring for side in (one, other) if (ring := _ring(looked, reached[side], best))]
        # A thing behind which something stronger may lie is looked at from the side where fewer of them are.
        if not rings or len(looked.nodes) > MOST_LOOKED_AT:
            exhausted = not rings
            break
        _open(viewer, looked, min(rings, key=len))
        ties = around(looked.pairs)
        reached = {side: reach(ties, side) for side in (one, other)}
    else:
        best = _best(reached[one], reached[other])
        exhausted = not any(_ring(looked, reached[side], best) for side in (one, other))
    path = way_to(reached[one], other)
    if not path:
        return StrongWay((), (), 0.0, len(looked.nodes), exhausted and not looked.bounded)
    figures = tuple(looked.pairs[min(pair), max(pair)] for pair in itertools.pairwise(path))
    # The two ends keep the addresses under which they were asked for.
    found = (start, *(looked.nodes[each].public_id for each in path[1:-1]), end)
    seen_on_chart(viewer, found, part="way")
    likely = reached[one][other].probability
    return StrongWay(found, figures, likely, len(looked.nodes), exhausted and not looked.bounded)


def _best(one: Mapping[str, Reached], other: Mapping[str, Reached]) -> float:
    """The probability of the strongest way found so far."""
    return max((one[met].probability * other[met].probability for met in one.keys() & other.keys()), default=0.0)


def _ring(looked: _Looked, reached: Mapping[str, Reached], best: float) -> list[str]:
    """What was reached and not opened, as far as a way over it can still be stronger than the best one: no tie is surer than
    `MOST`."""
    return [each for each, at in reached.items() if each not in looked.opened and at.probability * MOST > best]


def _open(viewer: Viewer, looked: _Looked, ring: list[str]) -> None:
    """Read the ties of these things, and what they lead to."""
    numbers = [number for each in ring for number in looked.nodes[each].ids]
    found = neighbours(numbers, EVERYTHING, most=MOST_AROUND, counted=False)
    known = {number for node in looked.nodes.values() for number in node.ids}
    fresh = nodes_of(sources(numbers=ends_of(found.touches, known), language=viewer.language))
    looked.nodes.update({each: node for each, node in fresh.items() if each not in looked.nodes})
    looked.opened.update(ring)
    looked.bounded = looked.bounded or found.bounded
    # A pair is as probable as all that was read of it says: what was read from its other end is the same.
    for pair, probability in pairs_of(graph_of(viewer, looked.nodes, found.touches, hubs={}).ties).items():
        looked.pairs[pair] = max(probability, looked.pairs.get(pair, 0.0))
