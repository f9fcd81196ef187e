"""The few facts by which a list tells its entities apart: names, birth, nationality, phone; and how many tell of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from manara.resolution.queries.totals import BOUND, TOTALS, Total, total_of

NAMES = ("name", "alias", "previousName", "weakAlias")
# What a line of a list has room for, in the order in which it is shown.
SHOWN = (
    "birthDate", "nationality", "birthPlace", "phone", "idNumber", "passportNumber", "number", "registrationNumber",
    "imoNumber", "mmsi", "type", "country", "date", "startDate", "topics", "role",
)  # fmt: skip

Facts = dict[int, dict[str, list[str]]]

_SQL = """
select entity_id, id, prop, value, 0, 0, 0, 0 from intake_statement
where entity_id = any(%(entities)s) and prop = any(%(props)s) and value <> ''
"""
# One round trip for both: a list needs them together.
_WITH_TOTALS = f"{_SQL} union all select 0, 0, counted.* from ({TOTALS}) counted order by 1, 2"  # noqa: S608


def short_facts(entities: Iterable[int]) -> Facts:
    """Entity number → property → its values, each once, in the order they were said."""
    return facts_and_totals(entities, ())[0]


def facts_and_totals(entities: Iterable[int], identity_keys: Iterable[str]) -> tuple[Facts, dict[str, Total]]:
    """The facts, and for each identity key how many reports and agencies tell of it; one query, none without entities."""
    wanted, keys = sorted(set(entities)), sorted(set(identity_keys) - {""})
    facts: Facts = {number: {} for number in wanted}
    totals: dict[str, Total] = {}
    if not wanted:
        return facts, totals
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"entities": wanted, "props": [*NAMES, *SHOWN], "keys": keys, "bound": BOUND}
        cursor.execute(_WITH_TOTALS if keys else f"{_SQL} order by 1, 2", given)
        for entity, _id, word, value, *counts in cursor.fetchall():
            if not entity:
                totals[word] = total_of(counts, BOUND)
            elif value not in facts[entity].setdefault(word, []):
                facts[entity][word].append(value)
    return facts, totals
