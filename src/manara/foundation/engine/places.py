"""The gazetteer: places of the region under all their names, found by any of them in any script and spelling."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Final

from manara.foundation.engine.match_keys import keys, similarity
from manara.foundation.engine.scripts import sort_key, tidy

KIND: Final = "l1:"
ATTRIBUTION: Final = "GeoNames, CC BY 4.0"
LANGUAGES: Final = ("ar", "fr", "es", "en")
# Below this two spellings are of two places.
LIKENESS: Final = 0.8
MOST: Final = 12
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Place:
    """One place: `names` in the order of `LANGUAGES` ("" where none is known), degrees, what sets it apart."""

    id: str
    names: tuple[str, str, str, str]
    variants: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    country: str = ""
    region: str = ""
    population: int = 0

    def name(self, language: str) -> str:
        """The name in a language, else in the nearest that is known: Latin for Latin, whatever there is for Arabic."""
        wanted = LANGUAGES.index(language) if language in LANGUAGES else 3
        return self.names[wanted] or self.names[1] or self.names[3] or next(iter(self.all_names), self.id)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name and variant once."""
        return tuple(dict.fromkeys(name for name in (*self.names, *self.variants) if name))

    @property
    def located(self) -> bool:
        """Whether it can be drawn."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Gazetteer:
    """Places by number, the numbers by key, and their sorted names for what is half typed."""

    places: tuple[Place, ...]
    numbers: dict[str, int]
    keyed: dict[str, tuple[int, ...]]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The places that ship with the node, read once a process."""
    folder = files(__package__).joinpath("gazetteer")
    places = tuple(_place(line) for line in _lines(folder.joinpath("places.tsv").read_text("utf-8")))
    keyed = {}
    for line in _lines(folder.joinpath("keys.tsv").read_text("utf-8")):
        key, _tab, numbers = line.partition("\t")
        keyed[KIND + key] = tuple(map(int, numbers.split(" ")))
    return Gazetteer(places, {place.id: number for number, place in enumerate(places)}, keyed)


@lru_cache(maxsize=1)
def _beginnings() -> tuple[list[str], list[int]]:
    pairs = sorted(
        {(sort_key(name), number) for number, place in enumerate(gazetteer().places) for name in place.all_names}
    )
    return [name for name, _number in pairs], [number for _name, number in pairs]


def place_of(id: str) -> Place | None:
    """The place of an id such as "g2377457"; None when there is none."""
    found = gazetteer().numbers.get(id)
    return None if found is None else gazetteer().places[found]


def find_places(
    text: str, country: str | None = None, language: str = "en", *, further: Iterable[Place] = (), limit: int = MOST
) -> list[Place]:
    """Places that `text` may name, the likeliest first: by key, then by resemblance, then the larger, then the nearer name.

    `country` (two letters) keeps to one country; `further` are places of the node's own that its keys found. Nothing is
    chosen: two places of one name are both there.
    """
    asked = tidy(text[:LONGEST])
    if not asked:
        return []
    book = gazetteer()
    numbers = {number for key in keys("place", asked) for number in book.keyed.get(key, ())}
    found = [*further, *(book.places[number] for number in numbers)]
    scored = [(likeness(asked, place), place) for place in found if not country or place.country == country.upper()]
    best = [(score, place) for score, place in scored if score >= LIKENESS]
    best.sort(key=lambda each: (-round(each[0], 2), -each[1].population, each[1].name(language), each[1].id))
    return list({place.id: place for _score, place in best}.values())[:limit]


def beginning(text: str, country: str | None = None, *, limit: int = MOST) -> list[Place]:
    """Places one of whose names begins with what is half typed, the most populous first."""
    start = sort_key(tidy(text[:LONGEST]))
    if not start:
        return []
    names, numbers = _beginnings()
    at, book = bisect_left(names, start), gazetteer()
    chosen: set[int] = set()
    while at < len(names) and names[at].startswith(start) and len(chosen) < 2000:
        chosen.add(numbers[at])
        at += 1
    # Numbers follow the population, which is how the file is sorted.
    found = (book.places[number] for number in sorted(chosen))
    return [place for place in found if not country or place.country == country.upper()][:limit]


def likeness(text: str, place: Place) -> float:
    """How much `text` looks like the nearest of a place's names, from 0 to 1."""
    return max((similarity(text, name) for name in place.all_names), default=0.0)


@lru_cache(maxsize=20_000)
def only_place(text: str, country: str = "") -> Place | None:
    """The one place that a text names, or None when it names none or several: then a person chooses.

    Of namesakes one counts as meant when it is spelt exactly so and at least twenty times as populous as the next.
    """
    found = find_places(text, limit=MOST)
    asked = sort_key(text)
    exact = [place for place in found if any(sort_key(name) == asked for name in place.all_names)]
    chosen = exact or found
    if country and (own := [place for place in chosen if place.country == country.upper()]):
        chosen = own
    if len(chosen) == 1:
        return chosen[0]
    chosen.sort(key=lambda place: -place.population)
    if len(chosen) > 1 and chosen[0].population >= 20 * max(chosen[1].population, 500):
        return chosen[0]
    return None


def near(latitude: float, longitude: float, *, least_population: int = 0, within_km: float = 100.0) -> Place | None:
    """The nearest place of at least so many people, or None when none is near."""
    span = within_km / 111.0
    best: tuple[float, Place] | None = None
    for place in gazetteer().places:
        if place.population < least_population:
            # Sorted by population: what follows is smaller still.
            break
        if place.latitude is None or place.longitude is None or abs(place.latitude - latitude) > span:
            continue
        far = kilometres(latitude, longitude, place.latitude, place.longitude)
        if far <= within_km and (best is None or far < best[0]):
            best = (far, place)
    return best[1] if best else None


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    a, b = radians(latitude), radians(other_latitude)
    step = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, step)))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _place(line: str) -> Place:
    id, ar, fr, es, en, variants, latitude, longitude, country, region, population = line.split("\t")
    return Place(
        id, (ar, fr, es, en), tuple(variants.split("|")) if variants else (), float(latitude), float(longitude),
        country, region, int(population),
    )  # fmt: skip
