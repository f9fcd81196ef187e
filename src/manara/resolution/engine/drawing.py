"""Places ties on a small picture whose labels can't overlap: one and its nearest in columns, or two and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from manara.foundation.engine.scripts import isolate, script_of

RLI: Final = "\u2067"
WIDTH: Final = 336
ROW: Final = 58
MOST: Final = 8
_LEFT, _MIDDLE, _RIGHT = 58, 168, 278
# Units of a letter of a label at 11.5: wider than the face's average, so that a label never leaves its column.
_LETTER: Final = {"Arab": 5.6, "Latn": 6.4, "Mixed": 6.2, "None": 6.6}
_SIDE, _CENTRE = 112, 96


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the picture: its place, the glyph of its schema, its label (isolated) and where it leads."""

    x: int
    y: int
    glyph: str
    label: str
    title: str
    url: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture's size, its middle and what stands around it; `left_out` ties are only in the table."""

    width: int
    height: int
    middle: Node
    around: tuple[Node, ...]
    left_out: int = 0


def drawn(
    middle: tuple[str, str], around: Sequence[tuple[str, str, str, bool]], *, total: int | None = None
) -> Picture:
    """Draw `middle` (glyph, name) and up to eight neighbours (glyph, name, address, certain), in their order."""
    shown = around[:MOST]
    columns = (shown[0::2], shown[1::2])
    rows = max(len(columns[0]), 1)
    height = rows * ROW + 16
    nodes = []
    for x, column in zip((_LEFT, _RIGHT), columns, strict=True):
        space = (height - 16) / max(len(column), 1)
        for number, (glyph, name, url, certain) in enumerate(column):
            y = round(8 + space * number + space / 2 - 10)
            nodes.append(Node(x, y, glyph, fitted(name, _SIDE), isolate(name), url, certain))
    centre = Node(_MIDDLE, round(height / 2 - 10), middle[0], fitted(middle[1], _CENTRE), isolate(middle[1]), "")
    return Picture(WIDTH, height, centre, tuple(nodes), (len(around) if total is None else total) - len(shown))


@dataclass(frozen=True, slots=True)
class Between:
    """Two at the sides and in a column between them what both are tied to; `left_out` stand only in the table."""

    width: int
    height: int
    left: Node
    right: Node
    middle: tuple[Node, ...]
    left_out: int = 0


def drawn_between(
    left: tuple[str, str], right: tuple[str, str], shared: Sequence[tuple[str, str, str]]
) -> Between | None:
    """Draw two (glyph, name) and up to eight neighbours of both (glyph, name, address); None where they share none."""
    if not shared:
        return None
    shown = shared[:MOST]
    height = len(shown) * ROW + 16
    column = [
        Node(_MIDDLE, round(8 + ROW * at + ROW / 2 - 10), glyph, fitted(name, _CENTRE), isolate(name), url)
        for at, (glyph, name, url) in enumerate(shown)
    ]
    sides = [
        Node(x, round(height / 2 - 10), glyph, fitted(name, _SIDE), isolate(name), "")
        for x, (glyph, name) in ((_LEFT, left), (_RIGHT, right))
    ]
    return Between(WIDTH, height, sides[0], sides[1], tuple(column), len(shared) - len(shown))


def fitted(name: str, width: int) -> str:
    """The name isolated in its own direction, cut with an ellipsis where it would be wider than `width` units."""
    script = script_of(name)
    most = int(width / _LETTER[script])
    label = isolate(name if len(name) <= most else f"{name[: most - 1].rstrip()}…")
    # The ellipsis of an Arabic name stands at its end, which is on the left.
    return f"{RLI}{label[1:]}" if script == "Arab" else label
