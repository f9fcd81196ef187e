"""Draws ties that nobody has seen yet: where the network's own ties, hidden and sought again, say that they are likely.

Some of the ties that are seen are hidden; from what is left a logistic regression learns which pairs they were (numbers of
ties, contacts in common, ways of three ties; cf. Ghasemian et al., Stacking models for link prediction, 2020). Ties between
parts that don't hang together are drawn apart, each part tied once: a network whose ties are hidden falls into parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.dismantling.network import Network
from manara.networks.engine.sampling import Pairs

MOST_PEOPLE: Final = 3_000
_TURNS: Final = 5
_RIDGE: Final = 1.0
_STEPS: Final = 30
_SURE: Final = 0.95
_FAINT: Final = 0.05

Matrix = NDArray[np.float64]


def unseen(graph: Network, pairs: Pairs, missing: float, many: int, seed: int) -> list[NDArray[np.int32]]:
    """For each of `many` networks the ties [t, 2] that are added; so many that `missing` is their share of all on average."""
    size = len(graph)
    draw = np.random.default_rng((seed, 1))
    seen = np.stack([pairs.one, pairs.other], axis=1).astype(np.int32)
    if len(seen) < 2:
        return [np.empty((0, 2), np.int32) for _each in range(many)]
    learned = _learn(size, seen, missing, draw)
    likely, one, other = _likely(size, seen, learned)
    parts = _parts(size, seen)
    found = []
    for _each in range(many):
        hit = draw.random(len(likely)) < likely
        across = _across(size, seen, parts, draw.poisson(learned.across), draw)
        found.append(np.concatenate([np.stack([one[hit], other[hit]], axis=1), across]).astype(np.int32))
    return found


@dataclass(frozen=True)
class _Learned:
    """What hidden ties look like: weights of the features, and how many lie `within` one part and `across` parts."""

    weights: Matrix
    mean: Matrix
    spread: Matrix
    within: float
    across: float


def _learn(size: int, seen: NDArray[np.int32], missing: float, draw: np.random.Generator) -> _Learned:
    """Hide the share `missing` of the seen ties in turns, and learn what the hidden ones look like from what is left."""
    hide = max(1, round(missing * len(seen)))
    rows, right, within, across = [], [], 0, 0
    for _turn in range(_TURNS):
        order = draw.permutation(len(seen))
        hidden, left = seen[order[:hide]], seen[order[hide:]]
        parts = _parts(size, left)
        apart = parts[hidden[:, 0]] != parts[hidden[:, 1]]
        across += int(apart.sum())
        within += int((~apart).sum())
        features, tied, one, other = _features(size, left)
        open_to = ~tied & (parts[one] == parts[other])
        sought = np.zeros((size, size), np.bool_)
        sought[hidden[:, 0], hidden[:, 1]] = True
        rows.append(features[open_to])
        right.append((sought | sought.T)[one, other][open_to])
    weights, mean, spread = _regression(np.concatenate(rows), np.concatenate(right).astype(np.float64))
    more = 1.0 / (1.0 - missing) / _TURNS
    return _Learned(weights, mean, spread, within * more, across * more)


def _likely(size: int, seen: NDArray[np.int32], learned: _Learned) -> tuple[Matrix, NDArray[np.int64], NDArray[np.int64]]:
    """How probable an unseen tie is for each pair of one part that isn't tied."""
    features, tied, one, other = _features(size, seen)
    parts = _parts(size, seen)
    open_to = np.flatnonzero(~tied & (parts[one] == parts[other]))
    scaled = (features[open_to] - learned.mean) / learned.spread
    scaled[:, 0] = 1.0
    chance = _logistic(scaled @ learned.weights)
    if chance.sum() > 0.0:
        chance = np.minimum(chance * learned.within / chance.sum(), _SURE)
    return chance, one[open_to], other[open_to]


