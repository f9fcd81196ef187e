"""Entities by number, as a list or a tie shows them: name, kind, address, and the report that names them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from manara.resolution.engine.sayings import Report
from manara.resolution.queries import judged, vouching


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity without what is said of it."""

    id: int
    public_id: uuid.UUID
    schema: str
    caption: str
    identity_key: str
    report: Report


def thing_of(row: Sequence[Any]) -> Thing:
    """A thing of a row of `COLUMNS` followed by those of its report."""
    number, public_id, schema, caption, identity_key = row[:5]
    return Thing(number, public_id, schema, caption, identity_key, vouching.report_of(row[5:]))


COLUMNS = f"e.id, e.public_id, e.schema, e.caption, {judged.key('e')}"

_SQL = """
select {own}, {columns} from intake_entity e join intake_report r on r.id = e.report_id {joins} where e.id = any(%s)
"""


def things(ids: Iterable[int], *, language: str) -> dict[int, Thing]:
    """The entities of these numbers that the viewer may see; no number asks nothing of the database."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(own=COLUMNS, columns=vouching.columns(language), joins=vouching.JOINS), [wanted])
        return {row[0]: thing_of(row) for row in cursor.fetchall()}
