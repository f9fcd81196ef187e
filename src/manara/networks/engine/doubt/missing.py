"""Draws ties that nobody has seen yet: where the network's own ties, hidden and sought again, say that they are likely.

How sure that is, is itself in doubt, and differs between networks: in some nearly all hidden ties lie within the groups that
are seen, in others anywhere. So each network is drawn by a reading of its own: by weights as plausible as the likeliest ones,
taken as they are, or as more telling than they seem; every fourth, where much is missing every second, by the numbers of ties
alone. Who has no tie that is seen stands on the chart because he has one: it is drawn in every network.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.doubt.signs import Signs, SignWeights, learned, logistic
from manara.networks.engine.sampling import Pairs

MOST_PEOPLE: Final = 3_000
#: How much more telling the signs are taken to be, in turn.
_TELLING: Final = (1.0, 1.5, 2.5)
_BY_TIES_EVERY, _WHERE_MUCH_IS_MISSING, _MUCH = 4, 2, 0.2
_IN_TURN: Final = len(_TELLING) * _BY_TIES_EVERY
#: Readings have so many pairs in all; in a large network several networks are drawn by one.
_READ: Final = 6_000_000
_SURE: Final = 0.97
_NEAR_ENOUGH: Final = 1e-3


def unseen(graph: Network, pairs: Pairs, missing: float, many: int, seed: int) -> list[NDArray[np.int32]]:
    """For each of `many` networks the ties [t, 2] that are added.

    So many that `missing` is their share of all on average, and one more for each who would still have none.
    """
    size = len(graph)
    draw = np.random.default_rng((seed, 1))
    seen = np.stack([pairs.one, pairs.other], axis=1).astype(np.int32)
    one, other = np.triu_indices(size, 1)
    if len(seen) < 2 or len(seen) == len(one):
        return [np.empty((0, 2), np.int32) for _each in range(many)]
    says = learned(size, seen, missing, np.random.default_rng(1))
    signs = Signs(size, seen)
    untied = ~signs.tied[one, other]
    one, other = one[untied], other[untied]
    found, by_ties = signs.of(one, other), signs.by_ties(one, other)
    wanted = len(seen) * missing / (1.0 - missing)
    readings = min(many, max(_IN_TURN, _READ // len(one) // _IN_TURN * _IN_TURN))
    alone = np.flatnonzero(~signs.tied.any(axis=1))
    of_alone = [np.flatnonzero((one == each) | (other == each)) for each in alone]
    added: list[NDArray[np.int32]] = [np.empty((0, 2), np.int32)] * many
    every = _WHERE_MUCH_IS_MISSING if missing >= _MUCH else _BY_TIES_EVERY
    for reading in range(readings):
        value = by_ties if reading % every == every - 1 else _read(found, says, reading - reading // every, draw)
        # So many hits of a pair, at least one with its chance: drawn as fast as there are few.
        chances = _chances(value, wanted)
        hits = np.cumsum(-np.log1p(-chances))
        for number in range(reading, many, readings):
            hit = np.unique(np.searchsorted(hits, draw.random(draw.poisson(hits[-1])) * hits[-1], side="right"))
            hit = _nobody_alone(hit, of_alone, chances, draw)
            added[number] = np.stack([one[hit], other[hit]], axis=1).astype(np.int32)
    return added


def _nobody_alone(
    hit: NDArray[np.int64], of_alone: list[NDArray[np.int64]], chances: NDArray[np.float64], draw: np.random.Generator
) -> NDArray[np.int64]:
    """The pairs that were hit, and one more for each of those alone who still has none: `of_alone` holds their pairs."""
    chosen = np.zeros(len(chances), np.bool_)
    chosen[hit] = True
    for own in of_alone:
        if not chosen[own].any():
            upto = np.cumsum(chances[own])
            chosen[own[np.searchsorted(upto, draw.random() * upto[-1], side="right")]] = True
    return np.flatnonzero(chosen)


def _read(found: NDArray[np.float32], says: SignWeights, reading: int, draw: np.random.Generator) -> NDArray[np.float64]:
    """The odds of each pair, as logarithms, by weights of its own."""
    weights = says.weights + says.doubt @ draw.standard_normal(len(says.weights))
    return np.asarray(_TELLING[reading % len(_TELLING)] * (found @ weights.astype(np.float32)), np.float64)


def _chances(value: NDArray[np.float64], wanted: float) -> NDArray[np.float64]:
    """Chances [p] whose odds are to each other as e^value, and that add up to `wanted` ties, as far as pairs suffice."""
    low, high = -60.0 - value.max(), 60.0 - value.min()
    shift = np.log(wanted) - value.max() - np.log(np.exp(value - value.max()).sum())
    for _turn in range(60):
        chance = np.minimum(logistic(value + shift), _SURE)
        more = wanted - chance.sum()
        if abs(more) <= _NEAR_ENOUGH * wanted:
            break
        low, high = (shift, high) if more > 0.0 else (low, shift)
        slope = (chance * (1.0 - chance)).sum()
        shift = shift + more / slope if slope > 0.0 else np.inf
        if not low < shift < high:
            shift = (low + high) / 2.0
    return chance
