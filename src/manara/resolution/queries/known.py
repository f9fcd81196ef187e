"""Everything that the reports of an identity say of it, each saying with the report that vouches for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from manara.resolution.engine.sayings import Report, Saying

# One import row says about ten things; a package may say far more of one entity.
MOST_STATEMENTS = 3_000

_SQL = """
select prop, value, report_id, kind, original, language, note, since, until, coalesce(other_id, 0), schema
from intake_statement where entity_id = any(%s) order by id limit %s
"""


def known(entities: Sequence[int], reports: Mapping[int, Report]) -> list[Saying]:
    """What is said of these entities, in the order it was said, at most `MOST_STATEMENTS`."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [list(entities), MOST_STATEMENTS])
        return [
            Saying(prop, value, reports[report], *rest)
            for prop, value, report, *rest in cursor.fetchall()
            if report in reports
        ]
