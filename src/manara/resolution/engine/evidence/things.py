"""What is known of two boats, vehicles, papers, organisations or places, weighed: whether they are one thing.

The weights are set by hand, from how often such numbers and names fall together in registers; no judgement of a thing is
left to a rule.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Final

from manara.foundation.engine.folding import fold
from manara.foundation.engine.match_keys import keys, similarity
from manara.foundation.engine.problems import register
from manara.resolution.engine import names
from manara.resolution.engine.evidence.found import Evidence, Kind, Weighed
from manara.resolution.engine.evidence.numbers import slipped

register("evidence-thing-number-same", "The same number.")
register("evidence-thing-number-digit", "The numbers differ in one figure.")
register("evidence-thing-number-different", "Different numbers.")
register("evidence-thing-name-same", "The same name.")
register("evidence-thing-name-close", "Two spellings of what may be one name.")
register("evidence-thing-name-different", "The names differ.")
register("evidence-thing-make-same", "The same kind or model.")
register("evidence-thing-make-different", "Another kind or model.")
register("evidence-thing-country-same", "The same country.")
register("evidence-thing-country-different", "Different countries.")
register("evidence-thing-place-same", "Tied to the same place.")
register("evidence-thing-near", "They lie %(metres)s m apart.")
register("evidence-thing-far", "They lie %(kilometres)s km apart.")
register("evidence-thing-phone-same", "Tied to the same phone.")
register("evidence-thing-holder-same", "Tied to somebody of the same name.")
register("evidence-thing-holder-different", "Held by persons of different names.")


@dataclass(frozen=True, slots=True)
class KnownThing:
    """Everything that is known of one thing; what is not known is empty and weighs nothing.

    `family`: a key of `FAMILIES`. `numbers`: registrations as they were written. `makes`: kind, model, colour. `countries`:
    ISO 3166. `places`: where it is based or lies. `points`: (latitude, longitude) in degrees. `holders`: names of persons.
    """

    family: str
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    phones: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """How much each comparison says of one kind of thing, in bits; `among`: how many such things two are found among.

    `kind`: under which word its number stands. `key`: the match key its number and its name are found by.
    """

    kind: Kind
    number_key: str
    name_key: str
    among: int
    number: float
    slip: float
    numbers_apart: float
    name: float
    names_apart: float
    make: float = 2.0
    makes_apart: float = -1.5
    country: float = 1.0
    countries_apart: float = -3.0
    holder: float = 5.0
    holders_apart: float = 0.0


FAMILIES: Final[Mapping[str, Family]] = MappingProxyType({
    # A registration names a port and a number; names of boats come back in every port.
    "vessel": Family("number", "boat", "boat", 4_000, 15.0, 7.0, -5.0, 7.0, -4.0),
    "vehicle": Family("plate", "plate", "name", 8_000, 15.0, 6.0, -6.0, 3.0, -0.5, make=2.5, makes_apart=-3.0),
    # Two countries, and two kinds of paper, may give one number; a passport that two persons show is a finding of its own.
    "paper": Family(
        "document", "document", "name", 20_000, 17.0, 7.0, -9.0, 0.0, 0.0, make=1.5, makes_apart=-6.0, country=2.0,
        countries_apart=-10.0, holder=7.0, holders_apart=-7.0,
    ),
    "organisation": Family("number", "document", "name", 4_000, 15.0, 6.0, -3.0, 9.0, -6.0, make=1.0, makes_apart=-0.5),
    "place": Family("number", "document", "place", 4_000, 6.0, 2.0, 0.0, 8.0, -3.0, make=1.0, makes_apart=-1.0),
})  # fmt: skip
#: Which schema is weighed as what; persons are weighed by `weigh`.
FAMILY_OF: Final[Mapping[str, str]] = MappingProxyType({
    "Vessel": "vessel", "Vehicle": "vehicle", "Identification": "paper", "Passport": "paper",
    "Organization": "organisation", "Company": "organisation", "CriminalNetwork": "organisation",
    "Address": "place", "SafeHouse": "place", "PlaceOfInterest": "place",
})  # fmt: skip
ALIKE, CLOSE = 0.97, 0.85
PLACE, PHONE = 2.5, 6.0
NEAR_METRES: Final = 150
FAR_METRES: Final = 3_000
NEAR, FAR = 9.0, -9.0
_EARTH_METRES: Final = 6_371_000


def weigh_things(left: KnownThing, right: KnownThing) -> Weighed:
    """The evidence on two things of one family. Symmetric in its sum."""
    family = FAMILIES[left.family]
    found = (
        _numbers(left, right, family),
        _names(left, right, family),
        _alike("make", left.makes, right.makes, family.make, family.makes_apart),
        _alike("country", left.countries, right.countries, family.country, family.countries_apart),
        _places(left, right),
        _points(left, right),
        _phones(left, right),
        _holders(left, right, family),
    )
    evidence = sorted((each for each in found if each is not None), key=lambda each: (-abs(each.bits), each.kind))
    return Weighed(tuple(evidence), -math.log2(family.among))


def _numbers(left: KnownThing, right: KnownThing, family: Family) -> Evidence | None:
    return _best(
        left.numbers, right.numbers,
        (lambda one, other: bool(_marks(family, one) & _marks(family, other)), family.number, "same"),
        (slipped, family.slip, "digit"),
        family.kind, "number", family.numbers_apart,
    )  # fmt: skip


def _marks(family: Family, number: str) -> frozenset[str]:
    # A boat's keys hold those of its name, too: only its registration is a number.
    found = keys(family.number_key, number)
    return frozenset(key for key in found if key.startswith("b1:r:")) if family.number_key == "boat" else found


def _best(
    left: Sequence[str], right: Sequence[str],
    same: tuple[Callable[[str, str], bool], float, str], slip: tuple[Callable[[str, str], bool], float, str],
    kind: Kind, word: str, apart: float,
) -> Evidence | None:  # fmt: skip
    if not left or not right:
        return None
    for test, bits, how in (same, slip):
        for one, other in product(left, right):
            if test(one, other):
                return Evidence(bits, kind, one, other, f"evidence-thing-{word}-{how}")
    if not apart:
        return None
    return Evidence(apart, kind, ", ".join(left), ", ".join(right), f"evidence-thing-{word}-different")


def _names(left: KnownThing, right: KnownThing, family: Family) -> Evidence | None:
    pairs = [(similarity(one, other), one, other) for one, other in product(left.names, right.names)]
    if not pairs or not family.name:
        return None
    likeness, one, other = max(pairs)
    if likeness >= CLOSE and _other_figures(one, other):
        # Street and house 12 is not house 14, however alike the words are.
        return Evidence(family.names_apart, "name", one, other, "evidence-thing-name-different")
    if likeness >= ALIKE:
        return Evidence(family.name, "name", one, other, "evidence-thing-name-same")
    if likeness >= CLOSE:
        return Evidence(family.name / 2, "name", one, other, "evidence-thing-name-close")
    return Evidence(family.names_apart, "name", one, other, "evidence-thing-name-different")


def _other_figures(one: str, other: str) -> bool:
    mine, theirs = ({word for word in fold(each).split() if word.isdecimal()} for each in (one, other))
    return bool(mine and theirs and mine.isdisjoint(theirs))


def _alike(kind: Kind, left: Sequence[str], right: Sequence[str], same: float, apart: float) -> Evidence | None:
    if not left or not right:
        return None
    mine, theirs = ({fold(each): each for each in side} for side in (left, right))
    shared = sorted(mine.keys() & theirs.keys())
    if shared:
        return Evidence(same, kind, mine[shared[0]], theirs[shared[0]], f"evidence-thing-{kind}-same")
    return Evidence(apart, kind, ", ".join(left), ", ".join(right), f"evidence-thing-{kind}-different")


def _places(left: KnownThing, right: KnownThing) -> Evidence | None:
    for one, other in product(left.places, right.places):
        if keys("place", one) & keys("place", other):
            return Evidence(PLACE, "place", one, other, "evidence-thing-place-same")
    return None


def _points(left: KnownThing, right: KnownThing) -> Evidence | None:
    if not left.points or not right.points:
        return None
    metres, one, other = min((_metres(a, b), a, b) for a, b in product(left.points, right.points))
    here, there = (f"{at[0]:.5f}, {at[1]:.5f}" for at in (one, other))
    if metres <= NEAR_METRES:
        return Evidence(NEAR, "place", here, there, "evidence-thing-near", {"metres": round(metres)})
    if metres >= FAR_METRES:
        return Evidence(FAR, "place", here, there, "evidence-thing-far", {"kilometres": round(metres / 1000)})
    return None


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = ((math.radians(each[0]), math.radians(each[1])) for each in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_METRES * math.asin(math.sqrt(half))


def _phones(left: KnownThing, right: KnownThing) -> Evidence | None:
    for one, other in product(left.phones, right.phones):
        if keys("phone", one) & keys("phone", other):
            return Evidence(PHONE, "phone", one, other, "evidence-thing-phone-same")
    return None


def _holders(left: KnownThing, right: KnownThing, family: Family) -> Evidence | None:
    pairs = list(product(left.holders, right.holders))
    if not pairs:
        return None
    found = names.compare_many([one for one, _ in pairs], [other for _, other in pairs])
    at = int(found.argmax())
    if found[at] >= 0.5:
        return Evidence(family.holder, "holder", *pairs[at], "evidence-thing-holder-same")
    if not family.holders_apart or found[at] >= 0.2:
        return None
    return Evidence(family.holders_apart, "holder", *pairs[at], "evidence-thing-holder-different")
