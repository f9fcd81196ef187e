"""Admits a row: what its columns say becomes a report draft, or the row waits in quarantine with the exact reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.beside import as_written
from manara.intake.engine.cells import READERS, Reader, Value, plain
from manara.intake.engine.drafts import EntityDraft, Kind, Quarantined, ReportDraft
from manara.intake.engine.entities import KNOWN_KINDS, assemble
from manara.intake.engine.ftm_entities import draft_of
from manara.intake.engine.incidents import incident_of
from manara.intake.engine.mapping import Column, Mapping
from manara.intake.engine.reading.rows import Row
from manara.intake.engine.targets import TARGETS, Target
from manara.intake.engine.tracks import track_of

register("row-says-nothing", "No column of this row that is mapped holds a value.")
register("row-unreadable", "This row could not be read (%(detail)s).")

MAX_TITLE, MAX_PLACE, MAX_REFERENCE = 300, 300, 40
_CACHED = 20_000  # cells a column remembers: towns, dates and countries come again and again
_CACHED_LENGTH = 200
# Columns of the report itself in which a person writes; grades and codes are chosen from what there is.
_OWN_WORDS = frozenset({"name", "text", "long", "reference", "date"})
_PLACES = re.compile(r"\{([^{}]+)\}")

# Records whose cells belong together in a way that no mapping of single columns says.
_FIXED: Dictionary[str, Callable[[Row, Mapping], ReportDraft]] = MappingProxyType(
    {"ftm": draft_of, "iom-incidents": incident_of, "gpx": track_of, "kml": track_of}
)


@dataclass(slots=True)
class Told:
    """What a row says so far: statements by group of the row, and what belongs to the report itself."""

    groups: dict[str, list[tuple[Target, Value, Kind, str]]] = field(default_factory=dict)
    report: dict[str, list[Value]] = field(default_factory=dict)
    doubts: list[Problem] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)  # by header: cells of which the report keeps another spelling
    repeats: bool = False  # some property was given more than once


class Admission:
    """A mapping made ready for many rows."""

    def __init__(self, mapping: Mapping) -> None:
        if not any(column.target for column in mapping.columns) and mapping.profile not in _FIXED:
            raise Problem("mapping-empty")
        self.mapping = mapping
        self._columns = [
            (column.index, TARGETS[column.target], column, _cached(_reader(column, mapping)))
            for column in mapping.columns
            if column.target
        ]
        said = [(target.group, target.prop) for _, target, _, _ in self._columns]
        self._repeats = len(set(said)) < len(said) or any(prop == "" for _, prop in said)

    def admit(self, row: Row) -> ReportDraft | Quarantined:
        """Return what the row says, or the row with the reason why it can't be admitted. Never raises for a row."""
        if row.problem is not None:
            return Quarantined(row.number, row.problem, row.cells, row.raw)
        try:
            fixed = _FIXED.get(self.mapping.profile)
            if fixed is not None:
                return fixed(row, self.mapping)
        except Problem as problem:
            return Quarantined(row.number, problem, row.cells, row.raw)
        told = Told()
        cells = row.cells
        width = len(cells)
        kind: Kind = self.mapping.kind
        for index, target, column, read in self._columns:
            if index >= width or not cells[index]:
                continue
            try:
                values = read(cells[index])
            except Problem as problem:
                return Quarantined(row.number, problem, row.cells, row.raw, index)
            if not values:
                continue
            if len(values) > 1:
                told.repeats = True
            if target.group == "report":
                told.report.setdefault(target.prop, []).extend(values)
                if target.reading in _OWN_WORDS and (written := as_written(cells[index], values)):
                    told.beside[column.header or target.label] = written
            else:
                group = told.groups.setdefault(target.group, [])
                for value in values:
                    group.append((target, value, column.kind, column.lang))
            for value in values:
                if value.doubt is not None:
                    told.doubts.append(value.doubt)
                elif value.note.startswith("country-assumed:"):
                    told.doubts.append(
                        Problem("country-assumed", text=value.original or value.value, country=value.note[16:])
                    )
        stated = told.report.get("kind")
        if stated:
            kind = "assessment" if stated[0].value == "assessment" else "fact"
        if not told.groups and not any(name in told.report for name in ("title", "text", "occurred", "place")):
            return Quarantined(row.number, Problem("row-says-nothing"), row.cells, row.raw)
        try:
            return self._draft(row, told, kind, bool(stated))
        except Problem as problem:
            return Quarantined(row.number, problem, row.cells, row.raw)

    def _draft(self, row: Row, told: Told, kind: Kind, stated: bool) -> ReportDraft:
        report, mapping = told.report, self.mapping
        grade_source, grade_information = _grades(report, mapping)
        handling = report.get("handling", ())
        occurred = report.get("occurred", ())
        details = dict(told.beside)
        if "reference" in report:
            details["reference"] = " ".join(value.value for value in report["reference"])[:MAX_PLACE]
        place = _first(report, "place", MAX_PLACE)
        entities = assemble(
            told.groups,
            report,
            kind if stated or kind == "assessment" else None,
            mapping.relation,
            repeats=told.repeats or self._repeats,
        )
        _keep_beside(told, entities, details)
        return ReportDraft(
            row=row.number,
            title=_first(report, "title", MAX_TITLE) or self._title(row),
            text="\n\n".join(value.value for value in report.get("text", ())),
            occurred=occurred[0].date if occurred else None,
            place=place,
            grade_source=grade_source,
            grade_information=grade_information,
            handling=next((value.value for value in handling if value.value), "") or mapping.handling,
            tlp=next((value.extra[0][1] for value in handling if value.extra), ""),
            source_reference=_first(report, "source", MAX_REFERENCE),
            entities=entities,
            problems=tuple(told.doubts),
            details=details,
        )

    def _title(self, row: Row) -> str:
        """Return the mapping's title with the cells of the columns it names: "Contrôle {Lieu}"."""
        template = self.mapping.title
        if not template or "{" not in template:
            return template[:MAX_TITLE]
        cells = {
            column.header: row.cells[column.index] for column in self.mapping.columns if column.index < len(row.cells)
        }
        return plain(_PLACES.sub(lambda found: cells.get(found.group(1), ""), template))[:MAX_TITLE]


