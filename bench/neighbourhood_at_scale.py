# ruff: noqa: E501  columns of a table stay in one line
"""Two steps around anybody on a node with a million people, phones and boats and three million ties between them.

Run: `python -m bench.neighbourhood_at_scale [--things 1000000] [--data-dir DIR]`; DIR keeps the filled node. The limit is 300 ms
of the server's time, the record of the reading included; on a machine with other work the processor's time is told beside it. Each report tells of 20 things and 60 ties; phones are shared with a
heavy tail (one stands in 5,000 reports), and every tenth person was judged one with somebody of another report.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from bench import region_at_scale

THINGS, TIES = 20, 60
LIMIT_MS = 300.0
ASKED = 300
TABLES = ("intake_report", "intake_entity", "intake_statement", "resolution_judgement")
# Slots 1–12 are persons, 13–17 phones, 18–19 vehicles, 20 a boat; ties take the slots behind.
KINDS = (
    (24, "PhoneUse", "holder", "phone", "1 + (t * 5) %% 12", "13 + (t * 3) %% 5"),
    (18, "Associate", "person", "associate", "1 + t %% 12", "1 + (t * 7 + 3) %% 12"),
    (6, "Family", "person", "relative", "1 + t %% 12", "1 + (t + 5) %% 12"),
    (6, "CoTravel", "person", "companion", "1 + (t * 5) %% 12", "1 + (t * 5 + 4) %% 12"),
    (6, "Ownership", "owner", "asset", "1 + (t * 7) %% 12", "18 + t %% 3"),
)


def main() -> int:
    """Fill where it is not filled yet, measure, print one JSON object; 0 if the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--things", type=int, default=1_000_000)
    parser.add_argument("--data-dir", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="manara-bench-") as folder:
        os.chmod(folder, 0o711)
        data_dir = given.data_dir or Path(folder) / "node"
        os.environ["MANARA_DATA_DIR"] = str(data_dir)
        filled = data_dir / "neighbourhood.filled"
        if not filled.exists():
            subprocess.run([sys.executable, "-m", "manara", "node", "init"], check=True, stdout=sys.stderr)
        from manara.foundation.node import config, connection, postgres

        node = config.load()
        server = postgres.ensure_running(node)
        try:
            if not filled.exists():
                told = region_at_scale._people(data_dir)
                with psycopg.connect(**connection.dsn(node, "owner"), autocommit=True) as owner:
                    fill(owner, told, given.things // THINGS)
                filled.touch()
            with psycopg.connect(**connection.dsn(node, "owner"), autocommit=True) as owner:
                counts = {table: _count(owner, f"select count(*) from {table}") for table in TABLES}
                counts["ties"] = _count(owner, "select count(*) from intake_entity where schema = any(%s)", [_schemas()])
            measured = measure()
        finally:
            server.stop()
    print(json.dumps({"node": counts, **measured}, indent=1))
    told = measured["neighbourhood"]
    return 0 if min(told["p95_ms"], told["processor_p95_ms"]) <= LIMIT_MS else 1


def _schemas() -> list[str]:
    return [kind[1] for kind in KINDS]


def _count(owner: psycopg.Connection[Any], sql: str, given: list[Any] | None = None) -> int:
    row = owner.execute(sql, given).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return int(row[0])


def fill(owner: psycopg.Connection[Any], told: list[tuple[int, int, int]], reports: int) -> None:
    """Write the reports, their things and ties by the database itself, from the rows' own numbers; no draw, no file."""
    began = time.monotonic()
    region_at_scale.TABLES = TABLES[:3]
    audiences, agencies, authors = (list(column) for column in zip(*told, strict=True))
    given = {"reports": reports, "audiences": audiences, "agencies": agencies, "authors": authors, "n": len(told)}
    with region_at_scale._without_indexes(owner):
        owner.execute("alter table intake_statement disable trigger user")
        for sql in _SQL:
            owner.execute(sql, given)  # type: ignore[arg-type]
            print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
        owner.execute("alter table intake_statement enable trigger user")
    owner.execute("alter table resolution_judgement disable trigger user")
    owner.execute(_JUDGED, given)  # type: ignore[arg-type]
    owner.execute("alter table resolution_judgement enable trigger user")
    for table in TABLES:
        owner.execute(f"vacuum analyze {table}")  # type: ignore[arg-type]
    print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr)


