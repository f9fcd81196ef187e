"""A network as the dismantling takes it: who is tied to whom, what reaching each one costs, and who may never be chosen."""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.problems import Problem, register

register("costs-without-tie", "Costs are given for some that have no tie (%(n)s): %(names)s")
register("protection-without-tie", "Protection is given to some that have no tie (%(n)s): %(names)s")

Tie = tuple[str, str, float]
WeighedTie = tuple[str, str, float, float]


@dataclass(frozen=True)
class Network:
    """People and things by number, and their ties both ways.

    The neighbours of number i are `neighbours[starts[i]:starts[i + 1]]`, each with the probability [0, 1] that the tie exists.
    `costs` [n] are above zero, in any one unit. Who is `protected` [n] is in no plan.
    """

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    neighbours: NDArray[np.int32]
    probability: NDArray[np.float64]
    costs: NDArray[np.float64]
    protected: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def ties(self) -> int:
        """How many pairs are tied."""
        return len(self.neighbours) // 2

    @property
    def removable(self) -> int:
        """How many may be in a plan: all who are not protected."""
        return len(self) - int(self.protected.sum())

    def sparing(self, names: Collection[str]) -> Network:
        """The same with these people protected too. Raises `Problem` for a name that is not of the network."""
        numbers = {name: number for number, name in enumerate(self.names)}
        _refuse_unknown("protection-without-tie", names, numbers)
        out = self.protected.copy()
        out[[numbers[name] for name in names]] = True
        return replace(self, protected=out)


UNIT_COST: Final = 1.0


def network(
    ties: Iterable[Tie],
    *,
    costs: Mapping[str, float] | None = None,
    protected: Collection[str] = (),
    ignore_unknown: bool = False,
) -> Network:
    """A network of `ties` (one, other, probability that the tie exists), numbered in the order in which names come first.

    A tie of one with itself is passed over, and one that surely does not exist; whom they name is of the network all the same.
    Several between two are one, which exists if any of them does. Who has no cost
    costs 1. Raises ValueError for a probability outside 0–1 and a cost that is not above zero, `Problem` for costs or
    protection of names that have no tie: a misspelt protected person must not end up as a target. To `ignore_unknown` names
    passes over them.
    """
    weighed = ((one, other, 1.0, probability) for one, other, probability in ties)
    return weighed_network(weighed, costs=costs, protected=protected, ignore_unknown=ignore_unknown)[0]


def weighed_network(
    ties: Iterable[WeighedTie],
    *,
    costs: Mapping[str, float] | None = None,
    protected: Collection[str] = (),
    ignore_unknown: bool = False,
) -> tuple[Network, NDArray[np.float64]]:
    """A network of `ties` (one, other, weight, probability) as `network` makes it, and the weight of each entry of its
    neighbours [2m]: those of several between two are added up, and one of probability 0 adds nothing. Raises what
    `network` raises, and ValueError for a weight below 0 or that is no number."""
    numbers: dict[str, int] = {}
    firsts, seconds, absent, weights = array("i"), array("i"), array("d"), array("d")
    for one, other, weight, probability in ties:
        if not 0.0 <= probability <= 1.0:
            raise ValueError(f"the probability of the tie {one}–{other} is {probability}, not from 0 to 1")
        if not 0.0 <= weight < math.inf:
            raise ValueError(f"the weight of the tie {one}–{other} is {weight}, not a number from 0 on")
        left, right = numbers.setdefault(one, len(numbers)), numbers.setdefault(other, len(numbers))
        if left != right and probability > 0.0:
            firsts.append(min(left, right))
            seconds.append(max(left, right))
            absent.append(1.0 - probability)
            weights.append(weight)
    names = tuple(numbers)
    if not ignore_unknown:
        _refuse_unknown("costs-without-tie", costs or {}, numbers)
        _refuse_unknown("protection-without-tie", protected, numbers)
    starts, neighbours, exists, held = _both_ways(len(names), *map(np.array, (firsts, seconds, absent, weights)))
    prices = np.full(len(names), UNIT_COST)
    for name, cost in (costs or {}).items():
        if not (cost > 0.0 and np.isfinite(cost)):
            raise ValueError(f"the cost of {name} is {cost}; it must be above zero")
        if name in numbers:
            prices[numbers[name]] = cost
    spared = np.zeros(len(names), np.bool_)
    spared[[numbers[name] for name in protected if name in numbers]] = True
    return Network(names, starts, neighbours, exists, prices, spared), held


def _both_ways(
    size: int, firsts: NDArray[np.int32], seconds: NDArray[np.int32], absent: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]:
    """Where each one's neighbours begin, the neighbours, how probable each tie is, and its weight."""
    pairs = firsts.astype(np.int64) * size + seconds
    single, which = np.unique(pairs, return_inverse=True)
    missing = np.ones(len(single))
    np.multiply.at(missing, which, absent)
    one, other = (single // max(size, 1)).astype(np.int32), (single % max(size, 1)).astype(np.int32)
    sources, targets = np.concatenate([one, other]), np.concatenate([other, one])
    order = np.lexsort((targets, sources))
    starts = np.concatenate([[0], np.cumsum(np.bincount(sources, minlength=size))]).astype(np.int64)
    held = np.bincount(which, weights, minlength=len(single)).astype(np.float64)
    return starts, targets[order], np.tile(1.0 - missing, 2)[order], np.tile(held, 2)[order]


def _refuse_unknown(code: str, given: Collection[str], known: Mapping[str, int]) -> None:
    unknown = sorted(name for name in given if name not in known)
    if unknown:
        shown = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
        raise Problem(code, n=len(unknown), names=shown)
