"""Reads what reports say as links between two entities each, without a middle: what a chart of several things is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from manara.foundation.vocabulary import schemas
from manara.resolution.engine.ties import dates_of, word_of


class Pointing(Protocol):
    """One thing that points at others, with its plain values and its ends (see `queries.touching.Touch`)."""

    id: int
    schema: str
    report: int
    kind: str
    values: dict[str, str]
    ends: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Link:
    """One report's word that `source` and `target` are tied: through an edge (`through` is its number) or a property."""

    source: int
    target: int
    schema: str
    prop: str
    through: int
    report: int
    kind: str = "fact"
    word: str = ""
    since: str = ""
    until: str = ""


def links(pointing: Iterable[Pointing]) -> Iterator[Link]:
    """Every link that these things state: an edge between its two ends, anything else from itself to what it names.

    An edge that names a third (the device of a phone's use, the host of a stay) ties that third to its source.
    """
    for thing in pointing:
        schema = schemas().get(thing.schema)
        if schema is None:
            continue
        # What happens or holds for a time (a call, a stay, an event) ties whom it names while it does; a thing has no dates.
        since, until = dates_of(thing.values) if schema.is_a("Interval") else ("", "")
        if schema.edge is None:
            for prop, other in thing.ends:
                yield Link(thing.id, other, thing.schema, prop, 0, thing.report, thing.kind, "", since, until)
            continue
        word = word_of(thing.values)
        by_prop = _by_prop(thing.ends)
        sources, targets = by_prop.get(schema.edge.source, []), by_prop.get(schema.edge.target, [])
        for source in sources:
            for target in targets:
                yield Link(
                    source, target, thing.schema, "", thing.id, thing.report, thing.kind, word, since, until
                )  # fmt: skip
        for prop, others in by_prop.items():
            if prop in (schema.edge.source, schema.edge.target):
                continue
            for first in sources or targets:
                for other in others:
                    yield Link(
                        first, other, thing.schema, prop, thing.id, thing.report, thing.kind, word, since, until
                    )


def ends_of(pointing: Iterable[Pointing], known: Collection[int]) -> set[int]:
    """The entities that these tie and that are not known yet; a line between two is none itself."""
    return {
        number
        for thing in pointing
        for number in (thing.id, *(other for _prop, other in thing.ends))
        if number not in known and not (number == thing.id and is_link(thing.schema))
    }


def is_link(schema_name: str) -> bool:
    """Whether things of this kind are drawn as a line between two others and never stand on a chart themselves."""
    schema = schemas().get(schema_name)
    return schema is None or schema.edge is not None


def chartable(schema_name: str) -> bool:
    """Whether things of this kind may stand on a chart: no line, and nothing the vocabulary keeps off charts (a shelter)."""
    schema = schemas().get(schema_name)
    return schema is not None and schema.edge is None and schema.chartable


def _by_prop(ends: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for prop, other in ends:
        found.setdefault(prop, []).append(other)
    return found
