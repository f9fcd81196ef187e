"""Learns which letters stand for which: expectation and maximisation over all ways to cut two spellings into units.

Many-to-many alignment after Jiampojamarn, Kondrak and Sherif (2007), with the unit's place in the word (first, inside,
last) as context.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numba
import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names.costs import BASE, TABLES, letters_of

ROUNDS: Final = 14
_PRUNED_FROM = 10
_LONGEST_X, _LONGEST_Y = 16, 20
VOWELS: Final = "aeiouyhw"

compiled = numba.njit(cache=True)


def learned(number: int, pairs: Mapping[tuple[str, str], float]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Filled places [n, 3] and log probabilities [n] of table `number`, from pairs of tokens with their weights."""
    x_script, y_script = TABLES[number]
    widest = 3 if number == 0 else 2
    kept = [
        (letters_of(x, x_script), letters_of(y, y_script), weight**0.5)
        for (x, y), weight in sorted(pairs.items())
    ]
    kept = [
        pair for pair in kept
        if 1 <= len(pair[0]) <= _LONGEST_X and 1 <= len(pair[1]) <= _LONGEST_Y and 0.4 <= len(pair[1]) / len(pair[0]) <= 3.5
    ]  # fmt: skip
    x = np.array([letter for pair in kept for letter in pair[0]], np.int16)
    y = np.array([letter for pair in kept for letter in pair[1]], np.int16)
    x_at = np.cumsum([0] + [len(pair[0]) for pair in kept])
    y_at = np.cumsum([0] + [len(pair[1]) for pair in kept])
    weights = np.array([pair[2] for pair in kept])
    logp = _first_guess(number, widest)
    for step in range(ROUNDS):
        counts = np.zeros_like(logp)
        _expected(x, x_at, y, y_at, weights, logp, counts, BASE[x_script], BASE[y_script], widest)
        logp = _likeliest(counts, 0.3 if step < _PRUNED_FROM else 1.5)
    places = np.argwhere(logp > -1e29)
    return places.astype(np.int64), logp[tuple(places.T)].astype(np.float32)


def _likeliest(counts: NDArray[np.float32], least: float) -> NDArray[np.float32]:
    """Joint log probabilities; what a place in the word says is mixed with what all places say."""
    everywhere = counts.sum(axis=0)
    given = everywhere / np.maximum(everywhere.sum(axis=1, keepdims=True), 1e-9)
    mass = counts.sum(axis=2, keepdims=True)
    conditional = (counts + 8.0 * given[None]) / (mass + 8.0)
    prior = (mass + 0.01) / (mass + 0.01).sum(axis=1, keepdims=True)
    joint = conditional * prior
    joint[np.broadcast_to(everywhere[None], joint.shape) < least] = 0
    with np.errstate(divide="ignore"):
        logp = np.log(joint).astype(np.float32)
    logp[~np.isfinite(logp)] = -1e30
    return np.asarray(logp, np.float32)


def _first_guess(number: int, widest: int) -> NDArray[np.float32]:
    """Before anything is learned: letters one to one, in one script the same letter; vowels may appear from nothing."""
    x_script, y_script = TABLES[number]
    x_base, y_base = BASE[x_script], BASE[y_script]
    logp = np.full((3, x_base**2, y_base**widest), -1e30, np.float32)
    units = np.arange(y_base**widest)
    letters = [units % y_base, units // y_base % y_base, units // y_base**2]
    size = (letters[0] > 0).astype(int) + (letters[1] > 0) + (letters[2] > 0)
    size = np.where((letters[0] == 0) & (units > 0), 9, size)
    size = np.where((letters[1] == 0) & (letters[2] > 0), 9, size)
    if y_script == "la":
        soft = np.isin(letters[0], letters_of(VOWELS, "la")) & ((size == 1) | np.isin(letters[1], letters_of(VOWELS, "la")))
    else:
        soft = np.isin(letters[0], letters_of("اويه", "ar")) & (size == 1)
    logp[:, 0] = np.where(soft & (size <= 2), -6.0 - size, -1e30)
    one = np.select([size == 0, size == 1, size == 2, size == 3], [-9.0, -5.0, -8.5, -12.5], -1e30)
    two = np.select([size == 1, size == 2], [-9.0, -12.0], -1e30)
    for first in range(1, x_base):
        logp[:, first] = one
        if x_script == y_script:
            logp[:, first, first] = -1.0
            logp[:, first, first + y_base * first] = -5.0
        for second in range(1, x_base):
            logp[:, first + x_base * second] = two
    return logp


@compiled  # type: ignore[untyped-decorator, unused-ignore]
def _added(one, other):  # type: ignore[no-untyped-def]
    if one < other:
        one, other = other, one
    return one + math.log1p(math.exp(other - one)) if other > -1e29 else one


@compiled  # type: ignore[untyped-decorator, unused-ignore]
def _expected(x_all, x_at, y_all, y_at, weights, logp, counts, x_base, y_base, widest):  # type: ignore[no-untyped-def]
    """Add to `counts` how often each unit is expected in each pair, by forward and backward sums."""
    before = np.empty((20, 24))
    behind = np.empty((20, 24))
    for k in range(len(x_at) - 1):
        x, y = x_all[x_at[k] : x_at[k + 1]], y_all[y_at[k] : y_at[k + 1]]
        n, m = len(x), len(y)
        before[: n + 1, : m + 1] = -1e30
        behind[: n + 1, : m + 1] = -1e30
        before[0, 0] = 0.0
        behind[n, m] = 0.0
        for forward in (True, False):
            if not forward and before[n, m] < -1e29:
                break
            for step_i in range(n + 1):
                for step_j in range(m + 1):
                    i, j = (step_i, step_j) if forward else (n - step_i, m - step_j)
                    if before[i, j] < -1e29:
                        continue
                    for taken in range(3):
                        if i + taken > n:
                            break
                        unit = 0
                        if taken >= 1:
                            unit = x[i]
                        if taken == 2:
                            unit += x_base * x[i + 1]
                        position = 1 if i == 0 else (2 if i + taken == n else 0)
                        other, place = 0, 1
                        for given in range(widest + 1):
                            if j + given > m:
                                break
                            if given >= 1:
                                other += place * y[j + given - 1]
                                place *= y_base
                            if (taken == 0 and given == 0) or (taken != 1 and (given == 0 or given == 3)):
                                continue
                            each = logp[position, unit, other]
                            if each < -1e29:
                                continue
                            if forward:
                                before[i + taken, j + given] = _added(before[i + taken, j + given], before[i, j] + each)
                            elif behind[i + taken, j + given] > -1e29:
                                onward = behind[i + taken, j + given] + each
                                behind[i, j] = _added(behind[i, j], onward)
                                share = before[i, j] + onward - before[n, m]
                                if share > -20:
                                    counts[position, unit, other] += weights[k] * math.exp(share)
