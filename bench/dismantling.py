"""How far the plans of `manara dismantle` are below the best of twelve published methods on real networks.

Run: `python -m bench.dismantling --data FOLDER [--most 2500] [--seconds S | --moves N] [--objective area|removals]`. FOLDER
holds `anchors.csv` (what eleven methods and adaptive betweenness reach) and the networks as edge lists; they may not ship. The
ratio is our area divided by the least of the twelve on that network; 1.00 is as good, below is better. The seconds, also for a
proof, are those of `manara dismantle` where none are given.

`--peer` takes the networks of the folder `benchmark` that have no anchors, and compares with the best of three measured in
the same run: adaptive degree, the same within the largest component, and adaptive betweenness from 256 sources found anew after
every removal. `--only NAME` takes that network alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import time
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

import numpy as np

from manara.networks.commands.dismantle import PROOF_SECONDS
from manara.networks.engine.dismantling import Network, dismantle, network, usual_seconds
from manara.networks.engine.dismantling.breaking import largest_components, scored
from manara.networks.engine.dismantling.starting import by_betweenness, by_degree, by_ties
from manara.networks.engine.edges import Ties

UNTIL = 0.1
CRIMINAL_FROM = 50
LIMITS = {"benchmark": 0.88, "criminal": 0.94}
PEER_LIMITS = {"benchmark": 0.95}
SOURCES = 256
NO_CLOCK = 1e9


def main() -> int:
    """Plan each network, print a line each and the geometric means; the exit code says whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--least", type=int, default=0)
    parser.add_argument("--most", type=int, default=2_500)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--only", metavar="NAME", help="this network alone")
    parser.add_argument("--moves", type=int, help="so many in place of what the seconds allow")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--objective", choices=("area", "removals"), default="area")
    given = parser.parse_args()
    ratios: dict[str, list[float]] = defaultdict(list)
    above = 0
    anchors = _anchors(given.data)
    kinds = _without(given.data, anchors) if given.peer else sorted(anchors)
    if given.only:
        kinds = [each for each in kinds if each[1] == given.only]
        if not kinds:
            parser.error(f"there is no network {given.only} among these")
    for kind, name in kinds:
        graph = network(Ties(given.data / kind / f"{name}.csv"))
        if not given.least <= len(graph) <= given.most:
            continue
        area, removals = _peer(graph, given.objective) if given.peer else anchors[kind, name]
        began = time.perf_counter()
        seconds = usual_seconds(len(graph)) if given.seconds is None else given.seconds
        seconds = seconds if given.moves is None else NO_CLOCK
        proof = PROOF_SECONDS if given.moves is None else 0.0
        plan = dismantle(
            graph, until=UNTIL, seconds=seconds, moves=given.moves, objective=given.objective, proof_seconds=proof
        )
        took = time.perf_counter() - began
        ratio = plan.area / area if given.objective == "area" else len(plan.steps) / removals
        above += ratio > 1 + 1e-5
        if kind == "benchmark" or len(graph) >= CRIMINAL_FROM:
            ratios[kind].append(ratio)
        print(
            f"{ratio:.3f}  {name}: {len(graph)} nodes, area {plan.area:.4f} (best of the others {area:.4f}), removals "
            f"{len(plan.steps)} ({removals}), {'proved' if plan.proved else f'bound {plan.area_bound:.3f}'}, {took:.1f} s"
            f"{'' if plan.finished else ', time was up'}",
            flush=True,
        )
    means = {kind: round(math.exp(sum(map(math.log, each)) / len(each)), 4) for kind, each in ratios.items()}
    print(json.dumps({"geometric means": means, "above the best of the others": above}))
    limits = PEER_LIMITS if given.peer else LIMITS
    return int(bool(above) or (given.objective == "area" and any(means[kind] > limits[kind] for kind in means)))


def _without(folder: Path, anchors: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """The benchmark networks of which nobody has measured how the twelve do."""
    names = sorted(file.stem for file in (folder / "benchmark").glob("*.csv"))
    return [("benchmark", name) for name in names if ("benchmark", name) not in anchors]


def _peer(graph: Network, objective: str) -> tuple[float, int]:
    """The least area and the fewest removals of the three that are measured here."""
    size = len(graph)
    least = UNTIL * size if objective == "area" else math.floor(UNTIL * size + 1e-9) + 1.0
    ties, stop = (graph.starts, graph.neighbours, graph.costs, graph.protected), np.zeros(1, np.int64)
    by_degrees, removable = by_ties(*ties)
    orders = [by_degrees]
    for sources in (0, SOURCES):
        order = np.empty(size, np.int32)
        chosen = by_betweenness(*ties, least, sources, 1, np.inf, 0, order, stop) if sources else 0
        by_degree(*ties, least, order, chosen, np.inf, stop)
        orders.append(order)
    found = []
    for order in orders:
        largest = largest_components(graph, order)
        _value, removals = scored(order, graph.costs, largest, least, removable, np.inf, 0.0)
        found.append((float(largest[1 : removals + 1].sum()) / size, int(removals)))
    return min(area for area, _removals in found), min(removals for _area, removals in found)


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
