"""How many reports and agencies speak of what an identifier or a judgement makes one, counted up to a bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from manara.resolution.queries import judged

BOUND = 1_000


@dataclass(frozen=True)
class Total:
    """Counts of what the viewer may see; `bounded` when there are more reports than were counted."""

    reports: int
    agencies: int
    countries: int
    bounded: bool = False


# Key, nothing, and the four counts: the shape of a fact, so that a list can ask for both at once.
TOTALS = f"""
select w.key, ''::text, count(distinct r.id), count(distinct r.agency_id), count(distinct a.country), count(*)
from unnest(%(keys)s::varchar[]) as w (key)
cross join lateral (
  (select report_id from intake_entity e where e.identity_key = w.key and e.identity_key <> '' limit %(bound)s)
  union all
  select e.report_id from ({judged.of_key("w.key")}) judged join intake_entity e on e.id = judged.id
) e
join intake_report r on r.id = e.report_id join foundation_agency a on a.id = r.agency_id
group by w.key
"""  # noqa: S608  only names and conditions without values are put in


def totals(identity_keys: Iterable[str], *, bound: int = BOUND) -> dict[str, Total]:
    """Identity key → total; keys without any are left out, and no key asks nothing of the database."""
    wanted = sorted(set(identity_keys) - {""})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, {"keys": wanted, "bound": bound})
        return {key: total_of(counts, bound) for key, _nothing, *counts in cursor.fetchall()}


def total_of(counts: Sequence[int], bound: int) -> Total:
    """A total of reports, agencies, countries, and how many rows were counted."""
    reports, agencies, countries, rows = counts
    return Total(reports, agencies, countries, rows >= bound)
