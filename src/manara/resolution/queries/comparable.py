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
# Of a name that half a country bears, and of a phone in a thousand reports, the newest.
MOST_OF_A_KEY: Final = 60
NAME_KEYS: Final = ("n1:p:%", "n1:w:%", "n1:x:%")
IDENTIFIERS: Final = ("p1:+%", "d1:%", "i1:%", "e1:%", "a1:%")
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
  select held.person, found.entity_id as id from (
    select person, key from own union select near.person, near.key from unnest(%(near)s::bigint[], %(near_keys)s::varchar[])
      as near (person, key)
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
        "most": MOST_OF_A_KEY, "pairs": MOST_PAIRS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, given)
        return [(one, other) for one, other in cursor.fetchall()]


def _slips(entities: list[int]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [entities, [f"{start}%" for start in _NUMBERED]])
        return [(number, near) for number, key in cursor.fetchall() for near in sorted(near_misses(key))]
