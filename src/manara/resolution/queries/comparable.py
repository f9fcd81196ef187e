"""Which persons and things share a key with those that came last: the pairs that are worth comparing, and no others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from manara.foundation.access import Viewer
from manara.foundation.engine.places import find_places, likeness
from manara.intake.models import Entity
from manara.resolution.engine.evidence import FAMILY_OF
from manara.resolution.engine.near_misses import near_misses
from manara.resolution.models import Comparing
from manara.resolution.queries import judged
from manara.resolution.queries.reached import REACHED

PERSON: Final = "person"
#: What is compared, by the family that its pairs are weighed as.
SCHEMAS: Final[Mapping[str, str]] = {"Person": PERSON, **FAMILY_OF}
# Of a phone in a thousand reports the newest; of a name that half a country bears the likeliest of its newest bearers.
MOST_OF_A_KEY: Final = 60
AMONG: Final = 1_000
NAME_KEYS: Final = ("n1:p:%", "n1:w:%", "n1:x:%")
IDENTIFIERS: Final = ("p1:+%", "d1:%", "i1:%", "e1:%", "a1:%")
# What tells the bearers of one name apart without weighing them.
_TOLD: Final = ("birthDate", "birthPlace", "address")
#: Of each family the keys of its own by which two are brought together.
OWN_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    PERSON: (*NAME_KEYS, *IDENTIFIERS),
    "vessel": ("b1:%",),
    "vehicle": ("v1:%", "d1:%"),
    "paper": ("d1:%",),
    "organisation": (*NAME_KEYS, *IDENTIFIERS),
    "place": ("l1:%",),
}

_NEWEST = (
    "select e.id from intake_entity e where e.schema = any(%(schemas)s) and e.id > %(after)s order by e.id limit %(most)s"
)
_BEARERS = f"""
select mine.entity_id from {REACHED} cross join lateral (
  select entity_id from intake_matchkey k where k.key = held.key and k.audience_id = reached.audience
  order by entity_id desc limit %(most)s
) mine order by mine.entity_id desc limit %(most)s
"""  # noqa: S608  only names and conditions without values are put in
# A name's bearers, and of a name with more of them than are compared those whom birth, home and the rest of the name make
# likeliest to be the same: the same day (or day and month exchanged) 6, the same year 4, a year apart or none known 2; the
# same place 2; each name key in common 1, but the letters', which no other script has. The linkage of files narrows what is
# too common in the same way: by year, birthday and place.
_NAMED = f"""
named as materialized (
  select person, key from own where key like any(%(names)s)
), borne as materialized (
  select held.key, found.entity_id as id, found.place from (select distinct key from named) held cross join lateral (
    select entity_id, row_number() over (order by entity_id desc) as place from (
      select mine.entity_id from {REACHED} cross join lateral (
        select entity_id from intake_matchkey k where k.key = held.key and k.audience_id = reached.audience
        order by entity_id desc limit %(among)s
      ) mine order by mine.entity_id desc limit %(among)s
    ) newest
  ) found
), common as materialized (
  select key from borne where place = %(most)s + 1
), told as materialized (
  select s.entity_id as id, s.prop = 'birthDate' as birth, lower(s.value) as value,
    substring(s.value from '[0-9]{{4}}')::int as year,
    case when s.value ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' then left(s.value, 4)
      || greatest(substr(s.value, 6, 2), substr(s.value, 9)) || least(substr(s.value, 6, 2), substr(s.value, 9)) end as day
  from intake_statement s where s.prop = any(%(told)s) and s.value <> '' and s.entity_id in (
    select id from borne join common using (key) union select person from named join common using (key))
), alike as materialized (
  select named.person, borne.id, count(*) filter (where named.key not like 'n1:x:%%') as keys,
    array_agg(named.key) filter (where common.key is not null) as too_common, bool_or(common.key is null) as rare
  from named join borne on borne.key = named.key and borne.id <> named.person left join common on common.key = named.key
  group by named.person, borne.id
), both_told as (
  select person, id, array_agg(year) filter (where mine and birth) as my_years, array_agg(day) filter (where mine) as my_days,
    array_agg(value) filter (where mine and not birth) as my_places,
    array_agg(year) filter (where not mine and birth) as years, array_agg(day) filter (where not mine) as days,
    array_agg(value) filter (where not mine and not birth) as places
  from (
    select alike.person, alike.id as id, true as mine, birth, value, year, day from alike join told on told.id = alike.person
    where alike.too_common is not null
    union all
    select alike.person, alike.id, false, birth, value, year, day from alike join told on told.id = alike.id
    where alike.too_common is not null
  ) sides group by person, id
), points as (
  select person, id,
    case when my_days && days then 6 when my_years && years then 4 when my_years is null or years is null then 2
      when exists (select from unnest(my_years) m (year), unnest(years) t (year) where abs(m.year - t.year) = 1) then 2
      else 0 end
    + case when my_places && places then 2 else 0 end as points
  from both_told
), likeliest as (
  select person, id from (
    select alike.person, alike.id, row_number() over (partition by alike.person, of_it.key order by
      alike.keys + coalesce(points.points, 2) desc, alike.id desc) as place
    from alike cross join lateral unnest(alike.too_common) of_it (key)
    left join points on points.person = alike.person and points.id = alike.id
  ) ordered where place <= %(most)s
  union
  select person, id from alike where rare
)
"""  # noqa: S608
_PAIRS = f"""
with own as materialized (
  select entity_id as person, key from intake_matchkey where entity_id = any(%(entities)s) and key like any(%(own)s)
), {_NAMED}, tied as materialized (
  select distinct s.other_id as person, k.key from intake_statement s
  cross join lateral (
    select s.entity_id as id
    union select far.other_id from intake_statement far where far.entity_id = s.entity_id and far.other_id <> s.other_id
  ) thing join intake_matchkey k on k.entity_id = thing.id
  where s.other_id = any(%(entities)s) and k.key like any(%(identifiers)s)
), through as (
  select person, id from likeliest
  union
  select held.person, found.entity_id as id from (
    select person, key from own where not key like any(%(names)s)
    union select near.person, near.key from unnest(%(near)s::bigint[], %(near_keys)s::varchar[]) as near (person, key)
  ) held
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
from through join intake_entity mine on mine.id = through.person
join intake_entity e on e.id = through.id and e.schema = mine.schema
where e.id <> through.person
  and not exists (select from resolution_judgement j where j.one_id = least(through.person, e.id)
                  and j.other_id = greatest(through.person, e.id) and {judged.STANDS})
limit %(pairs)s
"""  # noqa: S608
MOST_PAIRS: Final = 20_000


# Near misses of a number: the number with one figure changed, or two neighbours exchanged.
_NUMBERED: Final = ("d1:", "v1:", "b1:r:")
_KEYS = "select entity_id, key from intake_matchkey where entity_id = any(%s) and key like any(%s)"


def newest(after: int, *, most: int) -> list[int]:
    """The next persons and things behind a number that the viewer sees."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"schemas": list(SCHEMAS), "after": after, "most": most})
        return [number for (number,) in cursor.fetchall()]


def comparing_of(viewer: Viewer) -> Comparing | None:
    """How far the viewer's own comparison has come."""
    return Comparing.objects.select_related("job").filter(user=viewer.user_id).first()


def left(after: int) -> int:
    """How many persons and things there still are behind a number."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from intake_entity where schema = any(%s) and id > %s", [list(SCHEMAS), after])
        return int(cursor.fetchone()[0])


def pairs(entities: Collection[int]) -> list[tuple[int, int]]:
    """The pairs of these with any of their kind that share a key with them and on which no judgement stands."""
    by_family: dict[str, list[int]] = {}
    rows = Entity.objects.filter(pk__in=list(entities), schema__in=list(SCHEMAS)).values_list("pk", "schema", "caption")
    for number, schema, caption in rows:
        if SCHEMAS[schema] != "place" or not _one_already(caption):
            by_family.setdefault(SCHEMAS[schema], []).append(number)
    found = [pair for family, several in sorted(by_family.items()) for pair in _pairs(family, sorted(several))]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def _one_already(place: str) -> bool:
    """Whether a place is what it is by its name: a town that the gazetteer knows, or a point; what lies in it is not."""
    if not any(sign.isalpha() for sign in place):
        return True
    return any(likeness(place, town) >= 0.97 for town in find_places(place, limit=3))


def _pairs(family: str, entities: list[int]) -> list[tuple[int, int]]:
    person = family == PERSON
    slips = [] if person else _slips(entities)
    given: dict[str, Any] = {
        "entities": entities, "own": list(OWN_KEYS[family]), "identifiers": list(IDENTIFIERS) if person else [],
        "near": [number for number, _key in slips], "near_keys": [key for _number, key in slips],
        "names": list(NAME_KEYS), "told": list(_TOLD), "among": AMONG, "most": MOST_OF_A_KEY, "pairs": MOST_PAIRS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, given)
        return [(one, other) for one, other in cursor.fetchall()]


def _slips(entities: list[int]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [entities, [f"{start}%" for start in _NUMBERED]])
        return [(number, near) for number, key in cursor.fetchall() for near in sorted(near_misses(key))]
