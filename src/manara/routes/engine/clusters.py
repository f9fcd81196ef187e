"""Points that would lie on each other become one, with the sum of what they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt

from manara.routes.engine.projection import View, across, down


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
        return round(min(16.0, 3.4 + 1.1 * sqrt(self.count)), 1)


def gathered(points: Iterable[Point], view: View) -> list[Cluster]:
    """Points of the view, the larger first, each taken into a mark before it that it would touch: no mark lies on another.

    For some hundred points; the mark stays at its largest point, whose name it may bear.
    """
    found: list[Cluster] = []
    for point in sorted(points, key=lambda each: (-each.count, each.id)):
        x, y = view.point(point.latitude, point.longitude)
        if not (-4 <= x <= 724 and -4 <= y <= 604):
            continue
        new = Cluster(x, y, point.latitude, point.longitude, point.count, point.weight, 1, point.id)
        at = next((n for n, held in enumerate(found) if _touch(held, new)), None)
        if at is None:
            found.append(new)
            continue
        held = found[at]
        found[at] = replace(held, count=held.count + new.count, weight=held.weight + new.weight, points=held.points + 1)
    return found


def _touch(one: Cluster, other: Cluster) -> bool:
    reach = one.radius + other.radius + 1
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < reach * reach


def clusters(points: Iterable[Point], view: View, *, cell: float = 30.0) -> list[Cluster]:
    """Points of the view by squares of `cell` units, at the mean of those in one; the largest first, under the small ones."""
    squares: dict[tuple[int, int], list[float]] = {}
    ids: dict[tuple[int, int], str] = {}
    scale, (left, top) = view.scale, view.corner
    for point in points:
        x, y = across(point.longitude) * scale - left, down(point.latitude) * scale - top
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
