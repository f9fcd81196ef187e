"""GPX of navigation devices: waypoints, routes and tracks, each a row with place and time."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from manara.intake.engine.reading.safe_xml import XmlRecords, children, local, text_of
from manara.intake.engine.reading.structured import SEVERAL, XmlSource

HEADER = (
    "kind", "name", "latitude", "longitude", "time", "end latitude", "end longitude", "end time", "elevation",
    "description", "comment", "symbol", "points", "path",
)  # fmt: skip


class GpxSource(XmlSource):
    """Waypoints one row each; a route or track one row from its first point to its last, its points in `path`."""

    format = "gpx"
    header = HEADER
    record_names = frozenset({"wpt", "rte", "trk"})

    def records(self, found: XmlRecords) -> Iterator[tuple[str, ...]]:
        for element, _ in found:
            yield _waypoint(element) if local(element) == "wpt" else _line(element)


def _told(element: Element) -> tuple[str, str, str]:
    return tuple(text_of(element, name) for name in ("desc", "cmt", "sym"))  # type: ignore[return-value]


def _waypoint(element: Element) -> tuple[str, ...]:
    return (
        "waypoint", text_of(element, "name"), element.get("lat", ""), element.get("lon", ""),
        text_of(element, "time"), "", "", "", text_of(element, "ele"), *_told(element), "1", "",
    )  # fmt: skip


def _line(element: Element) -> tuple[str, ...]:
    track = local(element) == "trk"
    if track:
        points = [point for segment in children(element, "trkseg") for point in children(segment, "trkpt")]
    else:
        points = children(element, "rtept")
    first, last = (points[0], points[-1]) if points else (element, element)
    path = SEVERAL.join(",".join((p.get("lat", ""), p.get("lon", ""), text_of(p, "time"))).rstrip(",") for p in points)
    return (
        "track" if track else "route", text_of(element, "name"),
        first.get("lat", ""), first.get("lon", ""), text_of(first, "time"),
        last.get("lat", ""), last.get("lon", ""), text_of(last, "time"),
        text_of(first, "ele"), *_told(element), str(len(points)), path,
    )  # fmt: skip
