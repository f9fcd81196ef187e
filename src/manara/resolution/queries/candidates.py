"""Which entities share a key with what was asked: one query, bounded for names that half a country bears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from manara.resolution.engine.ranking import BEGINS, Candidate, key_weights
from manara.resolution.queries import judged, vouching
from manara.resolution.queries.reached import REACHED

# Of one key at most so many entities are looked at, the newest first; the page says when it was more.
MOST_OF_A_KEY = 4_000
MOST_CANDIDATES = 200
# Of each kind at most so many are looked at whose names begin as it was asked.
MOST_BEGUN = 25


@dataclass(frozen=True)
class Filters:
    """What narrows a search: schemas, codes of agencies, handling codes, and when it happened or was written."""

    schemas: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    handling: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def reversed(self) -> bool:
        """Whether the period ends before it begins, so that nothing can lie in it."""
        return bool(self.since and self.until and self.until < self.since)

    def __bool__(self) -> bool:
        return bool(self.schemas or self.agencies or self.handling or self.since or self.until)


@dataclass(frozen=True)
class Candidates:
    """Those found, and whether there were more than could be looked at."""

    entities: tuple[Candidate, ...]
    bounded: bool


# The cross join lateral is what keeps a name of 50,000 bearers from being read whole.
_HITS = """
with raw as materialized (
  select w.key, w.weight, m.entity_id
  from unnest(%(keys)s::varchar[], %(weights)s::int[]) as w (key, weight)
  cross join lateral (
    select mine.entity_id from {reached} cross join lateral (
      select entity_id from intake_matchkey k where k.key = w.key and k.audience_id = reached.audience
      order by entity_id desc limit %(most)s
    ) mine order by mine.entity_id desc limit %(most)s
  ) m {begun}
), hit as (
  select entity_id, sum(weight) as weight, array_agg(key) as keys from raw group by entity_id
), full_key as (
  select coalesce(bool_or(n >= case when key like '{begins}%%' then %(most_begun)s else %(most)s end), false) as yes
  from (select key, count(*) as n from raw group by key) counted
)
"""
# They come before all who share no more than a common word.
_BEGUN = """
  union all
  select '{begins}' || kind.schema, 10, b.id from unnest(%(kinds)s::varchar[]) as kind (schema) cross join lateral (
    select mine.id from {reached} cross join lateral (
      select e.id, e.sort_key from intake_entity e
      where e.schema = kind.schema and e.audience_id = reached.audience
        and e.sort_key >= %(from)s and e.sort_key < %(to)s
      order by e.sort_key limit %(most_begun)s
    ) mine order by mine.sort_key limit %(most_begun)s
  ) b
"""
_UNFILTERED = """{hits}, best as (
  select * from hit order by weight desc, entity_id desc limit %(limit)s
)
select e.id, e.public_id, e.schema, e.caption, {one}, best.keys, (select yes from full_key), {columns}
from best join intake_entity e on e.id = best.entity_id join intake_report r on r.id = e.report_id {joins}
order by best.weight desc, e.id desc
"""
_FILTERED = """{hits}
select e.id, e.public_id, e.schema, e.caption, {one}, hit.keys, (select yes from full_key), {columns}
from hit join intake_entity e on e.id = hit.entity_id join intake_report r on r.id = e.report_id {joins}
where (%(schemas)s::varchar[] is null or e.schema = any(%(schemas)s::varchar[]))
  and (%(agencies)s::varchar[] is null or a.code = any(%(agencies)s::varchar[]))
  and (%(handling)s::varchar[] is null or r.handling = any(%(handling)s::varchar[]))
  and (%(since)s::date is null or coalesce(r.occurred_from, r.written_at::date) >= %(since)s::date)
  and (%(until)s::date is null or coalesce(r.occurred_from, r.written_at::date) <= %(until)s::date)
order by hit.weight desc, e.id desc limit %(limit)s
"""


def candidates(
    keys: Iterable[str],
    filters: Filters,
    *,
    language: str,
    most: int = MOST_OF_A_KEY,
    limit: int = MOST_CANDIDATES,
    begins: str = "",
    kinds: Sequence[str] = (),
) -> Candidates:
    """The entities that share the most with `keys`, at most `limit`, in the order of how much they share.

    With `begins` also those of `kinds` whose sort key begins so; it is asked in the same query.
    """
    wanted = sorted(set(keys))
    begun = _BEGUN.format(reached=REACHED, begins=BEGINS) if begins and kinds else ""
    if not wanted and not begun:
        return Candidates((), False)
    sql = (_FILTERED if filters else _UNFILTERED).format(
        hits=_HITS.format(reached=REACHED, begun=begun, begins=BEGINS), one=judged.key("e"),
        columns=vouching.columns(language), joins=vouching.JOINS,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                "keys": wanted,
                "weights": key_weights(wanted),
                "most": most,
                "limit": limit,
                "schemas": _or_null(filters.schemas),
                "agencies": _or_null(filters.agencies),
                "handling": _or_null(filters.handling),
                "since": filters.since,
                "until": filters.until,
                "kinds": list(kinds),
                "from": begins,
                "to": f"{begins}\U0010ffff",
                "most_begun": MOST_BEGUN,
            },
        )
        rows = cursor.fetchall()
    found = tuple(_candidate(row) for row in rows)
    return Candidates(found, len(rows) >= limit or bool(rows and rows[0][6]))


def _or_null(values: Sequence[object]) -> list[object] | None:
    return list(values) or None


def _candidate(row: Sequence[Any]) -> Candidate:
    number, public_id, schema, caption, identity_key, keys = row[:6]
    return Candidate(number, public_id, schema, caption, identity_key, vouching.report_of(row[7:]), tuple(keys))
