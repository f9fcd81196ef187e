"""What several things have in common: everything that is tied to at least two of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from manara.foundation.access import Hidden, Viewer
from manara.networks.engine.graph import nodes_of
from manara.networks.queries.chart import EVERYTHING, seen_on_chart
from manara.resolution.engine.links import ends_of, links
from manara.resolution.queries.around import neighbours, sources

MOST_ASKED = 20
MOST_AROUND = 4_000
MOST_FOUND = 60


def common(viewer: Viewer, asked: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """The addresses of what is tied to two or more of `asked`, those tied to the most first; recorded as read.

    Raises `Hidden` when fewer than two of them are the viewer's to see.
    """
    own = nodes_of(sources(asked, language=viewer.language), asked)
    if len(own) < 2:
        raise Hidden
    of_entity = {number: one for one, node in own.items() for number in node.ids}
    around = neighbours(list(of_entity), EVERYTHING, most=MOST_AROUND)
    pairs = [(link.source, link.target) for link in links(around.touches)]
    nodes = nodes_of(sources(numbers=ends_of(around.touches, of_entity), language=viewer.language))
    new = {number: one for one, node in nodes.items() for number in node.ids}
    tied: dict[str, set[str]] = {}
    for source, target in pairs:
        for here, there in ((source, target), (target, source)):
            if here in of_entity and there in new:
                tied.setdefault(new[there], set()).add(of_entity[here])
    shared = sorted((one for one, to in tied.items() if len(to) > 1), key=lambda one: (-len(tied[one]), nodes[one].sort_key))
    found = [nodes[one].public_id for one in shared[:MOST_FOUND]]
    seen_on_chart(viewer, found, part="common")
    return found
