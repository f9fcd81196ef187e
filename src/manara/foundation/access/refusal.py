"""How access is refused: what is missing and who can grant it, and never whether a hidden thing exists."""

from __future__ import annotations

from manara.foundation.access.abilities import Ability


class Refused(Exception):
    """The viewer's roles don't hold the ability that this needs; the page names it and who can grant it."""

    def __init__(self, ability: Ability | None = None, *, reason: str = "role") -> None:
        super().__init__(reason if ability is None else ability.value)
        self.ability = ability
        self.reason = reason


class Hidden(Exception):
    """There is nothing here for this viewer: the same answer whether it does not exist or is not his to see."""
