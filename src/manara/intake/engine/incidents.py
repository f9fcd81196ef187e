"""Public incident lists (IOM Missing Migrants): each row a dated incident in counts, attributed, and no person."""

from __future__ import annotations

from manara.foundation.engine.dates import PartialDate, parse_date
from manara.foundation.engine.problems import Problem, register
from manara.foundation.engine.scripts import western_digits
from manara.intake.engine.cells import is_empty, plain
from manara.intake.engine.countries import country_code
from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.measures import coordinate_of
from manara.intake.engine.reading.rows import Row

register("incident-count", "%(column)s is “%(text)s”, which is no number of people.")
register("incident-bare", "The incident has neither a date nor a place.")

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
    cells = {c.header: plain(row.cells[c.index]) for c in mapping.columns if c.index < len(row.cells)}
    cells = {name: value for name, value in cells.items() if not is_empty(value)}
    occurred = _date(cells)
    where = cells.get("location", cells.get("country_of_incident", ""))
    if occurred is None and not where:
        raise Problem("incident-bare")
    said = [StatementDraft(prop, cells[name]) for name, prop in _TEXTS.items() if name in cells]
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
    said.insert(0, StatementDraft("name", title[:300]))
    number = cells.get("incident_id", "")
    if number:
        said.append(StatementDraft("recordId", number))
    return ReportDraft(
        row=row.number,
        title=title[:300],
        text="",
        occurred=occurred,
        place=where[:300],
        grade_source=mapping.grade_source,
        grade_information=mapping.grade_information,
        handling=mapping.handling,
        entities=(EntityDraft("incident", "Incident", tuple(said), key=number),),
        kind="context",
        details={name: cells[name][:500] for name in _DETAILS if name in cells} | {"attribution": ATTRIBUTION},
    )


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
