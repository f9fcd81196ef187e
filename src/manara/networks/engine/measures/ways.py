"""Betweenness of everybody: exact where that is quick, else from a sample of starting points, with the error this leaves."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.networks.engine.kernels.paths import add_betweenness

#: Steps (people and ties passed) that one measure takes at most: some twenty seconds on two free processors.
WORK: Final = 1_500_000_000
_FEWEST: Final = 50
#: Always as many parts, summed in their order, so that the answer doesn't depend on the number of processors.
_PARTS: Final = 16
#: Up to so many steps one part is quicker than threads.
_ONE_PART: Final = 1_000_000


@dataclass(frozen=True)
class Betweenness:
    """The share of all pairs of others whose shortest way leads over one [n], 0–1, and its standard `error` [n]: 0 if exact.

    `sources` is from how many the ways were followed.
    """

    share: NDArray[np.float64]
    error: NDArray[np.float64]
    sources: int
    exact: bool


def betweenness(
    starts: NDArray[np.int64], neighbours: NDArray[np.int32], *, gone: NDArray[np.bool_] | None = None,
    work: int = WORK, seed: int = 0, tell: Callable[[float], None] = lambda done: None,
) -> Betweenness:  # fmt: skip
    """Betweenness (Freeman 1977, by Brandes 2001) of everybody but those `gone` [n], whom no way leads over.

    Followed from everybody if that takes no more than `work` steps, else from as many as it allows, drawn without putting back
    (Brandes and Pich, 2007). Pairs are those of all [n] with each other, also where some are gone. `tell` hears the share done.
    Whatever interrupts it, as a KeyboardInterrupt does, is heard once each processor has followed the ways of one more source.
    """
    size = len(starts) - 1
    gone = np.zeros(size, np.bool_) if gone is None else gone
    there = np.flatnonzero(~gone).astype(np.int32)
    most = max(_FEWEST, work // max(size + len(neighbours), 1))
    exact = most >= len(there)
    sources = there[starting_points(len(there), most, seed)]
    pairs = (size - 1) * (size - 2)
    if pairs <= 0 or not len(sources):
        return Betweenness(np.zeros(size), np.zeros(size), len(sources), exact)
    total, squares, done, stop = np.zeros(size), np.zeros(size), 0, np.zeros(1, np.bool_)

    def part(chosen: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        mine, square = np.zeros(size), np.zeros(size)
        add_betweenness(starts, neighbours, gone, chosen, mine, square, stop)
        return mine, square

    parts = np.array_split(sources, _PARTS if len(sources) * (size + len(neighbours)) > _ONE_PART else 1)
    with ThreadPoolExecutor(processors()) if len(parts) > 1 else nullcontext() as pool:
        try:
            for mine, square in pool.map(part, parts) if pool else map(part, parts):
                total += mine
                squares += square
                done += 1
                tell(done / len(parts))
        finally:
            stop[0] = True  # else the pool waits for the parts that were begun
    share, error = combined(total, squares, len(sources), len(there), size)
    return Betweenness(share, error, len(sources), exact)


def starting_points(people: int, most: int, seed: int) -> NDArray[np.int32]:
    """Everybody's number, or `most` of them drawn without putting back, in order."""
    if most >= people:
        return np.arange(people, dtype=np.int32)
    return np.sort(np.random.default_rng(seed).choice(people, most, replace=False)).astype(np.int32)


def combined(
    total: NDArray[np.float64], squares: NDArray[np.float64], sources: int, people: int, size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share and standard error from the sums over `sources` of `people` starting points, and the sums of the squares."""
    pairs = (size - 1) * (size - 2)
    share = total * (people / sources / pairs)
    if sources >= people:
        return share, np.zeros(size)
    spread = np.maximum(squares / sources - (total / sources) ** 2, 0.0) * sources / max(sources - 1, 1)
    return share, np.sqrt(spread / sources * (1 - sources / people)) * people / pairs


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
