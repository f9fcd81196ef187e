"""The person at whose request something is read or written, with all that decides what he may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from manara.foundation.access.abilities import Ability, abilities_of


@dataclass(frozen=True)
class Viewer:
    """One person in one request or job, after `enter`: circles and audiences are what the database will let through."""

    user_id: int
    code: str
    agency_id: int
    roles: frozenset[str]
    circles: tuple[int, ...] = ()
    kept_circles: tuple[int, ...] = ()
    audiences: tuple[int, ...] = ()
    purpose: str = ""
    request_id: uuid.UUID | None = None
    language: str = "en"
    # A programme asks with a token: its number is kept with each read, and it may do no more than the token says.
    token: uuid.UUID | None = None
    narrowed: frozenset[Ability] | None = None
    abilities: frozenset[Ability] = field(init=False)

    def __post_init__(self) -> None:
        held = abilities_of(self.roles)
        object.__setattr__(self, "abilities", held if self.narrowed is None else held & self.narrowed)

    def may(self, ability: Ability) -> bool:
        """Whether one of the viewer's roles holds `ability`, and his token, where he has one, too."""
        return ability in self.abilities

    @cached_property
    def reaches(self) -> frozenset[int]:
        """The viewer's audiences as a set."""
        return frozenset(self.audiences)
