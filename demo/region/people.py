"""Who lives in the region: actors of rings and people who only pass through the records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from demo.region.names import Name

BEGIN, END = date(2024, 1, 1), date(2026, 6, 30)  # the time the records cover


@dataclass(slots=True)
class Holding:
    """A phone in somebody's hands for a time; `how` is "own", "shared" or "passed on"."""

    number: str
    since: date
    until: date
    how: str = "own"
    imei: str = ""


@dataclass(slots=True)
class Person:
    """A person as he or she truly is."""

    code: str
    name: Name
    born: date
    born_known: str  # "day", or "year": even the person has papers that say 1 January
    country: str
    home: str  # key of a place
    phones: list[Holding] = field(default_factory=list)
    documents: list[tuple[str, str]] = field(default_factory=list)
    ring: str = ""
    stage: str = ""
    rank: str = ""  # "organiser" or "aide"
    role: str = ""
    since: date = BEGIN
    removed: date | None = None
    replaced_by: str = ""
    replaces: str = ""
    work: str = ""  # of bystanders: what the records know them for
    twin: str = ""  # code of another person with nearly the same name


@dataclass(slots=True)
class Tie:
    """Two actors who deal with each other, in what way and from when to when."""

    code: str
    left: str
    right: str
    ring: str
    stage: str
    kinds: tuple[str, ...]
    since: date
    until: date
    within_stage: bool = False
    within_rank: bool = False
    seen: dict[str, int] = field(default_factory=dict)  # agency → number of rows that show it


@dataclass(slots=True)
class Ring:
    """A ring: its corridor, its stages, its people."""

    code: str
    corridor: str
    stages: tuple[str, ...]
    members: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Boat:
    """A boat and who stands behind it."""

    code: str
    name: str
    name_ar: str
    registration: str
    kind: str
    port: str
    supplier: str = ""  # a person's code


@dataclass(slots=True)
class Vehicle:
    """A vehicle and its drivers."""

    code: str
    plate: str
    model: str
    keeper: str
    country: str


@dataclass(slots=True)
class House:
    """A house where travellers are lodged (three kinds of "centre" are never mixed: this is no shelter)."""

    code: str
    place: str
    quarter: str
    keeper: str


@dataclass(slots=True)
class Departure:
    """A boat that left: travellers are codes and a number, never names."""

    code: str
    ring: str
    day: date
    boat: str
    origin: str
    arrival: str
    travellers: int
    women: int
    minors: int
    nationalities: dict[str, int]
    outcome: str  # "arrived", "intercepted", "rescued", "turned back"
    lat: float
    lon: float
    codes: tuple[str, ...]
