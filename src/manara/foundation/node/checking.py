"""Looks at each part of a node and says in one line whether it is in order."""

from __future__ import annotations

import datetime
import shutil
import stat
from collections.abc import Callable, Iterator
from typing import Any

import psycopg

from manara.foundation.node import installed, keys, postgres
from manara.foundation.node.config import Config
from manara.foundation.node.connection import dsn
from manara.foundation.node.programs import DatabaseProblem

LEAST_FREE = 2**30  # bytes; below this an import or an upgrade can fill the disk
LARGEST_DRIFT = 5  # seconds between the node's clock and its database's

#: Tables that carry an audience and would show their rows to anyone: no row-level security, or no policy.
OPEN_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'audience_id' AND NOT a.attisdropped)
  AND NOT (c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
ORDER BY 1
"""
WALLED_TABLES = "SELECT count(*) FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
#: What the application's role could do that it must not.
POWERS = """
SELECT unnest(array_remove(ARRAY[
  CASE WHEN r.rolsuper THEN 'is a superuser' END,
  CASE WHEN r.rolbypassrls THEN 'bypasses row-level security' END,
  CASE WHEN r.rolcreaterole THEN 'creates roles' END,
  CASE WHEN r.rolcreatedb THEN 'creates databases' END,
  CASE WHEN has_schema_privilege('public', 'CREATE') THEN 'creates tables' END,
  CASE WHEN has_table_privilege('django_migrations', 'INSERT') THEN 'writes the list of migrations' END,
  CASE WHEN EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid) THEN 'owns tables' END,
  CASE WHEN EXISTS (SELECT 1 FROM pg_proc WHERE proowner = r.oid) THEN 'owns functions' END,
  CASE WHEN EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid) THEN 'is a member of another role' END
], NULL)) FROM pg_roles r WHERE r.rolname = current_user
"""

Line = tuple[str, str | None]  # what was found, and the problem or None


def check(config: Config, *, say: Callable[[str], None] = print) -> int:
    """Prints one line for each part; 1 when one has a problem."""
    problems = 0
    for part, (found, problem) in _parts(config):
        say(f"{'problem' if problem else 'ok':8}{part:12}{problem or found}")
        problems += problem is not None
    say(f"{problems} problems" if problems != 1 else "1 problem")
    return 1 if problems else 0


def _parts(config: Config) -> Iterator[tuple[str, Line]]:
    yield "settings", (f"profile {config.profile}, {config.public_origin}", None)
    yield "folder", _folder(config)
    yield "keys", _keys(config)
    yield "disk", _disk(config)
    try:
        server = postgres.ensure_running(config)
    except (DatabaseProblem, ValueError, psycopg.Error) as problem:
        yield "database", ("", " ".join(str(problem).split()))
        return
    try:
        yield from _database(config, server)
    finally:
        server.stop()


def _folder(config: Config) -> Line:
    if not config.data_dir.exists():
        return "", f"{config.data_dir} does not exist; run `manara node init`"
    mode = stat.S_IMODE(config.data_dir.stat().st_mode)
    return f"{config.data_dir}", f"{config.data_dir} is open to other accounts" if mode & 0o066 else None


def _keys(config: Config) -> Line:
    troubles = [trouble for name in keys.KEYS if (trouble := keys.trouble(config.keys_dir, name))]
    return f"{len(keys.KEYS)} keys, private", troubles[0] if troubles else None


def _disk(config: Config) -> Line:
    there = next(each for each in (config.data_dir, *config.data_dir.parents) if each.exists())
    free = shutil.disk_usage(there).free
    return f"{free / 2**30:.0f} GiB free", f"only {free / 2**20:.0f} MiB free" if free < LEAST_FREE else None


def _database(config: Config, server: postgres.Server) -> Iterator[tuple[str, Line]]:
    try:
        with psycopg.connect(**dsn(config, "app"), connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
            yield "database", (
                f"PostgreSQL {version} ({server.origin})",
                None if version in range(15, 19) else f"PostgreSQL {version} is not one of 15 to 18",
            )
            missing = _migrations()
            yield "migrations", ("current", f"{missing} are missing; run `manara node init`" if missing else None)
            if not missing:
                yield "role", _role(connection)
                yield "walls", _walls(connection)
                yield "clock", _clock(connection)
    except psycopg.Error as problem:
        yield "database", ("", " ".join(str(problem).split()))
    collected = (config.static_dir / "staticfiles.json").exists()
    yield "static", ("collected", None if collected else "nothing is collected; run `manara node init`")


def _migrations() -> int:
    installed.set_up()
    try:
        return len(installed.pending())
    finally:
        installed.let_go()


def _role(connection: psycopg.Connection[Any]) -> Line:
    powers = [row[0] for row in connection.execute(POWERS)]
    return "the application owns nothing and passes no wall", f"the application's role {', '.join(powers)}" if powers else None


def _walls(connection: psycopg.Connection[Any]) -> Line:
    # relation names only: this looks at the catalogue, never at a row
    unprotected = [row[0] for row in connection.execute(OPEN_TABLES)]
    row = connection.execute(WALLED_TABLES).fetchone()
    return (
        f"{row[0] if row else 0} tables under row-level security",
        f"without row-level security: {', '.join(unprotected)}" if unprotected else None,
    )


def _clock(connection: psycopg.Connection[Any]) -> Line:
    row = connection.execute("SELECT clock_timestamp(), (SELECT max(applied) FROM django_migrations)").fetchone()
    assert row is not None
    here = datetime.datetime.now(datetime.UTC)
    drift = abs((here - row[0]).total_seconds())
    if drift > LARGEST_DRIFT:
        return "", f"the database's clock differs by {drift:.0f} s"
    if row[1] is not None and here < row[1]:
        return "", f"the clock says {here:%Y-%m-%d %H:%M}, before the last migration was made"
    return f"{here:%Y-%m-%d %H:%M} UTC", None
