"""Puts a lane's marks into rows in which neither marks nor labels touch; where they can't fit, a number stands for several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from manara.resolution.engine.timeline import Moment
from manara.resolution.engine.timeline_labels import width_of
from manara.resolution.engine.timeline_shapes import Piece

GAP: Final = 6.0
_INSIDE: Final = 5.0
_GATHERED: Final = (0.0, 14.0, 28.0, 56.0, 112.0, 224.0)
_NUMBER: Final = 30.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark, or several gathered under their number, with its label's place (`anchor` "start" or "end" along the time)."""

    moments: tuple[Moment, ...]
    pieces: tuple[Piece, ...]
    label: str
    label_at: float
    anchor: str
    start: float
    end: float
    row: int = 0

    @property
    def count(self) -> int:
        """How many moments it stands for."""
        return len(self.moments)


def packed(singles: Sequence[Entry], length: float, rows: int) -> list[Entry]:
    """All of `singles` in at most `rows` rows: as they are where they fit, else gathered as little as needed."""
    ordered = sorted(singles, key=lambda each: (each.start, each.end))
    for step in _GATHERED:
        if step == 0 and len(ordered) > rows * length / 24:
            continue
        placed = _placed(gathered(ordered, step, length), rows)
        if placed is not None:
            return placed
    placed = _placed([_together(ordered, length)], rows)
    assert placed is not None  # one entry always fits
    return placed


def gathered(ordered: Sequence[Entry], step: float, length: float) -> list[Entry]:
    """Entries whose marks begin within one step of `step` units, made one; an entry alone keeps its label."""
    if not step:
        return list(ordered)
    heaps: dict[int, list[Entry]] = {}
    for each in ordered:
        heaps.setdefault(int(_begins(each) // step), []).append(each)
    return [heap[0] if len(heap) == 1 else _together(heap, length) for heap in heaps.values()]


def _begins(entry: Entry) -> float:
    return min(piece.start for piece in entry.pieces)


def _together(heap: Sequence[Entry], length: float) -> Entry:
    begin, end = min(_begins(each) for each in heap), max(_begins(each) for each in heap)
    moments = tuple(moment for each in heap for moment in each.moments)
    number = f"{len(moments)} ×"
    wide = max(end - begin, _NUMBER, width_of(number) + 2 * _INSIDE)
    begin = max(0.0, min((begin + end - wide) / 2, length - wide))
    middle = begin + wide / 2
    return Entry(moments, (Piece("held", begin, begin + wide),), number, middle, "middle", begin, begin + wide)


def _placed(entries: Sequence[Entry], rows: int) -> list[Entry] | None:
    ends: list[float] = []
    found = []
    for each in sorted(entries, key=lambda entry: (entry.start, entry.end)):
        row = next((number for number, end in enumerate(ends) if end + GAP <= each.start), len(ends))
        if row == rows:
            return None
        if row == len(ends):
            ends.append(0.0)
        ends[row] = each.end
        found.append(replace(each, row=row))
    return found


def single(moment: Moment, pieces: Sequence[Piece], label: str, width: float, length: float) -> Entry:
    """One mark with its label: inside a bar that is long enough, else after it, else before it; nothing leaves the plot."""
    # What begins outside the window leaves a mark at its edge.
    inside = [_clipped(piece, length) for piece in pieces if piece.end > 0 and piece.start < length]
    shown = inside or [Piece("tick", *((0.0, 3.0) if pieces[0].end <= 0 else (length - 3.0, length)))]
    start, end = min(piece.start for piece in shown), max(piece.end for piece in shown)
    room = max((piece.end - piece.start for piece in shown if piece.form != "open"), default=0.0)
    longest = max(
        (piece for piece in shown if piece.form != "open"), key=lambda piece: piece.end - piece.start, default=shown[0]
    )
    if room >= width + 2 * _INSIDE and longest.form != "tick":
        return Entry((moment,), tuple(shown), label, longest.start + _INSIDE, "start", start, end)
    if end + _INSIDE + width <= length:
        return Entry((moment,), tuple(shown), label, end + _INSIDE, "start", start, end + _INSIDE + width)
    if start - _INSIDE - width >= 0:
        return Entry((moment,), tuple(shown), label, start - _INSIDE, "end", start - _INSIDE - width, end)
    # No room beside it: the label is in the table and in the mark's own title.
    return Entry((moment,), tuple(shown), "", start, "start", start, end)


def _clipped(piece: Piece, length: float) -> Piece:
    start, end = max(piece.start, 0.0), min(piece.end, length)
    if end - start < 3.0:
        start, end = min(start, length - 3.0), max(end, min(start + 3.0, length))
    return Piece(piece.form, max(start, 0.0), end)
