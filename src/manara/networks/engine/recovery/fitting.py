"""How fast a network that is struck grows back, fitted to what is known of one over its phases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np


@dataclass(frozen=True)
class Rates:
    """What happens in a month, each a probability.

    `replaced`: that somebody takes a place that is empty. `remade`: that somebody makes a tie anew that he lost. `taken_over`:
    that the successor gets each tie of him whose place he takes. `newcomer`: that the successor is somebody new.
    """

    replaced: float
    remade: float
    taken_over: float
    newcomer: float

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not 0.0 <= value <= 1.0:
                raise ValueError(f"{name} is {value}, not from 0 to 1")


@dataclass(frozen=True)
class Phase:
    """A network in a span of some `months`: its people, its ties, and the most ties that one of them has."""

    months: float
    people: int
    ties: int
    most: int


#: Fitted (`python -m bench.network_recovery`) to Caviar (Morselli and Petit, 2007), phases 1–8 of two months, under pressure
#: from phase 4 on. People are numbered anew in each of the published phases, so that none can be followed: only numbers of
#: people and ties were used, of one network, and `newcomer` is not fitted but assumed.
CAVIAR: Final = Rates(replaced=0.6, remade=0.17, taken_over=0.51, newcomer=0.5)


def fitted(phases: Sequence[Phase], struck: int, *, newcomer: float = 0.5) -> Rates:
    """Rates from the numbers of people and ties of `phases`, of which those from number `struck` on were under pressure.

    Each phase closes a share of the gap to the phase before pressure (least squares over the phases that began below it, ties
    for each person alike); `taken_over` is what is left of the best-tied one's share of all ties in the end. Rates are those of
    a month. Raises ValueError for fewer than two phases on either side.
    """
    if not 2 <= struck <= len(phases) - 2:
        raise ValueError("there must be at least two phases before the pressure and two under it")
    before, under = phases[:struck], phases[struck - 1 :]
    level = float(before[-1].people), float(before[-1].ties)
    replaced = _closing([(one.people, other.people, other.months) for one, other in pairwise(under)], level[0])
    remade = _closing([(one.ties, other.ties, other.months) for one, other in pairwise(under)], level[1])
    share_before = float(np.mean([phase.most / phase.ties for phase in before[-2:]]))
    share_under = float(np.mean([phase.most / phase.ties for phase in under[-2:]]))
    return Rates(round(replaced, 2), round(remade, 2), round(min(1.0, share_under / share_before), 2), newcomer)


def _closing(steps: Sequence[tuple[float, float, float]], level: float) -> float:
    """The share of a gap below `level` that a month closes: what fits the steps (from, to, months) best, by trying."""
    gaps = [(level - start, level - end, months) for start, end, months in steps if start < level]
    if not gaps:
        return 1.0
    tried = np.linspace(0.0, 1.0, 101)
    errors = [sum((max(end, 0.0) - start * (1.0 - rate) ** months) ** 2 for start, end, months in gaps) for rate in tried]
    return float(tried[int(np.argmin(errors))])
