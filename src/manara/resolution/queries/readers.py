"""Who has read an entity: for those who keep its circle, and for auditors, as the audit log lets them see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb

# The log is looked through from its newest event; of older ones the log's own page knows.
LOOKED_AT = 100_000
MOST = 200


FORM_NAMES = {"pdf": "PDF", "csv": "CSV", "i2": "i2 (CSV)", "ftm": "FollowTheMoney", "geojson": "GeoJSON"}


@dataclass(frozen=True)
class Reading:
    """One event: who, what, when, for what purpose."""

    at: datetime
    code: str
    verb: str
    purpose: str
    in_report: bool = False
    fields: tuple[str, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether it left the node, and was not only read."""
        return self.verb == AuditVerb.EXPORT

    @property
    def form(self) -> str:
        """In which form it was taken along."""
        return ", ".join(FORM_NAMES.get(name, name) for name in self.fields)

    @property
    def label(self) -> str:
        """What was done, in the language now shown."""
        return str(AuditVerb(self.verb).label)


_SQL = """
select at, actor_code, verb, purpose, object_type = 'report', fields from (
  select * from foundation_auditevent
  where (%(audiences)s::bigint[] is null or audience_id = any(%(audiences)s::bigint[]))
  order by id desc limit %(looked_at)s
) newest
where (object_type = 'entity' and object_ids && %(entities)s::uuid[])
  or (object_type = 'report' and verb = any(%(read)s::varchar[]) and object_ids && %(reports)s::uuid[])
order by id desc limit %(most)s
"""


def readings(
    entities: Sequence[uuid.UUID], audiences: Sequence[int] | None, *, reports: Sequence[uuid.UUID] = ()
) -> list[Reading]:
    """The newest readings of these entities and of the reports that name them.

    `audiences` is None for an auditor, who sees all events and, as he may not see what a report names, no reports.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            {
                "entities": list(entities),
                "audiences": None if audiences is None else sorted(set(audiences)),
                "reports": list(reports),
                "read": [AuditVerb.READ.value, AuditVerb.EXPORT.value],
                "looked_at": LOOKED_AT,
                "most": MOST,
            },
        )
        return [
            Reading(at, code, verb, purpose, in_report, tuple(fields))
            for at, code, verb, purpose, in_report, fields in cursor.fetchall()
        ]


def readings_for_auditor(viewer: Viewer, entity: uuid.UUID) -> list[Reading]:
    """The same by its address alone, of any circle; that the auditor looked is an event of its own."""
    record(viewer, AuditVerb.READ, "log", [entity], fields=["readers"])
    return readings([entity], None)
