"""Copies of a database, from which tests start instead of making each row again."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg

from manara.foundation.node import roles

Made = TypeVar("Made")


def copy_database(connection: psycopg.Connection[Any], *, source: str, target: str) -> None:
    """Puts a copy of one database in another's place, whoever is connected to either."""
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
    connection.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')  # type: ignore[arg-type]
    # By files: written block by block to the log, as PostgreSQL does unasked, a copy costs four times the processor's time.
    copied = f'CREATE DATABASE "{target}" OWNER {roles.OWNER} TEMPLATE "{source}" STRATEGY file_copy'
    connection.execute(copied)  # type: ignore[arg-type]
    roles.ensure_database(connection, target)


@dataclass
class Worlds:
    """What several tests of a process start from: made by the first of them, then the database as it was when it was made.

    What was made is told as a copy each time, so that no test finds what another one changed about it.
    """

    server: Any
    made: dict[str, Any] = field(default_factory=dict)

    def of(self, name: str, make: Callable[[], Made]) -> Made:
        """The world of this name, in a test that commits and has committed nothing yet."""
        from django.db import connections

        known = name in self.made
        if not known:
            self.made[name] = make()
        for each in connections.all():
            each.close()
        kept = f"{roles.DATABASE}_{name}"
        source, target = (kept, roles.DATABASE) if known else (roles.DATABASE, kept)
        with psycopg.connect(**self.server.superuser_dsn, autocommit=True) as connection:
            copy_database(connection, source=source, target=target)
        return deepcopy(self.made[name])  # type: ignore[no-any-return]
