"""Sets Django up in this process for this node, and brings its tables up to date as their owner."""

from __future__ import annotations

import os
from typing import Any

import psycopg

from manara.foundation.node import roles
from manara.foundation.node.config import Config
from manara.foundation.node.connection import dsn


def set_up() -> None:
    """Loads Django with this node's settings (once)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manara.settings")
    import django

    django.setup()


def let_go() -> None:
    """Closes this process's connections and pools, so that it can end or hand the database on."""
    from django.db import connections

    for each in connections.all(initialized_only=True):
        each.close()
        if getattr(each, "pool", None) is not None:
            each.close_pool()  # type: ignore[attr-defined]


def pending(alias: str = "default") -> list[str]:
    """The migrations that the database lacks, in order."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate(config: Config) -> list[str]:
    """Makes the migrations that are missing, as the tables' owner, and returns their names."""
    from django.core.management import call_command
    from django.db import connections

    missing = pending("owner")
    with psycopg.connect(**dsn(config, "owner"), autocommit=True) as owner:
        roles.grant(owner, owner_role=str(dsn(config, "owner")["user"]), app_role=str(dsn(config, "app")["user"]))
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        roles.protect(owner, app_role=str(dsn(config, "app")["user"]))
    connections["owner"].close()
    return missing


def collect_static() -> int:
    """Copies style sheets, scripts and fonts to where they are served from; how many were new or changed."""
    from django.core.management import call_command

    said: Any = call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    return 0 if said is None else len(str(said).splitlines())
