"""Makes a chart of what reports say: things that are one stand once, and all that ties two of them is one tie.

Nothing here ranks anybody: the order of things is that of their names, and a tie's weight only says how sure it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from manara.foundation.engine.handling import Ruling, ruling
from manara.foundation.vocabulary import schemas
from manara.resolution.engine.links import Link, chartable
from manara.resolution.engine.sayings import Report
from manara.resolution.engine.ties import Strand, Tie, ties

if TYPE_CHECKING:
    from manara.networks.engine.ties.layers import Layer

# What one chart holds. More can't be read by a person, nor drawn smoothly without a graphics card.
MOST_NODES: Final = 5_000
MOST_TIES: Final = 15_000
# Forms by which things are told apart without colour; the first that a schema is decides.
FAMILIES: Final = (
    ("Person", "person"), ("CriminalNetwork", "body"), ("Organization", "body"), ("LegalEntity", "person"),
    ("Phone", "phone"), ("Device", "phone"), ("UserAccount", "phone"), ("Vessel", "vessel"), ("Vehicle", "vehicle"),
    ("Address", "place"), ("PlaceOfInterest", "place"), ("BankAccount", "money"), ("CryptoWallet", "money"),
    ("Identification", "paper"), ("Document", "paper"), ("Event", "event"), ("Interval", "event"),
)  # fmt: skip


class Named(Protocol):
    """One entity as one report names it (see `resolution.queries.around.Source`)."""

    @property
    def id(self) -> int: ...
    @property
    def public_id(self) -> uuid.UUID: ...
    @property
    def schema(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def sort_key(self) -> str: ...
    @property
    def audience(self) -> int: ...
    @property
    def report(self) -> int: ...
    @property
    def agency(self) -> str: ...
    @property
    def agency_name(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def handling(self) -> str: ...
    @property
    def tlp(self) -> str: ...
    @property
    def conditions(self) -> str: ...
    @property
    def one(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the chart. `ids` are the entities that it is made of; `more` things name it that the chart doesn't show;
    `apart` tells it from another of its name, in a list where both stand."""

    one: str
    public_id: uuid.UUID
    schema: str
    caption: str
    sort_key: str
    ids: tuple[int, ...]
    others: tuple[uuid.UUID, ...]
    reports: int
    agencies: tuple[tuple[str, str], ...]
    handling: str
    tlp: str
    conditions: tuple[str, ...]
    more: int = 0
    apart: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The form in which it is drawn."""
        return family(self.schema)


@dataclass(frozen=True, slots=True)
class Bond:
    """All that ties two things of the chart; strands that go forward lead from `a` to `b`.

    `probability` (0–1) that they are tied in any of `layers`, as `engine.ties.layers` works it out.
    """

    a: uuid.UUID
    b: uuid.UUID
    tie: Tie
    links: tuple[Link, ...]
    layers: tuple[Layer, ...] = ()
    probability: float = 0.0

    @property
    def assumed(self) -> bool:
        """Whether no report states it as a fact: it is drawn as a broken line."""
        return not self.tie.certain


def family(schema: str) -> str:
    """The form of things of this kind."""
    known = schemas().get(schema)
    return next((form for name, form in FAMILIES if known is not None and known.is_a(name)), "thing")


def nodes_of(named: Iterable[Named], asked: Sequence[uuid.UUID] = ()) -> dict[str, Node]:
    """Things by what makes them one. A thing keeps the address under which it was `asked` for, else its oldest."""
    heaps: dict[str, dict[int, Named]] = {}
    for each in named:
        if chartable(each.schema):
            heaps.setdefault(each.one, {})[each.id] = each
    order = {address: place for place, address in enumerate(asked)}
    return {one: _node(one, sorted(heap.values(), key=lambda each: each.id), order) for one, heap in heaps.items()}


def _node(one: str, heap: Sequence[Named], order: Mapping[uuid.UUID, int]) -> Node:
    first = min(heap, key=lambda each: (order.get(each.public_id, len(order)), each.id))
    rules = ruling((each.handling, each.tlp, (each.conditions,)) for each in heap)
    return Node(
        one,
        first.public_id,
        first.schema,
        first.caption,
        first.sort_key,
        tuple(each.id for each in heap),
        tuple(each.public_id for each in heap),
        len({each.report for each in heap}),
        tuple(dict.fromkeys((each.agency, each.agency_name) for each in heap)),
        rules.code,
        rules.tlp,
        tuple(rules.conditions),
    )


def bonds_of(
    links: Iterable[Link], nodes: Mapping[str, Node], reports: Mapping[int, Report], *, today: date
) -> list[Bond]:
    """Every tie between two of `nodes`, surest first; a link of a report that the viewer may not see is left out."""
    of_entity = {number: node for node in nodes.values() for number in node.ids}
    heaps: dict[tuple[str, str], list[tuple[Link, Strand]]] = {}
    for link in links:
        source, target = of_entity.get(link.source), of_entity.get(link.target)
        if source is None or target is None or source.one == target.one or link.report not in reports:
            continue
        forward = source.one < target.one
        pair = (source.one, target.one) if forward else (target.one, source.one)
        far = nodes[pair[1]].ids[0]
        strand = Strand(
            far, link.schema, link.prop, forward, reports[link.report], link.kind, link.word, link.since, link.until,
            link.through,
        )  # fmt: skip
        heaps.setdefault(pair, []).append((link, strand))
    bonds = [
        Bond(
            nodes[first].public_id,
            nodes[second].public_id,
            ties([strand for _link, strand in heap], {}, today=today)[0],
            tuple(link for link, _strand in heap),
        )
        for (first, second), heap in heaps.items()
    ]
    return sorted(bonds, key=lambda bond: (-bond.tie.weight, str(bond.a), str(bond.b)))


def with_more(nodes: Mapping[str, Node], links: Iterable[Link], pointing: Mapping[int, int]) -> dict[str, Node]:
    """The nodes with how many things name each that stand on the chart neither as a tie nor as a thing."""
    drawn: dict[int, set[int]] = {}
    for link in links:
        for number in (link.source, link.target):
            drawn.setdefault(number, set()).add(link.through or link.source)
    return {
        one: replace(
            node,
            more=sum(
                max(0, pointing.get(number, 0) - len(drawn.get(number, set()) - {number})) for number in node.ids
            ),
        )
        for one, node in nodes.items()
    }


def strictest(nodes: Iterable[Node]) -> Ruling:
    """What rules all that is on the chart."""
    return ruling((node.handling, node.tlp, node.conditions) for node in nodes)
