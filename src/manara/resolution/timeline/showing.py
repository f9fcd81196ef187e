"""A timeline as a page shows it: both drawings (wide and narrow), the ways to other windows, the table, what has no date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi

from manara.resolution.engine import timeline_window as windows
from manara.resolution.engine.timeline import Moment, in_order
from manara.resolution.engine.timeline_drawing import NARROW, WIDE, Drawing, drawing
from manara.resolution.engine.timeline_window import Window
from manara.resolution.timeline.lanes import FLAGS, lane_names

ON_A_PAGE = 60
UNDATED_ON_A_PAGE = 30


@dataclass(frozen=True)
class Row:
    """One line of the table that says the same as the picture."""

    moment: Moment
    lane: str
    flag: str


@dataclass(frozen=True)
class Timeline:
    """All that `resolution/parts/timeline.html` shows; `window` is None where nothing is dated."""

    total: int
    bounded: bool
    hijri: bool
    undated: Page[Row] | None = None
    window: Window | None = None
    wide: Drawing | None = None
    narrow: Drawing | None = None
    rows: Page[Row] | None = None
    inside: int = 0
    earlier: int = 0
    later: int = 0
    ways: Mapping[str, Window | None] | None = None
    undated_back: str = ""
    undated_on: str = ""

    @property
    def more_undated(self) -> int:
        """How many without a date stand on later pages."""
        return self.undated.paginator.count - self.undated.end_index() if self.undated else 0


def shown(
    moments: Sequence[Moment],
    asked: QueryDict,
    *,
    bounded: bool = False,
    lanes: Mapping[str, str | Promise] | None = None,
    today: date | None = None,
) -> Timeline:
    """The timeline of `moments` in the window that the query asks for (`from`, `to`, `page`, `hijri`; `undated`, the page of
    what has no date).

    A query that makes no sense shows the first view. `lanes` names lanes that aren't this room's.
    """
    day = today or timezone.localdate()
    names = lane_names(lanes)
    hijri = asked.get("hijri") == "1"
    dated = in_order(moments)
    undated = [_row(each, names, day) for each in moments if not each.dated]
    without = Paginator(undated, UNDATED_ON_A_PAGE).get_page(asked.get("undated")) if undated else None
    base = Timeline(
        len(moments), bounded, hijri, without,
        undated_back=_turned(asked, without.number - 1) if without and without.has_previous() else "",
        undated_on=_turned(asked, without.number + 1) if without and without.has_next() else "",
    )  # fmt: skip
    if not dated:
        return base
    widest, first = windows.whole(dated), windows.around(dated, day)
    now = _asked(asked) or first
    inside = [each for each in dated if now.shows(each)]
    mirrored = get_language_bidi()
    wide, narrow = (
        drawing(inside, now, names, today=day, sheet=sheet, mirrored=mirrored, hijri=hijri) for sheet in (WIDE, NARROW)
    )
    return replace(
        base, window=now, wide=wide, narrow=narrow, inside=len(inside), ways=_ways(now, first, widest),
        rows=Paginator([_row(each, names, day) for each in inside], ON_A_PAGE).get_page(asked.get("page")),
        earlier=sum(each.last < now.start for each in dated), later=sum(each.first > now.end for each in dated),
    )  # fmt: skip


def _ways(now: Window, first: Window, widest: Window) -> dict[str, Window | None]:
    return {
        "nearer": windows.nearer(now),
        "farther": windows.farther(now, widest),
        "earlier": windows.moved(now, -1, widest),
        "later": windows.moved(now, 1, widest),
        "first": first if first != now else None,
        "whole": widest if widest != now else None,
        "all_earlier": windows.window(min(widest.start, now.start), now.end),
        "all_later": windows.window(now.start, max(widest.end, now.end)),
    }


def _turned(asked: QueryDict, page: int) -> str:
    query = asked.copy()
    query["undated"] = str(page)
    return f"?{query.urlencode()}#timeline-undated"


def _row(moment: Moment, names: Mapping[str, str], today: date) -> Row:
    flag = moment.flag(today) if moment.dated else ""
    return Row(moment, names.get(moment.lane, moment.lane), str(FLAGS.get(flag, "")))


def _asked(asked: QueryDict) -> Window | None:
    try:
        start, end = date.fromisoformat(asked.get("from", "")), date.fromisoformat(asked.get("to", ""))
    except ValueError:
        return None
    return windows.window(start, end)
