"""A place written as its coordinates, as devices write it: 27.6403, -17.9817."""

from __future__ import annotations

import re
from functools import lru_cache

from manara.foundation.engine.places import Place
from manara.foundation.engine.scripts import western_digits

_PAIR = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d{1,10})?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d{1,10})?)\s*")


@lru_cache(maxsize=4096)
def point_written(text: str) -> Place | None:
    """The point that a text of latitude and longitude writes, as a place without a name; None for any other text."""
    match = _PAIR.fullmatch(western_digits(text[:60]))
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    name = f"{latitude:.4f}, {longitude:.4f}"
    return Place(f"p{latitude:.4f},{longitude:.4f}", ("", "", "", name), (), latitude, longitude)
