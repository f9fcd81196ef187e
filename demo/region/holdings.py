"""What actors hold: phones that pass from hand to hand, handsets, vehicles, boats and houses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from demo.region.draws import Draws
from demo.region.people import BEGIN, END, Boat, Holding, House, Person, Vehicle
from demo.region.places import CORRIDORS, places

if TYPE_CHECKING:
    from demo.region.world import World

PHONES, PHONE_WEIGHTS = (1, 2, 3, 4, 5), (0.46, 0.27, 0.15, 0.08, 0.04)
SHARED = 0.2
MODELS = (
    "Toyota Hilux",
    "Toyota Land Cruiser",
    "Mercedes 190",
    "Mercedes Sprinter",
    "Renault Kangoo",
    "Ford Transit",
    "Peugeot Partner",
    "Dacia Logan",
    "Hyundai H-1",
    "Nissan Patrol",
)
BOATS = (
    ("Yaye Fatou", "ياي فاتو"),
    ("Yaye Awa", "ياي عوا"),
    ("Borom Guedj", "بوروم كدج"),
    ("Sope Yaye", "صوب ياي"),
    ("Ndar Guedj", "اندر كدج"),
    ("Jamm ak Xéewal", "جام"),
    ("Baraka", "البركة"),
    ("Nour El Bahr", "نور البحر"),
    ("Mabrouka", "مبروكة"),
    ("Najma", "النجمة"),
    ("Salama", "السلامة"),
    ("Rahma", "الرحمة"),
    ("Amal", "الأمل"),
    ("Teranga", "تيرانغا"),
    ("Tawfiq", "التوفيق"),
    ("Al Mouhit", "المحيط"),
    ("Saada", "السعادة"),
    ("Yakaar", "ياكار"),
)
BOAT_KINDS = ("pirogue", "pirogue", "cayuco", "patera", "inflatable")
QUARTERS = {
    "Nouakchott": ("Sebkha", "El Mina", "Toujounine", "Arafat"),
    "Nouadhibou": ("Numerowatt", "Keran", "Baghdad"),
    "Laayoune": ("Hay 4", "Hay 7"),
    "Dakhla": ("Hay 2", "Port"),
    "Oujda": ("Hay 3", "Gare"),
    "Nador": ("Hay 5",),
}


def equip(world: World, draws: Draws) -> None:
    """Give the actors their phones, vehicles, boats and houses."""
    actors = [person for person in world.people.values() if person.ring]
    for person in actors:
        for _ in range(draws.weighted(PHONES, PHONE_WEIGHTS)):
            add_phone(world, draws, person, 0.35)
    _share(world, draws, actors)
    for person in actors:
        place = places()[person.home]
        if ("driver" in person.role or "transport" in person.role) and draws.chance(0.85):
            world.vehicles.append(
                Vehicle(
                    f"V{len(world.vehicles) + 1:03d}",
                    world.numbers.plate(place.country),
                    draws.pick(MODELS),
                    person.code,
                    place.country,
                )
            )
        if person.role == "boat supplier" or (person.stage == "sea" and person.rank == "organiser"):
            for _ in range(draws.whole(1, 2)):
                add_boat(world, draws, person)
        if person.role == "safe-house keeper":
            quarter = draws.pick(QUARTERS.get(person.home, ("Centre", "Port", "Route nationale")))
            world.houses.append(House(f"H{len(world.houses) + 1:03d}", person.home, quarter, person.code))
    for ring in world.rings.values():
        if not any(boat.supplier in ring.members for boat in world.boats):
            at_sea = [world.people[c] for c in ring.members if world.people[c].stage in ("sea", "coast")]
            if at_sea:
                add_boat(world, draws, draws.pick(at_sea))


def add_phone(world: World, draws: Draws, person: Person, handset: float) -> Holding:
    """Give a person a phone of the country he or she works in."""
    country = places()[person.home].country if draws.chance(0.8) else person.country
    since = max(person.since, BEGIN) + timedelta(days=draws.whole(0, 30))
    holding = Holding(
        world.numbers.phone(country),
        since,
        person.removed or END,
        imei=world.numbers.imei() if draws.chance(handset) else "",
    )
    person.phones.append(holding)
    return holding


def add_boat(world: World, draws: Draws, person: Person) -> Boat:
    """Add a boat that a supplier or owner stands behind."""
    latin, arabic = draws.pick(BOATS)
    number = draws.whole(2, 9)
    if draws.chance(0.4):
        latin, arabic = f"{latin} {number}", f"{arabic} {number}"
    port = draws.pick(CORRIDORS[world.rings[person.ring].corridor].stages["sea"]) if person.ring else person.home
    boat = Boat(
        f"B{len(world.boats) + 1:03d}",
        latin,
        arabic,
        world.numbers.registration(places()[port].country),
        draws.pick(BOAT_KINDS),
        port,
        person.code,
    )
    world.boats.append(boat)
    return boat


def _share(world: World, draws: Draws, actors: list[Person]) -> None:
    """Share or pass on one phone in five, mostly to somebody the holder deals with."""
    near: dict[str, list[str]] = {person.code: [] for person in actors}
    for tie in world.ties:
        near[tie.left].append(tie.right)
        near[tie.right].append(tie.left)
    phones = [(person, holding) for person in actors for holding in list(person.phones)]
    for person, holding in draws.some(phones, round(len(phones) * SHARED * 1.03)):
        free = [code for code in near[person.code] if len(world.people[code].phones) < 5]
        if not free:
            continue
        other = world.people[draws.pick(free)]
        if draws.chance(0.5):
            second = Holding(holding.number, max(holding.since, other.since), holding.until, "shared", holding.imei)
            holding.how = "shared"
        else:
            middle = holding.since + (holding.until - holding.since) / 2
            second = Holding(holding.number, middle, END, "passed on", holding.imei)
            holding.until, holding.how = middle, "passed on"
        other.phones.append(second)
