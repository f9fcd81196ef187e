"""Looks for the shortest way between two things through all that the viewer may see, from both ends, and gives up in time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from manara.foundation.access import Hidden, Viewer
from manara.networks.engine.graph import Node, nodes_of
from manara.networks.queries.chart import EVERYTHING, seen_on_chart
from manara.resolution.engine.links import ends_of, links
from manara.resolution.queries.around import neighbours, sources

# Six ties lead almost anywhere: a longer way says nothing of two people.
MOST_STEPS: Final = 6
MOST_LOOKED_AT: Final = 6_000
MOST_AROUND: Final = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """The addresses along the way, none when there is none; `exhausted` when nothing more could have been looked at."""

    path: tuple[uuid.UUID, ...]
    looked: int
    exhausted: bool = False


@dataclass(slots=True)
class _Side:
    """What one end has reached: each thing with the one it was reached from, and the ring that was reached last."""

    reached: dict[str, str | None]
    ring: list[str]
    nodes: dict[str, Node] = field(default_factory=dict)


def way(viewer: Viewer, start: uuid.UUID, end: uuid.UUID) -> Way:
    """The shortest way from `start` to `end`; what lies on it is recorded as read. Raises `Hidden` for what isn't his.

    At most two queries a step, `MOST_STEPS` steps, `MOST_LOOKED_AT` things.
    """
    ends = nodes_of(sources([start, end], language=viewer.language), [start, end])
    one = next((node for node in ends.values() if start in node.others), None)
    other = next((node for node in ends.values() if end in node.others), None)
    if one is None or other is None:
        raise Hidden
    sides = [_Side({each.one: None}, [each.one], {each.one: each}) for each in (one, other)]
    path = [one.one] if one.one == other.one else None
    for _step in range(MOST_STEPS):
        looked = len(sides[0].reached.keys() | sides[1].reached.keys())
        if path is not None or looked > MOST_LOOKED_AT:
            break
        # The smaller ring grows: that keeps what is looked at small on both sides.
        near, far = sorted((side for side in sides if side.ring), key=lambda side: len(side.ring)) if all(
            side.ring for side in sides
        ) else (None, None)  # fmt: skip
        if near is None or far is None:
            return Way((), looked, exhausted=True)
        met = _grow(viewer, near, far.reached)
        if met is not None:
            path = [*reversed(_back(sides[0], met)), *_back(sides[1], met)[1:]]
    looked = len(sides[0].reached.keys() | sides[1].reached.keys())
    if path is None:
        return Way((), looked, exhausted=any(not side.ring for side in sides))
    nodes = {**sides[0].nodes, **sides[1].nodes}
    found = tuple(nodes[each].public_id for each in path)
    # The two ends keep the addresses under which they were asked for.
    found = (start, *found[1:-1], end) if len(found) > 1 else (start,)
    seen_on_chart(viewer, found, part="way")
    return Way(found, looked)


def _grow(viewer: Viewer, side: _Side, goal: Mapping[str, str | None]) -> str | None:
    """Reach one ring further; the first thing that the other side has reached too."""
    of_entity = {number: one for one in side.ring for number in side.nodes[one].ids}
    around = neighbours(list(of_entity), EVERYTHING, most=MOST_AROUND)
    pairs = [(link.source, link.target) for link in links(around.touches)]
    found = nodes_of(sources(numbers=ends_of(around.touches, of_entity), language=viewer.language))
    new = {number: one for one, node in found.items() for number in node.ids}
    side.ring = []
    for here, there in _both(pairs):
        if here in of_entity and there in new and new[there] not in side.reached:
            one = new[there]
            side.reached[one] = of_entity[here]
            side.nodes[one] = found[one]
            side.ring.append(one)
    return min((one for one in side.ring if one in goal), default=None)


def _both(pairs: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for one, other in pairs:
        yield one, other
        yield other, one


def _back(side: _Side, one: str) -> list[str]:
    path: list[str] = []
    here: str | None = one
    while here is not None:
        path.append(here)
        here = side.reached[here]
    return path
