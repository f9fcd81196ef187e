"""Importing 100,000 rows of ten columns, against one COPY of the same statement rows into the same table.

Run: `python -m bench.import_at_scale [--rows N]`. The limit is 8 × and 512 MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.sheet import write_sheet
from bench.throwaway import analyst, throwaway_node

LIMIT, MEMORY_LIMIT_MB = 8.0, 512


def main() -> int:
    """Print both figures and their ratio; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    with throwaway_node(country="MR", reserved_phone_prefixes="+2221") as config, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        write_sheet(path, given.rows)
        user, _circle = analyst()
        # In a process of its own, so that the memory is the import's and nothing else's.
        done = subprocess.run(
            [sys.executable, "-m", "bench.import_worker", "whole", str(path), user.code],
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        ours = json.loads(done.stdout.splitlines()[-1])
        copied = copy_again(config, user)
    ratio = ours["seconds"] / copied["seconds"]
    print(f"rows {ours['rows']}, statements {ours['statements']}, quarantined {ours['quarantined']}")
    print(f"import {ours['seconds']:.1f} s, peak {ours['peak_mb']} MB")
    print(f"COPY of the same {copied['rows']} statement rows: {copied['seconds']:.1f} s")
    print(f"ratio {ratio:.2f} (limit {LIMIT}); memory {ours['peak_mb']} MB (limit {MEMORY_LIMIT_MB} MB)")
    return int(ratio > LIMIT or ours["peak_mb"] > MEMORY_LIMIT_MB or ours["statements"] != copied["rows"])


def copy_again(config: Any, user: Any) -> dict[str, Any]:
    """Take the statement rows out, empty the table, and time one COPY that puts them back under the same indexes."""
    from manara.foundation.node.connection import dsn

    columns = (
        "report_id, entity_id, audience_id, schema, prop, value, original, language, kind, other_id, since, until, note"
    )
    with psycopg.connect(**dsn(config, "owner"), autocommit=True) as connection, tempfile.TemporaryFile() as kept:
        with connection.cursor().copy(f"copy (select {columns} from intake_statement order by id) to stdout") as out:
            for data in out:
                kept.write(data)
        connection.execute("truncate intake_statement")
        kept.seek(0)
        started = time.perf_counter()
        with connection.transaction(), connection.cursor() as cursor:
            with cursor.copy(f"copy intake_statement ({columns}) from stdin") as into:
                while data := kept.read(1 << 16):
                    into.write(data)
            rows = cursor.rowcount
        return {"seconds": time.perf_counter() - started, "rows": rows}


def peak_mb() -> int:
    """The largest memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
