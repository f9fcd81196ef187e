"""The strongest way between two things: that whose ties' probabilities, multiplied, give the most."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from manara.networks.engine.ties.graph import KnownTie
from manara.networks.engine.ties.layers import DIGITS
from manara.networks.engine.ties.probability import together

Pairs = Mapping[tuple[str, str], float]
Around = Mapping[str, Collection[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Reached:
    """How one thing was reached: the product on the way there, how many ties, and the thing before it ("" at the start)."""

    probability: float
    ties: int
    before: str


def pairs_of(ties: Iterable[KnownTie]) -> Pairs:
    """Each tied pair once, with the probability that it is tied in any layer: the figure that a chart shows."""
    layers: dict[tuple[str, str], list[float]] = {}
    for tie in ties:
        layers.setdefault((tie.a, tie.b), []).append(round(tie.probability, DIGITS))
    return {pair: round(together(figures), DIGITS) for pair, figures in layers.items()}


def around(pairs: Pairs) -> Around:
    """Each thing's ties, with the thing at the other end."""
    found: dict[str, list[tuple[str, float]]] = {}
    for (one, other), probability in pairs.items():
        found.setdefault(one, []).append((other, probability))
        found.setdefault(other, []).append((one, probability))
    return found


def reach(ties: Around, start: str, *, end: str = "") -> dict[str, Reached]:
    """The strongest way from `start` to each thing, or until `end` is reached; of equal ones that of fewer ties.

    A tie of probability 0 leads nowhere. As `static/networks/ways.js` finds it on a chart.
    """
    found = {start: Reached(1.0, 0, "")}
    done: set[str] = set()
    waiting = [(-1.0, 0, start)]
    while waiting:
        negative, steps, here = heapq.heappop(waiting)
        if here in done:
            continue
        done.add(here)
        if here == end:
            break
        for other, probability in ties.get(here, ()):
            likely, known = -negative * probability, found.get(other)
            if other in done or not likely:
                continue
            if known is None or likely > known.probability or (likely == known.probability and steps + 1 < known.ties):
                found[other] = Reached(likely, steps + 1, here)
                heapq.heappush(waiting, (-likely, steps + 1, other))
    return found


def way_to(found: Mapping[str, Reached], end: str) -> list[str]:
    """The things along the way, from the start to `end`; none where it was not reached."""
    if end not in found:
        return []
    path = [end]
    while found[path[-1]].before:
        path.append(found[path[-1]].before)
    return path[::-1]