def _keep_beside(told: Told, entities: tuple[EntityDraft, ...], details: dict[str, str]) -> None:
    """Keep what a column said that no entity came to say: what somebody is to nobody, an unknown word for a kind.

    Raises Problem "row-says-nothing" where that was all.
    """
    said = {(each.value, each.original) for entity in entities for each in entity.statements}
    for group in told.groups.values():
        for target, value, _, _ in group:
            unsaid = target.reading == "relation" and (value.value, value.original) not in said
            unknown = target.reading == "schema" and value.value.casefold() not in KNOWN_KINDS
            if unsaid or unknown:
                details[target.label] = value.original or value.value
    if not entities and not details and not any(name in told.report for name in ("title", "text", "occurred", "place")):
        raise Problem("row-says-nothing")


def _reader(column: Column, mapping: Mapping) -> Callable[[str], tuple[Value, ...]]:
    target = TARGETS[str(column.target)]
    reader = Reader(
        header=column.header,
        order=column.order or mapping.order,
        calendar=column.calendar or mapping.calendar,
        country=column.country or mapping.country,
        split=column.split or target.split,
        reserved=mapping.reserved_prefixes,
    )
    read = READERS[target.reading]
    return lambda text: read(text, reader)


def _cached(read: Callable[[str], tuple[Value, ...]]) -> Callable[[str], tuple[Value, ...]]:
    """Remember what short cells mean. Honest, because reading a cell depends on nothing but the cell and its column."""
    remembered = lru_cache(maxsize=_CACHED)(read)

    def through(text: str) -> tuple[Value, ...]:
        return remembered(text) if len(text) <= _CACHED_LENGTH else read(text)

    return through


def _first(report: dict[str, list[Value]], name: str, limit: int) -> str:
    values = report.get(name)
    if not values:
        return ""
    value = values[0].value
    if len(value) > limit:
        raise Problem("value-too-long", column=name, length=len(value), limit=limit)
    return value


def _grades(report: dict[str, list[Value]], mapping: Mapping) -> tuple[str, str]:
    """Return the grades of source and information; a combined "B2" in any of the columns gives both."""
    source = information = ""
    for name in ("grade", "grade_source", "grade_information"):
        for value in report.get(name, ()):
            if value.extra:
                source, information = source or value.value, information or value.extra[0][1]
            elif name == "grade_information":
                information = value.value
            else:
                source = source or value.value
    return source or mapping.grade_source, information or mapping.grade_information


_ready: tuple[Mapping, Admission] | None = None


def admit(row: Row, mapping: Mapping) -> ReportDraft | Quarantined:
    """Return the report draft a row makes under `mapping`, or the row quarantined with its reason.

    Pure: the same row and mapping give the same draft. Raises Problem "mapping-empty" for a mapping without targets.
    """
    global _ready
    ready = _ready
    if ready is None or ready[0] is not mapping:
        ready = _ready = (mapping, Admission(mapping))  # rows come in long runs under one mapping
    return ready[1].admit(row)
