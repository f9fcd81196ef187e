"""Whom a plan, a ranking or a lookout may name: built from a network by one function, which drops all who are protected."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from manara.networks.engine.dismantling.network import Network, network
from manara.networks.engine.ties.people import People

_MADE: Final = object()


class NotToBeNamed(ValueError):
    """Somebody was chosen who is no target: protected, unknown to this network, or no person. Which of these is not said."""


@dataclass(frozen=True)
class Chosen:
    """Persons in an order, none of them protected when they were chosen: what an action keeps as targets."""

    persons: tuple[uuid.UUID, ...]
    made: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.made is not _MADE:
            raise TypeError("Chosen comes from Targets.choose alone")


@dataclass(frozen=True)
class Targets:
    """A network of people of whom some may be named. Nobody else can be: `targets_of` is the one way to it.

    The others stay in the network as those who hold it together; they are only never removed, ranked or chosen.
    """

    people: People
    spared: frozenset[str]
    made: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.made is not _MADE:
            raise TypeError("Targets come from targets_of alone")

    def __len__(self) -> int:
        return len(self.people.persons) - len(self.spared)

    def network(self, costs: Mapping[str, float] | None = None) -> Network:
        """As the engine of dismantling takes it, with everybody who is spared protected. Costs of who has no tie fall away."""
        pairs = self.people.pairs()
        tied = {name for one, other, _probability in pairs for name in (one, other)}
        known = {name: cost for name, cost in (costs or {}).items() if name in tied}
        return network(pairs, costs=known, protected=sorted(self.spared & tied))

    def ranked(self, scores: Mapping[str, float]) -> list[tuple[str, float]]:
        """Those who may be named by score, the highest first, equal ones in the order of their addresses."""
        mine = set(self.people.names) - self.spared
        return sorted(
            ((name, score) for name, score in scores.items() if name in mine), key=lambda each: (-each[1], each[0])
        )

    def choose(self, names: Iterable[str]) -> Chosen:
        """These persons, each once, in this order. Raises `NotToBeNamed` if one of them is not to be named."""
        wanted = list(dict.fromkeys(names))
        if not set(wanted) <= set(self.people.names) - self.spared:
            raise NotToBeNamed
        return Chosen(tuple(map(uuid.UUID, wanted)), _MADE)


def targets_of(people: People, spared: Collection[int]) -> Targets:
    """The targets among `people`. `spared` are numbers of entities: a person one of whose entities is spared is spared whole.

    So is whoever is no natural person. What is spared says nothing of why.
    """
    out = set(spared)
    names = frozenset(
        str(person.public_id)
        for person in people.persons
        if person.schema != "Person" or not out.isdisjoint(person.ids)
    )
    return Targets(people, names, _MADE)
