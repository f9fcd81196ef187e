"""How a moment's dates look on the picture: a day is a tick, what lasted is solid, what is only known in part is hollow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from manara.foundation.engine.partial_date import PartialDate
from manara.resolution.engine.timeline import Moment

# "within": it lies somewhere in there. "about": the same with soft ends. "held": it went on all the time.
# "open": it is not said how long it goes on.
Form = Literal["tick", "within", "about", "held", "open"]
Scale = Callable[[date], float]
THIN = 3.0
TAIL = 36.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a moment's mark, in units along the time from `start` to `end`."""

    form: Form
    start: float
    end: float


def pieces(moment: Moment, at: Scale, after: Scale, *, today: date) -> list[Piece]:
    """The parts of a dated moment's mark, unclipped; `at` places a day's beginning, `after` its end."""
    when, until = moment.when, moment.until
    if when and until and until.end < when.start:
        # It ends before it begins: one of both is wrong, so it may have been at any time between.
        return [Piece("within", at(until.start), after(when.end))]
    if until is None and when is not None:
        return [*_one(when, at, after), *_going_on(moment, when, at, after, today)]
    if when is None:
        assert until is not None  # it is dated
        return [Piece("open", at(until.start) - TAIL, at(until.start)), *_one(until, at, after)]
    assert until is not None
    return list(_between(when, until, at, after))


def _one(when: PartialDate, at: Scale, after: Scale) -> list[Piece]:
    start, end = at(when.start), after(when.end)
    if when.precision == "about":
        # A year more or less than said is still "about"; the ends are soft to say so.
        soft = (end - start) * 0.35 + THIN
        return [Piece("about", start - soft, end + soft)]
    if when.start == when.end:
        middle = (start + end) / 2
        return [Piece("tick", middle - THIN / 2, middle + THIN / 2)]
    return [Piece("within", start, max(end, start + THIN))]


def _going_on(moment: Moment, when: PartialDate, at: Scale, after: Scale, today: date) -> Iterator[Piece]:
    if moment.lasts:
        start = after(when.end)
        yield Piece("open", start, max(at(today), start + TAIL))


def _between(when: PartialDate, until: PartialDate, at: Scale, after: Scale) -> Iterator[Piece]:
    if when.end >= until.start:
        # Both ends lie in one stretch that is known no closer.
        yield Piece("within" if when.end > when.start else "held", at(when.start), after(until.end))
        return
    certain_from = at(when.start) if when.start == when.end else after(when.end)
    certain_to = after(until.end) if until.start == until.end else at(until.start)
    if when.start < when.end:
        yield Piece("about" if when.precision == "about" else "within", at(when.start), certain_from)
    yield Piece("held", certain_from, max(certain_to, certain_from + THIN))
    if until.start < until.end:
        yield Piece("about" if until.precision == "about" else "within", certain_to, after(until.end))
