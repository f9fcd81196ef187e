"""Who becomes important on a chart if somebody goes: worked out over its persons, of whom nobody protected is named."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from manara.foundation.engine.problems import Problem
from manara.networks.engine import measures
from manara.networks.engine.graph import Bond
from manara.networks.engine.ties.graph import Graph, KnownTie
from manara.networks.queries.chart import Charted
from manara.networks.queries.graph import targets

if TYPE_CHECKING:
    from manara.networks.engine.measures import Change

#: So many are named: more is a list to work through, which this is not.
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Leaving:
    """Over whom more ways lead, each by address; `people` tied on the chart. `answered` is False for somebody who may not be
    asked about, which for reasons that are not told is the same as for somebody whom nothing ties."""

    changes: tuple[Change, ...]
    people: int
    answered: bool = True


def leaving(chart: Charted, drawn: Iterable[Bond], shown: Collection[uuid.UUID], person: uuid.UUID) -> Leaving:
    """Who of those `shown` lies more between the others, over the ties `drawn`, once `person` is gone. One query.

    Persons count as tied who share a phone, a paper or a boat on the chart, as everywhere in a network of people.
    """
    nodes = {node.one: node for node in chart.nodes if node.public_id in shown}
    found = targets(Graph(nodes, _known(chart, drawn, nodes), {}))
    network = found.network()
    node = next((each for each in nodes.values() if person in each.others), None)
    if node is None or node.one in chart.marks.spared:
        return Leaving((), len(network), answered=False)
    try:
        changes = measures.afterwards(network, [str(node.public_id)], most=MOST)
    except Problem:
        return Leaving((), len(network), answered=False)
    return Leaving(changes, len(network))


def _known(chart: Charted, drawn: Iterable[Bond], nodes: Collection[str]) -> tuple[KnownTie, ...]:
    """The chart's ties by layer, as far as they are drawn."""
    ends = {node.public_id: node.one for node in chart.nodes}
    kept = {
        (min(ends[bond.a], ends[bond.b]), max(ends[bond.a], ends[bond.b]), layer.kind)
        for bond in drawn
        for layer in bond.layers
    }
    return tuple(tie for tie in chart.known if (tie.a, tie.b, tie.kind) in kept and tie.a in nodes and tie.b in nodes)
