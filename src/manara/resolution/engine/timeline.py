"""What happened when, as reports say it: moments with the precision of their dates, in lanes by kind, none of them dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from manara.foundation.engine.partial_date import DateProblem, PartialDate
from manara.foundation.vocabulary import schemas
from manara.resolution.engine.sayings import Report

Kind = Literal["fact", "assessment"]
Flag = Literal["", "before-1900", "after-today", "reversed"]

# From what one looks for first down to what frames it. Another room may add lanes of its own between these.
LANES: Final = (
    "happened", "travel", "calls", "payments", "phones", "papers", "roles", "family", "ties", "life", "work", "said",
)  # fmt: skip
# What frames a life or a file stretches the picture over decades: the first view is of the rest.
_FRAMES: Final = frozenset({"life", "papers", "family"})
_OLDEST: Final = date(1900, 1, 1)

_OF_SCHEMA: Final = {
    "Call": "calls", "Message": "calls", "Payment": "payments", "PhoneUse": "phones", "DeviceUse": "phones",
    "Identification": "papers", "Passport": "papers", "Trip": "travel", "RouteLeg": "travel", "CoTravel": "travel",
    "Presence": "travel", "Lodging": "travel", "NetworkRole": "roles", "Membership": "roles", "Family": "family",
    "Incident": "happened", "Event": "happened",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated thing: `when` it was or began, `until` when it ended; `lasts` when it went on between, or goes on.

    `lane` is one of `LANES` or a room's own; `label` says what it is and `about` whom else it concerns, both in the
    reader's words. Without `when` and `until` it is undated and stands beside the picture. `raw` is a date that could
    not be read.
    """

    lane: str
    label: str
    when: PartialDate | None = None
    until: PartialDate | None = None
    lasts: bool = False
    about: str = ""
    kind: Kind = "fact"
    url: str = ""
    reports: tuple[Report, ...] = ()
    raw: str = ""

    @property
    def dated(self) -> bool:
        """Whether it has a place on the picture."""
        return self.when is not None or self.until is not None

    @property
    def first(self) -> date:
        """The first day it can touch. Only of a dated moment."""
        return min(each.start for each in (self.when, self.until) if each)

    @property
    def last(self) -> date:
        """The last day it can touch. Only of a dated moment."""
        return max(each.end for each in (self.when, self.until) if each)

    def flag(self, today: date) -> Flag:
        """What makes one look twice: an end before its beginning, a day before 1900 or after today."""
        if self.when and self.until and self.until.end < self.when.start:
            return "reversed"
        if self.first < _OLDEST:
            return "before-1900"
        # A paper is valid beyond today as a rule, and a room's own dates (a task, a hearing) are set ahead.
        begins = self.when or self.until
        ahead = self.lane in ("papers", "work") or self.lane not in LANES
        return "after-today" if begins and begins.start > today and not ahead else ""


def lane_of(schema: str) -> str:
    """The lane of what a schema's dates tell of; the nearest of its parents decides, a tie of any other kind is "ties"."""
    if schema in _OF_SCHEMA:
        return _OF_SCHEMA[schema]
    known = schemas().get(schema)
    if known is None:
        return "ties"
    return next((_OF_SCHEMA[each] for each in known.parents if each in _OF_SCHEMA), "ties")


def read(value: str) -> PartialDate | None:
    """A stored date, or None for one that can't be read: then the moment is undated and keeps the words."""
    try:
        return PartialDate.from_iso(value) if value else None
    except DateProblem:
        return None


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """Dated moments, the earliest first; of one day the more precise first."""
    return sorted(
        (each for each in moments if each.dated), key=lambda each: (each.first, each.last, each.lane, each.label)
    )


def joined(moments: Iterable[Moment]) -> list[Moment]:
    """What several reports say alike, once, with all of them; a fact where one of them states it as one."""
    heaps: dict[tuple[object, ...], Moment] = {}
    for each in moments:
        same = (each.lane, each.label, each.about, each.when, each.until, each.lasts, each.raw)
        known = heaps.get(same)
        if known is None:
            heaps[same] = each
            continue
        reports = {report.id: report for report in (*known.reports, *each.reports)}
        kind: Kind = "fact" if "fact" in (known.kind, each.kind) else "assessment"
        heaps[same] = replace(known, kind=kind, reports=tuple(reports.values()))
    return list(heaps.values())


def lanes_of(moments: Iterable[Moment]) -> list[str]:
    """The lanes that these moments need, in the order of `LANES`; a room's own come first."""
    needed = dict.fromkeys(each.lane for each in moments)
    own = [lane for lane in needed if lane not in LANES]
    return [*own, *(lane for lane in LANES if lane in needed)]


def core(moments: Sequence[Moment], today: date) -> list[Moment]:
    """The moments that the first view spans: what happened and was done, without what frames it and what looks like a slip.

    Where nothing else is dated, all of them.
    """
    dated = [each for each in moments if each.dated]
    plain = [each for each in dated if not each.flag(today)]
    active = [each for each in plain if each.lane not in _FRAMES and each.lane != "said"]
    return active or plain or dated
