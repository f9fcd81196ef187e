"""The built-in mappings: for files whose columns always mean the same, and that are known by their headers."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from types import MappingProxyType

from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.mapping import Column, Mapping
from manara.intake.engine.reading.ftm_lines import HEADER as FTM
from manara.intake.engine.reading.gpx import HEADER as GPX
from manara.intake.engine.reading.kml import HEADER as KML
from manara.intake.engine.reading.un_list import HEADER as UN

register("mapping-missing", "There is no mapping file %(name)s.")
register("mapping-unknown", "There is no mapping called %(name)s; there is %(names)s.")

IOM = (
    "main_id", "incident_id", "incident_type", "region", "date", "date_precision", "dead", "missing", "dead_missing",
    "survivors", "female", "male", "minors", "country_of_origin", "region_of_origin", "cause_cat", "route",
    "country_of_incident", "location", "source", "link", "source_quality", "lat", "lon",
)  # fmt: skip
_UN_TARGETS = {
    "kind": "person.schema", "name": "person.name", "original script": "person.alias", "alias": "person.alias",
    "weak alias": "person.weakAlias", "birth date": "person.birthDate", "birth place": "person.birthPlace",
    "nationality": "person.nationality", "gender": "person.gender", "title": "person.title",
    "designation": "person.position", "document": "person.document", "address": "person.address",
    "reference": "sanction.reference", "listed on": "sanction.date", "comments": "person.notes",
}  # fmt: skip
_IOM_TARGETS = {
    "date": "report.date",
    "location": "report.place",
    "lat": "place.lat",
    "lon": "place.lon",
    "incident_id": "report.reference",
}
_POINT_TARGETS = {
    "name": "place.name", "latitude": "place.lat", "longitude": "place.lon", "time": "report.date",
    "description": "report.text",
}  # fmt: skip
_HEADERS: Dictionary[str, tuple[str, ...]] = MappingProxyType(
    {"un-xml": UN, "gpx": GPX, "kml": KML, "ftm": FTM, "iom-incidents": IOM}
)
_TARGETS: Dictionary[str, Dictionary[str, str]] = MappingProxyType(
    {"un-xml": _UN_TARGETS, "gpx": _POINT_TARGETS, "kml": _POINT_TARGETS, "ftm": {}, "iom-incidents": _IOM_TARGETS}
)
# The original marks that an incident list of this kind has, whatever else its owner added or left out.
_IOM_NEEDS = frozenset({"incident_id", "date", "dead", "missing", "location", "lat", "lon"})
NAMES = tuple(_HEADERS)


def built_in(name: str, header: tuple[str, ...] | None = None) -> Mapping:
    """Return the built-in mapping `name`, for a file with `header` where it may differ.

    Raises Problem "mapping-unknown".
    """
    if name not in _HEADERS:
        raise Problem("mapping-unknown", name=name[:60], names=", ".join(NAMES))
    targets = _TARGETS[name]
    several = "\n" if name == "un-xml" else ""
    columns = tuple(
        Column(
            index=at,
            header=title,
            target=targets.get(title),
            calendar="gregorian",
            split=several if name == "un-xml" and title not in ("comments", "name", "kind") else "",
            score=1.0 if title in targets else 0.0,
        )
        for at, title in enumerate(header or _HEADERS[name])
    )
    return Mapping(columns=columns, name=name, profile=name, calendar="gregorian")


def recognised(header: tuple[str, ...]) -> Mapping | None:
    """Return the built-in mapping for a header that is one of the known ones, None for any other."""
    for name, known in _HEADERS.items():
        if header == known:
            return built_in(name)
    if set(header) >= _IOM_NEEDS:
        return built_in("iom-incidents", header)
    return None
