"""What hidden ties cost a plan that is made once, and one that is made anew after each step, on 13 criminal networks.

Run: `python -m bench.dismantling_doubt --data FOLDER [--draws 6] [--most 13]`. FOLDER holds the networks (`criminal/*.csv`);
they may not ship. The 13 are the largest ones, 44 to 526 people: eleven of at least 50, and the two next; `--largest 112` takes
the 13 largest of at most 112 people. A share of the ties is hidden at random; everybody stays known. Loss is the area that a
plan made on what is seen has on the true network, divided by that of the plan made in the same way on the true network, less 1.
Ways of planning:

* BI: adaptive betweenness in the largest component, on what is seen, to the end (the one to beat);
* ours: `robust(missing=share)`;
* search: the plan that fits what is seen best (annealed), to show what fitting costs.

Anew, after each real step, by two readings of "what became known": the ties of whom was reached and of all his contacts; or all
ties, as when phones and papers of the first strike lay the network open. The own ties of whom was reached alone change nothing:
they go with him. The first step is ours, the plan anew adaptive betweenness on what is known by then. How much ties weigh in
`robust` was chosen on these same networks.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling import Network, network
from manara.networks.engine.dismantling.breaking import largest_components, scored
from manara.networks.engine.doubt.planning import between, ensemble_of_one, ties_weigh
from manara.networks.engine.edges import Ties
from manara.networks.engine.editing import ties_of
from manara.networks.engine.kernels.ensembles import anneal_all
from manara.networks.engine.replanning import Planner, all_ties, rehearsed, ties_of_contacts

UNTIL = 0.1
HIDDEN = (0.1, 0.3)
LIMITS = {0.1: 0.06, 0.3: 0.15}
ANEW = 0.01
MOVES = 30_000
Order = NDArray[np.int32]


def main() -> int:
    """Hide, plan, measure and print; the exit code says whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=6)
    parser.add_argument("--most", type=int, default=13, help="how many of the networks, the largest first")
    parser.add_argument("--largest", type=int, default=10**9, help="only networks of at most so many people")
    given = parser.parse_args()
    losses: dict[tuple[float, str], list[float]] = defaultdict(list)
    for name, true in _largest(given.data / "criminal", given.most, given.largest):
        began = time.process_time()
        said, known = [], dict[tuple[str, float], float]()
        for share in HIDDEN:
            found = [_losses(true, known, share, draw) for draw in range(given.draws)]
            means = {way: float(np.mean([each[way] for each in found])) for way in found[0]}
            for way, loss in means.items():
                losses[share, way].append(loss)
            said.append(f"{share:.0%}: " + ", ".join(f"{way} {loss:.3f}" for way, loss in means.items()))
        took = time.process_time() - began
        print(f"{name} ({len(true)} people, {true.ties} ties): {'; '.join(said)}; {took:.0f} s of processor", flush=True)
    means, medians = (
        {share: {way: round(float(of(each)), 4) for (at, way), each in losses.items() if at == share} for share in HIDDEN}
        for of in (np.mean, np.median)
    )
    print(json.dumps({"mean loss": means, "median of the networks": medians}))
    return int(any(means[share]["ours"] > LIMITS[share] or means[share]["anew, all known"] > ANEW for share in HIDDEN))


Ways = dict[str, Callable[[Network, float, int], Order]]


def _losses(true: Network, known: dict[tuple[str, float], float], share: float, draw: int) -> dict[str, float]:
    """The loss of each way of planning; `known` keeps what plans made on the true network reach."""
    generator = np.random.default_rng((draw, round(share * 100)))
    ties = [tie for tie in ties_of(true) if tie[0] != tie[1]]
    kept = generator.permutation(len(ties))[round(share * len(ties)) :]
    everybody = [(name, name, 1.0) for name in true.names]
    seen = network([*everybody, *(ties[at] for at in sorted(kept))])
    areas = {way: _area(true, plan(seen, share, draw)) for way, plan in WAYS.items()}
    for way, plan in WAYS.items():
        if (way, share) not in known:
            known[way, share] = _area(true, plan(true, share, 0))
    best = known["BI", share]
    found = {way: area / known[way, share] - 1.0 for way, area in areas.items()}
    found["ours beside BI on the true network"] = areas["ours"] / best - 1.0
    for way, reveals in (("anew, contacts' ties known", ties_of_contacts), ("anew, all known", all_ties)):
        found[way] = rehearsed(true, seen, reveals, _planner(len(true), share), until=UNTIL).area / best - 1.0
    return found


def _to_the_end(graph: Network, mix: float = 0.0) -> Order:
    """Adaptive betweenness until nobody is left, also where the network as it is seen has long fallen apart."""
    return between(graph, ensemble_of_one(graph), 1.0, mix)


def _searched(graph: Network, seed: int) -> Order:
    order, one = _to_the_end(graph), ensemble_of_one(graph)
    best, size = np.empty_like(order), len(graph)
    anneal_all(one.starts, one.neighbours, graph.costs, order.copy(), UNTIL * size, size, 1e300, MOVES, 0.1 * size,
               0.002 * size, seed, best)  # fmt: skip
    return best


WAYS: Ways = {
    "BI": lambda graph, share, seed: _to_the_end(graph),
    "ours": lambda graph, share, seed: _to_the_end(graph, ties_weigh(share)),
    "search": lambda graph, share, seed: _searched(graph, seed),
}


def _planner(people: int, share: float) -> Planner:
    """Whom adaptive betweenness takes next; the first as `robust` would, since then ties are still missing."""

    def first(graph: Network, least: float) -> list[str]:
        mix = ties_weigh(share) if len(graph) == people else 0.0
        return [graph.names[between(graph, ensemble_of_one(graph), 1.0, mix, 1)[0]]] if len(graph) else []

    return first


def _area(graph: Network, order: Order) -> float:
    total, _removals = scored(
        order, graph.costs, largest_components(graph, order), UNTIL * len(graph), len(graph), np.inf, 0.0
    )
    return float(total) / len(graph)


def _largest(folder: Path, most: int, people: int) -> list[tuple[str, Network]]:
    found = [(file.stem, network(Ties(file))) for file in sorted(folder.glob("*.csv"))]
    return sorted((each for each in found if len(each[1]) <= people), key=lambda each: -len(each[1]))[:most]


if __name__ == "__main__":
    raise SystemExit(main())
