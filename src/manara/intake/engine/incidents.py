"""Public incident lists (IOM Missing Migrants): each row a dated incident in counts, attributed, and no person."""

from __future__ import annotations

from manara.foundation.engine.dates import PartialDate, parse_date
from manara.foundation.engine.problems import Problem, register
from manara.foundation.engine.scripts import western_digits
from manara.intake.engine.beside import line
from manara.intake.engine.cells import MAX_NAME, is_empty, plain
from manara.intake.engine.countries import country_code
from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.measures import coordinate_of
from manara.intake.engine.reading.rows import Row

register("incident-count", "%(column)s is “%(text)s”, which is no number of people.")
register("incident-bare", "The incident has neither a date nor a place.")

_MAX_TITLE = 300
ATTRIBUTION = "IOM Missing Migrants Project, CC BY 4.0"
_COUNTS = {
    "dead": "dead", "missing": "missing", "survivors": "survivors", "female": "women", "male": "men", "minors": "children",
}  # fmt: skip
_TEXTS = {"cause_cat": "cause", "route": "route", "region": "region", "location": "location"}
_DETAILS = ("main_id", "incident_id", "country_of_origin", "source", "link", "source_quality")


def incident_of(row: Row, mapping: Mapping) -> ReportDraft:
    """Return the context report that one incident makes.

    Raises Problem "incident-count", "incident-bare" or what a date or coordinate is refused with.
    """
    raw = {c.header: row.cells[c.index] for c in mapping.columns if c.index < len(row.cells)}
    cells = {name: value for name, value in ((name, plain(cell)) for name, cell in raw.items()) if not is_empty(value)}
    for name, value in cells.items():
        if len(value) > MAX_NAME:
            raise Problem("value-too-long", column=name, length=len(value), limit=MAX_NAME)
    occurred = _date(cells)
    where = cells.get("location", cells.get("country_of_incident", ""))
    if occurred is None and not where:
        raise Problem("incident-bare")
    said = [
        StatementDraft(prop, cells[name], "" if raw[name] == cells[name] else raw[name])
        for name, prop in _TEXTS.items()
        if name in cells
    ]
    if occurred is not None:
        original = "" if occurred.iso() == cells["date"] else cells["date"]
        said.append(StatementDraft("date", occurred.iso(), original, precision=occurred.precision))
    for name, prop in _COUNTS.items():
        if name in cells:
            said.append(_count(name, prop, cells[name]))
    for name, prop, limit in (("lat", "latitude", 90), ("lon", "longitude", 180)):
        if name in cells:
            said.append(StatementDraft(prop, coordinate_of(western_digits(cells[name]), limit)))
    country = country_code(cells.get("country_of_incident", ""))
    if country:
        said.append(StatementDraft("country", country))
    kind = cells.get("incident_type", "Incident")
    title = f"{kind}: {where}" if where else kind
    said.insert(0, StatementDraft("name", title[:_MAX_TITLE]))
    number = cells.get("incident_id", "")
    if number:
        said.append(StatementDraft("recordId", number))
    return ReportDraft(
        row=row.number,
        title=title[:_MAX_TITLE],
        text="",
        occurred=occurred,
        place=where[:_MAX_TITLE],
        grade_source=mapping.grade_source,
        grade_information=mapping.grade_information,
        handling=mapping.handling,
        entities=(EntityDraft("incident", "Incident", tuple(said), key=number),),
        kind="context",
        details={name: line(raw[name])[1] or cells[name] for name in _details(cells, raw)} | {"attribution": ATTRIBUTION},
    )


def _details(cells: dict[str, str], raw: dict[str, str]) -> list[str]:
    """What is kept beside the statements: the list's own marks, and names of which the report has another spelling."""
    spelt = ("incident_type", "country_of_incident", "date")
    return [
        name for name in cells if name in _DETAILS or (name in spelt and (line(raw[name])[1] or len(cells[name]) > _MAX_TITLE))
    ]


def _date(cells: dict[str, str]) -> PartialDate | None:
    """Return the date as precisely as the list says it is: it writes the first of the month where only that is known."""
    if "date" not in cells:
        return None
    found = parse_date(cells["date"], order="ymd", calendar="gregorian")
    precision = cells.get("date_precision", "day").lower()
    if precision == "month" and found.precision == "day":
        return PartialDate.from_iso(found.iso()[:7], original=cells["date"])
    if precision == "year":
        return PartialDate.from_iso(found.iso()[:4], original=cells["date"])
    return found


def _count(name: str, prop: str, text: str) -> StatementDraft:
    figures = western_digits(text)
    whole = figures.removesuffix(".0")
    if not whole.isdecimal() or len(whole) > 6:
        raise Problem("incident-count", column=name, text=text[:60])
    return StatementDraft(prop, whole, "" if whole == text else text)
