"""Sets values side by side that can't all be true, each with its weight, and says what the difference may come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.foundation.engine.folding import fold
from manara.resolution.engine.grades import together, weight
from manara.resolution.engine.sayings import Line, Saying, Value, grouped

# A person has one of each; of names, phones, nationalities and addresses there may be several, and none contradicts.
SINGLE: Final = frozenset(
    {"birthDate", "deathDate", "gender", "birthPlace", "birthCountry", "fatherName", "motherName", "imoNumber", "mmsi",
     "imei", "buildDate", "incorporationDate", "dissolutionDate"}
)  # fmt: skip
DATES: Final = frozenset({"birthDate", "deathDate", "buildDate", "incorporationDate", "dissolutionDate"})
MOST_VALUES: Final = 12
MOST_SAYERS: Final = 8


def lines(sayings: Iterable[Saying], *, order: Sequence[str], today: date, most: int = MOST_VALUES) -> list[Line]:
    """What is said, one line a property in the schema's order, then those the schema doesn't know by name."""
    found = grouped(sayings)
    rank = {prop: number for number, prop in enumerate(order)}
    return [
        _line(prop, found[prop], today, most)
        for prop in sorted(found, key=lambda prop: (rank.get(prop, len(rank)), prop))
    ]


def _line(prop: str, values: dict[tuple[str, int], list[Saying]], today: date, most: int) -> Line:
    weighed = [_weighed(value, other, sayings, today) for (value, other), sayings in values.items()]
    weighed.sort(key=lambda value: (-value.weight, value.value))
    conflict = False
    if prop in SINGLE:
        weighed, conflict = _judged(prop, weighed)
    return Line(prop, tuple(weighed[:most]), conflict, max(0, len(weighed) - most))


def _weighed(value: str, other: int, sayings: list[Saying], today: date) -> Value:
    def one(saying: Saying) -> float:
        report = saying.report
        return weight(
            report.scheme,
            report.grade_source,
            report.grade_information,
            kind=saying.kind,
            said=report.dated,
            today=today,
        )

    ordered = sorted(sayings, key=lambda saying: (-one(saying), saying.report.id))
    return Value(value, other, tuple(ordered), together([one(each) for each in sayings]))


def _judged(prop: str, values: list[Value]) -> tuple[list[Value], bool]:
    if prop in DATES:
        return _judged_dates(values)
    spellings = {fold(value.value) for value in values}
    return (_shared(values, values), True) if len(spellings) > 1 else (values, False)


def _judged_dates(values: list[Value]) -> tuple[list[Value], bool]:
    read = {value.value: _date(value.value) for value in values}
    rivals = [value for value in values if any(not _may_both(read[value.value], read[each.value]) for each in values)]
    judged = [replace(value, doubts=_doubts(value, values, read)) for value in values]
    judged.sort(key=lambda value: "less-precise" in value.doubts)
    return _shared(judged, [each for each in judged if each.value in {rival.value for rival in rivals}]), bool(rivals)


def _shared(values: list[Value], rivals: list[Value]) -> list[Value]:
    """The rivals' weights as whole percents that add up to a hundred."""
    total = sum(value.weight for value in rivals)
    if not rivals or not total:
        return values
    exact = {id(value): 100 * value.weight / total for value in rivals}
    shares = {key: int(share) for key, share in exact.items()}
    for key in sorted(exact, key=lambda key: shares[key] - exact[key])[: 100 - sum(shares.values())]:
        shares[key] += 1
    return [replace(value, share=shares.get(id(value))) for value in values]


def _doubts(value: Value, values: list[Value], read: dict[str, PartialDate | None]) -> tuple[str, ...]:
    mine = read[value.value]
    if mine is None:
        return ("unreadable",)
    found = []
    if mine.is_first_of_january:
        found.append("first-of-january")
    others = [each for each in (read[other.value] for other in values if other is not value) if each is not None]
    # Said at the lighter of the two: it is the one that asks for a look.
    if any(_swapped(mine, read[other.value]) for other in values if other.weight > value.weight):
        found.append("day-month-swapped")
    if any(mine.start <= other.start and other.end <= mine.end and mine != other for other in others):
        found.append("less-precise")
    return tuple(found)


def _swapped(one: PartialDate, other: PartialDate | None) -> bool:
    if other is None or one.precision != "day" or other.precision != "day" or one.start == other.start:
        return False
    return (one.start.year, one.start.day, one.start.month) == (other.start.year, other.start.month, other.start.day)


def _may_both(one: PartialDate | None, other: PartialDate | None) -> bool:
    # What can't be read as a date contradicts nothing; it is told of as unreadable.
    return one is None or other is None or one.overlaps(other)


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.from_iso(text)
    except DateProblem:
        return None
