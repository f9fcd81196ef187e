"""Points and tracks of navigation devices and maps: a place where it stands, a journey where it leads somewhere."""

from __future__ import annotations

from manara.foundation.engine.dates import PartialDate
from manara.foundation.engine.problems import Problem, register
from manara.foundation.engine.scripts import tidy_lines, western_digits
from manara.intake.engine.cells import MAX_NAME, Reader, plain, read_date
from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.measures import coordinate_of
from manara.intake.engine.reading.rows import Row

register("point-missing", "There is no position: neither latitude nor longitude.")

MAX_POINTS = 500  # of a path that is kept as a statement; the file itself is kept whole
_DAY = Reader(header="time", calendar="gregorian")


def track_of(row: Row, mapping: Mapping) -> ReportDraft:
    """Return the report that one waypoint, route, track or area makes.

    Raises Problem "point-missing", "coordinate-unreadable", "coordinate-range", "name-too-long" or a date's problem.
    """
    cells = {c.header: row.cells[c.index] for c in mapping.columns if c.index < len(row.cells)}
    name, kind = plain(cells.get("name", "")), cells.get("kind", "waypoint")
    if len(name) > MAX_NAME:
        raise Problem("name-too-long", column="name", length=len(name), limit=MAX_NAME)
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
    told = [tidy_lines(cells.get(column, "")) for column in ("description", "comment")]
    return ReportDraft(
        row=row.number,
        title=name[:300],
        text="\n\n".join(dict.fromkeys(text for text in told if text))[:100_000],
        occurred=start,
        place="" if moves else name[:300],
        grade_source=mapping.grade_source,
        grade_information=mapping.grade_information,
        handling=mapping.handling,
        entities=tuple(entities),
        details={key: plain(cells[key])[:300] for key in ("kind", "symbol", "folder", "elevation") if cells.get(key)},
    )


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
