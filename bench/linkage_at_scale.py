"""How long many records take to link, beside Splink with its own default comparisons on the same blocks; and on Spark.

Run: `python -m bench.linkage_at_scale --records 200000`; the claim is for `--records 1000000`, alone on the machine. With
`--spark spark://127.0.0.1:7077` the same records are linked on that cluster too and the clusters compared byte by byte.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from bench.linkage_peer import peer_linker
from bench.linkage_records import many_rows, multiplied, written

DRAWN = 143_000  # persons, of whom 200,000 records are; more records are these once more with other names and numbers


def timed(words: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and the largest process's GiB of a command. Raises where it fails."""
    began = time.monotonic()
    process = subprocess.Popen(words)
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} failed with {status}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20


def peer(records: Path, table: Path) -> None:
    """The peer's whole run, from the records with their blocks to clusters."""
    linker = peer_linker(records, table, table.parent)
    predicted = linker.inference.predict(threshold_match_probability=0.99)
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=0.99)
    print(f"  peer's largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB")


def blocks(records: Path, table: Path) -> None:
    """Manara's blocks for the peer, made apart from what is measured."""
    from manara.resolution.engine.linkage import duck
    from manara.resolution.engine.linkage.blocking import together
    from manara.resolution.engine.linkage.comparing import Comparer
    from manara.resolution.engine.linkage.prepared import families, first_keys
    from manara.resolution.engine.linkage.running import Wanted, _folder, _prepared

    wanted = Wanted((records,), table.with_name("blocks.csv"))
    prepared, names = _prepared(wanted, _folder(wanted), print)
    by_name, by_number = families(prepared)
    with duck.connected(table.parent, Comparer(prepared)) as connection:
        firsts = first_keys(by_name, len(names)), first_keys(by_number, len(names))
        duck.records_table(connection, together([by_name, by_number]), firsts, table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--spark", metavar="URL")
    parser.add_argument("--file", type=Path, help="drawn before: the first 200,000 records")
    parser.add_argument("--peer", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peer:
        peer(*given.peer)
        return
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        file, table = folder / "records.csv", folder / "table.parquet"
        times = -(-given.records // 200_000)
        if given.file and times == 1:
            file = given.file
        else:
            written(islice(multiplied(many_rows(min(DRAWN, given.records)), times), given.records), file)
        link = [sys.executable, "-m", "manara", "link", str(file)]
        wall, processor, memory = timed([*link, "-o", str(folder / "duck.csv")])
        print(f"Manara: {wall:.0f} s, {processor:.0f} s of processor, {memory:.1f} GiB", flush=True)
        if given.spark:
            timed([*link, "-o", str(folder / "spark.csv"), "--engine", f"spark={given.spark}"])
            same = (folder / "duck.csv").read_bytes() == (folder / "spark.csv").read_bytes()
            print(f"clusters of DuckDB and Spark identical: {same}", flush=True)
        blocks(file, table)
        wall, processor, memory = timed([sys.executable, "-m", "bench.linkage_at_scale", "--peer", str(file), str(table)])
        print(f"Splink's default comparisons, blocks given: {wall:.0f} s, {processor:.0f} s of processor, {memory:.1f} GiB")


if __name__ == "__main__":
    main()
