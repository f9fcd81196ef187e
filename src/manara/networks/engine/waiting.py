"""Who can be reached only from some wave on, as whoever waits for a partner state: an order is parted into waves that hold it.

One who waits is passed by those behind him; a wave in which everybody waits is empty.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Who = TypeVar("Who", str, int)


def parted(
    order: Sequence[Who], waiting: Mapping[Who, int], *, most: int | None = None,
    cost: Callable[[Who], float] = lambda one: 0.0, capacity: float = math.inf,
) -> list[list[Who]]:  # fmt: skip
    """The order in waves of at most `most` people and `capacity` of cost, nobody before his wave (1 is the first).

    Nobody may cost more than a wave has.
    """
    left, waves = list(order), list[list[Who]]()
    while left:
        wave, spent = list[Who](), 0.0
        for one in left:
            if waiting.get(one, 1) > len(waves) + 1:
                continue
            if (most is not None and len(wave) >= most) or spent + cost(one) > capacity:
                break
            wave.append(one)
            spent += cost(one)
        waves.append(wave)
        taken = set(wave)
        left = [one for one in left if one not in taken]
    return waves


def held(names: Sequence[str], at_once: int, waiting: Mapping[str, int]) -> tuple[str, ...]:
    """The same people in the order in which such waves reach them; `at_once` in a wave, 0 for as many as there are."""
    if not waiting.keys() & set(names):
        return tuple(names)
    return tuple(name for wave in parted(names, waiting, most=at_once or None) for name in wave)
