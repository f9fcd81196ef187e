"""Who knows what: the ties each agency came to see, the bystanders it wrote down, and its copies of them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from demo.region.agencies import KEEPERS, SIGHT, STAGE_SIGHT, WATCHERS
from demo.region.copies import Copy, first_copy, later_copy
from demo.region.people import Tie
from demo.region.places import CORRIDORS, places

if TYPE_CHECKING:
    from demo.region.world import World

SECOND_AGENCY = 0.055  # bystanders whom another agency also wrote down
LIAISON = 0.07  # actors whom the liaison partner also names in its package
# Where an agency works itself, and where it meets people who live elsewhere.
NEAR = {
    "gend-mr": ("MR",),
    "pol-mr": ("MR",),
    "brig-ma": ("MA", "EH"),
    "unit-es": ("ES",),
    "coast-mr": ("MR", "SN"),
    "liaison-sn": ("SN",),
}
POSTS = {
    "gend-mr": ("Rosso", "Nouakchott", "Nouadhibou", "Néma"),
    "pol-mr": ("Nouakchott", "Nouadhibou"),
    "brig-ma": ("Oujda", "Casablanca", "Laayoune", "Nador"),
    "unit-es": ("Algeciras", "Almería", "Arrecife"),
    "coast-mr": ("Nouadhibou",),
    "liaison-sn": ("Dakar",),
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing an agency wrote down of one person, or of two who deal with each other."""

    agency: str
    day: date
    subject: str
    other: str
    tie: str
    kind: str  # kind of the tie, or what a bystander is known for
    place: str


class Knowledge:
    """Sightings by agency and copies by person and agency."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sightings: dict[str, list[Sighting]] = {agency: [] for agency in (*WATCHERS, "liaison-sn", "coast-mr")}
        self.known: dict[str, list[str]] = {}  # person → agencies, in the order in which they came to know
        self.copies: dict[tuple[str, str], Copy] = {}
        self._watch()
        self._bystanders()
        self._liaison()
        self._coast()
        for seen in self.sightings.values():
            seen.sort(key=lambda s: (s.day, s.subject, s.other, s.tie))
        self._copy()

    def _note(self, sighting: Sighting) -> None:
        self.sightings[sighting.agency].append(sighting)
        for person in (sighting.subject, sighting.other):
            agencies = self.known.setdefault(person, []) if person else []
            if person and sighting.agency not in agencies:
                agencies.append(sighting.agency)

    def _watch(self) -> None:
        draws = self.world.draws("sight")
        for tie in self.world.ties:
            corridor = self.world.rings[tie.ring.split("-")[0]].corridor
            for at, agency in enumerate(WATCHERS):
                if not draws.chance(min(0.95, SIGHT[corridor][at] * STAGE_SIGHT[tie.stage][at])):
                    continue
                for _ in range(draws.weighted((1, 2, 3), (0.5, 0.32, 0.18))):
                    self._tie_row(tie, agency, corridor)
        for person in self.world.people.values():  # nobody of a ring is wholly unknown to the files
            if person.ring and person.code not in self.known and draws.chance(0.7):
                agency = WATCHERS[max(range(4), key=lambda at: SIGHT[self.world.rings[person.ring].corridor][at])]
                day = person.since + timedelta(days=draws.whole(5, 100))
                self._note(Sighting(agency, day, person.code, "", "", "alone", person.home))

    def _tie_row(self, tie: Tie, agency: str, corridor: str) -> None:
        draws = self.world.draws(f"tie/{tie.code}/{agency}/{tie.seen.get(agency, 0)}")
        span = max(1, (tie.until - tie.since).days)
        subject, other = (tie.left, tie.right) if draws.chance(0.5) else (tie.right, tie.left)
        place = draws.pick(CORRIDORS[corridor].stages[tie.stage])
        day = tie.since + timedelta(days=draws.whole(0, span))
        self._note(Sighting(agency, day, subject, other, tie.code, draws.pick(tie.kinds), place))
        tie.seen[agency] = tie.seen.get(agency, 0) + 1

    def _bystanders(self) -> None:
        from demo.region.people import BEGIN, END

        draws = self.world.draws("known bystanders")
        for person in self.world.people.values():
            if person.ring:
                continue
            country = places()[person.home].country
            first = draws.pick(KEEPERS[country])
            if person.work == "boat owner" and country in ("MR", "SN"):
                first = "coast-mr"
            agencies = [first]
            if draws.chance(SECOND_AGENCY):
                agencies.append(draws.pick([a for a in WATCHERS if a != first]))
            for agency in agencies:
                for _ in range(draws.weighted((1, 2), (0.87, 0.13))):
                    day = BEGIN + timedelta(days=draws.whole(0, (END - BEGIN).days))
                    place = person.home if country in NEAR[agency] else draws.pick(POSTS[agency])
                    self._note(Sighting(agency, day, person.code, "", "", person.work, place))

    def _liaison(self) -> None:
        draws = self.world.draws("liaison")
        pool = [
            tie
            for tie in self.world.ties
            if tie.stage in ("origin", "sea", "coast") and "sn" in self.world.rings[tie.ring.split("-")[0]].corridor
        ]
        for tie in draws.some(pool, 26):
            self._note(
                Sighting(
                    "liaison-sn",
                    tie.since + timedelta(days=draws.whole(0, 90)),
                    tie.left,
                    tie.right,
                    tie.code,
                    tie.kinds[0],
                    self.world.people[tie.left].home,
                )
            )
            tie.seen["liaison-sn"] = tie.seen.get("liaison-sn", 0) + 1

    def _coast(self) -> None:
        """A few suppliers of rings have declared a boat to the coast guard in their own name."""
        draws = self.world.draws("declared boats")
        for boat in self.world.boats:
            person = self.world.people[boat.supplier]
            if person.ring and places()[boat.port].country in ("MR", "SN") and draws.chance(0.3):
                day = person.since + timedelta(days=draws.whole(10, 300))
                self._note(Sighting("coast-mr", day, person.code, "", "", "boat owner", boat.port))

    def _copy(self) -> None:
        for code, agencies in self.known.items():
            person = self.world.people[code]
            for index, agency in enumerate(agencies):
                draws = self.world.draws(f"copy/{code}/{agency}")
                self.copies[code, agency] = (
                    first_copy(person, agency, draws)
                    if index == 0
                    else later_copy(person, agency, self.copies[code, agencies[0]], draws)
                )
