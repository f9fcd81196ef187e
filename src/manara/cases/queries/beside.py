"""Where two cases touch the same thing: the same entity, the same identity, or two persons with one identifier.

Asked only among cases that the viewer may see, of records that he may see: of any other case nothing follows,
since nothing is looked for where he does not reach.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection

from manara.cases.queries.finding import Places
from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb
from manara.resolution import words
from manara.resolution.queries import judged

MOST = 40
IDENTIFIERS = ("p1:+", "d1:", "i1:", "a1:", "e1:", "v1:")


@dataclass(frozen=True, slots=True)
class Touching:
    """A thing of this case that another case of the viewer's touches, and the thing by which the other one knows it."""

    case: uuid.UUID
    number: str
    title: str
    state: str
    entity: uuid.UUID
    schema: str
    caption: str
    other: uuid.UUID
    other_schema: str
    other_caption: str
    same: bool
    audience: int
    other_audience: int


# Of one identifier that many bear, so many bearers are enough for a note.
OF_A_KEY = 20
# Each key is looked up by itself (`lateral` with a limit): else the database reads the whole node's tables to join them.
_SQL = f"""
with others (case_id, audience) as (
  select * from unnest(%(cases)s::bigint[], %(theirs)s::bigint[])
), mine as materialized (
  select e.id, e.public_id, e.schema, e.caption, {judged.key("e")} as identity_key, e.audience_id
  from unnest(%(schemas)s::varchar[]) as kinds (schema) cross join unnest(%(audiences)s::bigint[]) as places (audience)
  join intake_entity e on e.schema = kinds.schema and e.audience_id = places.audience
  union
  select e.id, e.public_id, e.schema, e.caption, {judged.key("e")} as identity_key, e.audience_id from cases_listedentity l
  join intake_entity e on e.public_id = l.entity where l.case_id = any(%(scope)s) and l.ended_at is null
), touched as (
  select mine.id, others.case_id, mine.id as other_id, true as same from mine join others on others.audience = mine.audience_id
  union
  select mine.id, l.case_id, e.id, true from mine join cases_listedentity l on l.entity = mine.public_id
  join intake_entity e on e.id = mine.id where l.ended_at is null and l.case_id = any(%(other_cases)s)
  union
  select held.ids[1], others.case_id, e.id, true
  from (select identity_key, array_agg(id order by id) as ids from mine where identity_key <> '' group by identity_key) held
  cross join lateral (
    select e.id, e.audience_id from intake_entity e
    where e.identity_key = held.identity_key and e.identity_key <> '' and e.audience_id = any(%(theirs)s::bigint[])
      and e.id <> all(held.ids) limit %(of_a_key)s
  ) e join others on others.audience = e.audience_id
  union
  select held.ids[1], others.case_id, e.id, true
  from (
    select identity_key, array_agg(id order by id) as ids from mine where identity_key like '{judged.JUDGED}%%' group by 1
  ) held
  cross join lateral ({judged.of_key("held.identity_key")}) one
  join intake_entity e on e.id = one.id and e.audience_id = any(%(theirs)s::bigint[]) and e.id <> all(held.ids)
  join others on others.audience = e.audience_id
  union
  select held.ids[1], others.case_id, k.entity_id, false
  from (
    select own.key, array_agg(mine.id order by mine.id) as ids from mine cross join lateral (
      select key from intake_matchkey k where k.entity_id = mine.id and k.key like any(%(identifiers)s) limit %(of_a_key)s
    ) own where mine.identity_key = '' or mine.identity_key like '{judged.JUDGED}%%' group by own.key
  ) held
  cross join lateral (
    select k.entity_id, k.audience_id from intake_matchkey k
    where k.key = held.key and k.audience_id = any(%(theirs)s::bigint[]) and k.entity_id <> all(held.ids)
    limit %(of_a_key)s
  ) k join others on others.audience = k.audience_id
), told as (
  select distinct on (t.case_id, case when m.identity_key = '' then '#' || m.id::text else m.identity_key end)
    t.case_id, m.public_id, m.schema, m.caption, o.public_id as other, o.schema as other_schema, o.caption as other_caption,
    t.same, m.audience_id, o.audience_id as other_audience, (m.identity_key = '') as bare, m.id
  from touched t join mine m on m.id = t.id join intake_entity o on o.id = t.other_id
  order by t.case_id, case when m.identity_key = '' then '#' || m.id::text else m.identity_key end, t.same desc, m.id, o.id
)
select c.public_id, c.number, c.title, c.state, told.public_id, told.schema, told.caption, told.other, told.other_schema,
       told.other_caption, told.same, told.audience_id, told.other_audience
from told join cases_case c on c.id = told.case_id
order by c.changed_at desc, c.id, (told.schema = 'Person') desc, told.same desc, told.id limit %(most)s
"""  # noqa: S608  only names and conditions without values are put in


def touching(viewer: Viewer, places: Places, *, most: int = MOST) -> list[Touching]:
    """What this case has in common with the viewer's other cases; the reading is recorded for both, with whom it names."""
    if not places.others:
        return []
    with connection.cursor() as cursor:
        given: dict[str, Any] = {
            "cases": [number for number, _audience in places.others],
            "theirs": [audience for _number, audience in places.others],
            "other_cases": sorted({number for number, _audience in places.others}),
            "schemas": list(words.BROWSED),
            "audiences": list(places.audiences),
            "scope": list(places.scope),
            "identifiers": [f"{start}%" for start in IDENTIFIERS],
            "most": most,
            "of_a_key": OF_A_KEY,
        }
        cursor.execute(_SQL, given)
        found = [Touching(*row) for row in cursor.fetchall()]
    if found:
        record(viewer, AuditVerb.LIST, "case", sorted({each.case for each in found}), fields=["deconfliction"])
        sides = [side for each in found for side in ((each.audience, each.entity), (each.other_audience, each.other))]
        tell_keepers(viewer, AuditVerb.LIST, "entity", sides, fields=["deconfliction"])
    return found
