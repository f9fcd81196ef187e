"""Points and tracks of navigation devices and maps: a place where it stands, a journey where it leads somewhere."""

from __future__ import annotations

import re
from html import unescape

from manara.foundation.engine.dates import PartialDate
from manara.foundation.engine.problems import Problem, register
from manara.foundation.engine.scripts import western_digits
from manara.intake.engine.beside import line, lines
from manara.intake.engine.cells import MAX_NAME, MAX_TEXT, Reader, plain, read_date
from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.measures import coordinate_of
from manara.intake.engine.reading.rows import Row

register("point-missing", "There is no position: neither latitude nor longitude.")

MAX_POINTS = 500  # of a path that is kept as a statement; the file itself is kept whole
_MAX_TITLE = 300
_MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]{0,2000}>", re.I | re.S)
_DAY = Reader(header="time", calendar="gregorian")


def track_of(row: Row, mapping: Mapping) -> ReportDraft:
    """Return the report that one waypoint, route, track or area makes.

    Raises Problem "point-missing", "coordinate-unreadable", "coordinate-range", "name-too-long" or a date's problem.
    """
    cells = {c.header: row.cells[c.index] for c in mapping.columns if c.index < len(row.cells)}
    (name, written), kind = line(cells.get("name", "")), cells.get("kind", "waypoint")
    if len(name) > MAX_NAME:
        raise Problem("name-too-long", column="name", length=len(name), limit=MAX_NAME)
    details = {"name": written or (name if len(name) > _MAX_TITLE else "")}
    start = _moment(cells.get("time", ""))
    moves = kind in ("track", "route") and bool(cells.get("end latitude"))
    entities = [_place("place", name if not moves else "", cells.get("latitude", ""), cells.get("longitude", ""))]
    path = cells.get("path", "")
    if moves:
        end = _moment(cells.get("end time", ""))
        entities.append(_place("place2", "", cells.get("end latitude", ""), cells.get("end longitude", "")))
        entities.append(_trip(name, start, end, path))
        start = _span(start, end)
    elif path:
        place = entities[0]
        entities[0] = EntityDraft(place.slot, place.schema, (*place.statements, _path("description", path)))
    told = []
    for column in ("description", "comment"):
        text, details[column] = _words(cells.get(column, ""))
        if len(text) > MAX_TEXT or len(details[column]) > MAX_TEXT:
            raise Problem("value-too-long", column=column, length=len(cells[column]), limit=MAX_TEXT)
        told.append(text)
    for column in ("kind", "symbol", "folder", "elevation"):
        mark, written = line(cells.get(column, ""))
        if len(mark) > MAX_NAME:
            raise Problem("value-too-long", column=column, length=len(mark), limit=MAX_NAME)
        details[column] = written or mark
    return ReportDraft(
        row=row.number,
        title=name[:_MAX_TITLE],
        text="\n\n".join(dict.fromkeys(text for text in told if text)),
        occurred=start,
        place="" if moves else name[:_MAX_TITLE],
        grade_source=mapping.grade_source,
        grade_information=mapping.grade_information,
        handling=mapping.handling,
        entities=tuple(entities),
        details={key: text for key, text in details.items() if text},
    )


def _words(text: str) -> tuple[str, str]:
    """A description's words, and the description itself where it is more than them: map programs write HTML there."""
    if "<" not in text and "&" not in text:
        return lines(text)
    words = " ".join(unescape(_MARKUP.sub(" ", text[:200_000])).split())
    told, _ = lines(words)
    return told, "" if told == text.strip() else text


def _moment(text: str) -> PartialDate | None:
    """Return the day of a time stamp; devices write UTC, and the hour stays in the original."""
    values = read_date(text, _DAY)
    return values[0].date if values else None


def _span(start: PartialDate | None, end: PartialDate | None) -> PartialDate | None:
    if start is None or end is None or end.end <= start.start:
        return start or end
    return PartialDate.between(start.start, end.end, original=f"{start.original} / {end.original}")


def _place(slot: str, name: str, latitude: str, longitude: str) -> EntityDraft:
    if not latitude.strip() or not longitude.strip():
        raise Problem("point-missing")
    lat = coordinate_of(western_digits(plain(latitude)), 90)
    lon = coordinate_of(western_digits(plain(longitude)), 180)
    said = (
        [StatementDraft("name", name)] if name else [StatementDraft("name", f"{lat}, {lon}", note="named-by-position")]
    )
    said += [
        StatementDraft("latitude", lat, "" if lat == latitude else latitude),
        StatementDraft("longitude", lon, "" if lon == longitude else longitude),
    ]
    return EntityDraft(slot, "PlaceOfInterest", tuple(said))


def _path(prop: str, path: str) -> StatementDraft:
    points = path.split("\n")
    if len(points) <= MAX_POINTS:
        return StatementDraft(prop, path)
    step = (len(points) - 1) / (MAX_POINTS - 1)
    kept = [points[round(at * step)] for at in range(MAX_POINTS)]
    return StatementDraft(prop, "\n".join(kept), note=f"thinned-from:{len(points)}")


def _trip(name: str, start: PartialDate | None, end: PartialDate | None, path: str) -> EntityDraft:
    said = [
        StatementDraft("startLocation", "", other="place"),
        StatementDraft("endLocation", "", other="place2"),
    ]
    if name:
        said.append(StatementDraft("name", name))
    for prop, date in (("startDate", start), ("endDate", end)):
        if date is not None:
            original = "" if date.iso() == date.original else date.original
            said.append(StatementDraft(prop, date.iso(), original, precision=date.precision))
    if path:
        said.append(_path("description", path))
    return EntityDraft("trip", "Trip", tuple(said))
