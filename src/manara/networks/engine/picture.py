"""Draws a chart as a still picture (SVG) for paper, documents and browsers without WebGL: the same forms and broken lines.

No label covers another: each is written in the first place that is free, those on which most hangs first, or not at all;
the table beside the picture has them all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from manara.foundation.engine.scripts import isolate, script_of
from manara.networks.engine.role_signs import SHIELD, sign_of

RLI: Final = "\u2067"
WIDTH: Final = 1000
HEIGHTS: Final = (420, 1300)
MARGIN: Final = 90
RADIUS: Final = 9.0
# Units of a letter at 12: a little more than the face's average, so that a label never leaves its box.
_LETTER: Final = {"Arab": 6.3, "Latn": 7.0, "Mixed": 6.9, "None": 7.6}
_FACE: Final = "IBM Plex Sans Arabic, Plex, Noto Sans Arabic, sans-serif"
#: Half the width of a sign, and how far below and beside the middle of its thing it stands.
MARK: Final = 6.5
MARK_AT: Final = 8.5
_MOST_LETTERS: Final = 30
_HIGH: Final = 17.0
_COLOURS: Final[Mapping[str, str]] = {
    "person": "#4f7a87", "phone": "#c98a1b", "vessel": "#0c2c3a", "vehicle": "#6d7b82", "place": "#2f7d5b",
    "body": "#0f5568", "paper": "#8a7350", "event": "#7b5a86", "money": "#5d7440", "thing": "#87979d", "group": "#0c2c3a",
}  # fmt: skip
_FORMS: Final[Mapping[str, str]] = {
    "person": '<circle r="9"/>',
    "phone": '<rect x="-6.5" y="-8.5" width="13" height="17" rx="3.5"/>',
    "vessel": '<path d="M-11-5h22l-5 10h-12z"/>',
    "vehicle": '<rect x="-10" y="-5.5" width="20" height="11" rx="4"/>',
    "place": '<path d="M0-10 10 0 0 10-10 0z"/>',
    "body": '<path d="M-5-9h10l5.2 9-5.2 9h-10l-5.2-9z"/>',
    "paper": '<rect x="-6.5" y="-9" width="13" height="18" rx="1"/>',
    "event": '<path d="M0-9 9.5 8h-19z"/>',
    "money": '<circle r="7" fill="none" stroke-width="4.5"/>',
    "thing": '<circle r="7"/>',
    "group": '<circle r="9"/><circle r="13" fill="none" stroke-width="2"/>',
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing as it is drawn: where it stands on the chart (y upwards), its form and its name.

    `role` is the code of the role whose sign it bears, in a broken ring unless that was `stated` as a fact; `spared` bears a
    shield.
    """

    key: str
    x: float
    y: float
    family: str
    label: str
    ltr: bool = False
    noted: bool = False
    role: str = ""
    stated: bool = False
    spared: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One tie as it is drawn; `direction` 1 leads from `a` to `b`, -1 back, 0 or 2 shows no arrow."""

    a: str
    b: str
    label: str
    sure: bool
    weight: float
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """One lane as it is drawn: its head, and its edges on the chart."""

    label: str
    left: float
    right: float


Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Grid:
    """Boxes by cells, so that asking what a new one would cover costs little."""

    cells: dict[tuple[int, int], list[tuple[Box, str]]] = field(default_factory=dict)

    def free(self, box: Box, own: str) -> bool:
        return not any(
            owner != own and box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for cell in _cells(box)
            for other, owner in self.cells.get(cell, ())
        )

    def take(self, box: Box, owner: str) -> None:
        for cell in _cells(box):
            self.cells.setdefault(cell, []).append((box, owner))


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    return [
        (x, y)
        for x in range(int(box[0] // 60), int(box[2] // 60) + 1)
        for y in range(int(box[1] // 60), int(box[3] // 60) + 1)
    ]


@dataclass(frozen=True, slots=True)
class Label:
    """One label as it is written: its text, isolated, and the box it fills."""

    text: str
    box: Box
    kind: str
    key: str


def drawn(
    spots: Sequence[Spot], lines: Sequence[Line], *, title: str, height: int | None = None, bands: Sequence[Band] = ()
) -> str:
    """The picture as SVG text, `WIDTH` units wide; `title` is read aloud instead of it; `bands` are the lanes behind it."""
    at, high = _fitted(spots, height, bands)
    lanes, heads = _lanes(_fit(spots, height, bands), bands if spots else ())
    labels = placed(spots, lines, at, high, covered=heads)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart-picture" viewBox="0 0 {WIDTH} {high}" role="img" '
        'direction="ltr">',
        f"<title>{escape(title)}</title>",
        *lanes,
        '<g fill="none" stroke="#6f8f99">',
        *(_line(line, at) for line in lines if line.a in at and line.b in at),
        "</g>",
        *(_form(spot, at[spot.key]) for spot in spots),
        f'<g font-family="{_FACE}" text-anchor="middle">',
        *(_text(label) for label in labels),
        "</g></svg>",
    ]
    return "".join(parts)


def placed(
    spots: Sequence[Spot], lines: Sequence[Line], at: Mapping[str, tuple[float, float]], high: float,
    *, covered: Sequence[Box] = (),
) -> list[Label]:  # fmt: skip
    """The labels that are written and where: names first, then what the lines say where they are long enough.

    Nothing is written where it is `covered`, as by the heads of lanes.
    """
    hangs: dict[str, int] = {}
    for line in lines:
        for end in (line.a, line.b):
            hangs[end] = hangs.get(end, 0) + 1
    grid = _Grid()
    for box in covered:
        grid.take(box, "")
    for spot in spots:
        x, y = at[spot.key]
        grid.take((x - RADIUS, y - RADIUS, x + _reach(spot), y + _reach(spot)), spot.key)
    found: list[Label] = []

    def write(
        key: str, text: str, size: float, places: Callable[[float], list[tuple[float, float]]], kind: str
    ) -> None:
        wide = len(text) * _LETTER[script_of(text)] * size / 12 + 6
        for left, top in places(wide):
            box = (left, top, left + wide, top + _HIGH * size / 12)
            if box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= high and grid.free(box, key):
                grid.take(box, key)
                found.append(Label(text, box, kind, key))
                return

    for spot in sorted(spots, key=lambda spot: (-hangs.get(spot.key, 0), spot.label)):
        x, y = at[spot.key]
        gap = _reach(spot) + 3

        def beside(wide: float, x: float = x, y: float = y, gap: float = gap) -> list[tuple[float, float]]:
            return [
                (x - wide / 2, y + gap), (x - wide / 2, y - gap - _HIGH), (x + gap, y - _HIGH / 2),
                (x - gap - wide, y - _HIGH / 2),
            ]  # fmt: skip

        write(spot.key, _cut(spot.label, _MOST_LETTERS), 12, beside, "name")
    for number, line in enumerate(lines):
        if line.a not in at or line.b not in at or not line.label:
            continue
        (ax, ay), (bx, by) = at[line.a], at[line.b]
        if math.hypot(bx - ax, by - ay) < 100:
            continue

        def along(
            wide: float, ax: float = ax, ay: float = ay, bx: float = bx, by: float = by
        ) -> list[tuple[float, float]]:
            return [(ax + (bx - ax) * part - wide / 2, ay + (by - ay) * part - _HIGH / 2) for part in (0.5, 0.4, 0.6)]

        write(f"tie {number}", _cut(line.label, 26), 10, along, "tie")
    return found


def _reach(spot: Spot) -> float:
    """How far a thing with its sign reaches from its middle."""
    return MARK_AT + MARK if spot.role or spot.spared else RADIUS


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the chart is brought onto the paper: enlarged by `scale`, then moved."""

    scale: float
    dx: float
    dy: float
    high: int


