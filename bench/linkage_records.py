"""Records to link with the truth beside them: the synthetic region's copies of its persons, and many more drawn alike."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from demo.region.agencies import AGENCIES
from demo.region.copies import first_copy, later_copy
from demo.region.draws import Draws
from demo.region.knowledge import Knowledge
from demo.region.names import CULTURES, _draw
from demo.region.people import BEGIN, END, Holding, Person
from demo.region.world import build

COLUMNS = ("record", "person", "name", "birth", "phone", "document", "nationality", "sex", "relative")
Row = tuple[str, ...]


def region_rows(seed: int) -> Iterator[Row]:
    """A record for each agency's copy of each person of the region of this seed; 1 January is written as it stands."""
    world = build(seed)
    for (code, agency), copy in sorted(Knowledge(world).copies.items()):
        person = world.people[code]
        yield (
            f"{seed}-{code}-{agency}", f"{seed}-{code}", copy.name.full, copy.born.isoformat(), ";".join(copy.phones),
            copy.document[1], person.country if person.country != "EH" else "", person.name.gender, copy.father,
        )  # fmt: skip


def written(rows: Iterable[Row], file: Path) -> int:
    """Write them as a CSV file; returns how many."""
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(COLUMNS)
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow(row)
    return count


def many_rows(persons: int, seed: int = 8) -> Iterator[Row]:
    """Records of so many persons, drawn as the region draws its own; a third are known to two agencies or more.

    Names come from the region's model with one more family name of many, since a country has more of them than the model:
    its namesakes are as many as a register's. A phone in five is a household's or a crew's.
    """
    draws = Draws(seed, "many")
    syllables = [consonant + vowel for consonant in "bdfklmnrst" for vowel in "aiu"]
    letters = str.maketrans("bdfklmnrstaiu", "بدفكلمنرستايو")
    agencies = list(AGENCIES)[:6]
    last: list[str] = []
    for number in range(persons):
        country = draws.weighted(("MR", "MA", "SN", "DZ", "ML"), (0.4, 0.25, 0.15, 0.1, 0.1))
        gender = "f" if draws.chance(0.3) else "m"
        culture = draws.weighted([c for c, _ in CULTURES[country]], [w for _, w in CULTURES[country]])
        name = _draw(draws, culture, gender)
        born = date(draws.whole(1955, 2006), 1, 1) + timedelta(days=draws.whole(0, 364))
        clan = "".join(draws.pick(syllables) for _ in range(3))
        person = Person(f"P{number}", name, born, "year" if draws.chance(0.18) else "day", country, "")
        if draws.chance(0.6):
            person.documents.append(("identity", f"{draws.whole(1, 9)}{draws.digits(11)}"))
        for _ in range(draws.whole(0, 2)):
            shared = last and draws.chance(0.2)
            own = f"+222{draws.whole(2, 4)}{draws.digits(7)}" if country == "MR" else f"+2126{draws.digits(8)}"
            phone = draws.pick(last) if shared else own
            last = [*last[-5:], phone]
            person.phones.append(Holding(phone, BEGIN, END))
        known = draws.weighted((1, 2, 3), (0.68, 0.24, 0.08))
        first = None
        for agency in draws.some(agencies, known):
            copy = first_copy(person, agency, draws) if first is None else later_copy(person, agency, first, draws)
            first = first or copy
            arabic = AGENCIES[agency].habit.lang == "ar"
            full = f"{copy.name.full} {clan.translate(letters) if arabic else clan.capitalize()}"
            yield (
                f"{number}-{agency}", str(number), full, copy.born.isoformat(), ";".join(copy.phones), copy.document[1],
                country, gender, copy.father,
            )  # fmt: skip


def country_rows(records: int) -> Iterator[Row]:
    """So many records of a country: with each seed another 143,000 persons, some 200,000 records."""
    found = 0
    for seed in range(8, 1_000):
        for record, person, *rest in many_rows(min(143_000, records), seed):
            yield f"{seed}/{record}", f"{seed}/{person}", *rest
            found += 1
            if found == records:
                return
