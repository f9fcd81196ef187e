"""Fills a node with a million entities and ten million statements of several agencies, straight into its tables.

Run: `python -m bench.region_at_scale --data-dir DIR` makes the node in DIR and fills it; `--entities` makes it smaller.
Rows are written with COPY by the tables' owner, without their indexes, which are made again afterwards. Every fourth
report's phone is one of a few hundred that many share, and one phone stands in 5,000 reports.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

TABLES = ("intake_report", "intake_entity", "intake_statement", "intake_matchkey")
AGENCIES = ("gn", "gc", "pf", "sn", "es", "ma")
USERS = 20
PASSWORD = "a lamp above the calm sea"
ENTITIES_A_REPORT, STATEMENTS_A_REPORT = 4, 40
ONE_PHONE = 5_000


def main() -> int:
    """Make and fill the node; prints what it holds and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--entities", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    os.environ["MANARA_DATA_DIR"] = str(given.data_dir)
    os.environ.setdefault("MANARA_RESERVED_PHONE_PREFIXES", "+22210")
    subprocess.run([sys.executable, "-m", "manara", "node", "init"], check=True, stdout=sys.stderr)
    from manara.foundation.node import config, connection, postgres

    node = config.load()
    server = postgres.ensure_running(node)
    try:
        audiences = _people(given.data_dir)
        with psycopg.connect(**connection.dsn(node, "owner"), autocommit=True) as owner:
            began = time.monotonic()
            counts = fill(owner, audiences, given.entities, random.Random(given.seed))
            print(json.dumps({**counts, "seconds": round(time.monotonic() - began)}))
    finally:
        server.stop()
    return 0


def _people(data_dir: Path) -> list[tuple[int, int, int]]:
    """Agencies and twenty investigators; (audience, agency, author) of what each agency tells.

    Half of the agencies share what they tell with a circle in which all investigators are.
    """
    from manara.foundation.node.installed import let_go, set_up

    set_up()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from manara.foundation import access
    from manara.foundation.actions.add_agency import add_agency
    from manara.foundation.actions.admit_member import admit_member
    from manara.foundation.actions.open_circle import open_circle
    from manara.foundation.actions.place_member import place_member
    from manara.foundation.models import Circle, User

    told = []
    agencies = [
        add_agency(
            None,
            code=code,
            kind="gendarmerie",
            country="MR",
            **{f"name_{each}": code.upper() for each in ("ar", "fr", "es", "en")},
        )
        for code in AGENCIES
    ]
    users = []
    for number in range(USERS + len(AGENCIES)):
        at = agencies[0] if number < USERS else agencies[number - USERS]
        user = User.objects.create_user(f"B-{number:04}", PASSWORD, agency=at, roles=["investigator"])
        place_member(user, by=None, reason="")
        TOTP.activate(user, generate_totp_secret())
        users.append(user)
    with access.acting(users[0], purpose="bench") as viewer:
        joint, viewer = open_circle(viewer, kind="case", name="joint", purpose="bench")
        for user in users[1:]:
            admit_member(viewer, joint, user, reason="bench")
    for number, agency in enumerate(agencies):
        author = users[USERS + number]
        with access.acting(author, purpose="bench"):
            circles = [Circle.objects.get(kind="agency", agency=agency).pk]
            told.append((access.audience_of([*circles, *([joint.pk] if number % 2 else [])]), agency.pk, author.pk))
    (data_dir / "bench.json").write_text(json.dumps({"users": [user.code for user in users[:USERS]]}), "utf-8")
    let_go()
    return told


def fill(
    owner: psycopg.Connection[Any], told: list[tuple[int, int, int]], entities: int, rng: random.Random
) -> dict[str, int]:
    """Write reports with four entities each; returns how many rows each table has."""
    from bench.region_rows import reports

    wanted = entities // ENTITIES_A_REPORT
    with _without_indexes(owner):
        for start in range(0, wanted, 10_000):
            batch = reports(range(start, min(start + 10_000, wanted)), told, rng)
            with owner.transaction(), owner.cursor() as cursor:
                for table, (columns, lines) in batch.items():
                    with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:  # type: ignore[arg-type]
                        copy.write("".join(lines).encode())
            print(f"\r{start + 10_000} of {wanted} reports", end="", file=sys.stderr)
        print("\nindexes", file=sys.stderr)
    counts = {}
    for table in TABLES:
        owner.execute(f"vacuum analyze {table}")  # type: ignore[arg-type]
        row = owner.execute(f"select count(*), coalesce(max(id), 0) from {table}").fetchone()  # type: ignore[arg-type]
        assert row is not None
        counts[table] = row[0]
        owner.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), {row[1] + 1})")  # type: ignore[arg-type]
    return counts


@contextmanager
def _without_indexes(owner: psycopg.Connection[Any]) -> Iterator[None]:
    """Take off every constraint and index of the tables, and make them again after the block."""
    named = ", ".join(f"'{table}'" for table in TABLES)
    constraints = owner.execute(
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype from pg_constraint "  # type: ignore[arg-type]
        f"where conrelid::regclass::text in ({named}) or confrelid::regclass::text in ({named}) order by contype = 'f' desc"
    ).fetchall()
    for table, name, _definition, kind in constraints:
        if kind != "n":
            owner.execute(f'alter table {table} drop constraint "{name}"')
    indexes = owner.execute(
        f"select indexname, indexdef from pg_indexes where tablename in ({named}) and schemaname = 'public'"  # type: ignore[arg-type]
    ).fetchall()
    for name, _definition in indexes:
        owner.execute(f'drop index "{name}"')
    owner.execute(
        "set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 1; set synchronous_commit = off"
    )
    yield
    for _name, definition in indexes:
        owner.execute(definition)
    for table, name, definition, kind in reversed(constraints):
        if kind != "n":
            owner.execute(f'alter table {table} add constraint "{name}" {definition}')


def number_of(rng: random.Random, row: int) -> str:
    """A phone: one in 5,000 reports, a few hundred in many, the rest in one or two."""
    if row < ONE_PHONE:
        return "+22210000000"
    if rng.random() < 0.25:
        return f"+2221000{int(400 * rng.random() ** 2) + 1000:04}"
    return f"+2221{rng.randrange(1_000_000, 9_999_999):07}"


def random_id(rng: random.Random) -> str:
    """A version 4 UUID of the seed."""
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


if __name__ == "__main__":
    sys.exit(main())
