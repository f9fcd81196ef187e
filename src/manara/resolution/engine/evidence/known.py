"""What is known of one person, gathered for weighing: names, births, numbers, papers, places and ties, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from manara.foundation.engine.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was copied down; `kind` (passport, identity card …) and `country` (ISO 3166) may be unknown."""

    number: str
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody this person is tied to: `relation` in one's own words' code (father, mother, spouse, sibling, child …)."""

    name: str
    relation: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is known of one person; what is not known is empty and weighs nothing.

    `names`: each spelling once, in any script. `births`: with their precision. `phones`: E.164. `nationalities`: ISO 3166,
    two letters. `sexes`: "male", "female". `places`: keys or names of home and birth. `relatives`: by name.
    """

    names: tuple[str, ...] = ()
    births: tuple[PartialDate, ...] = ()
    phones: tuple[str, ...] = ()
    documents: tuple[Paper, ...] = ()
    plates: tuple[str, ...] = ()
    boats: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    relatives: tuple[Relative, ...] = ()


@dataclass(frozen=True, slots=True)
class Population:
    """Among whom the two were found: how many persons, and how many of them hold a phone, a paper, a plate or a place.

    `persons` sets how improbable it is beforehand that two of them are one. `holders` maps a number or an address, as it
    stands in `Known`, to the count of persons who are known with it (2 where nothing is said: these two).
    """

    persons: int = 100_000
    holders: Mapping[str, int] = field(default_factory=dict)

    def holding(self, *values: str) -> int:
        """How many persons the best known of these values is known with, at least the two that are compared."""
        return max(2, *(self.holders.get(each, 2) for each in values))
