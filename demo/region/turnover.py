"""Rings outlive arrests: some actors are removed, and those who take their place inherit part of their ties."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from demo.region.draws import Draws
from demo.region.people import BEGIN, END, Ring
from demo.region.rings import add_member, make_tie

if TYPE_CHECKING:
    from demo.region.world import World

REMOVED = 0.11
REPLACED = {"organiser": 1.0, "aide": 0.6}
INHERITED = 0.6


def turn_over(world: World, draws: Draws, ring: Ring) -> None:
    """Remove about one in nine members over time and replace organisers always, aides mostly."""
    first = [world.people[code] for code in ring.members]
    for person in draws.some(first, max(1, round(len(first) * REMOVED))):
        day = BEGIN + timedelta(days=draws.whole(240, (END - BEGIN).days - 150))
        person.removed = day
        own = [tie for tie in world.ties if person.code in (tie.left, tie.right)]
        for tie in own:
            tie.until = min(tie.until, day)
            tie.since = min(tie.since, day - timedelta(days=30))
        for holding in person.phones:
            holding.until = min(holding.until, day)
        if not draws.chance(REPLACED[person.rank]):
            continue
        since = day + timedelta(days=draws.whole(15, 60))
        heir = add_member(world, draws, ring, person.stage, person.rank, since)
        heir.role, heir.replaces, person.replaced_by = person.role, person.code, heir.code
        inherited = [tie for tie in own if draws.chance(INHERITED)] or own[:1]
        for tie in inherited:
            other = world.people[tie.right if tie.left == person.code else tie.left]
            a, b = sorted((heir, other), key=lambda p: p.code)
            make_tie(world, draws, ring, a, b, max(since, other.since))
