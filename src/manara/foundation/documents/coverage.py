"""Which characters the letters of our documents can draw, read from the font files themselves (OpenType `cmap`)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"


@cache
def covered() -> frozenset[int]:
    """The code points that one of our fonts draws. Semibold letters stand in for nothing that regular ones lack."""
    return frozenset(point for font in sorted(FONTS.glob("*-Regular.ttf")) for point in _points(font.read_bytes()))


def _points(font: bytes) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == 4:
            yield from _segments(font, cmap + offset)
        elif form == 12:
            yield from _groups(font, cmap + offset)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: parallel lists of where each stretch of characters ends, begins and finds its glyphs."""
    (double,) = struct.unpack_from(">H", font, at + 6)
    count = double // 2
    lists = [at + 14, at + 16 + double, at + 16 + 2 * double, at + 16 + 3 * double]
    ends, starts, deltas, ranges = (struct.unpack_from(f">{count}H", font, where) for where in lists)
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for point in range(start, min(end, 0xFFFE) + 1):
            glyph = point + deltas[number]
            if ranges[number]:
                where = lists[3] + 2 * number + ranges[number] + 2 * (point - start)
                (found,) = struct.unpack_from(">H", font, where)
                glyph = found + deltas[number] if found else 0
            if glyph & 0xFFFF:
                yield point


def _groups(font: bytes, at: int) -> Iterator[int]:
    """Format 12: stretches of characters whose glyphs follow one another."""
    (count,) = struct.unpack_from(">I", font, at + 12)
    for number in range(count):
        start, end, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from (point for point in range(start, end + 1) if glyph + point - start)
