"""Which source entities are one thing to this viewer: all with the same identifier, or those judged to be the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb
from manara.resolution.engine.sayings import Report
from manara.resolution.queries import judged, vouching
from manara.resolution.queries.totals import BOUND, Total, totals

# A phone may be in thousands of reports: its page is made of the newest, and says so.
MOST_SOURCES = 120


@dataclass(frozen=True)
class SourceEntity:
    """The thing as one report names it."""

    id: int
    public_id: uuid.UUID
    schema: str
    caption: str
    identity_key: str
    audience: int
    report: Report


@dataclass(frozen=True)
class Identity:
    """A thing as its viewer may know it: the entity opened first, and those that are the same by definition or judgement."""

    opened: SourceEntity
    sources: tuple[SourceEntity, ...]
    total: Total

    @property
    def ids(self) -> list[int]:
        """The numbers of its source entities."""
        return [source.id for source in self.sources]

    @property
    def reports(self) -> dict[int, Report]:
        """Its reports by number, newest first."""
        return {source.report.id: source.report for source in self.sources}

    @property
    def lying(self) -> list[tuple[int, uuid.UUID]]:
        """Its addresses, each behind the audience in which it lies, the entity opened first."""
        return [(source.audience, source.public_id) for source in self.sources]

    @property
    def judged(self) -> bool:
        """Whether judgements, and not an identifier, make its entities one."""
        return self.opened.identity_key.startswith(judged.JUDGED)

    @property
    def bounded(self) -> bool:
        """Whether there are more reports than its page is made of."""
        return self.total.reports > len(self.reports)


# The second part finds nothing for an entity without an identifier: its condition is the index's own.
_SQL = f"""
with opened as materialized (
  select id, identity_key from intake_entity where public_id = %(entity)s
), chosen as (
  select id from opened
  union
  (select e.id from intake_entity e
   where e.identity_key = (select identity_key from opened) and e.identity_key <> ''
   order by e.id desc limit %(most)s)
  union
  (select judged.id from opened cross join lateral ({judged.members("opened.id")}) judged order by 1 desc limit %(most)s)
)
select e.id, e.public_id, e.schema, e.caption, {judged.key("e")}, e.audience_id, {{columns}}
from chosen join intake_entity e on e.id = chosen.id join intake_report r on r.id = e.report_id {{joins}}
order by (e.public_id = %(entity)s) desc, e.id desc
"""  # noqa: S608  only names and conditions without values are put in


def identity(viewer: Viewer, entity: uuid.UUID, *, part: str, verb: str | None = AuditVerb.READ) -> Identity:
    """The thing with this address; that the viewer reads `part` of it is recorded for those who keep its circles.

    A judgement joins what lies in several circles: the keepers of each learn of the reading, and of their own addresses only.

    With `verb` None the caller records what he does with it, in the same transaction.
    Raises `Hidden` alike for what does not exist and what is not the viewer's to see.
    """
    sql = _SQL.format(columns=vouching.columns(viewer.language), joins=vouching.JOINS)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"entity": entity, "most": MOST_SOURCES})
        sources = tuple(_source(row) for row in cursor.fetchall())
    if not sources or sources[0].public_id != entity:
        raise Hidden
    found = Identity(sources[0], sources, _total(sources))
    if verb is not None:
        tell_keepers(viewer, verb, "entity", found.lying, fields=[part])
    return found


def _source(row: Sequence[Any]) -> SourceEntity:
    number, public_id, schema, caption, identity_key, audience = row[:6]
    return SourceEntity(number, public_id, schema, caption, identity_key, audience, vouching.report_of(row[6:]))


def _total(sources: tuple[SourceEntity, ...]) -> Total:
    if len(sources) >= MOST_SOURCES:
        counted = totals([sources[0].identity_key], bound=BOUND * 6).get(sources[0].identity_key)
        if counted is not None:
            return counted
    reports = {source.report.id: source.report for source in sources}
    return Total(
        len(reports),
        len({report.agency_id for report in reports.values()}),
        len({report.country for report in reports.values()}),
    )
