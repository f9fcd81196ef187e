"""Joins what reports say of two entities into one tie between them: what kind, since when, who says so and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from manara.resolution.engine.grades import together, weight
from manara.resolution.engine.sayings import Report

# Words that a tie carries with it, in the order in which they are shown.
TIE_WORDS: Final = ("role", "relationship", "status", "summary")
BEGINS: Final = ("startDate", "date", "time", "modifiedAt")
ENDS: Final = ("endDate",)


@dataclass(frozen=True, slots=True)
class Strand:
    """One report's word for a tie to `other`: through an edge schema, a property, or something both share."""

    other: int
    schema: str
    prop: str
    forward: bool
    report: Report | None
    kind: str = "fact"
    word: str = ""
    since: str = ""
    until: str = ""
    through: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """All strands to one neighbour, and how sure they make it (0 to 1)."""

    other: int
    strands: tuple[Strand, ...]
    weight: float
    others: tuple[int, ...] = field(default=())

    @property
    def certain(self) -> bool:
        """Whether at least one report states it as a fact; the rest is drawn as a broken line."""
        return any(strand.kind == "fact" and strand.report is not None for strand in self.strands)

    @property
    def since(self) -> str:
        """The earliest date given for it."""
        return min((strand.since for strand in self.strands if strand.since), default="")

    @property
    def until(self) -> str:
        """The latest date given for it."""
        return max(
            (strand.until or strand.since for strand in self.strands if strand.until or strand.since), default=""
        )

    @property
    def reports(self) -> list[Report]:
        """The reports that say so, each once."""
        return list({strand.report.id: strand.report for strand in self.strands if strand.report}.values())


def ties(strands: Iterable[Strand], same: Mapping[int, str], *, today: date) -> list[Tie]:
    """Strands to one thing joined (`same` maps entities to the identifier that makes them one), surest first."""
    heaps: dict[str, list[Strand]] = {}
    for strand in strands:
        heaps.setdefault(same.get(strand.other) or f"#{strand.other}", []).append(strand)
    joined = [_tie(heap, today) for heap in heaps.values()]
    return sorted(joined, key=lambda tie: (-tie.weight, -tie.other))


def _tie(heap: Sequence[Strand], today: date) -> Tie:
    words: dict[int, float] = {}
    for strand in heap:
        if strand.report is not None:
            said = _weight(strand, strand.report, today)
            words[strand.report.id] = max(words.get(strand.report.id, 0.0), said)
    shared = [0.25 for strand in heap if strand.report is None][:1]
    others = tuple(dict.fromkeys(strand.other for strand in heap))
    return Tie(max(others), tuple(heap), together([*words.values(), *shared]), others)


def _weight(strand: Strand, report: Report, today: date) -> float:
    return weight(
        report.scheme, report.grade_source, report.grade_information, kind=strand.kind, said=report.dated, today=today
    )


def word_of(values: Mapping[str, str]) -> str:
    """What an edge says of itself beside its ends, such as a role."""
    return next((values[prop] for prop in TIE_WORDS if values.get(prop)), "")


def dates_of(values: Mapping[str, str]) -> tuple[str, str]:
    """From when to when an edge holds, "" where it doesn't say."""
    begins = next((values[prop] for prop in BEGINS if values.get(prop)), "")
    return begins, next((values[prop] for prop in ENDS if values.get(prop)), "")
