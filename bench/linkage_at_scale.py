"""How long many records take to link, beside Splink with its own default comparisons on the same blocks; and on Spark.

Run: `python -m bench.linkage_at_scale --records 200000`; the claim is for `--records 1000000`, alone on the machine. With
`--spark own` a cluster of a master and two workers is started, the same records are linked on it too and the clusters
compared byte by byte, without the peer; `--spark spark://HOST:7077` takes a cluster that is there.

The peer is given the blocks, which Manara has to make out of the records first; so that it can be told apart how long that
takes, it is measured by itself. Processor time is that of the process and all that it started.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from bench.linkage_peer import peer_linker
from bench.linkage_records import country_rows, written
from bench.spark_cluster import cluster


@dataclass(frozen=True)
class Taken:
    """Seconds on the clock and of the processor, and the most GiB that all its processes held together."""

    wall: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:.0f} s, {self.processor:.0f} s of processor, {self.memory:.1f} GiB"


def timed(words: list[str]) -> Taken:
    """What a command with its children takes. Raises where it fails."""
    began = time.monotonic()
    process = subprocess.Popen(words)
    most, ended = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.2):
            most = max(most, sum(map(_held, _family(process.pid))))

    watching = threading.Thread(target=watch)
    watching.start()
    _pid, status, used = os.wait4(process.pid, 0)
    ended.set()
    watching.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise SystemExit(f"{' '.join(words)} failed with {process.returncode}")
    return Taken(time.monotonic() - began, used.ru_utime + used.ru_stime, most / 2**30)


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:  # it has just ended
        return []
    return [pid, *(each for child in below for each in _family(int(child)))]


def _held(pid: int) -> int:
    """Bytes of memory that are a process's own; what it maps from a file the system may take back at any time."""
    try:
        told = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    held = re.search(r"RssAnon:\s+(\d+) kB", told)
    return int(held[1]) * 1024 if held else 0


def peer(records: Path, table: Path) -> None:
    """The peer's whole run, from the records with their blocks to clusters."""
    linker = peer_linker(records, table, table.parent)
    predicted = linker.inference.predict(threshold_match_probability=0.99)
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=0.99)


def blocks(records: Path, table: Path) -> None:
    """Manara's blocks for the peer, made apart from what is measured."""
    from manara.resolution.engine.linkage.bringing import brought_together
    from manara.resolution.engine.linkage.running import Wanted, _folder, _prepared

    wanted = Wanted((records,), table.with_name("blocks.csv"))
    work = _folder(wanted)
    prepared, _names = _prepared(wanted, work, print)
    brought_together(prepared, work, wanted.memory).table.replace(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--spark", metavar="own|URL")
    parser.add_argument("--file", type=Path, help="records drawn before")
    parser.add_argument("--peer", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--blocks", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peer:
        peer(*given.peer)
        return
    if given.blocks:
        blocks(*given.blocks)
        return
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        file, table = folder / "records.csv", folder / "table.parquet"
        if given.file:
            file = given.file
        else:
            written(country_rows(given.records), file)
        link = [sys.executable, "-m", "manara", "link", str(file)]
        ours = timed([*link, "-o", str(folder / "duck.csv")])
        print(f"Manara: {ours}", flush=True)
        if given.spark:
            with cluster() if given.spark == "own" else nullcontext(given.spark) as url:
                spark = timed([*link, "-o", str(folder / "spark.csv"), "--engine", f"spark={url}"])
            same = (folder / "duck.csv").read_bytes() == (folder / "spark.csv").read_bytes()
            print(f"on {url}: {spark}, without what the workers take", flush=True)
            print(f"clusters of DuckDB and Spark identical: {same}", flush=True)
            if not same:
                raise SystemExit(1)
            return
        again = [sys.executable, "-m", "bench.linkage_at_scale"]
        made = timed([*again, "--blocks", str(file), str(table)])
        print(f"reading and blocks alone: {made}", flush=True)
        theirs = timed([*again, "--peer", str(file), str(table)])
        print(f"Splink's default comparisons, blocks given: {theirs}")
        for what, peers in (
            ("the peer's", theirs),
            ("the peer's and its blocks'", Taken(theirs.wall + made.wall, theirs.processor + made.processor, 0)),
        ):
            said = f"{ours.wall / peers.wall:.2f} of time, {ours.processor / peers.processor:.2f} of processor"
            print(f"Manara to {what}: {said}")


if __name__ == "__main__":
    main()
