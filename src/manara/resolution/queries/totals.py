"""How many reports and agencies speak of the things that an identifier makes one, counted up to a bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

BOUND = 1_000


@dataclass(frozen=True)
class Total:
    """Counts of what the viewer may see; `bounded` when there are more reports than were counted."""

    reports: int
    agencies: int
    countries: int
    bounded: bool = False


_SQL = """
select w.key, count(distinct r.id), count(distinct r.agency_id), count(distinct a.country), count(*)
from unnest(%(keys)s::varchar[]) as w (key)
cross join lateral (
  select report_id from intake_entity e where e.identity_key = w.key and e.identity_key <> '' limit %(bound)s
) e
join intake_report r on r.id = e.report_id join foundation_agency a on a.id = r.agency_id
group by w.key
"""


def totals(identity_keys: Iterable[str], *, bound: int = BOUND) -> dict[str, Total]:
    """Identity key → total; keys without any are left out, and no key asks nothing of the database."""
    wanted = sorted(set(identity_keys) - {""})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"keys": wanted, "bound": bound})
        return {
            key: Total(reports, agencies, countries, rows >= bound)
            for key, reports, agencies, countries, rows in cursor
        }
