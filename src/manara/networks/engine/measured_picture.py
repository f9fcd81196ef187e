"""Draws measures as SVG: how far doubt leaves a figure open, and who lies between others beside how many ties he has.

Colours are the page's own, by class; for a reader from right to left the figures grow from right to left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from manara.foundation.engine.figures import thousands

WIDTH: Final = 720
HEIGHT: Final = 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 24, 30, 48
BAR_WIDTH: Final = 72
_BAR_HEIGHT: Final = 10
#: So far the middles of two numbers stand apart at least.
_APART: Final = 19.0
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_COUNTS: Final = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Point:
    """One person: ties `x`, the share `y` with what doubt leaves open of it; with a `label` he is named in the table beside."""

    x: float
    y: float
    low: float
    high: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the drawing: what it is, along it, and up it; and the `point` of its figures."""

    title: str
    across: str
    up: str
    point: str = "."


def bar(value: float, low: float, high: float, top: float, *, rtl: bool = False) -> str:
    """A line from `low` to `high` on the way from 0 to `top`, with a mark at `value`: said in figures beside it."""
    edge = max(top, high, value, 1e-12)

    def x(figure: float) -> float:
        at = 3 + (BAR_WIDTH - 6) * max(0.0, figure) / edge
        return round(BAR_WIDTH - at if rtl else at, 1)

    first, last = sorted((x(low), x(high)))
    middle = _BAR_HEIGHT / 2
    return (
        f'<svg class="doubt" viewBox="0 0 {BAR_WIDTH} {_BAR_HEIGHT}" width="{BAR_WIDTH}" height="{_BAR_HEIGHT}" '
        f'aria-hidden="true" focusable="false"><line class="ground" x1="2" y1="{middle}" x2="{BAR_WIDTH - 2}" y2="{middle}"/>'
        f'<line class="span" x1="{first}" y1="{middle}" x2="{max(last, first + 0.5)}" y2="{middle}"/>'
        f'<circle class="value" cx="{x(value)}" cy="{middle}" r="3"/></svg>'
    )


def plot(points: Sequence[Point], words: Words, *, rtl: bool = False) -> str:
    """People by their ties (across) and by how much they lie between others (up); those labelled with P10–P90."""
    right = 4 * _whole_step(max((point.x for point in points), default=1.0) / 4)
    top = _round_top(max((max(point.y, point.high if point.label else 0.0) for point in points), default=1.0))

    def x(figure: float) -> float:
        at = _LEFT + (WIDTH - _LEFT - _RIGHT) * figure / right
        return round(WIDTH - at if rtl else at, 1)

    def y(figure: float) -> float:
        return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - min(figure, top) / top), 1)

    begin, end = ("end", "start") if rtl else ("start", "end")
    parts = [
        f'<svg class="places" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(words.title)}" direction="ltr" font-size="13">'
    ]
    for step in range(5):
        level, across = top * step / 4, right * step // 4
        parts.append(f'<line class="grid" x1="{x(0)}" y1="{y(level)}" x2="{x(right)}" y2="{y(level)}"/>')
        parts.append(_text(x(0) + (8 if rtl else -8), y(level) + 4, _figure(100 * level, words) + " %", end))
        parts.append(_text(x(across), HEIGHT - _BOTTOM + 20, thousands(across), "middle"))
    parts.append(_text(WIDTH / 2, HEIGHT - 8, words.across, "middle"))
    parts.append(_text(x(0) + (-4 if rtl else 4), 16, words.up, begin))
    parts += [f'<circle class="other" cx="{x(point.x)}" cy="{y(point.y)}" r="3.5"/>' for point in points if not point.label]
    named = [point for point in points if point.label]
    for point in named:
        if point.high > point.low:
            parts.append(f'<line class="span" x1="{x(point.x)}" y1="{y(point.low)}" x2="{x(point.x)}" y2="{y(point.high)}"/>')
    placed: list[tuple[float, float]] = []
    numbers: list[str] = []
    for point in named:
        at, level = x(point.x), y(point.y)
        # A number that would cover another stands beside its dot.
        aside = at
        while any(abs(aside - one) < _APART and abs(level - other) < _APART for one, other in placed):
            aside = round(aside + (-_APART if rtl else _APART), 1)
        placed.append((aside, level))
        if aside != at:
            parts.append(f'<circle class="named" cx="{at}" cy="{level}" r="3.5"/>')
            parts.append(f'<line class="lead" x1="{at}" y1="{level}" x2="{aside}" y2="{level}"/>')
        numbers.append(f'<circle class="named" cx="{aside}" cy="{level}" r="9"/>')
        numbers.append(_text(aside, level + 4, point.label, "middle", "on"))
    return "".join([*parts, *numbers, "</svg>"])


def _figure(value: float, words: Words) -> str:
    return f"{value:.3g}".replace(".", words.point)


def _round_top(highest: float) -> float:
    """The least round figure that is not below the highest."""
    if highest <= 0.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in _STEPS if step * power >= highest * 0.999999)


def _whole_step(least: float) -> int:
    """The least round whole number that is not below: what is counted is marked by whole numbers."""
    power = 10 ** max(0, math.floor(math.log10(max(least, 1.0))))
    steps = (int(step * power) for step in _COUNTS if step * power == int(step * power))
    return next(step for step in steps if step >= least)


def _text(x: float, y: float, text: str, anchor: str, kind: str = "said") -> str:
    return f'<text class="{kind}" x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}">{escape(text)}</text>'
