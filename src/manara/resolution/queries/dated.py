"""The dates that reports give an entity itself: birth, registration, validity, and since when a value has held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db import connection

from manara.foundation.vocabulary import schemas

MOST_DATED = 4_000
# When a record was made or fetched tells of the record, not of the thing.
_OF_THE_RECORD = frozenset({"modifiedAt", "retrievedAt", "createdAt"})


@dataclass(frozen=True, slots=True)
class Dated:
    """One statement with a date: the value itself is one, or it held from `since` to `until`."""

    entity: int
    schema: str
    prop: str
    value: str
    kind: str
    since: str
    until: str
    other: int


_SQL = """
select entity_id, schema, prop, value, kind, since, until, coalesce(other_id, 0) from intake_statement
where entity_id = any(%s) and (prop = any(%s) or since <> '' or until <> '') order by id limit %s
"""


@cache
def date_properties() -> frozenset[str]:
    """The properties of any schema whose value is a date of the thing."""
    named = {prop.name for schema in schemas().values() for prop in schema.properties.values() if prop.type == "date"}
    return frozenset(named - _OF_THE_RECORD)


def dated(entities: Iterable[int]) -> list[Dated]:
    """What is said with a date of these entities that the viewer may see, in the order it was said."""
    wanted = sorted(set(entities))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [wanted, sorted(date_properties()), MOST_DATED])
        return [Dated(*row) for row in cursor.fetchall()]
