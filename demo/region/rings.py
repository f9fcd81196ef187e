"""Rings come about: their members by stage and rank, and the ties that the published shape of such rings gives."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from demo.region.draws import Draws
from demo.region.people import BEGIN, END, Person, Ring, Tie
from demo.region.places import CORRIDORS, STAGES, places

if TYPE_CHECKING:
    from demo.region.world import World

WITHIN_STAGE, WITHIN_RANK = 7.0, 1 / 3
LARGE = 270  # first members; with those who replace the removed about 290

ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "origin": {
        "organiser": ("organiser", "community head"),
        "aide": ("recruiter", "recruiter", "online advertiser", "money collector"),
    },
    "land": {"organiser": ("organiser", "transport organiser"), "aide": ("driver", "driver", "guide", "lookout")},
    "hub": {
        "organiser": ("organiser", "financier"),
        "aide": ("safe-house keeper", "safe-house keeper", "forger", "money collector", "driver"),
    },
    "coast": {"organiser": ("organiser",), "aide": ("lookout", "fuel supplier", "safe-house keeper", "driver")},
    "sea": {
        "organiser": ("organiser", "boat supplier"),
        "aide": ("boat supplier", "engine supplier", "pilot paid for trips"),
    },
    "arrival": {"organiser": ("organiser",), "aide": ("pick-up driver", "safe-house keeper", "money collector")},
}
KINDS = {
    "origin": ("call", "works with", "payment"),
    "land": ("travelled together", "call", "works with"),
    "hub": ("lodging", "call", "payment"),
    "coast": ("works with", "call"),
    "sea": ("works with", "call", "payment"),
    "arrival": ("call", "payment", "travelled together"),
}


def sizes(draws: Draws) -> list[tuple[str, str, int]]:
    """Return (ring, corridor, first members) of 5 to 9 small rings of 15 to 55 and of the large one, which is first."""
    others = [
        "atlantic-eh",
        "med-ma",
        "atlantic-sn",
        "strait-ma",
        "med-dz",
        "atlantic-mr",
        "atlantic-eh",
        "med-ma",
        "atlantic-mr",
    ]
    count = draws.whole(5, 9)
    return [("R0", "atlantic-mr", LARGE)] + [(f"R{i + 1}", others[i], draws.whole(15, 55)) for i in range(count)]


def found_ring(world: World, draws: Draws, code: str, corridor: str, size: int) -> Ring:
    """Add a ring with its first members to the world."""
    if size > 100:
        stages: tuple[str, ...] = STAGES
    else:
        length = draws.whole(4, 6) if size > 30 else draws.whole(3, 4)
        first = draws.whole(0, 6 - length)
        stages = STAGES[first : first + length]
    ring = Ring(code, corridor, stages)
    world.rings[code] = ring
    organisers = round(size * 0.15)
    for index in range(size):
        stage = stages[index % len(stages)]
        rank = "organiser" if index < organisers else "aide"
        add_member(world, draws, ring, stage, rank, BEGIN + timedelta(days=draws.whole(0, 90)))
    return ring


def add_member(world: World, draws: Draws, ring: Ring, stage: str, rank: str, since: date) -> Person:
    """Add one actor to a ring, at home in a place of the stage, often from that place's country."""
    home = draws.pick(CORRIDORS[ring.corridor].stages[stage])
    country = places()[home].country
    if draws.chance(0.22):
        country = draws.pick(("MR", "SN", "ML", "MA", "GN", "DZ"))
    if country == "EH" and draws.chance(0.4):
        country = "MA"
    person = world.person(draws, country, home, women=0.09)
    person.ring, person.stage, person.rank = ring.code, stage, rank
    person.role, person.since = draws.pick(ROLES[stage][rank]), since
    ring.members.append(person.code)
    return person


def tie_up(world: World, draws: Draws, ring: Ring) -> None:
    """Draw the ring's ties: seven times likelier within a stage, three times rarer within a rank, nobody a hub."""
    members = [world.people[code] for code in ring.members]
    pull = {person.code: draws.between(0.75, 1.35) for person in members}  # narrow: no kingpin

    def weight(a: Person, b: Person) -> float:
        return (
            pull[a.code]
            * pull[b.code]
            * (WITHIN_STAGE if a.stage == b.stage else 1.0)
            * (WITHIN_RANK if a.rank == b.rank else 1.0)
        )

    drawn: set[tuple[str, str]] = set()
    degree = {person.code: 0 for person in members}
    most = 11 if len(members) > 100 else max(6, len(members) // 6)

    def join(a: Person, b: Person) -> None:
        drawn.add((a.code, b.code))
        degree[a.code] += 1
        degree[b.code] += 1
        make_tie(world, draws, ring, a, b, max(a.since, b.since))

    order = draws.shuffled(members)
    for index, person in enumerate(order[1:], 1):  # everybody is reached by somebody
        free = [other for other in order[:index] if degree[other.code] < most]
        join(*sorted((person, draws.weighted(free, [weight(person, other) for other in free])), key=lambda p: p.code))
    pairs = [(a, b) for i, a in enumerate(members) for b in members[i + 1 :]]
    weights = [weight(a, b) for a, b in pairs]
    total = round(len(members) * (4.5 if len(members) > 100 else 3.7) / 2)
    sums, running = [], 0.0
    for value in weights:
        running += value
        sums.append(running)
    while len(drawn) < total:
        a, b = pairs[min(bisect_right(sums, draws.unit() * running), len(pairs) - 1)]
        first, second = sorted((a, b), key=lambda p: p.code)
        if (first.code, second.code) not in drawn and degree[a.code] < most and degree[b.code] < most:
            join(first, second)


def make_tie(world: World, draws: Draws, ring: Ring, a: Person, b: Person, since: date) -> Tie:
    """Add a tie with the kinds usual at its stage; a few are family."""
    stage = a.stage if draws.chance(0.5) else b.stage
    count = draws.weighted((1, 2), (0.65, 0.35))
    kinds = tuple(draws.some(KINDS[stage], count))
    if a.country == b.country and draws.chance(0.06):
        kinds = ("family", *kinds[:1])
    start = min(since + timedelta(days=draws.whole(0, 120)), END - timedelta(days=60))
    tie = Tie(
        f"T{len(world.ties) + 1:04d}",
        a.code,
        b.code,
        ring.code,
        stage,
        kinds,
        start,
        END,
        within_stage=a.stage == b.stage,
        within_rank=a.rank == b.rank,
    )
    world.ties.append(tie)
    return tie


def lend(world: World, draws: Draws) -> None:
    """Let a few forgers, suppliers and collectors of neighbouring rings work for each other."""
    rings = list(world.rings.values())
    wanted = ("forger", "boat supplier", "engine supplier", "money collector", "financier")
    for left, right in pairwise(rings):
        for _ in range(2):
            givers = [p for p in map(world.people.get, left.members) if p and p.role in wanted]
            takers = [p for p in map(world.people.get, right.members) if p]
            if givers and takers:
                a, b = draws.pick(givers), draws.pick(takers)
                make_tie(world, draws, right, a, b, max(a.since, b.since)).ring = f"{left.code}-{right.code}"
