"""Reads a chart: what is on it, what its opened things lead to, and every tie between what is then there."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import timezone

from manara.foundation.access import Viewer
from manara.foundation.actions.record import LISTED, record
from manara.foundation.models.audit import AuditVerb
from manara.networks.engine.graph import MOST_NODES, MOST_TIES, Bond, Node, bonds_of, nodes_of, with_more
from manara.networks.engine.ties.graph import KnownTie, assembled
from manara.networks.engine.ties.layers import layered
from manara.networks.queries.judging import sure_of
from manara.networks.queries.marks import NO_MARKS, Marks, marks_of
from manara.resolution.engine.links import Link, ends_of, links
from manara.resolution.queries import vouching
from manara.resolution.queries.around import Narrowed, Neighbours, among, neighbours, pointing_at, sources
from manara.resolution.queries.touching import Touch

EVERYTHING = Narrowed()
#: Of a second ring so many ties are read, of each in the first ring so many: the newest.
OF_EACH: Final = 40
MOST_SECOND: Final = 1_200


@dataclass(frozen=True)
class Charted:
    """A chart as its viewer may know it.

    `fresh` are the addresses of what the opened things brought; `left_out` things or ties were too many for one chart;
    `around` says how many neighbours there are where not all were read, `bounded` that of a second ring not all was; `marks`
    are roles and protection as far as the viewer may know them; `known` are its ties by layer, as `queries.graph` has them.
    """

    nodes: tuple[Node, ...]
    bonds: tuple[Bond, ...]
    fresh: tuple[uuid.UUID, ...] = ()
    opened: tuple[uuid.UUID, ...] = ()
    left_out: int = 0
    ties_left_out: int = 0
    around: Neighbours = field(default_factory=lambda: Neighbours(()))
    marks: Marks = NO_MARKS
    known: tuple[KnownTie, ...] = ()
    bounded: bool = False


class TooMuch(ValueError):
    """More was asked for than one chart holds."""


def charted(
    viewer: Viewer,
    shown: Sequence[uuid.UUID],
    *,
    opened: Sequence[uuid.UUID] = (),
    narrowed: Narrowed = EVERYTHING,
    steps: int = 1,
    verb: str = AuditVerb.READ,
    part: str = "chart",
    today: date | None = None,
) -> Charted:
    """The chart of `shown` and of what `opened` leads to in one or two `steps`; that it was read is recorded with what is on
    it.

    What the viewer may not see is left out without a word. Raises `TooMuch` for more than `MOST_NODES` addresses.
    """
    asked = list(dict.fromkeys((*shown, *opened)))
    if len(asked) > MOST_NODES:
        raise TooMuch
    found = sources(asked, language=viewer.language)
    nodes = nodes_of(found, asked)
    opened_ones = {each.one for each in found if each.public_id in set(opened)}
    around = neighbours([each.id for each in found if each.one in opened_ones], narrowed)
    fresh, left_out = _fresh(viewer, nodes, around)
    nodes = {**nodes, **fresh}
    far = Neighbours(())
    if steps > 1 and fresh:
        ring = [number for node in fresh.values() for number in node.ids]
        far = neighbours(ring, narrowed, most=MOST_SECOND, each=OF_EACH, counted=False)
        second, more = _fresh(viewer, nodes, far)
        nodes, fresh, left_out = {**nodes, **second}, {**fresh, **second}, left_out + more
    touches = among([number for node in nodes.values() for number in node.ids])
    drawn = _links(touches, around.touches, far.touches)
    reports = vouching.reports({link.report for link in drawn}, viewer.language)
    known = assembled(drawn, nodes, reports, sure_of(nodes))
    ends = {str(node.public_id): one for one, node in nodes.items()}
    bonds = layered(bonds_of(drawn, nodes, reports, today=today or timezone.localdate()), ends, known)
    nodes = with_more(nodes, drawn, pointing_at([number for node in nodes.values() for number in node.ids]))
    seen = list(nodes.values()) if not shown or not opened else [nodes[one] for one in (*fresh, *opened_ones) if one in nodes]
    seen_on_chart(viewer, (node.public_id for node in seen), verb=verb, part=part)
    marks = marks_of(viewer, nodes.values(), shown_anew={node.one for node in seen})
    return Charted(
        tuple(nodes.values()),
        tuple(bonds[:MOST_TIES]),
        tuple(node.public_id for node in fresh.values()),
        tuple(node.public_id for one, node in nodes.items() if one in opened_ones),
        left_out,
        max(0, len(bonds) - MOST_TIES),
        around,
        marks,
        known,
        steps > 1 and (far.bounded or bool(hubs_of(far.touches))),
    )


def of_reports(viewer: Viewer, *, circle: int = 0, places: tuple[str, ...] = ()) -> tuple[Charted, int]:
    """The chart of what the reports of a circle or of places tie, with all that the viewer may see between the same things: of
    more than one chart holds those with most ties. Beside it how many things were left out for that; the newest reports are
    read, as far as one graph holds them."""
    from manara.networks.queries.graph.whole import Scope, whole  # which itself reads as charts do

    graph = whole(viewer, Scope(circle, places), part="chart")
    many = Counter(end for tie in graph.ties for end in (tie.a, tie.b))
    ranked = sorted(graph.nodes, key=lambda one: (-many[one], one))
    found = charted(viewer, [graph.nodes[one].public_id for one in ranked[:MOST_NODES]])
    return found, max(0, len(ranked) - MOST_NODES)


def hubs_of(touches: Iterable[Touch]) -> set[int]:
    """Those of whom as many ties came as are read of each in a ring: there may be more."""
    read = Counter(other for touch in touches for _prop, other in touch.ends)
    return {number for number, many in read.items() if many >= OF_EACH}


def seen_on_chart(viewer: Viewer, addresses: Iterable[uuid.UUID], *, verb: str = AuditVerb.READ, part: str) -> None:
    """Record who and what was shown, each by its address: of no audience, since a chart joins what several circles know."""
    listed = list(addresses)
    for start in range(0, len(listed), LISTED):
        record(viewer, verb, "entity", listed[start : start + LISTED], fields=[part])


def _fresh(viewer: Viewer, nodes: dict[str, Node], around: Neighbours) -> tuple[dict[str, Node], int]:
    """What the opened things lead to and isn't on the chart yet, in the order found, as far as there is room for it."""
    ends = ends_of(around.touches, {number for node in nodes.values() for number in node.ids})
    new = {one: node for one, node in nodes_of(sources(numbers=ends, language=viewer.language)).items() if one not in nodes}
    room = MOST_NODES - len(nodes)
    kept = dict(list(new.items())[:room])
    return kept, len(new) - len(kept)


def _links(*several: Iterable[Touch]) -> list[Link]:
    found: dict[int, Touch] = {}
    for touches in several:
        for touch in touches:
            found.setdefault(touch.id, touch)
    return list(links(found.values()))
