"""Whom and what two entities are both tied to: the same phone, boat, place or person, in whichever reports."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from manara.resolution.engine.links import is_link
from manara.resolution.queries.things import Thing, things
from manara.resolution.queries.touching import Touch, touching

MOST = 12


@dataclass(frozen=True, slots=True)
class Shared:
    """A neighbour of both, as each side's reports name it: the same number, or judged to be one."""

    left: Thing
    right: Thing


def neighbours_shared(left: Collection[int], right: Collection[int], *, language: str) -> list[Shared]:
    """At most `MOST` neighbours in common; three queries."""
    mine, theirs = _ends(touching(left), left), _ends(touching(right), right)
    known = things({*mine, *theirs}, language=language)
    by_one = {_one(known[number]): known[number] for number in mine if number in known}
    found: dict[str, Shared] = {}
    for number in theirs:
        thing = known.get(number)
        if thing is not None and _one(thing) in by_one:
            found.setdefault(_one(thing), Shared(by_one[_one(thing)], thing))
    return list(found.values())[:MOST]


def _ends(touches: list[Touch], own: Collection[int]) -> list[int]:
    ends = [
        number
        for touch in touches
        for number in (touch.id, *(other for _prop, other in touch.ends))
        if number not in own
    ]
    ties = {touch.id for touch in touches if is_link(touch.schema)}
    return [number for number in dict.fromkeys(ends) if number not in ties]


def _one(thing: Thing) -> str:
    return thing.identity_key or f"#{thing.id}"
