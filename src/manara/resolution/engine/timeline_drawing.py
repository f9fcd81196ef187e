"""Draws moments of a window into lanes: marks, labels and axis as plain numbers that a template writes as SVG.

In a right-to-left page time runs from right to left. Arabic readers read a sequence from the right: their calendars, school
timelines and table columns begin there, and the table beside the picture has its first column there too. A past on the left
would turn "before" and "after" round within one page. Figures keep their own direction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from manara.foundation.engine.scripts import isolate
from manara.resolution.engine import timeline_axis as axis
from manara.resolution.engine.timeline import Flag, Moment, lanes_of
from manara.resolution.engine.timeline_labels import cut, label_of, width_of
from manara.resolution.engine.timeline_packing import Entry, packed, single
from manara.resolution.engine.timeline_shapes import pieces
from manara.resolution.engine.timeline_window import Window

ROW: Final = 22.0
_BAR: Final = 14.0
_PAD: Final = 6.0
_HEAD: Final = 18.0
_AXIS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room a drawing has: its width, the column of the lanes' names (0: they stand above), rows a lane, label's width."""

    width: int
    gutter: int
    rows: int
    label: float


WIDE: Final = Sheet(1120, 132, 6, 240)
NARROW: Final = Sheet(340, 0, 6, 170)


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a mark: how it looks, and where."""

    form: str
    x: float
    y: float
    width: float
    height: float

    @property
    def end(self) -> float:
        """Its right-hand side."""
        return _short(self.x + self.width)


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment, or several (`count`) that lead into a nearer window from `start` to `end`; with its bars and its label.

    `inside` when the label stands on its own bar: any other has a halo, so that no line runs through it.
    """

    bars: tuple[Bar, ...]
    label: str
    x: float
    y: float
    anchor: str
    inside: bool
    title: str
    url: str
    certain: bool
    flag: Flag
    count: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: its name and place, its marks."""

    name: str
    x: float
    y: float
    top: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the lanes with its label: a date of the axis, or today."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture; `beyond` is where the days after today are, as x and width."""

    width: int
    height: float
    left: float
    right: float
    top: float
    bottom: float
    anchor: str
    lanes: tuple[Lane, ...]
    axis: tuple[Line, ...]
    hijri: tuple[Line, ...]
    today: float | None
    beyond: tuple[float, float] | None

    @property
    def tall(self) -> float:
        """The height of all lanes together."""
        return _short(self.bottom - self.top)

    @property
    def lines(self) -> str:
        """The lines of the axis down across the lanes, as one path."""
        return _down(self.axis, self.top, self.bottom)

    @property
    def hijri_lines(self) -> str:
        """The same of the Hijri axis."""
        return _down(self.hijri, self.top, self.bottom)

    @property
    def soft(self) -> bool:
        """Whether a bar has the soft ends of an approximate date."""
        return any(bar.form == "about" for lane in self.lanes for mark in lane.marks for bar in mark.bars)


def drawing(
    moments: Sequence[Moment],
    shown: Window,
    names: Mapping[str, str],
    *,
    today: date,
    sheet: Sheet = WIDE,
    mirrored: bool = False,
    hijri: bool = False,
) -> Drawing:
    """The moments that lie in `shown`, in lanes called by `names`; undated ones are not on it."""
    plot = _Plot(shown, sheet, mirrored)
    visible = [each for each in moments if each.dated and shown.shows(each)]
    top = _AXIS * (2 if hijri else 1) + 4
    y, lanes = top, []
    for name in lanes_of(visible):
        entries = packed([plot.entry(each, today) for each in visible if each.lane == name], plot.length, sheet.rows)
        lane = _lane(plot, names.get(name, name), entries, y, today)
        lanes.append(lane)
        y += lane.height
    now = plot.x(plot.at(today)) if shown.start <= today <= shown.end else None
    return Drawing(
        sheet.width, _short(y + 4), *plot.sides, _short(top), _short(y), "end" if mirrored else "start", tuple(lanes),
        tuple(plot.line(mark) for mark in axis.gregorian(shown, plot.length)),
        tuple(plot.line(mark) for mark in axis.of_hijri(shown, plot.length)) if hijri else (),
        now, plot.beyond(today),
    )  # fmt: skip


