"""Networks drawn from a seed, for the tests of ties and targets and for the measure with ten thousand of them."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field

from manara.networks.engine.graph import Node
from manara.networks.engine.ties import Graph, KnownTie, TieKind


def node(one: str, *ids: int, schema: str = "Person") -> Node:
    """A thing on the graph, named by what makes it one."""
    return Node(one, uuid.UUID(int=min(ids)), schema, one, one, ids, (), 1, (("gn", "GN"),), "H1", "", ())


def known(a: str, b: str, kind: TieKind = TieKind.ACQUAINTANCE, probability: float = 0.8, **more: object) -> KnownTie:
    """A tie, its ends in order."""
    first, second = sorted((a, b))
    told = {"strength": 1, "forward": 1, "backward": 0, "since": "", "until": "", "seen": ("", ""), **more}
    return KnownTie(first, second, kind, probability, reports=(1,), through=(1,), stated=True, **told)  # type: ignore[arg-type]


@dataclass
class Story:
    """Entities, which of them are protected, and which were judged one; what the graph shows follows from all three."""

    rng: random.Random
    entities: int
    protected: set[int] = field(default_factory=set)
    same: set[tuple[int, int]] = field(default_factory=set)
    ties: list[tuple[int, int, TieKind, float]] = field(default_factory=list)

    def edit(self) -> None:
        """One act of an investigation: something is learned, judged, undone, marked, or taken off."""
        one, other = sorted(self.rng.sample(range(1, self.entities + 1), 2))
        match self.rng.randrange(5):
            case 0:
                self.same.add((one, other))
            case 1 if self.same:
                self.same.remove(self.rng.choice(sorted(self.same)))
            case 2:
                self.protected.add(one)
            case 3:
                self.protected.discard(one)
            case _:
                self.ties.append((one, other, self.rng.choice(list(TieKind)), self.rng.random()))

    def groups(self) -> dict[int, set[int]]:
        """Entity → all that are one with it."""
        found = {number: {number} for number in range(1, self.entities + 1)}
        for one, other in self.same:
            merged = found[one] | found[other]
            for number in merged:
                found[number] = merged
        return found

    def graph(self) -> Graph:
        """The network as it stands; every fourteenth entity is a phone."""
        groups = self.groups()
        nodes = {}
        for members in groups.values():
            schema = "Phone" if min(members) % 14 == 0 else "Person"
            one = f"={min(members)}"
            nodes[one] = node(one, *sorted(members), schema=schema)
        of = {number: f"={min(members)}" for number, members in groups.items()}
        ties = [known(of[a], of[b], kind, p) for a, b, kind, p in self.ties if of[a] != of[b]]
        return Graph(nodes, tuple(ties), {})

    def shielded(self) -> set[int]:
        """Every entity that is one with a protected one."""
        return {number for number, members in self.groups().items() if members & self.protected}


def story(seed: int) -> Story:
    """A network of 4 to 34 entities in the middle of its investigation."""
    rng = random.Random(seed)
    entities = rng.randrange(4, 35)
    told = Story(rng, entities)
    for _tie in range(rng.randrange(2, 2 * entities)):
        one, other = rng.sample(range(1, entities + 1), 2)
        told.ties.append((one, other, rng.choice(list(TieKind)), rng.random()))
    told.protected = {number for number in range(1, entities + 1) if rng.random() < 0.25}
    for _edit in range(rng.randrange(8)):
        told.edit()
    return told
