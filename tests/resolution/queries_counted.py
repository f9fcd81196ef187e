"""Counts what a page asks of the database; the words of a transaction are none of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The queries of the block, in their order, once it has ended."""
    asked: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    asked.extend(each["sql"] for each in captured if not each["sql"].startswith(_TRANSACTION))