def _features(size: int, seen: NDArray[np.int32]) -> tuple[Matrix, NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Of each pair [p] what tells whether a tie is likely, whether it is tied, and its two numbers."""
    tied = np.zeros((size, size))
    tied[seen[:, 0], seen[:, 1]] = 1.0
    tied += tied.T
    ties = tied.sum(axis=1)
    common = tied @ tied
    each = np.where(ties > 0, 1.0 / np.maximum(ties, 1.0), 0.0)
    rare = (tied * each) @ tied
    weighed = tied * np.sqrt(each)[:, None] * np.sqrt(each)[None, :]
    three = weighed @ weighed @ weighed
    one, other = np.triu_indices(size, 1)
    fewer, more = np.minimum(ties[one], ties[other]), np.maximum(ties[one], ties[other])
    shared = common[one, other]
    columns = [
        np.ones(len(one)), np.log1p(fewer), np.log1p(more), np.log1p(shared), shared / np.maximum(fewer, 1.0),
        shared / np.maximum(fewer + more - shared, 1.0), np.log(rare[one, other] + 0.01), np.log(three[one, other] + 1e-3),
        (fewer == 1).astype(np.float64), (fewer == 1) * np.log1p(more),
    ]  # fmt: skip
    return np.stack(columns, axis=1), tied[one, other] > 0, one, other


def _regression(rows: Matrix, right: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Weights of a logistic regression with a small ridge, and by what its columns were shifted and scaled."""
    mean, spread = (rows.mean(axis=0), rows.std(axis=0) + 1e-9) if len(rows) else (np.zeros(10), np.ones(10))
    scaled = (rows - mean) / spread
    weights, ridge = np.zeros(len(mean)), np.full(len(mean), _RIDGE)
    if not right.any():
        weights[0] = -20.0
        return weights, mean, spread
    scaled[:, 0] = 1.0
    ridge[0] = 1e-6
    weights[0] = np.log(right.mean() / max(1.0 - right.mean(), 1e-9))

    def fit(tried: Matrix) -> float:
        value = scaled @ tried
        return float((right * value - np.logaddexp(0.0, value)).sum() - 0.5 * (ridge * tried**2).sum())

    for _step in range(_STEPS):
        chance = _logistic(scaled @ weights)
        slope = scaled.T @ (right - chance) - ridge * weights
        bend = (scaled * (chance * (1.0 - chance))[:, None]).T @ scaled + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        length, before = 1.0, fit(weights)
        while fit(weights + length * step) < before and length > 1e-4:
            length /= 2.0
        weights = weights + length * step
        if np.abs(length * step).max() < 1e-4:
            break
    return weights, mean, spread


def _across(
    size: int, seen: NDArray[np.int32], parts: NDArray[np.int32], wanted: int, draw: np.random.Generator
) -> NDArray[np.int32]:
    """Ties between parts: everybody without a tie gets one, then other parts, the better-tied people the likelier."""
    ties = np.bincount(seen.ravel(), minlength=size).astype(np.float64)
    largest = np.bincount(parts).argmax()
    alone = draw.permutation(np.flatnonzero(ties == 0))
    others = draw.permutation(np.setdiff1d(np.unique(parts[ties > 0]), [largest]))
    begins = [int(one) for one in alone] + [
        int(draw.choice(members, p=ties[members] / ties[members].sum()))
        for part in others[: max(0, wanted - len(alone))]
        for members in [np.flatnonzero(parts == part)]
    ]
    stands_for = {int(part): int(part) for part in np.unique(parts)}

    def whole(part: int) -> int:
        while stands_for[part] != part:
            part = stands_for[part]
        return part

    added = []
    for one in begins:
        weight = np.where(parts == parts[one], 0.0, ties + _FAINT)
        if not weight.any():
            break
        other = int(draw.choice(size, p=weight / weight.sum()))
        mine, theirs = whole(int(parts[one])), whole(int(parts[other]))
        if mine != theirs:
            stands_for[mine] = theirs
            added.append((min(one, other), max(one, other)))
    return np.array(added, np.int32).reshape(-1, 2)


def _parts(size: int, ties: NDArray[np.int32]) -> NDArray[np.int32]:
    """Of which part that hangs together each one is [n]."""
    stands_for = list(range(size))

    def root(one: int) -> int:
        while stands_for[one] != one:
            stands_for[one] = stands_for[stands_for[one]]
            one = stands_for[one]
        return one

    for one, other in ties.tolist():
        stands_for[root(one)] = root(other)
    return np.array([root(one) for one in range(size)], np.int32)


def _logistic(value: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -30.0, 30.0))), np.float64)
