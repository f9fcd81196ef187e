"""Land and borders as a profile draws them, cut to a view and simplified to what its picture can show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from manara.routes.engine.projection import HEIGHT, WIDTH, View, across, down

LANGUAGES: Final = ("ar", "fr", "es", "en")
ATTRIBUTION: Final = "Natural Earth; visionscarto (BSD-3)"
MARGIN: Final = 12.0
# Which territories a profile leaves away, and whether it draws every claim that Natural Earth knows.
PROFILES: Final = MappingProxyType(
    {"un": (frozenset[str](), False), "disputed": (frozenset[str](), True), "ma": (frozenset({"ESH"}), False)}
)
# On United Nations maps they are not countries of their own: no name, and no line of a border between states.
UNDRAWN: Final = frozenset({"SOL", "CYN"})

_EDGES: Final = ((0, -MARGIN, False), (0, WIDTH + MARGIN, True), (1, -MARGIN, False), (1, HEIGHT + MARGIN, True))

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: its names in the order of `LANGUAGES`, its rings, and where its name stands."""

    a3: str
    names: tuple[str, str, str, str]
    rings: tuple[Line, ...]
    middle: tuple[float, float]
    extent: float


@dataclass(frozen=True, slots=True)
class Border:
    """A line between countries; `open` when no treaty settles it, `of` the territory whose status is open."""

    of: str
    open: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Region:
    """All that the node holds, as parts of the world's width and height."""

    countries: tuple[Country, ...]
    lines: tuple[Border, ...]
    claims: tuple[Border, ...]


@lru_cache(maxsize=1)
def region() -> Region:
    """The borders that ship with the node, read once a process."""
    text = files("manara.routes").joinpath("static", "routes", "borders.json").read_text("utf-8")
    made = json.loads(text)
    scale = made["scale"]
    countries = []
    for each in made["countries"]:
        rings = tuple(_line(packed, scale) for packed in each["rings"])
        countries.append(Country(each["a3"], tuple(each["names"]), rings, *_middle(rings)))
    return Region(
        tuple(countries),
        tuple(Border(each["of"], each["open"], _line(each["line"], scale)) for each in made["lines"]),
        tuple(Border(each["of"], True, _line(each["line"], scale)) for each in made["claims"]),
    )


def _line(packed: Sequence[int], scale: int) -> Line:
    points, x, y = [], 0, 0
    for at in range(0, len(packed), 2):
        x, y = x + packed[at], y + packed[at + 1]
        points.append((across(x / scale), down(y / scale)))
    return tuple(points)


def _middle(rings: Sequence[Line]) -> tuple[tuple[float, float], float]:
    """The middle of the largest ring, weighed by its area, and the ring's extent: where a country's name stands."""
    best, middle, extent = 0.0, (0.0, 0.0), 0.0
    for ring in rings:
        area = cx = cy = 0.0
        for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x * v - u * y
            area, cx, cy = area + cross, cx + (x + u) * cross, cy + (y + v) * cross
        if abs(area) > best and area:
            best, middle = abs(area), (cx / (3 * area), cy / (3 * area))
            extent = max(x for x, _ in ring) - min(x for x, _ in ring)
    return middle, extent


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view's land and lines as SVG path data."""

    land: str
    settled: str
    open: str


def drawn(view: View, profile: str) -> Drawn:
    """Land, settled borders and open ones of a view. Raises KeyError for an unknown profile."""
    hidden, claims = PROFILES[profile]
    held = region()
    pen = _Pen(view)
    land = "".join(pen.ring(ring) for country in held.countries for ring in country.rings)
    # A territory's borders with third states stay where it is left away; only the line that sets it apart goes.
    lines = [each for each in held.lines if not (each.open and each.of in hidden) and each.of not in UNDRAWN]
    settled = "".join(pen.path(each.line) for each in lines if not each.open)
    opened = [each for each in lines if each.open] + (list(held.claims) if claims else [])
    return Drawn(land, settled, "".join(pen.path(each.line) for each in opened))


def names(view: View, profile: str, language: str) -> Iterator[tuple[str, float, float, float]]:
    """Names of countries on a view with their place and extent in it; a territory that a profile leaves away has none."""
    hidden, _claims = PROFILES[profile]
    wanted = LANGUAGES.index(language) if language in LANGUAGES else 3
    left, top = view.corner
    for country in region().countries:
        x, y = country.middle[0] * view.scale - left, country.middle[1] * view.scale - top
        name = country.names[wanted]
        if name and country.a3 not in hidden and 0 < x < WIDTH and 0 < y < HEIGHT:
            yield name, x, y, country.extent * view.scale


class _Pen:
    """Draws rings and lines in tenths of a unit, leaving away points that would fall on the same spot."""

    def __init__(self, view: View) -> None:
        self.scale = view.scale
        self.left, self.top = view.corner

    def points(self, line: Line) -> list[tuple[float, float]]:
        scale, left, top = self.scale, self.left, self.top
        return [(x * scale - left, y * scale - top) for x, y in line]

    def ring(self, line: Line) -> str:
        points = self.points(line)
        if _outside(points):
            return ""
        shape = _simple(_cut(points))
        if len(shape) < 3:
            return ""
        return _data(shape) + "z"

    def path(self, line: Line) -> str:
        points = self.points(line)
        if _outside(points):
            return ""
        found = []
        # A line is cut into the stretches that come near the picture.
        run: list[tuple[float, float]] = []
        for one, other in pairwise(points):
            if _outside([one, other]):
                if len(run) > 1:
                    found.append(run)
                run = []
                continue
            run = run or [one]
            run.append(other)
        if len(run) > 1:
            found.append(run)
        return "".join(_data(_simple(each)) for each in found)


def _outside(points: list[tuple[float, float]]) -> bool:
    return (
        all(x < -MARGIN for x, _ in points) or all(x > WIDTH + MARGIN for x, _ in points)
        or all(y < -MARGIN for _, y in points) or all(y > HEIGHT + MARGIN for _, y in points)
    )  # fmt: skip


def _cut(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring cut to the picture with a margin (Sutherland and Hodgman 1974)."""
    for axis, bound, keep_less in _EDGES:
        if not points:
            return []
        kept: list[tuple[float, float]] = []
        before = points[-1]
        inside_before = (before[axis] <= bound) == keep_less or before[axis] == bound
        for point in points:
            inside = (point[axis] <= bound) == keep_less or point[axis] == bound
            if inside != inside_before:
                part = (bound - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
            if inside:
                kept.append(point)
            before, inside_before = point, inside
        points = kept
    return points


def _simple(points: list[tuple[float, float]], least: float = 0.9) -> list[tuple[float, float]]:
    """The line without points nearer than `least` to the one kept before; its ends stay."""
    if len(points) < 3:
        return points
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    kept.append(points[-1])
    return kept


def _data(points: list[tuple[float, float]]) -> str:
    """Path data: one move and then steps, in whole units and halves."""
    x, y = round(points[0][0] * 2), round(points[0][1] * 2)
    parts = [f"M{_half(x)} {_half(y)}l"]
    steps = []
    for u, v in points[1:]:
        u, v = round(u * 2), round(v * 2)
        if (u, v) != (x, y):
            steps.append(f"{_half(u - x)} {_half(v - y)}")
            x, y = u, v
    return parts[0] + " ".join(steps) if steps else ""


def _half(value: int) -> str:
    return f"{value / 2:g}"