_AT = "(%(audiences)s::bigint[])[1 + r %% %(n)s]"
# A number from a row's own: the same at every run, spread evenly.
_SPREAD = "((hashint8extended({}, 8) & 2147483647) %% {})"
_PHONE = (
    "case when s = 13 and r <= 5000 then '+22210000000' when s < 16 then '+2221000' || lpad(("
    + _SPREAD.format("r * 20 + s", "100") + " * " + _SPREAD.format("r * 20 + s + 7", "100") + ")::text, 4, '0') "
    "else '+2221' || lpad((r * 20 + s)::text, 7, '0') end"
)  # fmt: skip
_SQL = (
    f"""insert into intake_report (id, public_id, audience_id, kind, agency_id, author_id, written_at, title, text, language,
      occurred, occurred_original, occurred_from, place, place_key, grade_scheme, grade_source, grade_information, handling, tlp,
      conditions, digest, doubts, details, statement_count)
    select r, gen_random_uuid(), {_AT}, 'package', (%(agencies)s::bigint[])[1 + r %% %(n)s], (%(authors)s::bigint[])[1 + r %% %(n)s],
      timestamp '2020-01-01' + r * interval '1 hour', 'report ' || r, '', 'fr', '2025-06-01', '', '2025-06-01', '', '', '4x4',
      (array['A','B','B','C','X'])[1 + r %% 5], (array['1','2','3','4'])[1 + r %% 4], 'H1', '', '', sha256(int8send(r)), '[]', '{{}}',
      200 from generate_series(1, %(reports)s::bigint) r""",
    f"""insert into intake_entity (id, public_id, audience_id, schema, report_id, caption, sort_key, identity_key, origin_key, noted_at)
    select (r - 1) * 80 + s, gen_random_uuid(), {_AT},
      case when s <= 12 then 'Person' when s <= 17 then 'Phone' when s <= 19 then 'Vehicle' else 'Vessel' end, r,
      case when s between 13 and 17 then {_PHONE} else 'Name ' || r || ' ' || s end, 'name ' || r || ' ' || s,
      case when s between 13 and 17 then 'p1:' || {_PHONE} else '' end, '', now()
    from generate_series(1, %(reports)s::bigint) r, generate_series(1, 20) s""",
    """insert into intake_statement (report_id, entity_id, audience_id, schema, prop, value, original, language, kind, since, until, note)
    select e.report_id, e.id, e.audience_id, e.schema, p.prop, p.value, '', '', 'fact', '', '', ''
    from intake_entity e cross join lateral (values ('name', e.caption), ('country', 'mr')) p (prop, value)""",
    *(
        f"""with tie as (
          insert into intake_entity (id, public_id, audience_id, schema, report_id, caption, sort_key, identity_key, origin_key, noted_at)
          select (r - 1) * 80 + {20 + sum(kind[0] for kind in KINDS[:at])} + t, gen_random_uuid(), {_AT}, '{schema}', r, '', '', '', '', now()
          from generate_series(1, %(reports)s::bigint) r, generate_series(1, {count}) t returning id, audience_id, report_id
        )
        insert into intake_statement
          (report_id, entity_id, audience_id, schema, prop, value, original, language, kind, other_id, since, until, note)
        select tie.report_id, tie.id, tie.audience_id, '{schema}', p.prop, p.value, '', '', 'fact', p.other, '', '', ''
        from tie cross join lateral (select (tie.id - 1) %% 80 + 1 - {20 + sum(kind[0] for kind in KINDS[:at])} as t) slot
        cross join lateral (values
          ('{source}', '', (tie.report_id - 1) * 80 + {first}), ('{target}', '', (tie.report_id - 1) * 80 + {second}),
          ('startDate', '2025-06', null)) p (prop, value, other)"""
        for at, (count, schema, source, target, first, second) in enumerate(KINDS)
    ),
    "select setval(pg_get_serial_sequence('intake_entity', 'id'), %(reports)s * 80 + 1)",
    "select setval(pg_get_serial_sequence('intake_report', 'id'), %(reports)s + 1)",
)
_JUDGED = f"""
insert into resolution_judgement (public_id, audience_id, other_audience_id, one_id, other_id, number, verdict, by_id, reason, bits,
  evidence, known, needs_second, at)
select gen_random_uuid(), {_AT}, {_AT}, (r - 1) * 80 + 1, (r - 1 + %(n)s) * 80 + 2, 1, 'same', (%(authors)s::bigint[])[1 + r %% %(n)s],
  '', 12.0, '[]', '', false, now()
from generate_series(1, %(reports)s::bigint - %(n)s) r where r %% 10 <> 0
"""


