"""Makes the file that a person takes along: of one entity, of a search, of a list; and says who and what is in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from manara.exchange.engine import i2
from manara.exchange.engine.marks import Marks, file_name
from manara.foundation.access import Viewer
from manara.foundation.documents import render
from manara.foundation.engine.handling import ruling
from manara.resolution import export
from manara.resolution.brief import brief, others, reports_in
from manara.resolution.engine.ranking import Found
from manara.resolution.engine.sayings import Report, Saying
from manara.resolution.forms.take import CSV, FTM, I2, PDF
from manara.resolution.queries.exporting import Exported
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.marks import marks_for
from manara.resolution.queries.neighbourhood import Neighbourhood
from manara.resolution.queries.things import Thing

SUFFIX = {PDF: ".pdf", FTM: ".ftm.json", CSV: ".csv", I2: "-i2.zip"}
MEDIA_TYPE = {
    PDF: "application/pdf", FTM: "application/x-ndjson", CSV: "text/csv; charset=utf-8", I2: "application/zip",
}  # fmt: skip
_NOTE = "What is not confirmed is a suspicion and no finding; nobody named here is guilty, or a victim, because of it."


@dataclass(frozen=True)
class Taken:
    """A file with its marks, and the addresses of every entity and report that is in it."""

    name: str
    media_type: str
    content: bytes
    marks: Marks
    entities: tuple[uuid.UUID, ...]
    reports: tuple[uuid.UUID, ...]


def marks_of(viewer: Viewer, handled: Iterable[Report | Exported], taken: datetime | None = None) -> Marks:
    """The marks of a file made of these."""
    return marks_for(viewer, ruling((each.handling, each.tlp, (each.conditions,)) for each in handled), taken)


def brief_of(
    viewer: Viewer,
    it: Identity,
    said: Sequence[Saying],
    around: Neighbourhood,
    taken: datetime,
    today: date,
) -> Taken:
    """The brief of an entity as PDF, in the language now active."""
    reports = reports_in(it, around, said)
    marks = marks_of(viewer, reports, taken)
    content = render(brief(it, said, around, marks, today=today))
    named = [source.public_id for source in it.sources]
    named += [around.things[number].public_id for number in others(around, said)]
    return _taken("entity", PDF, content, marks, named, [report.public_id for report in reports])


def sayings_of(
    viewer: Viewer, it: Identity, said: Sequence[Saying], pointed: dict[int, Thing], taken: datetime
) -> Taken:
    """What is said of an entity as a table; `pointed` are the things that its values point to."""
    reports = {report.id: report for report in (*it.reports.values(), *(thing.report for thing in pointed.values()))}
    marks = marks_of(viewer, reports.values(), taken)
    content = export.table_of_sayings(said, {number: thing.caption for number, thing in pointed.items()}, marks)
    named = [*(source.public_id for source in it.sources), *(thing.public_id for thing in pointed.values())]
    return _taken("entity", CSV, content, marks, named, [report.public_id for report in reports.values()])


def entities_of(
    viewer: Viewer, kind: str, form: str, entities: Sequence[Exported], taken: datetime
) -> Taken:
    """Entities with their ties, as FollowTheMoney lines or as i2's two tables."""
    marks = marks_of(viewer, entities, taken)
    if form == I2:
        content = i2.package(*export.for_i2(entities), marks, note=_NOTE)
    else:
        content = b"".join(export.ftm_lines(entities, viewer, taken, len(entities)))
    reports = dict.fromkeys(each.report for each in entities)
    return _taken(kind, form, content, marks, [each.public_id for each in entities], list(reports))


def found_of(viewer: Viewer, found: Sequence[Found], taken: datetime) -> Taken:
    """What a search found as a table."""
    reports = {each.report.id: each.report for one in found for each in one.candidates}
    marks = marks_of(viewer, reports.values(), taken)
    content = export.table_of_found(found, marks)
    named = [candidate.public_id for each in found for candidate in each.candidates]
    return _taken("search", CSV, content, marks, named, [report.public_id for report in reports.values()])


def listed_of(
    viewer: Viewer,
    listed: Sequence[Thing],
    facts: Mapping[int, Mapping[str, Sequence[str]]],
    taken: datetime,
) -> Taken:
    """A list of entities of one kind as a table."""
    reports = {each.report.id: each.report for each in listed}
    marks = marks_of(viewer, reports.values(), taken)
    content = export.table_of_listed(listed, facts, marks)
    named = [each.public_id for each in listed]
    return _taken("list", CSV, content, marks, named, [report.public_id for report in reports.values()])


def _taken(
    kind: str, form: str, content: bytes, marks: Marks, entities: Sequence[uuid.UUID], reports: Sequence[uuid.UUID]
) -> Taken:
    name = file_name(marks, kind, SUFFIX[form])
    return Taken(name, MEDIA_TYPE[form], content, marks, tuple(dict.fromkeys(entities)), tuple(dict.fromkeys(reports)))
