"""Which persons share a key with those who came last: the pairs that are worth comparing, and no others."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db import connection

from manara.foundation.access import Viewer
from manara.resolution.models import Comparing
from manara.resolution.queries import judged
from manara.resolution.queries.reached import REACHED

SCHEMA: Final = "Person"
# Of a name that half a country bears, and of a phone in a thousand reports, the newest.
MOST_OF_A_KEY: Final = 60
NAME_KEYS: Final = ("n1:p:%", "n1:w:%", "n1:x:%")
IDENTIFIERS: Final = ("p1:+%", "d1:%", "i1:%", "e1:%", "a1:%")

_NEWEST = (
    "select e.id from intake_entity e where e.schema = %(schema)s and e.id > %(after)s order by e.id limit %(most)s"
)
_BEARERS = f"""
select mine.entity_id from {REACHED} cross join lateral (
  select entity_id from intake_matchkey k where k.key = held.key and k.audience_id = reached.audience
  order by entity_id desc limit %(most)s
) mine order by mine.entity_id desc limit %(most)s
"""  # noqa: S608  only names and conditions without values are put in
_PAIRS = f"""
with own as materialized (
  select entity_id as person, key from intake_matchkey where entity_id = any(%(entities)s) and key like any(%(own)s)
), tied as materialized (
  select distinct s.other_id as person, k.key from intake_statement s
  cross join lateral (
    select s.entity_id as id
    union select far.other_id from intake_statement far where far.entity_id = s.entity_id and far.other_id <> s.other_id
  ) thing join intake_matchkey k on k.entity_id = thing.id
  where s.other_id = any(%(entities)s) and k.key like any(%(identifiers)s)
), through as (
  select held.person, found.entity_id as id from (select distinct person, key from own) held
  cross join lateral ({_BEARERS}) found
  union
  select held.person, near.id from (
    select person, key from tied union select person, key from own where key like any(%(identifiers)s)
  ) held
  cross join lateral ({_BEARERS}) thing
  cross join lateral (
    select s.other_id as id from intake_statement s where s.entity_id = thing.entity_id and s.other_id is not null
    union select far.other_id from intake_statement s join intake_statement far on far.entity_id = s.entity_id
    where s.other_id = thing.entity_id and far.other_id is not null limit %(most)s
  ) near
)
select distinct least(through.person, e.id), greatest(through.person, e.id)
from through join intake_entity e on e.id = through.id
where e.schema = %(schema)s and e.id <> through.person
  and not exists (select from resolution_judgement j where j.one_id = least(through.person, e.id)
                  and j.other_id = greatest(through.person, e.id) and {judged.STANDS})
limit %(pairs)s
"""  # noqa: S608
MOST_PAIRS: Final = 20_000


def newest(after: int, *, most: int) -> list[int]:
    """The next persons behind a number that the viewer sees."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"schema": SCHEMA, "after": after, "most": most})
        return [number for (number,) in cursor.fetchall()]


def comparing_of(viewer: Viewer) -> Comparing | None:
    """How far the viewer's own comparison has come."""
    return Comparing.objects.select_related("job").filter(user=viewer.user_id).first()


def left(after: int) -> int:
    """How many persons there still are behind a number."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from intake_entity where schema = %s and id > %s", [SCHEMA, after])
        return int(cursor.fetchone()[0])


def pairs(entities: Collection[int]) -> list[tuple[int, int]]:
    """The pairs of these persons with any that share a key with them and on which no judgement stands."""
    given: dict[str, Any] = {
        "entities": sorted(entities), "own": [*NAME_KEYS, *IDENTIFIERS], "identifiers": list(IDENTIFIERS),
        "schema": SCHEMA, "most": MOST_OF_A_KEY, "pairs": MOST_PAIRS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, given)
        return [(one, other) for one, other in cursor.fetchall()]
