"""What the search's inner step costs beside one reverse union-find pass, and when the first and the full answer are there.

Run: `python -m bench.dismantling_step [--people 1000] [--ties 3000] [EDGES.csv …]`. A step takes one person out of the order
and weighs all places of a window where he could go; a pass adds a whole order back once. Both are measured in turn, in the same
run, by the processor's time; without files a random network with some who are tied to many is taken.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import numpy as np

from manara.networks.engine.dismantling import Network, dismantle, network
from manara.networks.engine.dismantling.annealing import anneal
from manara.networks.engine.dismantling.breaking import largest_components
from manara.networks.engine.dismantling.starting import by_ties
from manara.networks.engine.edges import Ties

MOST_PASSES = 3.0
FIRST_SECONDS, FULL_SECONDS = 1.0, 10.0
TURNS = 15


def main() -> int:
    """Measure each network; the exit code says whether a step stays within three passes and the answers come in time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edges", type=Path, nargs="*")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--ties", type=int, default=3_000)
    given = parser.parse_args()
    named = [(file.stem, network(Ties(file))) for file in given.edges] or [("random", drawn(given.people, given.ties))]
    late = 0
    for name, graph in named:
        step, one_pass = step_and_pass(graph)
        late += step > MOST_PASSES * one_pass
        print(f"{name}: {len(graph)} people, {graph.ties} ties; a step {step * 1e6:.1f} µs, a pass {one_pass * 1e6:.1f} µs, "
              f"{step / one_pass:.2f} passes", flush=True)  # fmt: skip
        late += _answers(graph)
    return int(late > 0)


def drawn(people: int, ties: int, seed: int = 1) -> Network:
    """A random network in which some are tied to many: the chance of a person falls with his number."""
    draw = np.random.default_rng(seed)
    chance = 1.0 / np.arange(1, people + 1) ** 0.6
    ends = draw.choice(people, size=(ties, 2), p=chance / chance.sum())
    return network((str(one), str(other), 1.0) for one, other in ends)


def step_and_pass(graph: Network) -> tuple[float, float]:
    """The middle of several measurements of either, in seconds of the processor."""
    order, removable = by_ties(graph.starts, graph.neighbours, graph.costs, graph.protected)
    steps, passes = [], []
    best, stop = order.copy(), np.zeros(1, np.int64)
    for turn in range(TURNS + 1):
        counted, began = np.zeros(2, np.int64), time.process_time()
        anneal(
            graph.starts, graph.neighbours, graph.costs, order, 0.1 * len(graph), removable, np.inf, 0.0, 1e7,
            0.01 * len(graph), 0.005 * len(graph), False, turn, best, stop, counted,
        )  # fmt: skip
        taken = (time.process_time() - began) / max(counted[0], 1)
        repeats = max(1, 2_000_000 // (len(graph) + 2 * graph.ties))
        began = time.process_time()
        for _each in range(repeats):
            largest_components(graph, order)
        if turn:  # in the first turn the machine code is made
            steps.append(taken)
            passes.append((time.process_time() - began) / repeats)
    return statistics.median(steps), statistics.median(passes)


def _answers(graph: Network) -> int:
    """When the first answer is there, and the full one; how many of both come late (for networks of up to 1,000 people)."""
    dismantle(graph, seconds=0.0)  # the machine code is there
    began, first = time.perf_counter(), []
    plan = dismantle(graph, tell=lambda _done, _value: first.append(time.perf_counter() - began))
    whole = time.perf_counter() - began
    print(
        f"  first answer after {first[0]:.2f} s, the full one after {whole:.1f} s{'' if plan.finished else ', time was up'}"
    )
    return (first[0] > FIRST_SECONDS) + (whole > FULL_SECONDS + 1.0) if len(graph) <= 1_000 else 0


if __name__ == "__main__":
    raise SystemExit(main())
