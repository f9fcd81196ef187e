"""What tells that two people have a tie nobody has seen, and how much each sign says in this network.

A logistic regression (signs as in Ghasemian et al., Stacking models for link prediction, 2020) learns from the network's own
ties, hidden and sought again. A small network says little, so it begins from what nine small networks of criminal cases said
(15 to 28 people, UCINET covert networks and others; none of those that bench.dismantling_doubt measures, or of their families).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Numbers = NDArray[np.int32]

#: Of each sign its mean and spread over the pairs of the nine networks, and its weight there: 1; the fewer and the more ties of
#: the two; contacts in common (number, share of the fewer ties, share of all contacts, each divided by his ties, each by
#: their logarithm); ways of three ties; one has one tie, or none; the other's ties then; any contact in common; in two parts.
_BEGIN: Final = np.array([
    (0.0, 1.0, -4.147), (1.04, 0.586, -0.237), (1.631, 0.591, 0.803), (0.486, 0.513, -0.885), (0.352, 0.396, 0.068),
    (0.167, 0.243, 0.838), (-3.178, 1.426, 1.958), (-1.609, 1.349, 1.387), (-4.732, 1.455, 0.737), (0.362, 0.48, -0.603),
    (0.117, 0.321, -0.041), (0.6, 0.734, 0.441), (0.539, 0.499, -2.295), (0.145, 0.352, 0.652),
])  # fmt: skip
#: How firmly the weights are held to these (the first, how many ties there are at all, is not), and what a network's own ties
#: count for in all the turns together, as if each had been hidden so often.
_HELD: Final = 40.0
_TURNS: Final = 8
_COUNT: Final = 2.0
#: Beyond so many people two turns must do.
_LARGE: Final = 1_000
_STEPS: Final = 30
#: Pairs that are looked at in one turn, and that are measured at once.
_LOOKED_AT: Final = 30_000
_AT_ONCE: Final = 400_000


class Signs:
    """The signs of a network of `size` people and its ties `seen` [m, 2]."""

    def __init__(self, size: int, seen: Numbers) -> None:
        tied = np.zeros((size, size), np.float32)
        tied[seen[:, 0], seen[:, 1]] = 1.0
        tied += tied.T
        ties = tied.sum(axis=1)
        one_of = (1.0 / np.maximum(ties, 1.0)).astype(np.float32)
        # Adamic and Adar: a contact in common says the less the more contacts he has.
        rare = np.where(ties > 1, 1.0 / np.log(np.maximum(ties, 1.5)), 0.0).astype(np.float32)
        by_two = np.sqrt(one_of)
        weighed = tied * by_two[:, None] * by_two[None, :]
        self.tied = tied > 0
        self._ties, self._common = ties, tied @ tied
        self._each, self._rare, self._three = (tied * one_of) @ tied, (tied * rare) @ tied, weighed @ weighed @ weighed
        self.parts = parts_of(size, seen)

    def of(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float32]:
        """Of each pair [p] its signs [p, 14], shifted and scaled as the weights take them."""
        found = np.empty((len(one), len(_BEGIN)), np.float32)
        for begin in range(0, len(one), _AT_ONCE):
            here = slice(begin, begin + _AT_ONCE)
            found[here] = self._some(one[here], other[here])
        return found

    def by_ties(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Matrix:
        """How likely a tie is, as a logarithm, if nothing but the numbers of ties counts [p]."""
        more = np.log(self._ties.astype(np.float64) + 0.5)
        return np.asarray(more[one] + more[other], np.float64)

    def _some(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Matrix:
        fewer, more = np.minimum(self._ties[one], self._ties[other]), np.maximum(self._ties[one], self._ties[other])
        shared = self._common[one, other]
        columns = [
            np.ones(len(one)), np.log1p(fewer), np.log1p(more), np.log1p(shared), shared / np.maximum(fewer, 1.0),
            shared / np.maximum(fewer + more - shared, 1.0), np.log(self._each[one, other] + 0.01),
            np.log(self._rare[one, other] + 0.05), np.log(self._three[one, other] + 1e-3), fewer == 1, fewer == 0,
            (fewer <= 1) * np.log1p(more), shared > 0, self.parts[one] != self.parts[other],
        ]  # fmt: skip
        return np.asarray((np.stack(columns, axis=1) - _BEGIN[:, 0]) / _BEGIN[:, 1], np.float64)


@dataclass(frozen=True)
class SignWeights:
    """What the signs say here: their `weights` [14], and `doubt` [14, 14] about them, so that weights + doubt @ normal are as
    plausible."""

    weights: Matrix
    doubt: Matrix


def learned(size: int, seen: Numbers, missing: float, draw: np.random.Generator) -> SignWeights:
    """Hide the share `missing` of the seen ties in turns, and learn what the hidden ones look like from what is left."""
    hide = max(1, round(missing * len(seen)))
    rows, right, counts = [], [], []
    turns = _TURNS if size <= _LARGE else 2
    for _turn in range(turns):
        order = draw.permutation(len(seen))
        hidden, left = seen[order[:hide]].astype(np.int64), seen[order[hide:]]
        signs = Signs(size, left)
        one, other, often = _never_tied(size, seen, draw)
        rows.append(signs.of(np.concatenate([hidden[:, 0], one]), np.concatenate([hidden[:, 1], other])).astype(np.float64))
        right.append(np.concatenate([np.ones(hide), np.zeros(len(one))]))
        counts.append(np.concatenate([np.ones(hide), np.full(len(one), often)]))
    return _regression(np.concatenate(rows), np.concatenate(right), np.concatenate(counts) * _COUNT / turns)


def _never_tied(
    size: int, seen: Numbers, draw: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], float]:
    """Pairs that aren't tied, all or in a large network some, and for how many each of them stands."""
    tied = np.zeros((size, size), np.bool_)
    tied[seen[:, 0], seen[:, 1]] = tied[seen[:, 1], seen[:, 0]] = True
    if size * (size - 1) // 2 <= _LOOKED_AT:
        one, other = np.triu_indices(size, 1)
        untied = ~tied[one, other]
        return one[untied], other[untied], 1.0
    one, other = draw.integers(0, size, (2, _LOOKED_AT))
    untied = (one != other) & ~tied[one, other]
    pairs = size * (size - 1) / 2 - len(seen)
    return one[untied], other[untied], pairs / max(int(untied.sum()), 1)


