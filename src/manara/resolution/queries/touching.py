"""What points at an entity: the ties, papers, calls and events in the reports that name it, with all they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

# A phone in 5,000 reports has as many ties; the newest are charted, and the page says that there are more.
MOST_TIES = 400


@dataclass(slots=True)
class Touch:
    """One thing that points at the entity: its plain values, and whom each of its properties points to."""

    id: int
    schema: str
    report: int
    kind: str = "fact"
    values: dict[str, str] = field(default_factory=dict)
    ends: list[tuple[str, int]] = field(default_factory=list)


_SQL = """
with touch as materialized (
  select distinct entity_id from intake_statement where other_id = any(%(entities)s)
  order by entity_id desc limit %(most)s
)
select s.entity_id, s.schema, s.report_id, s.prop, s.value, coalesce(s.other_id, 0), s.kind
from touch join intake_statement s on s.entity_id = touch.entity_id order by s.entity_id desc, s.id
"""


def touching(entities: Iterable[int], *, most: int = MOST_TIES) -> list[Touch]:
    """At most `most` things that point at any of `entities`, the newest first."""
    wanted = sorted(set(entities))
    if not wanted:
        return []
    found: dict[int, Touch] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"entities": wanted, "most": most})
        for number, schema, report, prop, value, other, kind in cursor.fetchall():
            touch = found.setdefault(number, Touch(number, schema, report))
            if kind != "fact":
                touch.kind = kind
            if other:
                touch.ends.append((prop, other))
            else:
                touch.values.setdefault(prop, value)
    return list(found.values())
