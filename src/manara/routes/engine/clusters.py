"""Points that would lie on each other become one, with the sum of what they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from manara.routes.engine.projection import View


@dataclass(frozen=True, slots=True)
class Point:
    """Something at a place: `count` of what is drawn (reports, incidents), `weight` what its size says (persons)."""

    latitude: float
    longitude: float
    count: int = 1
    weight: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Points on one spot of the picture: its middle, their sums, and the id of the only one."""

    x: float
    y: float
    latitude: float
    longitude: float
    count: int
    weight: int
    points: int
    id: str

    @property
    def radius(self) -> float:
        """Half the width of the mark: its area grows with the count, between bounds."""
        return round(min(22.0, 3.2 + 1.5 * sqrt(self.count)), 1)


def clusters(points: Iterable[Point], view: View, *, cell: float = 30.0) -> list[Cluster]:
    """Points of the view by squares of `cell` units, at the mean of those in one; the largest first, under the small ones."""
    squares: dict[tuple[int, int], list[float]] = {}
    ids: dict[tuple[int, int], str] = {}
    for point in points:
        x, y = view.point(point.latitude, point.longitude)
        if not (-4 <= x <= 724 and -4 <= y <= 604):
            continue
        square = (int(x // cell), int(y // cell))
        sums = squares.get(square)
        if sums is None:
            sums = squares[square] = [0.0] * 7
            ids[square] = point.id
        elif ids[square] != point.id:
            ids[square] = ""
        for at, value in enumerate((x, y, point.latitude, point.longitude)):
            sums[at] += value * point.count
        sums[4] += point.count
        sums[5] += point.weight
        sums[6] += 1
    found = []
    for square, (x, y, latitude, longitude, count, weight, several) in squares.items():
        many = count or 1.0
        found.append(
            Cluster(x / many, y / many, latitude / many, longitude / many, int(count), int(weight), int(several), ids[square])
        )
    return sorted(found, key=lambda each: (-each.count, each.x, each.y))
