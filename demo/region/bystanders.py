"""People of the records who belong to no ring: subscribers, keepers of vehicles, landlords, people of other inquiries."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from demo.region.draws import Draws
from demo.region.holdings import MODELS, add_boat, add_phone
from demo.region.people import Person, Vehicle
from demo.region.places import places

if TYPE_CHECKING:
    from demo.region.world import World

COUNT = 2250
TWINS = 0.055  # share of persons with a false twin, those by chance included
HOMES = (
    ("Nouakchott", 20),
    ("Nouadhibou", 14),
    ("Rosso", 5),
    ("Néma", 3),
    ("Zouerate", 4),
    ("Dakar", 6),
    ("Mbour", 3),
    ("Saint-Louis", 4),
    ("Bamako", 4),
    ("Kayes", 3),
    ("Casablanca", 7),
    ("Oujda", 6),
    ("Nador", 6),
    ("Tangier", 6),
    ("Laayoune", 4),
    ("Dakhla", 4),
    ("Agadir", 3),
    ("Oran", 3),
    ("Maghnia", 2),
    ("Algiers", 2),
    ("Almería", 3),
    ("Arguineguín", 2),
    ("Arrecife", 2),
    ("Algeciras", 3),
)
WORKS = (
    "subscriber",
    "vehicle keeper",
    "landlord",
    "boat owner",
    "document inquiry",
    "fuel inquiry",
    "theft inquiry",
    "money transfer agent",
)
WEIGHTS = (24, 22, 10, 8, 14, 9, 8, 5)


def add(world: World, draws: Draws) -> None:
    """Add the bystanders with what the records know them for."""
    homes, weights = [h for h, _ in HOMES], [w for _, w in HOMES]
    for _ in range(COUNT):
        home = draws.weighted(homes, weights)
        country = places()[home].country
        if draws.chance(0.12):
            country = draws.pick(("SN", "ML", "MA", "MR", "GN"))
        person = world.person(draws, country, home, women=0.24)
        person.work = draws.weighted(WORKS, WEIGHTS)
        if person.work == "boat owner" and not places()[home].coastal:
            person.work = "vehicle keeper"
        if person.work == "subscriber" or draws.chance(0.6):
            add_phone(world, draws, person, 0.1)
        if person.work == "vehicle keeper":
            _vehicle(world, draws, person)
        if person.work == "boat owner":
            add_boat(world, draws, person)


def _vehicle(world: World, draws: Draws, person: Person) -> None:
    country = places()[person.home].country
    world.vehicles.append(
        Vehicle(
            f"V{len(world.vehicles) + 1:03d}", world.numbers.plate(country), draws.pick(MODELS), person.code, country
        )
    )


def add_twins(world: World, draws: Draws) -> None:
    """Make pairs of different persons with nearly the same name, born near each other: false twins."""
    people = list(world.people.values())
    cores = Counter((person.name.culture, *person.name.core) for person in people)
    by_chance = sum(count for count in cores.values() if count > 1)
    pairs = max(20, round((len(people) * TWINS - by_chance) / 2))
    for person in draws.some(people, pairs):
        twin = world.person(draws, person.country, person.home, women=0.0)
        twin.name = world.names.near(person.name)
        apart = draws.pick((-2, -1, 1, 2))
        year = person.born.year + (apart if 1962 <= person.born.year + apart <= 2003 else -apart)
        day = min(28, person.born.day)
        twin.born = person.born.replace(year=year, month=draws.whole(1, 12), day=day)
        if (twin.born.month, twin.born.day) == (1, 1):
            twin.born = twin.born.replace(day=2)
        twin.work = draws.pick(("subscriber", "vehicle keeper", "document inquiry", "theft inquiry"))
        add_phone(world, draws, twin, 0.1)
        if twin.work == "vehicle keeper":
            _vehicle(world, draws, twin)
        person.twin, twin.twin = twin.code, person.code
