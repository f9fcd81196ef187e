"""What surrounds a thing within two steps, with kinds, periods and doubt: a fixed number of queries, hubs bounded."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from manara.foundation.access import Hidden, Viewer
from manara.networks.engine.graph import Node, nodes_of
from manara.networks.engine.ties.graph import Graph
from manara.networks.queries.chart import EVERYTHING, MOST_SECOND, OF_EACH, hubs_of, seen_on_chart
from manara.networks.queries.graph.assembling import graph_of
from manara.resolution.engine.links import ends_of
from manara.resolution.queries.around import Narrowed, neighbours, sources
from manara.resolution.queries.touching import Touch

#: Of the thing itself so many ties are read, of each in the first ring `OF_EACH`: the newest. Who has more is named as a hub.
OF_CENTRE: Final = 400


def neighbourhood(
    viewer: Viewer, address: uuid.UUID, *, steps: int = 2, narrowed: Narrowed = EVERYTHING, part: str = "neighbourhood"
) -> Graph:
    """The graph of what is at most `steps` (1 or 2) ties away from the thing with this address; its reading is recorded.

    At most nine queries, however much there is. Raises `Hidden` alike for what is not there and what is not the viewer's,
    ValueError for another number of steps.
    """
    if steps not in (1, 2):
        raise ValueError(f"a neighbourhood has 1 or 2 steps, not {steps}")
    nodes = nodes_of(sources([address], language=viewer.language), [address])
    if not any(address in node.others for node in nodes.values()):
        raise Hidden
    centre = _numbers(nodes)
    near = neighbours(centre, narrowed, most=OF_CENTRE, counted=False)
    touches = list(near.touches)
    hubs = dict.fromkeys(nodes, OF_CENTRE) if near.bounded else {}
    nodes |= _named(viewer, touches, nodes)
    left_out = 0
    if steps == 2:
        ring = {one: node for one, node in nodes.items() if centre.isdisjoint(node.ids)}
        far = neighbours(_numbers(ring), narrowed, most=MOST_SECOND, each=OF_EACH, counted=False)
        hubs |= _hubs(ring, far.touches)
        left_out = int(far.bounded)
        touches += far.touches
        # Nothing is looked for behind the second ring: its things stand as the reports of the first name them.
        nodes |= _named(viewer, far.touches, nodes, joined=False)
    seen_on_chart(viewer, (node.public_id for node in nodes.values()), part=part)
    return graph_of(viewer, nodes, touches, hubs=hubs, left_out=left_out)


def _numbers(nodes: Mapping[str, Node]) -> set[int]:
    return {number for node in nodes.values() for number in node.ids}


def _named(
    viewer: Viewer, touches: Iterable[Touch], known: Mapping[str, Node], *, joined: bool = True
) -> dict[str, Node]:
    """The things that these lead to and that are not there yet."""
    ends = ends_of(touches, _numbers(known))
    found = nodes_of(sources(numbers=ends, language=viewer.language, joined=joined))
    return {one: node for one, node in found.items() if one not in known}


def _hubs(ring: Mapping[str, Node], touches: Iterable[Touch]) -> dict[str, int]:
    """Those of a ring of which as many ties came as were asked for, with that number."""
    hubs = hubs_of(touches)
    return {one: OF_EACH for one, node in ring.items() if not hubs.isdisjoint(node.ids)}
