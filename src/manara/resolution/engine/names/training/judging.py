"""Learns how the evidence of a pairing becomes a probability: a small network with one hidden layer, fitted by Adam."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

HIDDEN: Final = 24
#: Each round learns so many times as slowly as the one before: what it ends with doesn't hang on the last pairs it saw.
_ROUNDS, _BATCH, _RATE, _SLOWER = 40, 1_024, 0.01, 0.92

Array = NDArray[np.float64]


def fitted(features: Array, same: Array, weights: Array, *, seed: int) -> tuple[Array, ...]:
    """Middle, spread, inner weights [features, hidden], inner bias, outer weights with their bias last."""
    chance = np.random.default_rng(seed)
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    x = np.clip((features - middle) / spread, -6, 6)
    parts: list[Array] = [
        chance.normal(0, 0.3, (x.shape[1], HIDDEN)), np.zeros(HIDDEN), chance.normal(0, 0.3, HIDDEN), np.zeros(1)
    ]  # fmt: skip
    mean, square = [np.zeros_like(part) for part in parts], [np.zeros_like(part) for part in parts]
    step = 0
    for turn in range(_ROUNDS):
        order = chance.permutation(len(same))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            step += 1
            for number, slope in enumerate(_slopes(x[rows], same[rows], weights[rows], parts)):
                mean[number] = 0.9 * mean[number] + 0.1 * slope
                square[number] = 0.999 * square[number] + 0.001 * slope**2
                moved = (mean[number] / (1 - 0.9**step)) / (np.sqrt(square[number] / (1 - 0.999**step)) + 1e-8)
                parts[number] = parts[number] - _RATE * _SLOWER**turn * moved
    return middle, spread, parts[0], parts[1], np.concatenate([parts[2], parts[3]])


def _slopes(x: Array, same: Array, weights: Array, parts: list[Array]) -> list[Array]:
    hidden = np.tanh(x @ parts[0] + parts[1])
    probability = 1 / (1 + np.exp(-(hidden @ parts[2] + parts[3])))
    error = weights * (probability - same) / len(same)
    back = np.outer(error, parts[2]) * (1 - hidden**2)
    return [x.T @ back + 1e-4 * parts[0], back.sum(axis=0), hidden.T @ error + 1e-4 * parts[2], np.array([error.sum()])]
