"""Reads what tells apart those of one name: when and where somebody was born, the nationality, and the days of the reports."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb

TELLING = ("birthDate", "nationality", "birthPlace")
REPORTED = "reported"

_SQL = """
select s.entity_id, s.id, s.prop, s.value from intake_statement s
where s.entity_id = any(%(entities)s) and s.prop = any(%(props)s) and s.value <> ''
union all
select e.id, 0, %(reported)s, to_char(coalesce(r.occurred_from, r.written_at::date), 'YYYY-MM-DD')
from intake_entity e join intake_report r on r.id = e.report_id where e.id = any(%(entities)s)
order by 1, 2
"""


def telling_apart(
    viewer: Viewer, entities: Iterable[int], addresses: Collection[uuid.UUID]
) -> dict[int, dict[str, list[str]]]:
    """Entity → property → its values, with `REPORTED` for the day of its report; recorded as read of these `addresses`.

    One query, none for nobody.
    """
    wanted = sorted(set(entities))
    found: dict[int, dict[str, list[str]]] = {number: {} for number in wanted}
    if not wanted:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"entities": wanted, "props": list(TELLING), "reported": REPORTED})
        for entity, _id, prop, value in cursor.fetchall():
            values = found[entity].setdefault(prop, [])
            if value not in values:
                values.append(value)
    record(viewer, AuditVerb.LIST, "entity", sorted(addresses, key=str), fields=TELLING)
    return found
