"""Writes and reads GeoJSON (RFC 7946): places and ways with what is said of them, and the marks of the taking on each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import orjson

from manara.exchange.engine.marks import Marks
from manara.foundation.engine.storable import storable

# Longitude, latitude in degrees (WGS 84), in this order as the RFC has it.
Position = tuple[float, float]
# Seven digits are a centimetre; more would pretend to know better.
_DIGITS: Final = 7


@dataclass(frozen=True, slots=True)
class Feature:
    """A point (one position), a way (several) or, without any, something whose place is not known."""

    id: str
    positions: tuple[Position, ...]
    properties: Mapping[str, Any]


def write(features: Sequence[Feature], marks: Marks) -> bytes:
    """A FeatureCollection, whole or not JSON at all. Each feature's properties bear the marks, as does the collection.

    Raises ValueError for a position outside the world or one that is no number.
    """
    mark = marks.as_pairs()
    collection = {
        "type": "FeatureCollection",
        "marks": {**mark, "features": len(features)},
        "features": [_feature(each, mark) for each in features],
    }
    return orjson.dumps(collection, option=orjson.OPT_APPEND_NEWLINE)


def read(data: bytes) -> list[Feature]:
    """The points and ways of a FeatureCollection that has no other geometries. Raises ValueError for anything else."""
    given = orjson.loads(data)  # its error is a ValueError
    if (
        not isinstance(given, dict)
        or given.get("type") != "FeatureCollection"
        or not isinstance(given.get("features"), list)
    ):
        raise ValueError("no FeatureCollection")
    return [_read(each) for each in cast(list[Any], given["features"])]


def _feature(feature: Feature, mark: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": storable(feature.id),
        "geometry": _geometry(feature.positions),
        "properties": {
            **{name: _value(value) for name, value in feature.properties.items()},
            **{f"file_{name}" if name in feature.properties else name: value for name, value in mark.items()},
        },
    }


def _geometry(positions: Sequence[Position]) -> dict[str, Any] | None:
    if not positions:
        return None
    placed = [[round(_within(x, 180.0), _DIGITS), round(_within(y, 90.0), _DIGITS)] for x, y in positions]
    if len(placed) == 1:
        return {"type": "Point", "coordinates": placed[0]}
    return {"type": "LineString", "coordinates": placed}


def _within(degrees: float, most: float) -> float:
    if not math.isfinite(degrees) or abs(degrees) > most:
        raise ValueError(f"a position of {degrees} degrees")
    return float(degrees)


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise ValueError(f"a property of the kind {type(value).__name__}")


def _read(given: Any) -> Feature:
    if not isinstance(given, dict) or given.get("type") != "Feature" or not isinstance(given.get("properties"), dict):
        raise ValueError("no Feature")
    geometry = given.get("geometry")
    match geometry:
        case None:
            positions: tuple[Position, ...] = ()
        case {"type": "Point", "coordinates": [x, y, *_]}:
            positions = ((_within(x, 180.0), _within(y, 90.0)),)
        case {"type": "LineString", "coordinates": [*line]} if len(line) > 1:
            positions = tuple((_within(x, 180.0), _within(y, 90.0)) for x, y, *_ in line)
        case _:
            raise ValueError("another geometry than Point and LineString")
    return Feature(str(given.get("id", "")), positions, given["properties"])
