"""Where a route goes when it is cut: how much of what it carried appears at its neighbours after some months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Shift:
    """Of what a route carried: what still goes on it, what has moved `to` each neighbour, and what has stopped."""

    stays: float
    to: dict[str, float]
    stopped: float


def shifted(
    carried: float, cut: float, neighbours: Mapping[str, float], *, months: int, rate: float, most: float = 1.0
) -> Shift:
    """A route that `carried` so much (any unit, a month), of which the share `cut` can't go on, after so many `months`.

    Each month the share `rate` of what is cut and has not moved goes over to the `neighbours`, by their weights (what they
    carry, divided by what going there costs), up to the share `most` of it in all. A scenario, not a forecast: the rates
    are the reader's. Raises ValueError for shares outside 0–1 and for weights or amounts below 0.
    """
    for name, share in (("cut", cut), ("rate", rate), ("most", most)):
        if not 0.0 <= share <= 1.0:
            raise ValueError(f"{name} is {share}, not from 0 to 1")
    if carried < 0 or months < 0 or any(weight < 0 or not np.isfinite(weight) for weight in neighbours.values()):
        raise ValueError("amounts, months and weights must not be below 0")
    lost = carried * cut
    total = sum(neighbours.values())
    moved = lost * min(most, 1.0 - (1.0 - rate) ** months) if total > 0 else 0.0
    to = {name: moved * weight / total for name, weight in neighbours.items() if total > 0}
    return Shift(carried - lost, to, lost - moved)
