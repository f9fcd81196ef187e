"""The columns by which a report vouches for what it says, and how a row of them becomes one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from manara.resolution.engine.sayings import Report

LANGUAGES = ("ar", "fr", "es", "en")


def columns(language: str) -> str:
    """The columns, of tables `r` (report), `a` (its agency) and `src` (its source)."""
    name = f"name_{language}" if language in LANGUAGES else "name_en"
    return (
        f"r.id, r.public_id, r.title, a.{name}, a.id, a.code, a.country, coalesce(src.reference, ''), r.grade_scheme, "
        "r.grade_source, r.grade_information, r.handling, r.tlp, r.conditions, r.written_at, r.occurred, "
        "r.occurred_from, r.kind"
    )


# The source's row may lie behind another wall; then the report shows no reference.
JOINS = "join foundation_agency a on a.id = r.agency_id left join intake_source src on src.id = r.source_id"


def report_of(row: Iterable[Any]) -> Report:
    """A report of the columns above; its times are of the node's clock."""
    values = list(row)
    values[14] = values[14].date()
    return Report(*values[:18])


def reports(ids: Iterable[int], language: str) -> dict[int, Report]:
    """The reports of these numbers that the viewer may see."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {columns(language)} from intake_report r {JOINS} where r.id = any(%s)",  # noqa: S608
            [wanted],
        )
        return {row[0]: report_of(row) for row in cursor.fetchall()}
