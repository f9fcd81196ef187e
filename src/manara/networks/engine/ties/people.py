"""A network of persons out of a network of persons and things: who shares a phone, a paper or a boat is tied through it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from manara.networks.engine.graph import Node
from manara.networks.engine.ties.graph import Graph, KnownTie
from manara.networks.engine.ties.kinds import TieKind
from manara.networks.engine.ties.probability import together

#: A phone, a paper or a boat that more people share than this ties nobody: it is a call shop, a form, a ferry.
MOST_SHARING: Final = 25
#: Layers by which persons are tied through a thing. To have been in one town, or in one organisation, ties nobody by itself.
THROUGH: Final = frozenset({
    TieKind.SHARED, TieKind.PROPERTY, TieKind.LODGING, TieKind.CALL, TieKind.TRAVEL, TieKind.PAYMENT,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonTie:
    """Two persons by their places in `People.persons`, first < second; `through` the shared thing, or ""."""

    first: int
    second: int
    kind: TieKind
    probability: float
    strength: int
    since: str
    until: str
    through: str = ""


@dataclass(frozen=True)
class People:
    """Persons and the ties between them. `names` are their addresses, by which every engine and plan knows them.

    `too_shared` are things that more than `MOST_SHARING` hold: through these nobody is tied, and a page says so.
    """

    persons: tuple[Node, ...]
    ties: tuple[PersonTie, ...]
    too_shared: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The persons' addresses in their order."""
        return tuple(str(person.public_id) for person in self.persons)

    def pairs(self) -> list[tuple[str, str, float]]:
        """Each tied pair once, with the probability that it is tied in any layer: as `dismantling.network` takes it."""
        names = self.names
        doubts: dict[tuple[int, int], list[float]] = {}
        for tie in self.ties:
            doubts.setdefault((tie.first, tie.second), []).append(tie.probability)
        return [(names[one], names[other], together(found)) for (one, other), found in sorted(doubts.items())]


def people_of(graph: Graph, *, through: Collection[TieKind] = THROUGH, most_sharing: int = MOST_SHARING) -> People:
    """The persons of `graph`, tied directly and, in the layers `through`, by what they share.

    Of n who share a thing at the same time each pair is tied with the product of both probabilities times 2/n: two who share
    a phone are tied as surely as both use it, ten hardly. A call between two phones ties those who use them.
    """
    persons = tuple(sorted((node for node in graph.nodes.values() if node.family == "person"), key=_order))
    places = {person.one: place for place, person in enumerate(persons)}
    ties: list[PersonTie] = []
    holding: dict[str, list[KnownTie]] = {}
    between: list[KnownTie] = []
    for tie in graph.ties:
        ends = (tie.a in places) + (tie.b in places)
        if ends == 2:
            ties.append(_joined(places[tie.a], places[tie.b], tie.kind, tie.probability, tie.strength, tie))
        elif ends == 1 and tie.kind in through:
            holding.setdefault(tie.b if tie.a in places else tie.a, []).append(tie)
        elif ends == 0 and tie.kind == TieKind.CALL and TieKind.CALL in through:
            between.append(tie)
    too_shared = tuple(sorted(thing for thing, held in holding.items() if len(held) > most_sharing))
    for thing in too_shared:
        del holding[thing]
    for thing, held in holding.items():
        ties += _sharing(thing, held, places)
    for tie in between:
        ties += _calling(tie, holding, places)
    ties.sort(key=lambda tie: (tie.first, tie.second, tie.kind, tie.through))
    return People(persons, tuple(ties), too_shared)


def _order(node: Node) -> tuple[str, str]:
    return node.sort_key, str(node.public_id)


def _joined(
    one: int, other: int, kind: TieKind, probability: float, strength: int, tie: KnownTie, through: str = ""
) -> PersonTie:
    first, second = sorted((one, other))
    return PersonTie(first, second, kind, probability, strength, tie.since, tie.until, through)


def _sharing(thing: str, held: list[KnownTie], places: dict[str, int]) -> Iterator[PersonTie]:
    share = 2.0 / max(2, len(held))
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            mine, theirs = places[one.other(thing)], places[other.other(thing)]
            if mine == theirs or not _at_once(one, other):
                continue
            likely = one.probability * other.probability * share
            kind = one.kind if one.kind == other.kind else TieKind.SHARED
            yield _joined(mine, theirs, kind, likely, min(one.strength, other.strength), one, thing)


def _calling(call: KnownTie, holding: dict[str, list[KnownTie]], places: dict[str, int]) -> Iterator[PersonTie]:
    """Those who use the one number with those who use the other; of several users each is as likely to have been it."""
    callers, called = (
        [tie for tie in holding.get(phone, ()) if tie.kind == TieKind.SHARED] for phone in (call.a, call.b)
    )
    for one in callers:
        for other in called:
            mine, theirs = places[one.other(call.a)], places[other.other(call.b)]
            if mine != theirs:
                likely = call.probability * one.probability * other.probability / (len(callers) * len(called))
                yield _joined(mine, theirs, TieKind.CALL, likely, call.strength, call, call.a)


def _at_once(one: KnownTie, other: KnownTie) -> bool:
    """Whether both may have held it at one time: a number that was passed on ties nobody. Without dates it may be."""
    if not (one.since or one.until) or not (other.since or other.until):
        return True
    return one.overlaps(other.since, other.until)
