"""Reads ties out of what reports say: an edge's two ends, a paper's holder, a phone that two people use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from manara.foundation.vocabulary import schemas
from manara.resolution.engine.sayings import Report, Saying
from manara.resolution.engine.ties import Strand, dates_of, word_of


class Touch(Protocol):
    """One thing that points at an entity (see `queries.touching`)."""

    id: int
    schema: str
    report: int
    kind: str
    values: dict[str, str]
    ends: list[tuple[str, int]]


def direct(
    mine: Collection[int], touches: Iterable[Touch], sayings: Iterable[Saying], reports: Mapping[int, Report]
) -> Iterator[Strand]:
    """The ties that the reports of `mine` state themselves."""
    for touch in touches:
        if touch.report in reports:
            yield from _through(mine, touch, reports[touch.report])
    for saying in sayings:
        if saying.other and saying.other not in mine:
            yield Strand(saying.other, saying.schema, saying.prop, True, saying.report, saying.kind)


def _through(mine: Collection[int], touch: Touch, report: Report) -> Iterator[Strand]:
    schema = schemas().get(touch.schema)
    my_ends = [prop for prop, other in touch.ends if other in mine]
    if not my_ends:
        return
    if schema is None or schema.edge is None:
        yield Strand(touch.id, touch.schema, my_ends[0], False, report, touch.kind)
        return
    since, until = dates_of(touch.values)
    word = word_of(touch.values)
    forward = my_ends[0] == schema.edge.source
    for prop, other in touch.ends:
        if other not in mine:
            # Beside its two ends an edge may name a third, such as the device of a phone's use.
            of_edge = prop in (schema.edge.source, schema.edge.target)
            yield Strand(
                other, touch.schema, "" if of_edge else prop, forward, report, touch.kind, word, since, until, touch.id
            )


def through_shared(
    shared: Mapping[int, int], touches: Iterable[Touch], reports: Mapping[int, Report]
) -> Iterator[Strand]:
    """Ties to those who use what the entity uses: `shared` maps a thing of another report to the entity's own."""
    for touch in touches:
        schema = schemas().get(touch.schema)
        things = [other for _, other in touch.ends if other in shared]
        if not things or touch.report not in reports:
            continue
        others = [other for _, other in touch.ends if other not in shared]
        if schema is None or schema.edge is None:
            others = [touch.id]
        since, until = dates_of(touch.values)
        for other in others:
            yield Strand(
                other, touch.schema, "shared", True, reports[touch.report], "assessment", "", since, until,
                shared[things[0]],
            )  # fmt: skip


def roles(mine: Collection[int], touches: Iterable[Touch], reports: Mapping[int, Report]) -> list[tuple[str, Touch]]:
    """The parts in a network that reports give the entity, as (role, touch), those stated as facts first."""
    found = [
        (touch.values["role"], touch)
        for touch in touches
        if touch.schema == "NetworkRole" and touch.values.get("role") and touch.report in reports
        and any(other in mine and prop == "holder" for prop, other in touch.ends)
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each[1].kind != "fact", each[0]))
