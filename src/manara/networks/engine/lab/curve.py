"""Draws what is left after each step: curves over steps with what doubt leaves open, as SVG that a page and a document show.

Digits stand from left to right; for a reader from right to left the steps run from right to left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 16, 44
#: Told apart by the line's form as well as by its colour.
COLOURS: Final = ("#14507a", "#9a5b00", "#2f6b3c", "#6b3a7a")
DASHES: Final = ("", "7 4", "2 4", "10 3 2 3")
_EDGES: Final = (0.02, 0.04, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
_INK, _LINE, _PAPER = "#1c2b36", "#c9d2d8", "#ffffff"


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: `values` are shares (0–1) before any and after each step; `low` and `high` bound it where it is in doubt."""

    label: str
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the drawing: what it is, along the steps, along the shares; and the `point` of its figures."""

    title: str
    steps: str
    share: str
    point: str = "."


def drawn(curves: Sequence[Curve], words: Words, *, until: float | None = None, rtl: bool = False) -> str:
    """The drawing; its lines are named in a legend of the page that has it, in the order of `curves`."""
    steps = max((len(curve.values) - 1 for curve in curves), default=0)
    across = WIDTH - _LEFT - _RIGHT
    down = HEIGHT - _TOP - _BOTTOM

    def x(step: float) -> float:
        at = _LEFT + across * step / max(steps, 1)
        return round(WIDTH - at if rtl else at, 1)

    top = _top(curves, until)

    def y(share: float) -> float:
        return round(_TOP + down * (1 - max(0.0, min(top, share)) / top), 1)

    begin, end = ("end", "start") if rtl else ("start", "end")
    edge = WIDTH - _LEFT + 8 if rtl else _LEFT - 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(words.title)}" '
        f'direction="ltr" font-family="IBM Plex Sans Arabic, sans-serif" font-size="13">',
        f'<rect x="0" y="0" width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>',
    ]
    for quarter in range(5):
        level, percent = y(top * quarter / 4), f"{100 * top * quarter / 4:g}".replace(".", words.point)
        parts.append(f'<line x1="{x(0)}" y1="{level}" x2="{x(steps or 1)}" y2="{level}" stroke="{_LINE}" stroke-width="1"/>')
        parts.append(_text(edge, level + 4, f"{percent} %", end))
    every = max(1, -(-steps // 12))
    for step in range(0, steps + 1, every):
        parts.append(_text(x(step), HEIGHT - _BOTTOM + 18, str(step), "middle"))
    parts.append(_text(WIDTH / 2, HEIGHT - 6, words.steps, "middle"))
    parts.append(_text(x(0) + (-6 if rtl else 6), _TOP + 10, words.share, begin))
    if until is not None:
        parts.append(
            f'<line x1="{x(0)}" y1="{y(until)}" x2="{x(steps or 1)}" y2="{y(until)}" stroke="#a3271b" stroke-width="1.5" '
            'stroke-dasharray="4 4"/>'
        )
    for number, curve in enumerate(curves):
        parts += _one(curve, number % len(COLOURS), x, y)
    return "".join([*parts, "</svg>"])


def _top(curves: Sequence[Curve], until: float | None) -> float:
    """The share at the upper edge: the least of a few round ones that has room for everything drawn."""
    highest = max([until or 0.0, *(value for curve in curves for value in (*curve.values, *curve.high))], default=1.0)
    return next((edge for edge in _EDGES if edge >= highest), 1.0)


def _one(curve: Curve, number: int, x: Callable[[float], float], y: Callable[[float], float]) -> list[str]:
    colour, dash = COLOURS[number], DASHES[number]
    found = []
    if curve.low and curve.high:
        there = [f"{x(step)},{y(value)}" for step, value in enumerate(curve.high)]
        back = [f"{x(step)},{y(value)}" for step, value in reversed(list(enumerate(curve.low)))]
        found.append(f'<polygon points="{" ".join([*there, *back])}" fill="{colour}" fill-opacity="0.15"/>')
    points = " ".join(f"{x(step)},{y(value)}" for step, value in enumerate(curve.values))
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    found.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"{dashed}/>')
    found += [
        f'<circle cx="{x(step)}" cy="{y(value)}" r="3" fill="{colour}"/>' for step, value in enumerate(curve.values)
    ]
    return found


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}" fill="{_INK}">{escape(text)}</text>'
