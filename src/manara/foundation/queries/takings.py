"""What the viewer himself took out of the node: each time, what it was, in which form and for what purpose."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manara.foundation.access.viewer import Viewer
from manara.foundation.models import AuditEvent
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.log_words import type_words
from manara.foundation.subjects import Named, named_all

PAGE = 25
# Things of one taking that are called by their names; of further ones there is the number.
CALLED = 3
FORMS: dict[str, str | Promise] = {
    "pdf": "PDF",
    "csv": "CSV",
    "i2": "i2 (CSV)",
    "ftm": "FollowTheMoney",
    "geojson": "GeoJSON",
    "map": _("from the map"),
}
# What one request took is one taking, however many events tell of it.
_TAKINGS = """
select coalesce(request_id, public_id) as taking, max(id), array_agg(id order by id)
from foundation_auditevent
where actor_id = %(me)s and verb in ('export', 'download')
group by 1 having %(before)s::bigint is null or max(id) < %(before)s
order by 2 desc limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Taking:
    """One time: when, how many of what kind, in which forms, why; the things that are still to be seen by their names."""

    at: datetime
    kinds: Sequence[tuple[str, int]]
    forms: Sequence[str]
    purpose: str
    by_programme: bool
    things: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Takings:
    """A page of them, the newest first, and where the older ones begin."""

    rows: Sequence[Taking]
    older: int | None


def takings_of(viewer: Viewer, *, before: int | None = None) -> Takings:
    """What the viewer took along. His own events are his to read, and that he reads them is no event of its own."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKINGS, {"me": viewer.user_id, "before": before, "most": PAGE + 1})
        found = cursor.fetchall()
    page = found[:PAGE]
    events = AuditEvent.objects.defer("sealed_detail").in_bulk([number for row in page for number in row[2]])
    grouped = [[events[number] for number in numbers] for _taking, _last, numbers in page]
    wanted = [each for group in grouped for each in _first(group)]
    names = named_all(viewer, wanted)
    rows = [_taking(group, [names[each] for each in _first(group) if each in names]) for group in grouped]
    return Takings(rows, page[-1][1] if len(found) > PAGE else None)


def _first(events: Sequence[AuditEvent]) -> list[tuple[str, uuid.UUID]]:
    """The things that were taken by their own name, before those that they are made of."""
    return [(event.object_type, each) for event in events[:1] for each in event.object_ids[:CALLED]]


def _taking(events: Sequence[AuditEvent], things: Sequence[Named]) -> Taking:
    first = events[0]
    kinds: dict[str, int] = {}
    for event in events:
        kinds[event.object_type] = kinds.get(event.object_type, 0) + event.object_count
    forms = dict.fromkeys(str(FORMS[name]) for event in events for name in event.fields if name in FORMS)
    if first.verb == AuditVerb.DOWNLOAD:
        forms[str(_("the file itself"))] = None
    return Taking(
        first.at, [(type_words(kind), count) for kind, count in kinds.items() if count], list(forms), first.purpose,
        first.token is not None, things,
    )  # fmt: skip