def _fit(spots: Sequence[Spot], height: int | None, bands: Sequence[Band]) -> _Fit:
    if not spots:
        return _Fit(1.0, 0.0, 0.0, height or HEIGHTS[0])
    edges = [edge for band in bands for edge in (band.left, band.right)]
    aside = 0 if bands else MARGIN
    left, right = min([*edges, *(spot.x for spot in spots)]), max([*edges, *(spot.x for spot in spots)])
    low, top = min(spot.y for spot in spots), max(spot.y for spot in spots)
    wide, tall = right - left, top - low
    by_width = (WIDTH - 2 * aside) / wide if wide else 2.0
    high = height or round(min(max(tall * min(by_width, 2.0) + 2 * MARGIN, HEIGHTS[0]), HEIGHTS[1]))
    scale = min(by_width, (high - 2 * MARGIN) / tall if tall else 2.0, 2.0)
    return _Fit(scale, (WIDTH - wide * scale) / 2 - left * scale, (high - tall * scale) / 2 + top * scale, high)


def _fitted(
    spots: Sequence[Spot], height: int | None, bands: Sequence[Band] = ()
) -> tuple[dict[str, tuple[float, float]], int]:
    fit = _fit(spots, height, bands)
    at = {spot.key: (round(spot.x * fit.scale + fit.dx, 1), round(fit.dy - spot.y * fit.scale, 1)) for spot in spots}
    return at, fit.high


