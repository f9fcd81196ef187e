"""The stretch of time that a timeline shows, and the ones that lie nearer, farther, earlier and later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from manara.resolution.engine.timeline import Moment, core

SHORTEST: Final = 7
# The first view of a single day would show nothing around it.
_FIRST: Final = 60
_LONGEST: Final = date.max.toordinal() - 1


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end`, both included: at least a week long, so that a day can be told from its neighbours."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it spans."""
        return self.end.toordinal() - self.start.toordinal() + 1

    def shows(self, moment: Moment) -> bool:
        """Whether a part of the moment lies in it."""
        return moment.first <= self.end and moment.last >= self.start


def window(start: date, end: date) -> Window:
    """The window from `start` to `end`, in either order, made a week long where it is shorter."""
    first, last = sorted((start.toordinal(), end.toordinal()))
    lacking = SHORTEST - (last - first + 1)
    return _cut(first - max(0, lacking // 2), last + max(0, lacking - lacking // 2))


def around(moments: Sequence[Moment], today: date) -> Window:
    """The first view: all that happened, with a little room at both ends. Raises ValueError without a dated moment."""
    shown = core(moments, today)
    first = _with_room(min(each.first for each in shown), max(_reach(each, today) for each in shown))
    lacking = max(0, _FIRST - first.days) // 2
    return _cut(first.start.toordinal() - lacking, first.end.toordinal() + lacking)


def whole(moments: Sequence[Moment]) -> Window:
    """From the first day of all to the last, and the first view at least. Raises ValueError without a dated moment."""
    dated = [each for each in moments if each.dated]
    wide, first = (
        _with_room(min(each.first for each in dated), max(each.last for each in dated)),
        around(dated, date.max),
    )
    return Window(min(wide.start, first.start), max(wide.end, first.end))


def nearer(now: Window) -> Window | None:
    """Half as long around the same middle; None where it is as near as it goes."""
    if now.days <= SHORTEST:
        return None
    quarter = now.days // 4
    return window(date.fromordinal(now.start.toordinal() + quarter), date.fromordinal(now.end.toordinal() - quarter))


def farther(now: Window, widest: Window) -> Window | None:
    """Twice as long around the same middle; None where it shows everything already."""
    if now.start <= widest.start and now.end >= widest.end:
        return None
    half = max(1, now.days // 2)
    return _cut(now.start.toordinal() - half, now.end.toordinal() + half)


def moved(now: Window, direction: int, widest: Window) -> Window | None:
    """Half a window earlier (-1) or later (+1); None where nothing lies there."""
    if (direction < 0 and now.start <= widest.start) or (direction > 0 and now.end >= widest.end):
        return None
    step = direction * max(1, now.days // 2)
    return _cut(now.start.toordinal() + step, now.end.toordinal() + step)


def _reach(moment: Moment, today: date) -> date:
    # What is planned to go on for decades doesn't make the first view decades long.
    return moment.last if moment.last <= today else max(moment.first, today)


def _with_room(first: date, last: date) -> Window:
    room = max(2, (last.toordinal() - first.toordinal()) // 25)
    wide = _cut(first.toordinal() - room, last.toordinal() + room)
    return window(wide.start, wide.end)


def _cut(first: int, last: int) -> Window:
    start = min(max(first, 1), _LONGEST - SHORTEST)
    return Window(date.fromordinal(start), date.fromordinal(max(min(last, _LONGEST), start + SHORTEST - 1)))
