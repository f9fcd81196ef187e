"""How far the plans of `manara dismantle` are below the best of twelve published methods on real networks.

Run: `python -m bench.dismantling --data FOLDER [--most 2500] [--seconds 10] [--objective area|removals]`. FOLDER holds
`anchors.csv` (what eleven methods and adaptive betweenness reach) and the networks as edge lists; they may not ship. The
ratio is our area divided by the least of the twelve on that network; 1.00 is as good, below is better.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import time
from collections import defaultdict
from pathlib import Path

from manara.networks.engine.dismantling import dismantle, network
from manara.networks.engine.edges import Ties

UNTIL = 0.1
CRIMINAL_FROM = 50
LIMITS = {"benchmark": 0.88, "criminal": 0.94}


def main() -> int:
    """Plan each network, print a line each and the geometric means; the exit code says whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--least", type=int, default=0)
    parser.add_argument("--most", type=int, default=2_500)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--objective", choices=("area", "removals"), default="area")
    given = parser.parse_args()
    ratios: dict[str, list[float]] = defaultdict(list)
    above = 0
    for (kind, name), (area, removals) in sorted(_anchors(given.data).items()):
        graph = network(Ties(given.data / kind / f"{name}.csv"))
        if not given.least <= len(graph) <= given.most:
            continue
        began = time.perf_counter()
        plan = dismantle(graph, until=UNTIL, seconds=given.seconds, objective=given.objective)
        took = time.perf_counter() - began
        ratio = plan.area / area if given.objective == "area" else len(plan.steps) / removals
        above += ratio > 1 + 1e-5
        if kind == "benchmark" or len(graph) >= CRIMINAL_FROM:
            ratios[kind].append(ratio)
        print(
            f"{ratio:.3f}  {name}: {len(graph)} nodes, area {plan.area:.4f} (best of twelve {area:.4f}), removals "
            f"{len(plan.steps)} ({removals}), bound {plan.area_bound:.3f}, {took:.1f} s"
            f"{'' if plan.finished else ', time was up'}",
            flush=True,
        )
    means = {kind: round(math.exp(sum(map(math.log, each)) / len(each)), 4) for kind, each in ratios.items()}
    print(json.dumps({"geometric means": means, "above the best of twelve": above}))
    return int(bool(above) or (given.objective == "area" and any(means[kind] > LIMITS[kind] for kind in means)))


def _anchors(folder: Path) -> dict[tuple[str, str], tuple[float, int]]:
    """For each network the least area and the fewest removals of the twelve methods."""
    found: dict[tuple[str, str], tuple[float, int]] = {}
    with (folder / "anchors.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (row["set"], row["network"])
            area, removals = found.get(key, (math.inf, 10**9))
            found[key] = (min(area, float(row["sum10"])), min(removals, int(row["removals_to_10_percent"])))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
