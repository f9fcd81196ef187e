"""Makes a graph of what was read: each thing by its identity, ties by the grades behind them; two queries, none for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from manara.foundation.access import Viewer
from manara.networks.engine.graph import Node
from manara.networks.engine.ties.graph import Graph, assembled
from manara.networks.queries.judging import sure_of
from manara.resolution.engine.links import links
from manara.resolution.queries import vouching
from manara.resolution.queries.touching import Touch


def graph_of(
    viewer: Viewer, nodes: Mapping[str, Node], touches: Iterable[Touch], *, hubs: Mapping[str, int], left_out: int = 0
) -> Graph:
    """The graph of `nodes` and of all that `touches` say between them."""
    drawn = {touch.id: touch for touch in touches}
    found = list(links(drawn.values()))
    of_entity = {number for node in nodes.values() for number in node.ids}
    inside = [link for link in found if link.source in of_entity and link.target in of_entity]
    reports = vouching.reports({link.report for link in inside}, viewer.language)
    return Graph(nodes, assembled(inside, nodes, reports, sure_of(nodes)), reports, hubs, left_out)
