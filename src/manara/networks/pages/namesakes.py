"""Tells apart those of one name in a list of a network, so that nobody is taken for another."""

from __future__ import annotations

import uuid
from collections.abc import Container, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from manara.foundation.access import Viewer
from manara.networks.engine.graph import Node
from manara.networks.pages import saying
from manara.networks.queries.lab import Opened, Place
from manara.resolution.namesakes import Named, told_apart

Key = TypeVar("Key", bound=Hashable)


def apart(
    viewer: Viewer, nodes: Iterable[Node], *, shown: Container[uuid.UUID] | None = None
) -> dict[uuid.UUID, Node]:
    """The nodes by address, those of one name with what tells them apart; of a long list only those `shown`."""
    listed = {node.public_id: node for node in nodes}
    said = told_apart(
        viewer, (Named(node.public_id, saying.name_of(node).text, node.ids, node.reports) for node in listed.values()),
        shown=shown,
    )  # fmt: skip
    return {address: replace(node, apart=said.get(address, ())) for address, node in listed.items()}


def places_apart(viewer: Viewer, nodes: Mapping[Key, Node]) -> dict[Key, Node]:
    """The same for nodes that stand in places of a list."""
    told = apart(viewer, nodes.values())
    return {key: told[node.public_id] for key, node in nodes.items()}


def plan_apart(viewer: Viewer, found: Opened) -> Opened:
    """A plan in which all whom it names are told apart."""
    heaps = [found.places, found.found_out, found.growing, *(places for _order, places in found.without)]
    told = apart(viewer, (place.node for places in heaps for place in places if place.node is not None))

    def of(places: tuple[Place, ...]) -> tuple[Place, ...]:
        return tuple(replace(each, node=told[each.node.public_id]) if each.node else each for each in places)

    return replace(
        found, places=of(found.places), found_out=of(found.found_out), growing=of(found.growing),
        without=tuple((order, of(places)) for order, places in found.without),
    )  # fmt: skip
