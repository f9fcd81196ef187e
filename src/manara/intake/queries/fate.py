"""What became of one's own reports: whether anybody else has opened them since, and which have to be looked at again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Report
from manara.intake.queries.reports import reports_of

# Looked through from the newest event of the reports' audiences; an older reading has been told long since.
LOOKED_AT = 20_000

_SQL = """
select opened, max(at) from (
  select at, unnest(object_ids) as opened from (
    select at, verb, object_type, object_ids, actor_id from foundation_auditevent
    where audience_id = any(%(audiences)s) order by id desc limit %(looked_at)s
  ) newest
  where object_type = 'report' and verb = %(read)s and actor_id <> %(me)s and object_ids && %(reports)s::uuid[]
) each where opened = any(%(reports)s::uuid[]) group by opened
"""


def opened_by_others(viewer: Viewer, reports: Sequence[Report]) -> dict[uuid.UUID, datetime]:
    """When somebody else last opened each of these reports; who and why is for those who keep the circle."""
    if not reports:
        return {}
    given: dict[str, Any] = {
        "audiences": sorted({report.audience_id for report in reports}),
        "reports": [report.public_id for report in reports],
        "read": AuditVerb.READ.value,
        "me": viewer.user_id,
        "looked_at": LOOKED_AT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        return dict(cursor.fetchall())


def reviews_due(viewer: Viewer, today: date, *, size: int) -> list[Report]:
    """The viewer's own reports whose handling was to be reviewed by now, the longest overdue first."""
    rows = reports_of(viewer).filter(author_id=viewer.user_id, review_on__lte=today, retracted_at=None)
    found = list(rows.select_related("agency").order_by("review_on", "pk")[:size])
    if found:
        record(viewer, AuditVerb.LIST, "report", [report.public_id for report in found])
    return found
