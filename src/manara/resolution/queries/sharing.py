"""Who shares a key with an entity, or an identifier with what is tied to it: the same phone, paper, device or name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from manara.resolution.queries import vouching
from manara.resolution.queries.reached import REACHED
from manara.resolution.queries.things import COLUMNS, Thing, thing_of

IDENTIFIERS = ("p1:+", "d1:", "i1:", "a1:", "e1:", "v1:")
# Of each key the newest bearers only: a name that half a country bears says nothing of who is who.
MOST_OF_A_KEY = 300
MOST = 120


@dataclass(frozen=True, slots=True)
class Sharer:
    """An entity and the keys it shares; `own` those with the entity itself, the rest with what is tied to it."""

    thing: Thing
    own: tuple[str, ...]
    tied: tuple[str, ...]


_SQL = """
with mine as materialized (
  select key, bool_or(entity_id = any(%(own)s)) as own from intake_matchkey
  where entity_id = any(%(all)s) group by key
), chosen as (
  select key, own from mine
  where (own and key not like 'n1:t:%%' and key not like 'n1:x:%%' and key not like 'p1:8:%%' and key not like 'l1:%%')
     or key like any(%(identifiers)s)
  limit 60
), raw as (
  select chosen.key, chosen.own, m.entity_id from chosen cross join lateral (
    select mine.entity_id from {reached} cross join lateral (
      select entity_id from intake_matchkey k where k.key = chosen.key and k.audience_id = reached.audience
      order by entity_id desc limit %(most)s
    ) mine order by mine.entity_id desc limit %(most)s
  ) m where m.entity_id <> all(%(all)s)
), sharer as (
  select entity_id, array_agg(key) filter (where own) as own, array_agg(key) filter (where not own) as tied,
         sum(case when key like 'n1:%%' then 1 else 10 end) as weight
  from raw group by entity_id order by weight desc, entity_id desc limit %(limit)s
)
select sharer.own, sharer.tied, {own}, {columns}
from sharer join intake_entity e on e.id = sharer.entity_id join intake_report r on r.id = e.report_id {joins}
order by sharer.weight desc, e.id desc
"""


def sharing(own: Iterable[int], tied: Iterable[int], *, language: str) -> list[Sharer]:
    """Entities that share keys with `own`, or identifiers with `tied`, the most first, at most `MOST`."""
    mine, around = sorted(set(own)), sorted(set(tied) - set(own))
    sql = _SQL.format(reached=REACHED, own=COLUMNS, columns=vouching.columns(language), joins=vouching.JOINS)
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                "own": mine,
                "all": [*mine, *around],
                "identifiers": [f"{start}%" for start in IDENTIFIERS],
                "most": MOST_OF_A_KEY,
                "limit": MOST,
            },
        )
        return [Sharer(thing_of(row[2:]), tuple(row[0] or ()), tuple(row[1] or ())) for row in cursor.fetchall()]
