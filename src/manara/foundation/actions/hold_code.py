"""Holds a code until the transaction ends: of two who give out the same one at once, the second sees what the first did."""

from __future__ import annotations

from django.db import connection


class CodeTaken(ValueError):
    """A person, an agency or an open invitation has this code already, in whatever case it is written."""


def hold_code(of: str, code: str) -> None:
    """Nobody else gives this code to an `of` ("person", "agency") meanwhile, in whatever case it is written."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"manara code {of} {code.lower()}"])