def _regression(rows: Matrix, right: Matrix, counts: Matrix) -> SignWeights:
    """The likeliest weights, and by the curvature there how sure they are (Laplace)."""
    begin, held = _BEGIN[:, 2], np.full(len(_BEGIN), _HELD)
    held[0] = 0.01
    weights = begin.copy()

    def fit(tried: Matrix) -> float:
        value = rows @ tried
        return float((counts * (right * value - np.logaddexp(0.0, value))).sum() - 0.5 * (held * (tried - begin) ** 2).sum())

    for _step in range(_STEPS):
        chance = logistic(rows @ weights)
        slope = rows.T @ (counts * (right - chance)) - held * (weights - begin)
        step = np.linalg.solve(_bend(rows, counts, chance, held), slope)
        length, before = 1.0, fit(weights)
        while fit(weights + length * step) < before and length > 1e-4:
            length /= 2.0
        weights = weights + length * step
        if np.abs(length * step).max() < 1e-4:
            break
    bend = _bend(rows, counts, logistic(rows @ weights), held)
    return SignWeights(weights, np.linalg.cholesky(np.linalg.inv(bend)))


def _bend(rows: Matrix, counts: Matrix, chance: Matrix, held: Matrix) -> Matrix:
    return np.asarray((rows * (counts * chance * (1.0 - chance))[:, None]).T @ rows + np.diag(held), np.float64)


def parts_of(size: int, ties: Numbers) -> Numbers:
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


def logistic(value: Matrix) -> Matrix:
    """From the logarithm of odds to the chance."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -30.0, 30.0))), np.float64)