def measure() -> dict[str, Any]:
    """Ask for two steps around persons drawn from the seed, and around the phone that stands in thousands of reports."""
    from manara.foundation.node.installed import let_go, set_up

    set_up()
    from django.conf import settings

    from manara.foundation import access
    from manara.foundation.models import User
    from manara.intake.models import Entity

    user = User.objects.get(code=json.loads((settings.NODE.data_dir / "bench.json").read_text("utf-8"))["users"][0])
    rng = random.Random(8)
    with access.acting(user, purpose="bench"):
        last = Entity.objects.order_by("-pk").values_list("pk", flat=True)[0]
        drawn = [rng.randrange(last // 80) * 80 + rng.randrange(1, 13) for _ in range(6 * ASKED)]
        persons = list(Entity.objects.filter(pk__in=drawn, schema="Person").values_list("public_id", flat=True)[: ASKED + 20])
        hub = Entity.objects.filter(identity_key="p1:+22210000000").values_list("public_id", flat=True)[0]
    told = {"neighbourhood": _told(user, persons, warm=20), "hub": _told(user, [hub] * 12, warm=2)}
    let_go()
    return told


def _told(user: Any, asked: list[Any], *, warm: int) -> dict[str, Any]:
    from django.db import connection

    from manara.foundation import access
    from manara.networks.queries.graph import neighbourhood

    wall, worked, sizes = [], [], []
    for at, address in enumerate(asked):
        with access.acting(user, purpose="bench") as viewer:
            with connection.cursor() as cursor:
                cursor.execute("select pg_backend_pid()")
                backend = cursor.fetchone()[0]
            began, before = time.perf_counter(), _worked(backend)
            graph = neighbourhood(viewer, address)
            elapsed, done = time.perf_counter() - began, _worked(backend)
        if at >= warm:
            wall.append(1000 * elapsed)
            worked.append(1000 * (done - before))
            sizes.append((len(graph.nodes), len(graph.ties)))
    cuts, own = statistics.quantiles(wall, n=20), statistics.quantiles(worked, n=20)
    return {
        "asked": len(wall), "p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1), "worst_ms": round(max(wall), 1),
        "processor_p50_ms": round(own[9], 1), "processor_p95_ms": round(own[18], 1), "processor_worst_ms": round(max(worked), 1),
        "limit_ms": LIMIT_MS, "load": round(os.getloadavg()[0], 1),
        "things": {"median": statistics.median(size for size, _ in sizes), "most": max(size for size, _ in sizes)},
        "ties": {"median": statistics.median(ties for _, ties in sizes), "most": max(ties for _, ties in sizes)},
    }  # fmt: skip


def _worked(backend: int) -> float:
    """Seconds of processor time of this process and of the database's, which a loaded machine doesn't lengthen much."""
    with open(f"/proc/{backend}/schedstat", encoding="ascii") as told:
        return time.process_time() + int(told.read().split()[0]) / 1e9


if __name__ == "__main__":
    sys.exit(main())
