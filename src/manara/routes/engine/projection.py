"""Where on the picture a place lies: Mercator as the tiles of the web use it, so that both maps of a page cover each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import asinh, atan, degrees, pi, radians, sinh, tan
from typing import Final

# The world is 512 wide at zoom 0, as MapLibre counts.
WORLD: Final = 512.0
WIDTH: Final = 720
HEIGHT: Final = 600
NORTHMOST: Final = 85.0
LEAST_ZOOM: Final = 2.0
MOST_ZOOM: Final = 11.0
# The part of the world whose borders the node holds.
BOUNDS: Final = (-35.0, -8.0, 46.0, 58.0)


def across(longitude: float) -> float:
    """Longitude as a part of the world's width, 0 to 1 from west to east."""
    return (longitude + 180.0) / 360.0


@lru_cache(maxsize=32_768)
def down(latitude: float) -> float:
    """Latitude as a part of the world's height, 0 to 1 from north to south; beyond 85° it stays at the edge."""
    bounded = max(-NORTHMOST, min(NORTHMOST, latitude))
    return 0.5 - asinh(tan(radians(bounded))) / (2 * pi)


@dataclass(frozen=True, slots=True)
class View:
    """What of the world the picture shows: its middle in degrees and its zoom."""

    longitude: float
    latitude: float
    zoom: float

    @property
    def scale(self) -> float:
        """Units of the picture for the world's width."""
        return float(WORLD * 2**self.zoom)

    @property
    def corner(self) -> tuple[float, float]:
        """The picture's upper left corner, in units of the picture from the world's corner."""
        return across(self.longitude) * self.scale - WIDTH / 2, down(self.latitude) * self.scale - HEIGHT / 2

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies in the picture; outside 0…WIDTH and 0…HEIGHT it is not on it."""
        left, top = self.corner
        return across(longitude) * self.scale - left, down(latitude) * self.scale - top

    def shows(self, latitude: float, longitude: float, margin: float = 0) -> bool:
        """Whether a place lies on the picture."""
        x, y = self.point(latitude, longitude)
        return -margin <= x <= WIDTH + margin and -margin <= y <= HEIGHT + margin

    def moved(self, right: float, low: float) -> View:
        """The view moved by parts of its width and height."""
        left, top = self.corner
        x = (left + WIDTH * (0.5 + right)) / self.scale
        y = (top + HEIGHT * (0.5 + low)) / self.scale
        return tidied(x * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y)))), self.zoom)

    def closer(self, steps: float) -> View:
        """The view at another zoom."""
        return tidied(self.longitude, self.latitude, self.zoom + steps)

    @property
    def text(self) -> str:
        """The view as an address carries it: longitude, latitude, zoom."""
        return f"{self.longitude:g},{self.latitude:g},{self.zoom:g}"


def tidied(longitude: float, latitude: float, zoom: float) -> View:
    """A view within the map, at a quarter of a zoom and a place that a few neighbours share, so that its picture is kept."""
    zoom = round(max(LEAST_ZOOM, min(MOST_ZOOM, zoom)) * 4) / 4
    west, south, east, north = BOUNDS
    digits = 1 if zoom < 7 else 2
    return View(
        round(max(west, min(east, longitude)), digits), round(max(south, min(north, latitude)), digits), zoom
    )


def around(places: list[tuple[float, float]], *, closest: float = 7.0) -> View | None:
    """The view that holds all of these (latitude, longitude), with a margin; None without any."""
    if not places:
        return None
    xs, ys = [across(longitude) for _, longitude in places], [down(latitude) for latitude, _ in places]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    zoom = closest
    while zoom > LEAST_ZOOM and (wide * WORLD * 2**zoom > WIDTH * 0.8 or high * WORLD * 2**zoom > HEIGHT * 0.8):
        zoom -= 0.25
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return tidied(x * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y)))), zoom)


def view_of(text: str) -> View | None:
    """The view that an address names; None when it names none."""
    parts = text.split(",")
    if len(parts) != 3 or any(len(part) > 12 for part in parts):
        return None
    try:
        longitude, latitude, zoom = (float(part) for part in parts)
    except ValueError:
        return None
    if not (abs(longitude) <= 180 and abs(latitude) <= 90 and abs(zoom) <= 30):
        return None
    return tidied(longitude, latitude, zoom)
