"""What hidden ties cost a plan that is made once, and one that is made anew after each step, on 13 criminal networks.

Run: `python -m bench.dismantling_doubt --data FOLDER [--draws 6] [--begin 0] [--most 13] [--revealed]`. FOLDER holds the
networks (`criminal/*.csv`); they may not ship. The 13 are those of 29 to 112 people, the largest ones up to there; `--largest
1000000` takes the 13 largest of all, 44 to 526 people. A share of the ties is hidden at random; everybody stays known.

Loss is the area that a plan made on what is seen has on the true network, divided by that of a plan made on the true network,
less 1: by that of adaptive betweenness there, the same for all ways; and, "beside the best", by that of the search. "Effect
lost" is the share of what adaptive betweenness takes off the largest component on the true network, summed over the steps
that it needs there, which the plan does not take off in as many steps. Six draws are few: their mean differs from that of
sixty by up to a hundredth and a half at 10 %, five hundredths at 30 %; `--begin` takes other draws. Ways of planning:

* BI: adaptive betweenness in the largest component, on what is seen, to the end (the one to beat);
* ours: `robust(missing=share)`, as planned for ten seconds or more;
* search: the plan that fits what is seen best (annealed), to show what fitting costs.

Anew, after each real step, by two readings of "what became known": the ties of whom was reached and of all his contacts; or all
ties, as when phones and papers of the first strike lay the network open. The own ties of whom was reached alone change nothing:
they go with him. The first step is ours. Where contacts' ties are known then, the plan anew is adaptive betweenness on what is
known; where all is, nothing is in doubt any more, and it is what `manara dismantle` finds (by ways: adaptive betweenness too).

`--revealed` asks instead how much a planner would have to know: the loss of adaptive betweenness at 30 % once a share of the
hidden ties is known for certain, and how many of as many ties as are hidden, the likeliest by our signs, are hidden ones.

What signs of unseen ties say was learned on other networks (`engine/doubt/signs.py`); how far they are taken to be more telling
than they seem, and how many networks are drawn without them, was chosen on other draws of these same networks.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.rehearsals import Planner, all_ties, rehearsed, ties_of_contacts
from manara.networks.engine.dismantling import Network, dismantle, network
from manara.networks.engine.dismantling.breaking import largest_components, scored
from manara.networks.engine.dismantling.network import Tie
from manara.networks.engine.doubt.planning import Seeking, between, ensemble_of_one, usual_seconds
from manara.networks.engine.doubt.signs import Signs, learned
from manara.networks.engine.edges import Ties
from manara.networks.engine.editing import ties_of
from manara.networks.engine.kernels.ensembles import anneal_all
from manara.networks.engine.sampling import pairs_of

UNTIL = 0.1
HIDDEN = (0.1, 0.3)
REVEALED = (0.0, 0.25, 0.5, 0.75)
LIMITS = {0.1: 0.06, 0.3: 0.15}
ANEW = 0.01
MOVES = 30_000
Order = NDArray[np.int32]


def main() -> int:
    """Hide, plan, measure and print; the exit code says whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=6)
    parser.add_argument("--begin", type=int, default=0, help="the number of the first draw")
    parser.add_argument("--most", type=int, default=13, help="how many of the networks, the largest first")
    parser.add_argument("--largest", type=int, default=112, help="only networks of at most so many people")
    parser.add_argument("--revealed", action="store_true", help="what it would take to know")
    given = parser.parse_args()
    if given.revealed:
        return _what_it_takes(given)
    losses: dict[tuple[float, str], list[float]] = defaultdict(list)
    for name, true in _largest(given.data / "criminal", given.most, given.largest):
        began = time.process_time()
        said, known = [], _Known.of(true)
        for share in HIDDEN:
            found = [_losses(true, known, share, draw) for draw in range(given.begin, given.begin + given.draws)]
            here = {way: float(np.mean([each[way] for each in found])) for way in found[0]}
            for way, loss in here.items():
                losses[share, way].append(loss)
            said.append(f"{share:.0%}: " + ", ".join(f"{way} {loss:.3f}" for way, loss in here.items()))
        took = time.process_time() - began
        print(f"{name} ({len(true)} people, {true.ties} ties): {'; '.join(said)}; {took:.0f} s of processor", flush=True)
    means, medians = (
        {share: {way: round(float(of(each)), 4) for (at, way), each in losses.items() if at == share} for share in HIDDEN}
        for of in (np.mean, np.median)
    )
    print(json.dumps({"mean loss": means, "median of the networks": medians}))
    return int(any(means[share]["ours"] > LIMITS[share] or means[share]["anew, all known"] > ANEW for share in HIDDEN))


def _what_it_takes(given: argparse.Namespace) -> int:
    """Print the mean loss for each share of the hidden ties that is revealed, and how well these can be guessed."""
    share, found = HIDDEN[-1], defaultdict[str, list[float]](list)
    for name, true in _largest(given.data / "criminal", given.most, given.largest):
        known = _area(true, _to_the_end(true))
        for draw in range(given.begin, given.begin + given.draws):
            hidden, kept = _hidden(true, share, draw)
            for revealed in REVEALED:
                seen = _seen(true, [*kept, *hidden[: round(revealed * len(hidden))]])
                found[f"{revealed:.0%} revealed"].append(_area(true, _to_the_end(seen)) / known - 1.0)
            guessed = _likeliest(_seen(true, kept), share, len(hidden))
            there = {frozenset(tie[:2]) for tie in hidden}
            found["of the likeliest as many, hidden ones"].append(sum(pair in there for pair in guessed) / len(hidden))
            likely = [(*sorted(pair), 1.0) for pair in guessed]
            found["the likeliest taken for certain"].append(_area(true, _to_the_end(_seen(true, [*kept, *likely]))) / known - 1)
        print(name, {way: round(float(np.mean(each[-given.draws :])), 3) for way, each in found.items()}, flush=True)
    print(json.dumps({way: round(float(np.mean(each)), 4) for way, each in found.items()}))
    return 0