def _lanes(fit: _Fit, bands: Sequence[Band]) -> tuple[list[str], list[Box]]:
    """The lanes, every other one shaded, with their heads on top; and the boxes which the heads fill."""
    parts: list[str] = []
    heads: list[Box] = []
    for number, band in enumerate(bands):
        left, right = band.left * fit.scale + fit.dx, band.right * fit.scale + fit.dx
        shade = "#eef3f2" if number % 2 == 0 else "#fffdf9"
        parts.append(
            f'<rect x="{left:.1f}" y="0" width="{right - left:.1f}" height="{fit.high}" fill="{shade}" stroke="#c9d4d3"/>'
        )
        lines = _broken(band.label, int((right - left - 8) / _LETTER[script_of(band.label)]))
        heads.append((left, 0.0, right, _HIGH * len(lines) + 8))
        for row, text in enumerate(lines):
            written = f"{RLI}{text}\u2069" if script_of(text) == "Arab" else isolate(text)
            parts.append(
                f'<text x="{(left + right) / 2:.1f}" y="{_HIGH * (row + 1):.1f}" font-size="12" font-weight="600" '
                f'fill="#17242b" text-anchor="middle" font-family="{_FACE}">{escape(written)}</text>'
            )
    return parts, heads


def _broken(text: str, most: int) -> list[str]:
    """A head in lines of at most `most` letters; a longer word is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(_cut(word, max(2, most)))
    return lines


def _line(line: Line, at: Mapping[str, tuple[float, float]]) -> str:
    (ax, ay), (bx, by) = at[line.a], at[line.b]
    doubt = "" if line.sure else ' stroke="#a9894e" stroke-dasharray="6 5"'
    path = f'<path d="M{ax} {ay}L{bx} {by}" stroke-width="{1 + 2.2 * line.weight:.1f}"{doubt}/>'
    long = math.hypot(bx - ax, by - ay)
    if line.direction not in (1, -1) or long < 50:
        return path
    if line.direction < 0:
        (ax, ay), (bx, by) = (bx, by), (ax, ay)
    ux, uy = (bx - ax) / long, (by - ay) / long
    x, y = bx - ux * (RADIUS + 4), by - uy * (RADIUS + 4)
    tip = (
        f"M{x:.1f} {y:.1f}L{x - 9 * ux - 4 * uy:.1f} {y - 9 * uy + 4 * ux:.1f}"
        f"L{x - 9 * ux + 4 * uy:.1f} {y - 9 * uy - 4 * ux:.1f}z"
    )
    return f'{path}<path d="{tip}" fill="#56656d" stroke="none"/>'


def _form(spot: Spot, at: tuple[float, float]) -> str:
    colour = _COLOURS.get(spot.family, _COLOURS["thing"])
    form = _FORMS.get(spot.family, _FORMS["thing"])
    slip = '<circle cx="-9" cy="-9" r="4.5" fill="#fbefd6" stroke="#5c4310"/>' if spot.noted else ""
    return (
        f'<g transform="translate({at[0]} {at[1]})" fill="{colour}" stroke="{colour}" stroke-width="0">{form}{slip}'
        f"{_mark(spot)}</g>"
    )


def _mark(spot: Spot) -> str:
    """The sign of what somebody is marked as, in a ring at the foot of his form."""
    if not spot.role and not spot.spared:
        return ""
    path, ink = (SHIELD, "#2f7d5b") if spot.spared else (sign_of(spot.role), "#0c2c3a")
    ring = "" if spot.spared or spot.stated else ' stroke-dasharray="2.4 2"'
    return (
        f'<g transform="translate({MARK_AT} {MARK_AT})">'
        f'<circle r="{MARK}" fill="#fffdf9" stroke="{ink}" stroke-width="1.1"{ring}/>'
        f'<path d="{path}" fill="{ink}" fill-rule="evenodd" stroke="none" transform="scale(.72)"/></g>'
    )


def _text(label: Label) -> str:
    left, top, right, bottom = label.box
    size, ink = (12, "#17242b") if label.kind == "name" else (10, "#56656d")
    text = isolate(label.text)
    # An Arabic name runs from the right, so that its ellipsis stands at its end.
    written = f"{RLI}{text[1:]}" if script_of(label.text) == "Arab" else text
    y = (top + bottom) / 2 + size * 0.36
    paper = (
        f'<rect x="{left:.1f}" y="{top + 1:.1f}" width="{right - left:.1f}" height="{bottom - top - 2:.1f}" '
        'fill="#fffdf9" fill-opacity=".82"/>'
    )
    return f'{paper}<text x="{(left + right) / 2:.1f}" y="{y:.1f}" font-size="{size}" fill="{ink}">{escape(written)}</text>'


def _cut(text: str, most: int) -> str:
    """At most so many letters; no bracket stays open."""
    if len(text) <= most:
        return text
    kept, _open, inside = text[: most - 1].rpartition("(")
    shorter = kept if kept and ")" not in inside else text[: most - 1]
    return f"{shorter.rstrip()}…"
