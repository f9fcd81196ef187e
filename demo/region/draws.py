"""Seeded draws that come out the same on every machine and every Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A named stream of draws.

    Only `random.Random.random()` is used: it is the one method whose sequence Python promises never to change.
    Each part of the region has its own stream, so that a change in one part leaves the others as they were.
    """

    def __init__(self, seed: int, stream: str) -> None:
        self._random = random.Random(f"{seed}/{stream}")

    def unit(self) -> float:
        """Return a number from 0 (included) to 1 (excluded)."""
        return self._random.random()

    def chance(self, share: float) -> bool:
        """Return True in `share` of the draws."""
        return self._random.random() < share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """Return a number from `low` to `high`."""
        return low + (high - low) * self._random.random()

    def pick(self, items: Sequence[T]) -> T:
        """Return one of `items`."""
        return items[int(self._random.random() * len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of `items`, each as likely as its weight says."""
        mark = self._random.random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            mark -= weight
            if mark < 0:
                return item
        return items[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in a drawn order."""
        keyed = [(self._random.random(), index) for index in range(len(items))]
        return [items[index] for _, index in sorted(keyed)]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return `count` different items (all of them when there are fewer)."""
        return self.shuffled(items)[:count]

    def digits(self, count: int) -> str:
        """Return `count` digits."""
        return "".join(str(self.whole(0, 9)) for _ in range(count))