def _likeliest(seen: Network, share: float, many: int) -> list[frozenset[str]]:
    """The pairs without a tie that most probably have one, by the signs as `robust` reads them."""
    pairs = pairs_of(seen)
    ties = np.stack([pairs.one, pairs.other], axis=1).astype(np.int32)
    signs, says = Signs(len(seen), ties), learned(len(seen), ties, share, np.random.default_rng(1))
    one, other = np.triu_indices(len(seen), 1)
    untied = ~signs.tied[one, other]
    one, other = one[untied], other[untied]
    best = np.argsort(-(signs.of(one, other) @ says.weights), kind="stable")[:many]
    return [frozenset((seen.names[one[at]], seen.names[other[at]])) for at in best]


@dataclass(frozen=True)
class _Known:
    """What plans made on the true network reach there: areas, and the largest components of adaptive betweenness."""

    between: float
    best: float
    curve: NDArray[np.int32]

    @classmethod
    def of(cls, true: Network) -> _Known:
        order = _to_the_end(true)
        best = min(dismantle(true, until=UNTIL, proof_seconds=0.0).area, _area(true, order))
        return cls(_area(true, order), best, largest_components(true, order))


Way = Callable[[Network, float, int], Order]


def _losses(true: Network, known: _Known, share: float, draw: int) -> dict[str, float]:
    """The loss of each way of planning, in each of its meanings."""
    seen = _seen(true, _hidden(true, share, draw)[1])
    orders = {way: plan(seen, share, draw) for way, plan in WAYS.items()}
    found = {way: _area(true, order) / known.between - 1.0 for way, order in orders.items()}
    for way in ("BI", "ours"):
        found[f"{way}, beside the best"] = _area(true, orders[way]) / known.best - 1.0
        found[f"{way}, effect lost"] = _effect_lost(known.curve, largest_components(true, orders[way]))
    begin = orders["ours"][0]
    by_ways = _planner(len(true), begin)
    for way, reveals, planner in (
        ("anew, contacts' ties known", ties_of_contacts, by_ways), ("anew, all known, by ways", all_ties, by_ways),
        ("anew, all known", all_ties, _searching(len(true), begin)),
    ):  # fmt: skip
        found[way] = rehearsed(true, seen, reveals, planner, until=UNTIL).area / known.between - 1.0
    return found


def _hidden(true: Network, share: float, draw: int) -> tuple[list[Tie], list[Tie]]:
    """The ties that are hidden, in the order of the draw, and those that are seen, in theirs."""
    generator = np.random.default_rng((draw, round(share * 100)))
    ties = [tie for tie in ties_of(true) if tie[0] != tie[1]]
    order, many = generator.permutation(len(ties)), round(share * len(ties))
    return [ties[at] for at in order[:many]], [ties[at] for at in sorted(order[many:])]


def _seen(true: Network, ties: Iterable[Tie]) -> Network:
    """The network of these ties, with everybody of the true one, in the same order."""
    return network([*((name, name, 1.0) for name in true.names), *ties])


def _effect_lost(known: NDArray[np.int32], reached: NDArray[np.int32]) -> float:
    steps = int(np.argmax(known < UNTIL * (len(known) - 1)))
    taken, wanted = (float((curve[0] - curve[1 : steps + 1]).sum()) for curve in (reached, known))
    return 1.0 - taken / wanted


def _to_the_end(graph: Network) -> Order:
    """Adaptive betweenness until nobody is left, also where the network as it is seen has long fallen apart."""
    return between(graph, ensemble_of_one(graph), 1.0)


def _robust(graph: Network, share: float, seed: int) -> Order:
    """What `robust` finds, and who would come behind its last step, as long as the true network does not fall apart."""
    sought = Seeking(graph, until=UNTIL, missing=share, seconds=usual_seconds(len(graph)), seed=seed)
    sought.more()
    return sought.best()[1]


def _searched(graph: Network, seed: int) -> Order:
    order, one = _to_the_end(graph), ensemble_of_one(graph)
    best, size = np.empty_like(order), len(graph)
    anneal_all(one.starts, one.neighbours, graph.costs, order.copy(), UNTIL * size, size, 1e300, MOVES, 0.1 * size,
               0.002 * size, seed, best)  # fmt: skip
    return best


WAYS: dict[str, Way] = {
    "BI": lambda graph, share, seed: _to_the_end(graph),
    "ours": _robust,
    "search": lambda graph, share, seed: _searched(graph, seed),
}


def _planner(people: int, begin: int) -> Planner:
    """Whom adaptive betweenness takes next; the first as `robust` would, since then ties are still missing."""

    def first(graph: Network, least: float) -> list[str]:
        if len(graph) == people:
            return [graph.names[begin]]
        return [graph.names[between(graph, ensemble_of_one(graph), 1.0, 0.0, 1)[0]]] if len(graph) else []

    return first


def _searching(people: int, begin: int) -> Planner:
    """The first as `robust` would, then the plan that the search finds on what is known: all, so that it holds to its end."""
    plan: list[str] = []

    def following(graph: Network, least: float) -> list[str]:
        if len(graph) == people:
            return [graph.names[begin]]
        if not plan:
            share = min(1.0, least / max(len(graph), 1))
            plan.extend(step.name for step in dismantle(graph, until=share, moves=MOVES, proof_seconds=0.0).steps)
        return [plan.pop(0)] if plan else []

    return following


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
