"""How many persons the viewer knows with a phone, a paper, a plate or an address that two have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection

from manara.resolution.engine.evidence import Known
from manara.resolution.engine.holding import persons_among, shared_values
from manara.resolution.engine.weighing import Compared
from manara.resolution.queries import judged
from manara.resolution.queries.reached import REACHED

# Of one number so many bearers are looked at, the newest: what thirty persons use says nothing of any two of them.
MOST_BEARERS: Final = 30
MOST_NEAR: Final = 60

# Whoever bears the key himself, whom a paper names, and whoever a tie joins to the phone, the car or the place.
_SQL = f"""
select distinct held.value, e.id, e.caption, {judged.key("e")}
from unnest(%(values)s::text[], %(keys)s::varchar[]) as held (value, key)
cross join lateral (
  select mine.entity_id from {REACHED} cross join lateral (
    select entity_id from intake_matchkey k where k.key = held.key and k.audience_id = reached.audience
    order by entity_id desc limit %(bearers)s
  ) mine order by mine.entity_id desc limit %(bearers)s
) thing
cross join lateral (
  select thing.entity_id as id
  union select s.other_id from intake_statement s where s.entity_id = thing.entity_id and s.other_id is not null
  union select far.other_id from intake_statement s join intake_statement far on far.entity_id = s.entity_id
    where s.other_id = thing.entity_id and far.other_id is not null
  limit %(near)s
) near
join intake_entity e on e.id = near.id
where e.schema = 'Person' and e.caption <> '' order by held.value, e.id
"""  # noqa: S608  only names and conditions without values are put in


def holders(pairs: Iterable[tuple[Compared, Compared]]) -> dict[str, int]:
    """Value → how many persons hold it, of all that one of these pairs has in common; one query, none where nothing is."""
    shared: dict[str, frozenset[str]] = {}
    for left, right in pairs:
        if isinstance(left, Known) and isinstance(right, Known):
            shared |= shared_values(left, right)
    if not shared:
        return {}
    wanted = [(value, key) for value, found in sorted(shared.items()) for key in sorted(found)]
    given: dict[str, Any] = {
        "values": [value for value, _key in wanted], "keys": [key for _value, key in wanted],
        "bearers": MOST_BEARERS, "near": MOST_NEAR,
    }  # fmt: skip
    bearers: dict[str, list[tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        for value, _number, caption, one in cursor.fetchall():
            bearers.setdefault(value, []).append((one, caption))
    return {value: persons_among(found) for value, found in bearers.items()}
