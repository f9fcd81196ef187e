"""A sighting put into an agency's words: every field of a register row, before a file chooses its columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from demo.region.agencies import AGENCIES
from demo.region.copies import Copy, again
from demo.region.draws import Draws
from demo.region.knowledge import Knowledge, Sighting
from demo.region.numbers import country_of, local
from demo.region.places import places
from demo.region.spelling import Written
from demo.region.wording import COUNTRY, LANGUAGE_AT, RELATION, ROLE, TEXT, TRAVELLERS

if TYPE_CHECKING:
    from demo.region.people import Person

SOURCE, SOURCE_WEIGHTS = "ABCX", (12, 45, 25, 18)
INFORMATION, INFORMATION_WEIGHTS = "1234", (10, 35, 30, 25)
HANDLING, HANDLING_WEIGHTS = ("H0", "H1", "H2", "H3"), (30, 38, 26, 6)
TLP, TLP_WEIGHTS = ("TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"), (22, 60, 13, 5)
ADMIRALTY, ADMIRALTY_WEIGHTS = "ABCDEF", (8, 34, 30, 12, 2, 14)


@dataclass(slots=True)
class Entry:
    """One register row in words; `people` and `things` keep who and what is truly meant."""

    day: date
    place: str
    name: Written
    father: str
    born: date | None
    birthplace: str
    nationality: str
    document_kind: str
    document: str
    phones: str
    role: str
    other: str
    other_phone: str
    relation: str
    plate: str
    model: str
    boat: str
    source: str
    grade_source: str
    grade_information: str
    handling: str
    text: str
    people: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    tie: str = ""


class Register:
    """Turns the sightings of one agency into entries, in the order of their days."""

    def __init__(self, knowledge: Knowledge, agency: str, country: str) -> None:
        self.knowledge, self.world = knowledge, knowledge.world
        self.agency, self.country = agency, country
        self.lang = AGENCIES[agency].habit.lang
        self._draws = self.world.draws(f"register/{agency}")
        self._vehicles = {vehicle.keeper: vehicle for vehicle in self.world.vehicles}
        self._boats = {boat.supplier: boat for boat in self.world.boats}
        self._houses = {house.keeper: house for house in self.world.houses}

    def entries(self) -> list[Entry]:
        """Return one entry for each sighting of the agency."""
        return [self.entry(sighting) for sighting in self.knowledge.sightings[self.agency]]

    def word(self, triple: tuple[str, str, str]) -> str:
        """Return the agency's language of (Arabic, French, Spanish)."""
        return triple[LANGUAGE_AT[self.lang]]

    def place(self, key: str) -> str:
        """Return a place by its name in the agency's language."""
        return places()[key].names[self.lang]

    def phone(self, number: str) -> str:
        """Return a phone as this agency's clerks write it."""
        styles = (0, 1, 2, 3, 4) if country_of(number) == self.country else (0, 1, 2)
        return local(number, self._draws.pick(styles))

    def copy(self, person: str) -> Copy:
        return self.knowledge.copies[person, self.agency]

    def entry(self, sighting: Sighting) -> Entry:
        """Return the entry of one sighting."""
        draws, person = self._draws, self.world.people[sighting.subject]
        copy = self.copy(person.code)
        name = again(person, copy, draws)
        other = (
            again(self.world.people[sighting.other], self.copy(sighting.other), draws).full if sighting.other else ""
        )
        numbers = copy.phones if draws.chance(0.8 if sighting.other else 0.7) else ()
        numbers = tuple(draws.some(numbers, draws.weighted((1, 2), (0.8, 0.2))))
        theirs = self.copy(sighting.other).phones if sighting.other and draws.chance(0.55) else ()
        showing = draws.chance(0.6)
        entry = Entry(
            day=sighting.day,
            place=self.place(sighting.place),
            name=name,
            father=copy.father,
            born=copy.born if draws.chance(0.75) else None,
            birthplace=self.place(person.home) if draws.chance(0.35) else "",
            nationality=self.word(COUNTRY[person.country]) if draws.chance(0.7) else "",
            document_kind=copy.document[0] if showing else "",
            document=copy.document[1] if showing else "",
            phones=" / ".join(self.phone(number) for number in numbers),
            role=self.word(ROLE[person.role]) if person.role and draws.chance(0.5) else "",
            other=other,
            other_phone=self.phone(draws.pick(theirs)) if theirs else "",
            relation=RELATION[self.lang][sighting.kind] if sighting.other else "",
            plate="",
            model="",
            boat="",
            source=self._source(),
            grade_source=draws.weighted(SOURCE, SOURCE_WEIGHTS),
            grade_information=draws.weighted(INFORMATION, INFORMATION_WEIGHTS),
            handling=draws.weighted(HANDLING, HANDLING_WEIGHTS),
            text=self._text(sighting, name.full, other),
            people={"person": person.code} | ({"person2": sighting.other} if sighting.other else {}),
            tie=sighting.tie,
        )
        self._things(entry, person)
        return entry

    def _things(self, entry: Entry, person: Person) -> None:
        vehicle, boat = self._vehicles.get(person.code), self._boats.get(person.code)
        if vehicle and self._draws.chance(1.0 if person.work == "vehicle keeper" else 0.5):
            entry.plate, entry.model = vehicle.plate, vehicle.model
            entry.things["vehicle"] = vehicle.code
        if boat and self._draws.chance(1.0 if person.work == "boat owner" else 0.5):
            entry.boat = boat.name_ar if self.lang == "ar" else boat.name
            entry.things["boat"] = boat.code

    def _source(self) -> str:
        if not self._draws.chance(0.75):
            return ""
        number = self._draws.whole(101, 188)
        return {"ar": f"س-{number}", "fr": f"SR-{number:04d}", "es": f"F-{number}"}[self.lang]

    def _text(self, sighting: Sighting, name: str, other: str) -> str:
        house = self._houses.get(sighting.subject)
        text = self._draws.pick(TEXT[self.lang][sighting.kind]).format(
            a=name,
            b=other,
            place=self.place(sighting.place),
            quarter=house.quarter if house else self.place(sighting.place),
        )
        ring = self.world.people[sighting.subject].ring
        if ring and self._draws.chance(0.05):
            sailed = [d for d in self.world.departures if d.ring == ring and d.day >= sighting.day]
            if sailed:
                codes = sailed[0].codes
                text += TRAVELLERS[self.lang].format(first=codes[0], last=codes[-1])
        return text


def tlp(draws: Draws) -> str:
    """Return a TLP marking."""
    return draws.weighted(TLP, TLP_WEIGHTS)
