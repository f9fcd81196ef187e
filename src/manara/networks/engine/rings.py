"""Gives things on a chart a first place: what was opened in the middle, its neighbours around it, theirs around them.

It is quick, the same each time, and good enough to read; the browser's worker betters it, and people move what they like.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

Key = TypeVar("Key", bound=Hashable)
Place = tuple[float, float]

STEP: Final = 150.0
# Two neighbours on a ring stand at least so far apart that their labels have room.
APART: Final = 96.0
#: Width to height of rows of parts, as a screen has it.
_SHAPE: Final = 1.6


def rings(
    things: Sequence[Key],
    pairs: Iterable[tuple[Key, Key]],
    middles: Sequence[Key] = (),
    *,
    placed: Mapping[Key, Place] | None = None,
) -> dict[Key, Place]:
    """A place (x, y; in pixels, y upwards) for each of `things`; those already `placed` stay where they are.

    `middles` are put in the middle in their order; without any, each connected part begins at its best-tied thing. Parts stand
    in rows, the largest first, so that many small ones fill a screen and not a line.
    """
    beside: dict[Key, list[Key]] = {thing: [] for thing in things}
    for one, other in pairs:
        if one in beside and other in beside and one != other:
            beside[one].append(other)
            beside[other].append(one)
    kept = {thing: place for thing, place in (placed or {}).items() if thing in beside}
    if kept:
        return _beside_the_placed(things, beside, kept)
    return _in_rows(
        [_part(part, beside, [middle for middle in middles if middle in part]) for part in _parts(things, beside, middles)]
    )


def _in_rows(parts: Sequence[Mapping[Key, Place]]) -> dict[Key, Place]:
    """Each part as it is, beside and below the others; the first stays where it is."""
    boxes = [(*map(min, xy), *map(max, xy)) for xy in (tuple(zip(*part.values(), strict=True)) for part in parts)]
    area = sum((right - left + STEP) * (top - bottom + APART) for left, bottom, right, top in boxes)
    widest = math.sqrt(area * _SHAPE)
    found: dict[Key, Place] = {}
    start = begin = ceiling = floor = 0.0
    for part, (left, bottom, right, top) in zip(parts, boxes, strict=True):
        if not found:
            start = begin = left
            ceiling = floor = top
        elif begin > start and begin + right - left > start + widest:
            begin, ceiling = start, floor - APART
        across, down = begin - left, ceiling - top
        found.update({thing: (round(x + across, 1), round(y + down, 1)) for thing, (x, y) in part.items()})
        begin, floor = begin + right - left + STEP, min(floor, ceiling - (top - bottom))
    return found


def _parts(things: Sequence[Key], beside: Mapping[Key, list[Key]], middles: Sequence[Key]) -> list[dict[Key, None]]:
    parts, seen = [], set[Key]()
    for start in (*middles, *things):
        if start in seen or start not in beside:
            continue
        part, waiting = {start: None}, [start]
        while waiting:
            for other in beside[waiting.pop()]:
                if other not in part:
                    part[other] = None
                    waiting.append(other)
        seen.update(part)
        parts.append(part)
    return sorted(parts, key=len, reverse=True)


def _part(part: Mapping[Key, None], beside: Mapping[Key, list[Key]], middles: Sequence[Key]) -> dict[Key, Place]:
    first = list(middles) or [max(part, key=lambda thing: len(beside[thing]))]
    places: dict[Key, Place] = {}
    radius = 0.0 if len(first) == 1 else max(STEP / 2, APART * len(first) / (2 * math.pi))
    angles = _around(places, first, radius, dict.fromkeys(first, 0.0))
    ring = first
    while True:
        ring_next = dict.fromkeys(other for thing in ring for other in beside[thing] if other not in places)
        if not ring_next:
            return places
        # A thing stands at the mean angle of those it hangs on, so that lines cross less.
        wish = {thing: _mean([angles[other] for other in beside[thing] if other in angles]) for thing in ring_next}
        listed = sorted(ring_next, key=lambda thing: wish[thing])
        # More than fit on one ring go onto further ones, alternately.
        while listed:
            radius += STEP
            room = max(6, int(2 * math.pi * radius / APART))
            rings_needed = -(-len(listed) // room)
            angles.update(_around(places, listed[::rings_needed], radius, wish))
            listed = [thing for thing in listed if thing not in places]
        ring = list(ring_next)


def _around(places: dict[Key, Place], things: Sequence[Key], radius: float, wish: Mapping[Key, float]) -> dict[Key, float]:
    turn = wish[things[0]] if things else 0.0
    angles = {thing: turn + 2 * math.pi * place / len(things) for place, thing in enumerate(things)}
    for thing, angle in angles.items():
        places[thing] = (round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1))
    return angles


def _mean(angles: Sequence[float]) -> float:
    return math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles))) % (2 * math.pi) if angles else 0.0


def _beside_the_placed(
    things: Sequence[Key], beside: Mapping[Key, list[Key]], kept: Mapping[Key, Place]
) -> dict[Key, Place]:
    """New things stand around what they hang on, on the side away from the middle."""
    found = dict(kept)
    middle_x = sum(x for x, _y in kept.values()) / len(kept)
    middle_y = sum(y for _x, y in kept.values()) / len(kept)
    waiting = [thing for thing in things if thing not in found]
    count: dict[Key | None, int] = {}
    while waiting:
        ready = [thing for thing in waiting if any(other in found for other in beside[thing])] or waiting
        for thing in ready:
            host = next((other for other in beside[thing] if other in found), None)
            x, y = found[host] if host is not None else (middle_x, middle_y)
            number = count[host] = count.get(host, 0) + 1
            away = math.atan2(y - middle_y, x - middle_x) if (x, y) != (middle_x, middle_y) else 0.0
            angle = away + (number // 2) * (1 if number % 2 else -1) * 0.5
            radius = STEP * (1 + (number - 1) // 12 * 0.6)
            found[thing] = (round(x + radius * math.cos(angle), 1), round(y + radius * math.sin(angle), 1))
        waiting = [thing for thing in waiting if thing not in found]
    return {thing: found[thing] for thing in things}
