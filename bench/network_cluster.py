"""The measures of a network ten times as large on a Spark cluster, and whether they are the same as on one machine.

Run: `python -m bench.network_cluster [--people 500000] [--ties 1500000] [--sources 200] [--spark own|MASTER]`. `own` starts a
master and two workers on this machine, each a process. Needs the extra `spark` and Java 17.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from contextlib import nullcontext

import numpy as np

from bench.network_measures import drawn
from bench.spark_cluster import cluster
from manara.networks.engine.cluster import measures_on
from manara.networks.engine.dismantling import network
from manara.networks.engine.measures import charted, measures

SMALL = (3_000, 9_000)


def main() -> int:
    """Compare, measure, print; the exit code says whether the answers are the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--ties", type=int, default=1_500_000)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--spark", default="own")
    given = parser.parse_args()
    with cluster() if given.spark == "own" else nullcontext(given.spark) as master:
        same = _same(master)
        print(f"{SMALL[0]} people: {'the same answers' if same else 'OTHER ANSWERS'} as on one machine", flush=True)
        began = time.perf_counter()
        graph = network((one, other, 1.0) for one, other in drawn(given.people, given.ties))
        print(f"{len(graph)} people, {graph.ties} ties, read in {time.perf_counter() - began:.0f} s", flush=True)
        began = time.perf_counter()
        found = measures_on(graph, master, sources=given.sources, tell=_tell)
        took = time.perf_counter() - began
    print(
        f"{took:.0f} s; {found.components} components in {found.rounds['components']} rounds, largest core "
        f"{int(found.values['core'].max())} in {found.rounds['cores']} rounds, betweenness from {found.sources}; "
        f"the driver used {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB"
    )
    return int(not same)


def _same(master: str) -> bool:
    """Whether a small network, with parts and people without ties, gets the same answers."""
    ties = [(one, other, 1.0, 1.0) for one, other in drawn(*SMALL)] + [("x", "y", 1.0, 1.0), ("alone", "alone", 1.0, 1.0)]
    chart = charted(ties, protected=["7", "x"])
    here, there = measures(chart), measures_on(chart.graph, master, sources=10**9)
    return (
        here.who.names == there.who.names
        and here.components == there.components
        and all(np.array_equal(here.values[name], there.values[name]) for name in ("degree", "core"))
        and np.allclose(here.values["betweenness"], there.values["betweenness"], rtol=1e-9, atol=1e-15)
    )


def _tell(_done: float, what: str) -> None:
    print(f"\r{what:<40}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
