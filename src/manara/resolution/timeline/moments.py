"""Gathers all that is dated of some entities: their own dates, what points at them, and the reports that name them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.partial_date import PartialDate
from manara.foundation.models.audit import AuditVerb
from manara.foundation.vocabulary import schemas
from manara.resolution import words
from manara.resolution.engine.sayings import Report
from manara.resolution.engine.timeline import Kind, Moment, in_order, joined, lane_of, read
from manara.resolution.queries.dated import MOST_DATED, Dated, dated
from manara.resolution.queries.things import Thing, things
from manara.resolution.queries.touching import Touch, touching
from manara.resolution.timeline import telling

# A phone may be in thousands of reports: the newest are drawn, and the page says that there are more.
MOST_TOUCHES = 2_000
_INTERVAL = ("startDate", "endDate", "date")


@dataclass(frozen=True)
class Moments:
    """All moments, the dated ones in order, then those without a date; `bounded` when there is more than was read."""

    all: tuple[Moment, ...]
    bounded: bool = False


def moments_of(viewer: Viewer, entities: Collection[int], *, several: bool = False, part: str = "timeline") -> Moments:
    """What is dated of `entities` (numbers of source entities), as far as `viewer` may see it; five queries.

    `several` when they are not one thing (a case, a place): then each moment says whom it concerns. Whoever is shown is
    recorded as listed for `part`; that the entities themselves are read is for the caller to record where it is one thing.
    """
    mine = things(entities, language=viewer.language)
    said = [each for each in dated(mine) if each.entity in mine]
    touches = [touch for touch in touching(mine, most=MOST_TOUCHES) if touch.id not in mine]
    others = things({other for touch in touches for _prop, other in touch.ends} - mine.keys(), language=viewer.language)
    known = {**others, **mine}
    reports = {thing.report.id: thing.report for thing in mine.values()}
    found = [
        *_own(said, mine, several=several),
        *_ties(touches, mine, known, reports, several=several),
        *_reported(reports, telling.named_by_report(mine) if several else {}),
    ]
    _seen(viewer, known if several else others, part)
    every = joined(found)
    ordered = (*in_order(every), *(each for each in every if not each.dated))
    return Moments(ordered, len(touches) >= MOST_TOUCHES or len(said) >= MOST_DATED)


def _own(said: list[Dated], mine: Mapping[int, Thing], *, several: bool) -> Iterator[Moment]:
    spans: dict[int, dict[str, str]] = {}
    for each in said:
        thing = mine[each.entity]
        about = telling.name_of(thing) if several else ""
        kind: Kind = "fact" if each.kind == "fact" else "assessment"
        if each.prop in _INTERVAL and not each.since and not each.until:
            spans.setdefault(each.entity, {}).setdefault(each.prop, each.value)
        elif each.since or each.until:
            value = words.shown(each.schema, each.prop, each.value).text
            label = words.property_label(each.schema, each.prop)
            yield _moment(
                "life", label, each.since, each.until, thing.report, kind, " · ".join(filter(None, (value, about))),
                lasts=bool(each.since),
            )  # fmt: skip
        else:
            label = words.property_label(each.schema, each.prop)
            yield _moment("life", label, each.value, "", thing.report, kind, about)
    for number, values in spans.items():
        thing = mine[number]
        lane = lane_of(thing.schema)
        begins = values.get("startDate") or values.get("date", "")
        yield _moment(
            lane if lane != "ties" else "life", words.schema_label(thing.schema), begins, values.get("endDate", ""),
            thing.report, "fact", telling.name_of(thing) if several else "", lasts="startDate" in values,
        )  # fmt: skip


def _ties(
    touches: list[Touch],
    mine: Mapping[int, Thing],
    known: Mapping[int, Thing],
    reports: Mapping[int, Report],
    *,
    several: bool,
) -> Iterator[Moment]:
    for touch in touches:
        schema = schemas().get(touch.schema)
        values = touch.values
        begins, ends = values.get("startDate") or values.get("date", ""), values.get("endDate", "")
        if touch.report not in reports or not (begins or ends or (schema and schema.is_a("Interval"))):
            continue
        names = telling.names(touch, mine, known, several=several)
        kind: Kind = "fact" if touch.kind == "fact" else "assessment"
        yield _moment(
            lane_of(touch.schema), telling.label(touch, mine, several=several), begins, ends, reports[touch.report], kind,
            names, lasts="startDate" in values,
        )  # fmt: skip


def _reported(reports: Mapping[int, Report], named: Mapping[int, str]) -> Iterator[Moment]:
    # Who reports is told beside it. A report concerns what its title says, or what of these things it names.
    # It is named once, where it happened: all that came in on one day as one thing then stands in one line.
    for report in reports.values():
        about = report.title or named.get(report.id, "")
        if report.occurred:
            yield _moment("happened", _("Report"), report.occurred, "", report, "fact", about)
        day = PartialDate.between(report.written, report.written)
        came = report.title if report.occurred else about
        yield Moment("said", _("Received"), day, about=came, url=telling.report_url(report), reports=(report,))


def _moment(
    lane: str, label: str, begins: str, ends: str, report: Report, kind: Kind, about: str, *, lasts: bool = False
) -> Moment:
    when, until = read(begins), read(ends)
    unread = " – ".join(text for text, date in ((begins, when), (ends, until)) if text and date is None)
    return Moment(lane, label, when, until, lasts, about, kind, telling.report_url(report), (report,), unread)


def _seen(viewer: Viewer, shown: Mapping[int, Thing], part: str) -> None:
    # Of no audience: the keepers of one circle must not learn of another's.
    ids: dict[uuid.UUID, None] = dict.fromkeys(thing.public_id for thing in shown.values())
    if ids:
        record(viewer, AuditVerb.LIST, "entity", ids, fields=[part])
