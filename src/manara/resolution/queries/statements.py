"""What is said of an identity, statement by statement in the order it was said, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from manara.resolution.engine.sayings import Saying
from manara.resolution.queries.identity import Identity


@dataclass(frozen=True)
class StatementPage:
    """One page, and the number behind which the next one begins, None at the end."""

    sayings: tuple[Saying, ...]
    last: int | None


_SQL = """
select id, prop, value, report_id, kind, original, language, note, since, until, coalesce(other_id, 0), schema
from intake_statement where entity_id = any(%(entities)s) and id > %(behind)s order by id limit %(limit)s
"""


def statements_of(identity: Identity, *, behind: int = 0, size: int) -> StatementPage:
    """At most `size` statements behind a number."""
    reports = identity.reports
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"entities": identity.ids, "behind": behind, "limit": size + 1})
        rows = cursor.fetchall()
    said = (
        Saying(prop, value, reports[report], *rest)
        for _id, prop, value, report, *rest in rows[:size]
        if report in reports
    )
    return StatementPage(tuple(said), rows[size - 1][0] if len(rows) > size else None)
