"""What reports say of several source entities, gathered for a comparison: their own values and what they are tied to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection

from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.intake.engine.words import NEVER_CHARTED
from manara.resolution.engine.evidence import FAMILY_OF, Known, KnownThing, Paper, Relative
from manara.resolution.engine.shielded import Shield, shield_of
from manara.resolution.engine.weighing import Compared

NAMES: Final = ("name", "alias", "previousName", "weakAlias")
_PARTS: Final = ("firstName", "fatherName", "lastName")
_PLACES: Final = ("birthPlace", "address")
_NUMBERS: Final = ("idNumber", "passportNumber", "socialSecurityNumber")
# Of one person at most so many of each kind: more say nothing that these don't.
_MOST: Final = 12

# Of a boat, a paper, a place: what tells it from others of its kind.
_REGISTERED: Final = (
    "registrationNumber", "number", "imoNumber", "mmsi", "callSign", "idNumber", "taxNumber", "licenseNumber", "swiftBic",
)  # fmt: skip
_MADE: Final = ("type", "model", "placeType", "legalForm", "sector", "activity")
_COUNTRIES: Final = ("country", "flag", "jurisdiction", "mainCountry")
_LIES: Final = ("registrationPort", "city", "territory", "address")

_OWN = """
select s.entity_id, s.schema, s.prop, s.value, o.schema, o.caption
from intake_statement s left join intake_entity o on o.id = s.other_id
where s.entity_id = any(%(entities)s) and (s.value <> '' or o.caption <> '') order by s.entity_id, s.id
"""
# What points at each: the thing itself (a paper says its number), and its other end (a phone, a boat, a relative).
_TIED = """
select tie.other_id, s.schema, s.prop, s.value, s.other_id, o.schema, o.caption
from intake_statement tie join intake_statement s on s.entity_id = tie.entity_id and s.id <> tie.id
left join intake_entity o on o.id = s.other_id
where tie.other_id = any(%(entities)s) order by tie.other_id, s.entity_id, s.id limit 20000
"""


class Gathered:
    """The values of one entity, each kind in the order in which it was said."""

    def __init__(self) -> None:
        self.schema = ""
        self.own: dict[str, list[str]] = {}
        self.holders: list[str] = []
        self.phones: list[str] = []
        self.papers: list[Paper] = []
        self.plates: list[str] = []
        self.boats: list[str] = []
        self.places: list[str] = []
        self.relatives: list[Relative] = []
        # How many values of ties hang on it: what a judgement would join.
        self.ties = 0

    def known(self) -> Compared:
        """As the comparison takes it: a person, or a thing of a kind that is compared."""
        family = FAMILY_OF.get(self.schema)
        return self._person() if family is None else self._thing(family)

    def _thing(self, family: str) -> KnownThing:
        own = self.own

        def said(*props: str) -> list[str]:
            return [value for prop in props for value in own.get(prop, ())]

        return KnownThing(
            family,
            names=_once(said(*NAMES, "full")),
            numbers=_once(said(*_REGISTERED)),
            makes=_once(said(*_MADE)),
            countries=_once(said(*_COUNTRIES)),
            places=_once([*said(*_LIES), *self.places]),
            points=tuple(_points(own.get("latitude", ()), own.get("longitude", ()))),
            phones=_once([*self.phones, *said("phone")]),
            holders=_once(self.holders),
        )

    def _person(self) -> Known:
        own = self.own
        names = [name for prop in NAMES for name in own.get(prop, ())]
        parts = " ".join(own[prop][0] for prop in _PARTS if own.get(prop))
        papers = [*self.papers, *(Paper(number) for prop in _NUMBERS for number in own.get(prop, ()))]
        return Known(
            names=_once(names or ([parts] if parts else [])),
            births=tuple(_dates(own.get("birthDate", ()))),
            phones=_once([*self.phones, *own.get("phone", ())]),
            documents=tuple(dict.fromkeys(papers))[:_MOST],
            plates=_once([*self.plates, *own.get("registrationNumber", ())]),
            boats=_once(self.boats),
            places=_once([*(place for prop in _PLACES for place in own.get(prop, ())), *self.places]),
            nationalities=_once([*own.get("nationality", ()), *own.get("citizenship", ())]),
            sexes=_once(own.get("gender", ())),
            relatives=tuple(dict.fromkeys(self.relatives))[:_MOST],
        )

    def shield(self, today: date) -> Shield | None:
        """Why no rule may judge this entity."""
        return shield_of(self.own, NEVER_CHARTED, list(_dates(self.own.get("birthDate", ()))), today)


def gathered(entities: Iterable[int]) -> dict[int, Gathered]:
    """Entity → what is said of it that the viewer may see; two queries, none for nobody."""
    wanted = sorted(set(entities))
    found = {number: Gathered() for number in wanted}
    if not wanted:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"entities": wanted})
        for entity, schema, prop, value, other_schema, caption in cursor.fetchall():
            into = found[entity]
            into.schema = schema
            if value:
                into.own.setdefault(prop, []).append(value)
            elif other_schema == "Person":
                into.holders.append(caption)
        cursor.execute(_TIED, {"entities": wanted})
        for row in cursor.fetchall():
            _tied(found[row[0]], row[1:])
    return found


def _tied(into: Gathered, row: Sequence[Any]) -> None:
    schema, prop, value, other, other_schema, caption = row
    into.ties += 1
    if schema in ("Identification", "Passport") and prop == "number" and value:
        into.papers.append(Paper(value, "passport" if schema == "Passport" else ""))
    elif schema == "Family" and prop == "relationship" and into.relatives:
        last = into.relatives.pop()
        into.relatives.append(Relative(last.name, value, last.entity))
    elif not other or not caption:
        return
    elif schema == "Family":
        into.relatives.append(Relative(caption))
    elif other_schema == "Person":
        into.holders.append(caption)
    elif other_schema == "Phone":
        into.phones.append(caption)
    elif other_schema == "Vehicle":
        into.plates.append(caption)
    elif other_schema == "Vessel":
        into.boats.append(caption)
    elif other_schema in ("Address", "SafeHouse", "PlaceOfInterest"):
        into.places.append(caption)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:_MOST]


def _points(latitudes: Iterable[str], longitudes: Iterable[str]) -> Iterable[tuple[float, float]]:
    for latitude, longitude in zip(latitudes, longitudes, strict=False):
        try:
            at = float(latitude), float(longitude)
        except ValueError:
            # Written in a way that no map reads; the page still shows it as it stands.
            continue
        if abs(at[0]) <= 90 and abs(at[1]) <= 180:
            yield at


def _dates(values: Iterable[str]) -> Iterable[PartialDate]:
    for value in dict.fromkeys(values):
        try:
            yield PartialDate.from_iso(value)
        except DateProblem:
            # A date that nobody can read weighs nothing; the page still shows it as it stands.
            continue
