"""The few facts by which a list tells its entities apart: names, birth, nationality, phone, number."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

NAMES = ("name", "alias", "previousName", "weakAlias")
# What a line of a list has room for, in the order in which it is shown.
SHOWN = (
    "birthDate", "nationality", "birthPlace", "phone", "idNumber", "passportNumber", "number", "registrationNumber",
    "imoNumber", "mmsi", "type", "country", "date", "startDate", "topics", "role",
)  # fmt: skip

_SQL = """
select entity_id, prop, value from intake_statement
where entity_id = any(%s) and prop = any(%s) and value <> '' order by entity_id, id
"""


def short_facts(entities: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """Entity number → property → its values, each once, in the order they were said."""
    wanted = sorted(set(entities))
    found: dict[int, dict[str, list[str]]] = {number: {} for number in wanted}
    if not wanted:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [wanted, [*NAMES, *SHOWN]])
        for entity, prop, value in cursor.fetchall():
            values = found[entity].setdefault(prop, [])
            if value not in values:
                values.append(value)
    return found
