"""KML of map programs: placemarks with their points, lines and areas, and the folder they were kept in."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from manara.intake.engine.reading.gpx import HEADER as GPX_HEADER
from manara.intake.engine.reading.safe_xml import XmlRecords, children, local, text_of
from manara.intake.engine.reading.structured import SEVERAL, XmlSource

HEADER = (*GPX_HEADER, "folder")
_GEOMETRIES = {"Point": "waypoint", "LineString": "track", "LinearRing": "area", "Polygon": "area", "Track": "track"}


class KmlSource(XmlSource):
    """One row a placemark, or one for each geometry where a placemark has several."""

    format = "kml"
    header = HEADER
    record_names = frozenset({"Placemark"})

    def records(self, found: XmlRecords) -> Iterator[tuple[str, ...]]:
        for element, above in found:
            folder = " / ".join(text_of(e, "name") for e in above if local(e) == "Folder" and text_of(e, "name"))
            for geometry in _geometries(element):
                yield _cells(element, geometry, folder)


def _geometries(element: Element) -> Iterator[Element]:
    for child in element:
        name = local(child)
        if name in _GEOMETRIES:
            yield child
        elif name in ("MultiGeometry", "MultiTrack"):
            yield from _geometries(child)


def _points(geometry: Element) -> list[tuple[str, str, str, str]]:
    """Return the points as latitude, longitude, elevation and time; KML itself writes longitude first."""
    if local(geometry) == "Track":
        whens = [(when.text or "").strip() for when in children(geometry, "when")]
        coords = [(coord.text or "").split() for coord in children(geometry, "coord")]
        whens += [""] * (len(coords) - len(whens))
        return [
            (at[1], at[0], at[2] if len(at) > 2 else "", when)
            for at, when in zip(coords, whens, strict=False)
            if len(at) > 1
        ]
    if local(geometry) == "Polygon":
        rings = [ring for outer in children(geometry, "outerBoundaryIs") for ring in children(outer, "LinearRing")]
        return _points(rings[0]) if rings else []
    points: list[tuple[str, str, str, str]] = []
    for piece in text_of(geometry, "coordinates").split():
        parts = piece.split(",")
        if len(parts) > 1:
            points.append((parts[1], parts[0], parts[2] if len(parts) > 2 else "", ""))
    return points


def _cells(element: Element, geometry: Element, folder: str) -> tuple[str, ...]:
    points = _points(geometry)
    first, last = (points[0], points[-1]) if points else (("", "", "", ""), ("", "", "", ""))
    start, end = first[3], last[3]
    for stamp in children(element, "TimeStamp"):
        start = start or text_of(stamp, "when")
    for span in children(element, "TimeSpan"):
        start, end = start or text_of(span, "begin"), end or text_of(span, "end")
    kind = _GEOMETRIES[local(geometry)]
    single = kind == "waypoint"
    path = "" if single else SEVERAL.join(",".join((lat, lon, when)).rstrip(",") for lat, lon, _, when in points)
    return (
        kind, text_of(element, "name"), first[0], first[1], start,
        "" if single else last[0], "" if single else last[1], end, first[2],
        text_of(element, "description"), text_of(element, "address"), text_of(element, "styleUrl").lstrip("#"),
        str(len(points)), path, folder,
    )  # fmt: skip
