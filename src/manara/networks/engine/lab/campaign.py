"""An order in waves: who is reached together, so that least is left between the waves, and what the mere order would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.lab.question import Question

if TYPE_CHECKING:
    from manara.networks.engine.doubt import Ensemble

#: Moves of the search for waves; beyond so many people it is left out, and the order is sorted alone.
_MOVES, _MOST_PEOPLE = 8_000, 2_000


@dataclass(frozen=True)
class InWaves:
    """Everybody in order, and what is told of the waves: numbers alone."""

    names: tuple[str, ...]
    told: dict[str, Any]


def in_waves(
    network: Network, question: Question, names: Sequence[str], drawn: Ensemble, *, until: float, free: bool
) -> InWaves | None:
    """The plan's `names` in waves as the question wants them, or others that leave less between them; None one after the other.

    Those who wait are in no wave before theirs; one after the other each step is a wave then. Where the order is not `free`,
    it is only cut. Another set of people is taken only if it costs no more than the budget, ends below the aim as surely,
    and, where few people are the aim, is no larger.
    """
    from manara.networks.engine import waves  # compiles: not before somebody plans

    most, waiting = question.at_once or None, dict(question.waiting)
    if not names or (most == 1 and not waiting.keys() & set(names)):
        return None
    cut = waves.in_waves(network, names, most=most, drawn=drawn, waiting=waiting)
    best = cut
    if free and most is not None:
        tried = [waves.in_waves(network, names, most=most, drawn=drawn, fixed=False, waiting=waiting)]
        if question.objective == "area" and len(network) <= _MOST_PEOPLE:
            other = waves.best_in_waves(network, most, until=until, moves=_MOVES, seed=question.seed)
            if other.names and sum(wave.cost for wave in other.waves) <= question.budget + 1e-9:
                tried.append(waves.in_waves(network, other.names, most=most, drawn=drawn, waiting=waiting))
        end = max(cut.waves[-1].largest.mean, until)
        best = min(
            (cut, *(each for each in tried if each.waves[-1].largest.mean <= end + 1e-9)), key=lambda each: each.exposure
        )
    told = [
        {
            "people": len(wave.names), "cost": wave.cost,
            "left": [wave.largest.mean, wave.largest.p10, wave.largest.median, wave.largest.p90],
        }
        for wave in best.waves
    ]  # fmt: skip
    finite = [float(each) if np.isfinite(each) else 0.0 for each in (best.exposure, cut.exposure)]
    return InWaves(best.names, {"waves": told, "between": finite[0], "between_cut": finite[1]})
