"""The questions that the first page answers, by role: what came in, what waits for me, what is late; or my own work first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manara.foundation.models import Role

CAME_IN, WAITS, LATE, MINE = "came-in", "waits", "late", "mine"
_TITLES: Final = {CAME_IN: _("What came in"), WAITS: _("What waits for you"), LATE: _("What is late")}
_NOTHING: Final = {CAME_IN: _("Nothing new."), WAITS: _("Nothing waits for you."), LATE: _("Nothing is late.")}
# Whose own work comes first: what it is called, and what is said where there is none yet.
_OWN: Final = {
    Role.FIRST_RESPONDER: (_("Your reports"), _("You have not reported anything yet.")),
    Role.AUDITOR: (_("The log"), _("Nothing has been recorded yet.")),
    Role.ADMINISTRATOR: (_("The accounts"), _("There are no accounts yet.")),
}


@dataclass(frozen=True)
class Zone:
    """One question with the cards that answer it; `waits` adds up what they count."""

    name: str
    title: str | Promise
    nothing: str | Promise
    cards: tuple[Mapping[str, Any], ...]

    @property
    def waits(self) -> int:
        """How many things it counts."""
        return sum(card.get("waits", 0) for card in self.cards) if self.name in (WAITS, LATE) else 0


def zones(roles: Iterable[str], cards: Iterable[Mapping[str, Any]]) -> list[Zone]:
    """The zones of a person with `roles`, each with its cards in their order; a card of another zone joins the first."""
    held = list(roles)
    own = next((_OWN[role] for role in Role if role in held and role in _OWN), None)
    experts = not held or any(role not in _OWN for role in held)
    names = [*([CAME_IN] if experts or own is None else []), *([MINE] if own else []), WAITS, LATE]
    heaps: dict[str, list[Mapping[str, Any]]] = {name: [] for name in names}
    for card in cards:
        heaps.get(zone_of(card), heaps[names[0]]).append(card)
    told = {name: (_TITLES[name], _NOTHING[name]) for name in (CAME_IN, WAITS, LATE)} | ({MINE: own} if own else {})
    return [Zone(name, title, nothing, tuple(heaps[name])) for name in names for title, nothing in [told[name]]]


def zone_of(card: Mapping[str, Any]) -> str:
    """The question that a card answers; one that doesn't say waits where it counts something, and came in otherwise."""
    return str(card.get("zone") or (WAITS if card.get("waits") else CAME_IN))
