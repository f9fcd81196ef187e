"""Reads the whole log as the node itself, for as long as a block lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_BEGIN = "select current_setting('manara.roles', true), set_config('manara.roles', 'auditor', true)"
_END = "select set_config('manara.roles', %s, true)"


@contextmanager
def whole_log() -> Iterator[None]:
    """A transaction that sees every event and seal; what the surrounding one may see is put back at the end."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN)
            before = cursor.fetchone()[0]
        try:
            yield
        finally:
            # After a database error the setting falls with the transaction, and it takes no more statements.
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute(_END, [before or ""])
