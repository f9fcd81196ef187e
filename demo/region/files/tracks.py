"""What navigators bring: tracks of six departures as GPX, and the corridors with their places as KML."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from demo.region.places import CORRIDORS, places

if TYPE_CHECKING:
    from demo.region.world import World

GPX_NAME, KML_NAME = "traces_gps_garde_cotes.gpx", "couloirs_et_points.kml"


def gpx(world: World) -> tuple[bytes, list[str]]:
    """Return tracks of six boats with a position about every two hours, and the departures they belong to."""
    draws = world.draws("file/tracks")
    atlantic = [trip for trip in world.departures if places()[trip.origin].country in ("MR", "SN", "EH")]
    trips = sorted(draws.some(atlantic, 6), key=lambda trip: trip.code)
    boats = {boat.code: boat for boat in world.boats}
    points = {trip.origin: places()[trip.origin] for trip in trips}
    marks = "".join(
        f'<wpt lat="{p.lat:.5f}" lon="{p.lon:.5f}"><name>{escape(p.names["fr"])}</name><type>départ</type></wpt>\n'
        for p in points.values()
    )
    tracks = []
    for trip in trips:
        start, when = (
            places()[trip.origin],
            datetime(trip.day.year, trip.day.month, trip.day.day, draws.whole(18, 23), 10),
        )
        line = []
        for step in range(25):
            lat = start.lat + (trip.lat - start.lat) * step / 24 + draws.between(-0.04, 0.04) * (0 < step < 24)
            lon = (
                start.lon
                + (trip.lon - start.lon) * step / 24
                - 0.5 * (1 - abs(step - 12) / 12)
                + draws.between(-0.04, 0.04) * (0 < step < 24)
            )
            moment = (when + timedelta(minutes=115 * step)).isoformat()
            line.append(f'<trkpt lat="{lat:.5f}" lon="{lon:.5f}"><time>{moment}Z</time></trkpt>')
        tracks.append(
            f"<trk><name>{escape(boats[trip.boat].name)} {trip.day}</name><trkseg>{''.join(line)}</trkseg></trk>\n"
        )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="demonstration" '
        f'xmlns="http://www.topografix.com/GPX/1/1">\n{marks}{"".join(tracks)}</gpx>\n'
    )
    return text.encode("utf-8"), [trip.code for trip in trips]


def kml() -> bytes:
    """Return the places of the corridors as points and each corridor as a rough line from stage to stage."""
    used = {key: None for corridor in CORRIDORS.values() for stage in corridor.stages.values() for key in stage}
    marks = "".join(
        f"<Placemark><name>{escape(p.names['ar'])}</name><description>"
        f"{escape(' / '.join(p.names[x] for x in ('fr', 'es', 'en')))}</description>"
        f"<Point><coordinates>{p.lon},{p.lat},0</coordinates></Point></Placemark>\n"
        for p in (places()[key] for key in used)
    )
    lines = "".join(
        f"<Placemark><name>{code}</name><LineString><coordinates>"
        + " ".join(f"{places()[keys[0]].lon},{places()[keys[0]].lat},0" for keys in corridor.stages.values())
        + "</coordinates></LineString></Placemark>\n"
        for code, corridor in CORRIDORS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>Points and corridors (approximate, GeoNames CC BY 4.0)</name>\n{marks}{lines}</Document></kml>\n"
    ).encode()
