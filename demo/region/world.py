"""The whole region as it truly is, built once from a seed."""

from __future__ import annotations

from datetime import date, timedelta

from demo.region.draws import Draws
from demo.region.names import NameModel
from demo.region.numbers import Numbers
from demo.region.people import BEGIN, END, Boat, Departure, Holding, House, Person, Ring, Tie, Vehicle


class World:
    """People, rings, ties and things; `person` is the only way in for people."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.names = NameModel(Draws(seed, "names"))
        self.numbers = Numbers(Draws(seed, "numbers"))
        self.people: dict[str, Person] = {}
        self.rings: dict[str, Ring] = {}
        self.ties: list[Tie] = []
        self.boats: list[Boat] = []
        self.vehicles: list[Vehicle] = []
        self.houses: list[House] = []
        self.departures: list[Departure] = []
        self._births = Draws(seed, "births")

    def draws(self, stream: str) -> Draws:
        """Return the stream of draws of one part of the region."""
        return Draws(self.seed, stream)

    def person(self, draws: Draws, country: str, home: str, women: float) -> Person:
        """Add a person with a name, a birth date and an identity document."""
        gender = "f" if draws.chance(women) else "m"
        name = self.names.draw(country, gender)
        person = Person(f"P{len(self.people) + 1:04d}", name, self._birth(), self._known(), country, home)
        if draws.chance(0.72):
            person.documents.append(self.numbers.identity(country))
        if draws.chance(0.2):
            person.documents.append(self.numbers.passport(country))
        self.people[person.code] = person
        return person

    def _birth(self) -> date:
        year = self._births.whole(1962, 2003)
        return date(year, 1, 1) + timedelta(days=self._births.whole(1, 363))

    def _known(self) -> str:
        return "year" if self._births.chance(0.18) else "day"


def build(seed: int) -> World:
    """Build the region of this seed."""
    from demo.region import bystanders, holdings, rings, sea, turnover

    world = World(seed)
    draws = world.draws("rings")
    for code, corridor, size in rings.sizes(draws):
        rings.found_ring(world, draws, code, corridor, size)
    draws = world.draws("ties")
    for ring in world.rings.values():
        rings.tie_up(world, draws, ring)
    draws = world.draws("turnover")
    for ring in world.rings.values():
        turnover.turn_over(world, draws, ring)
    rings.lend(world, world.draws("lending"))
    holdings.equip(world, world.draws("holdings"))
    sea.sail(world, world.draws("sea"))
    bystanders.add(world, world.draws("bystanders"))
    bystanders.add_twins(world, world.draws("twins"))
    return world


__all__ = ["BEGIN", "END", "Holding", "World", "build"]
