"""How long all measures of a large network take, beside igraph on the same ties.

Run: `python -m bench.network_measures [--people 50000] [--ties 150000] [--doubt] [--parts] [--peer PYTHON]`. PYTHON is an
interpreter that has igraph; it is given the same file, measures what both have, betweenness from as many starting points, and
says its time. The limit: 60 s on two processors. `--parts` measures as the page of a node does, each part of its job by itself:
none may go on for half a minute.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from manara.networks.engine.measures import Charted, Intervals, afterwards, bridges, charted, key_sets, measures
from manara.networks.engine.measuring import MOST_PLAYERS, WORK, WORK_GONE

LIMIT = 60.0
#: Seconds that a part may take before its worker is taken for dead, and that the page lets it draw.
PART, SECONDS = 30.0, 8.0
PEER = """
import csv, json, sys, time, random
import igraph
rows = [(r["source"], r["target"]) for r in csv.DictReader(open(sys.argv[1]))]
graph = igraph.Graph.TupleList(rows, directed=False).simplify()
wall, processor = time.perf_counter(), time.process_time()
graph.degree(); graph.coreness(); graph.constraint(); graph.articulation_points(); graph.bridges()
graph.neighborhood_size(order=2); graph.community_leiden(objective_function="modularity", n_iterations=2)
random.seed(0)
graph.betweenness(sources=random.sample(range(graph.vcount()), int(sys.argv[2])))
print(json.dumps([time.perf_counter() - wall, time.process_time() - processor]))
"""


def main() -> int:
    """Measure, print the times; the exit code says whether the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--ties", type=int, default=150_000)
    parser.add_argument("--doubt", action="store_true", help="every second tie is in doubt: forty networks are drawn as well")
    parser.add_argument("--parts", action="store_true", help="as the page does, with every second tie in doubt")
    parser.add_argument("--peer", help="an interpreter that has igraph")
    given = parser.parse_args()
    ties = drawn(given.people, given.ties)
    measures(charted([("a", "b", 1.0, 0.5), ("b", "c", 1.0, 1.0)]), groups={"a": "x"})  # compiled before the clock runs
    wall, processor = time.perf_counter(), time.process_time()
    doubt = np.random.default_rng(1).random(len(ties))
    chart = charted((one, other, 1.0, share if (given.doubt or given.parts) and share < 0.5 else 1.0)
                    for (one, other), share in zip(ties, doubt.tolist(), strict=True))  # fmt: skip
    if given.parts:
        return parts(chart)
    found = measures(chart)
    took, used = time.perf_counter() - wall, time.process_time() - processor
    print(f"{len(chart.graph)} people, {chart.graph.ties} ties, from {found.sources} starting points, {found.samples} draws")
    print(f"ours {took:.1f} s, {used:.1f} s of processor; modularity {found.modularity:.4f}")
    if given.peer:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "edges.csv"
            with file.open("w", encoding="utf-8", newline="") as text:
                csv.writer(text).writerows([("source", "target"), *ties])
            said = subprocess.run(
                [given.peer, "-c", PEER, str(file), str(found.sources)], capture_output=True, text=True, check=True
            )
        wall_peer, used_peer = json.loads(said.stdout)
        print(f"igraph {wall_peer:.1f} s, {used_peer:.1f} s of processor (one thread; neither reading nor intervals)")
    return int(took > LIMIT)


def parts(chart: Charted) -> int:
    """The parts of the page's job, and who becomes important without the first; whether each ends in half a minute."""
    print(f"{len(chart.graph)} people, {chart.graph.ties} ties")
    longest = 0.0

    def timed(what: str, act: Callable[[], object]) -> None:
        nonlocal longest
        wall, processor = time.perf_counter(), time.process_time()
        act()
        took, used = time.perf_counter() - wall, time.process_time() - processor
        longest = max(longest, took)
        print(f"{what}: {took:.1f} s by the clock, {used:.1f} s of processor")

    found = measures(chart, samples=0, work=WORK)

    def figures() -> None:
        measures(chart, samples=0, work=WORK)
        bridges(chart.graph)
        key_sets(chart.graph, MOST_PLAYERS, "fragmentation")
        key_sets(chart.graph, MOST_PLAYERS, "reach")

    timed(f"figures, bridges and sets (betweenness from {found.sources} starting points)", figures)
    intervals = Intervals(chart, found.who, work=WORK)
    while not intervals.done:
        timed(f"draws from {intervals.drawn + 1} on", lambda: intervals.more(SECONDS))
        timed("P10 and P90", intervals.bounds)
    first = found.who.names[int(np.argmax(found.values["betweenness"]))]
    timed("who grows without the first", lambda: afterwards(chart.graph, [first], work=WORK_GONE))
    return int(longest > PART)


def drawn(people: int, ties: int, seed: int = 0) -> list[tuple[str, str]]:
    """A network with a heavy tail of degrees, near ties and a ring, so that it hangs together."""
    draw = np.random.default_rng(seed)
    weight = (np.arange(people) + 10.0) ** -0.6
    weight /= weight.sum()
    far, ring = (ties - people) // 2, np.arange(people)
    near = ring[draw.integers(0, people, ties - people - far)]
    ends = [
        np.concatenate([draw.choice(people, far, p=weight), near, ring]),
        np.concatenate([draw.choice(people, far, p=weight), near + draw.integers(2, 30, len(near)), ring + 1]) % people,
    ]
    return [(str(one), str(other)) for one, other in zip(*(end.tolist() for end in ends), strict=True) if one != other]


if __name__ == "__main__":
    raise SystemExit(main())