class _Plot:
    """Where a day is on the sheet: along the time first, then as x, from the right in a mirrored drawing."""

    def __init__(self, shown: Window, sheet: Sheet, mirrored: bool) -> None:
        self.shown, self.sheet, self.mirrored = shown, sheet, mirrored
        self.length = float(sheet.width - sheet.gutter - 2 * _PAD)
        self._day = self.length / shown.days

    def at(self, day: date) -> float:
        return (day.toordinal() - self.shown.start.toordinal()) * self._day

    def after(self, day: date) -> float:
        return self.at(day) + self._day

    def x(self, along: float) -> float:
        place = self.sheet.gutter + _PAD + along
        return _short(self.sheet.width - place if self.mirrored else place)

    @property
    def sides(self) -> tuple[float, float]:
        left, right = sorted((self.x(0), self.x(self.length)))
        return left, right

    def entry(self, moment: Moment, today: date) -> Entry:
        label, width = label_of(moment, self.sheet.label, mirrored=self.mirrored)
        return single(moment, pieces(moment, self.at, self.after, today=today), label, width, self.length)

    def bar(self, form: str, start: float, end: float, y: float) -> Bar:
        tall = {"open": 2.0, "tick": _BAR + 2}.get(form, _BAR)
        x = min(self.x(start), self.x(end))
        return Bar(form, x, _short(y + (ROW - tall) / 2), _short(end - start), _short(tall))

    def line(self, mark: axis.Mark) -> Line:
        along = self.at(mark.day)
        # A label that would leave the picture is left out; its line stays.
        return Line(self.x(along), mark.label if along + width_of(mark.label) <= self.length + _PAD else "")

    def beyond(self, today: date) -> tuple[float, float] | None:
        start = max(0.0, self.after(today))
        if start >= self.length:
            return None
        return min(self.x(start), self.x(self.length)), _short(self.length - start)


def _lane(plot: _Plot, name: str, entries: Sequence[Entry], top: float, today: date) -> Lane:
    head = 0.0 if plot.sheet.gutter else _HEAD
    rows = max((entry.row for entry in entries), default=0) + 1
    marks = tuple(_mark(plot, entry, top + head + _PAD / 2 + entry.row * ROW, today) for entry in entries)
    x = plot.sheet.width - 2 if plot.mirrored else 2
    room = plot.sheet.gutter - 8 if plot.sheet.gutter else plot.length
    beside = _short(top + (15 if not head else 13))
    return Lane(isolate(cut(name, room)), x, beside, _short(top), _short(head + rows * ROW + _PAD), marks)


def _mark(plot: _Plot, entry: Entry, y: float, today: date) -> Mark:
    bars = tuple(plot.bar(piece.form, piece.start, piece.end, y) for piece in entry.pieces)
    first = entry.moments[0]
    alone = entry.count == 1
    turned = {"start": "end", "end": "start"}.get(entry.anchor, entry.anchor)
    return Mark(
        bars, entry.label, plot.x(entry.label_at), _short(y + 15), turned if plot.mirrored else entry.anchor,
        any(piece.start < entry.label_at < piece.end for piece in entry.pieces),
        _title(first) if alone else entry.label, first.url if alone else "",
        any(moment.kind == "fact" for moment in entry.moments), first.flag(today) if alone else "", entry.count,
        min(moment.first for moment in entry.moments), max(moment.first for moment in entry.moments),
    )  # fmt: skip


def _short(number: float) -> float:
    """To a tenth of a unit, and a whole number without its ".0": a picture of hundreds of marks is written in numbers."""
    tenths = round(number, 1)
    return int(tenths) if tenths == int(tenths) else tenths


def _down(lines: Sequence[Line], top: float, bottom: float) -> str:
    return "".join(f"M{line.x} {top}V{bottom}" for line in lines)


def _title(moment: Moment) -> str:
    dates = " – ".join(each.iso() for each in (moment.when, moment.until) if each)
    return " ".join(isolate(part) for part in (moment.label, moment.about, dates) if part)
