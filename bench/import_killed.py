"""An import killed at 50 random points and resumed says in the end exactly what the uninterrupted one says.

Run: `python -m bench.import_killed [--rows N] [--kills K]`. The limit is: no difference at all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.sheet import write_sheet
from bench.throwaway import analyst, throwaway_node

# Everything a person could read of what the import made, in the order of the file; row numbers of the database left out.
CONTENT = """
select r.row, r.title, r.text, r.occurred, r.place, r.grade_source, r.grade_information, r.handling,
       encode(r.digest, 'hex'), r.statement_count, e.schema, e.caption, e.sort_key, e.identity_key,
       s.prop, s.value, s.original, s.kind, o.caption, s.note,
       (select string_agg(key, ',' order by key) from intake_matchkey k where k.entity_id = e.id)
from intake_report r join intake_import i on i.id = r.imported_id
left join intake_statement s on s.report_id = r.id left join intake_entity e on e.id = s.entity_id
left join intake_entity o on o.id = s.other_id
where i.public_id = %s
order by r.row, e.id - (select min(id) from intake_entity f where f.report_id = r.id), s.prop, s.value
"""


def main() -> int:
    """Print both digests; 1 when they differ or too few kills struck."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    with throwaway_node(country="MR", reserved_phone_prefixes="+2221") as config, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        write_sheet(path, given.rows)
        whole = run(path, analyst("E-WHOLE")[0].code)
        killed_code = analyst("E-KILLED")[0].code
        public_id = _worker("begin", str(path), killed_code)["import"]
        struck, seconds = strike(public_id, killed_code, given.kills, draw, config, given.rows)
        ours, theirs = digest_of(config, public_id), digest_of(config, whole["import"])
    print(f"rows {given.rows}; uninterrupted {whole['seconds']:.1f} s; killed {struck} times, {seconds:.1f} s in all")
    print(f"uninterrupted {theirs}\nresumed       {ours}")
    return int(ours != theirs or struck < given.kills)


def run(path: Path, code: str) -> dict[str, Any]:
    """The import without interruption."""
    return _worker("whole", str(path), code)


def strike(public_id: str, code: str, kills: int, draw: random.Random, config: Any, rows: int) -> tuple[int, float]:
    """Kill the worker at `kills` random points of its work, then let it finish; how often it was struck, and the time."""
    started, struck = time.perf_counter(), 0
    while struck < kills:
        # Random points of the way, not of the clock: a worker is killed somewhere within the next of `kills` stretches.
        until = (struck + draw.random()) * rows / kills
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.import_worker", "work", public_id, code], stdout=subprocess.DEVNULL
        )
        while process.poll() is None and rows_done(config, public_id) < until:
            time.sleep(0.01)
        time.sleep(draw.random() * 0.4)
        if process.poll() is not None:
            break
        process.kill()
        process.wait()
        struck += 1
    _worker("work", public_id, code)
    return struck, time.perf_counter() - started


def rows_done(config: Any, public_id: str) -> int:
    """The last row that was kept so far."""
    from manara.foundation.node.connection import dsn

    with psycopg.connect(**dsn(config, "owner")) as connection:
        row = connection.execute("select last_row from intake_import where public_id = %s", [public_id]).fetchone()
        return int(row[0]) if row else 0


def digest_of(config: Any, public_id: str) -> str:
    """SHA-256 over all that an import made, quarantine included."""
    from manara.foundation.node.connection import dsn

    found = hashlib.sha256()
    with psycopg.connect(**dsn(config, "owner")) as connection:
        with connection.cursor("content") as cursor:
            for row in cursor.execute(CONTENT, [public_id]):
                found.update(repr(row).encode())
        for row in connection.execute(
            "select q.row, q.code, q.params, q.cells, q.raw from intake_quarantinedrow q "
            "join intake_import i on i.id = q.imported_id where i.public_id = %s order by q.row",
            [public_id],
        ):
            found.update(repr(row).encode())
    return found.hexdigest()


def _worker(verb: str, what: str, code: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.import_worker", verb, what, code], check=True, stdout=subprocess.PIPE, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


if __name__ == "__main__":
    sys.exit(main())
