"""Compares pairs of prepared records on all cores of a machine, into levels."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage import levels
from manara.resolution.engine.linkage.model import COMPARISONS
from manara.resolution.engine.linkage.prepared import FIELDS, Prepared
from manara.resolution.engine.linkage.reading import CODED
from manara.resolution.engine.names.comparing import constants
from manara.resolution.engine.names.costs import costs

_CHUNK: Final = 20_000
#: So many pairs of names are remembered: whoever shares a common name does so with many.
_KNOWN: Final = 1 << 20
_ANY: Final = 1e6  # bits that no pair reaches or falls below: compiled code knows no infinity


@dataclass(frozen=True)
class Bound:
    """What a pair has to reach to be of interest: names are looked at only where they can still bring it to `least` bits.

    `weights` [10, 10]: bits of each level of each comparison, NaN where there is none (:meth:`Model.weights`).
    """

    weights: NDArray[np.float64]
    least: float

    @cached_property
    def given(self) -> tuple[NDArray[np.float64], float]:
        """As the compiled loop takes them: a last column for what is unknown."""
        return np.column_stack([np.nan_to_num(self.weights, nan=-_ANY), np.zeros(len(self.weights))]), self.least

    def reached(self, found: NDArray[np.int8], slack: float) -> NDArray[np.bool_]:
        """Of pairs with these levels [n, 10], which reach `least`, or miss it by no more than `slack` bits."""
        reached = np.empty(len(found), np.bool_)
        levels.reaching(found, self.given[0], self.least - slack, reached)  # type: ignore[call-arg]
        return reached


_NOTHING: Final = np.zeros((levels.COMPARISONS, 10))
#: Every name is looked at; and none, for learning from all else.
WHOLE: Final = Bound(_NOTHING, -_ANY)
NAMELESS: Final = Bound(_NOTHING, _ANY)


class Comparer:
    """Compares records of one linkage by their rows."""

    def __init__(self, prepared: Prepared) -> None:
        def values(column: str) -> NDArray[Any]:
            return plain(prepared[f"{column}.values"])

        def names(group: str) -> tuple[NDArray[Any], ...]:
            return plain(prepared[f"{group}.words"]), plain(prepared[f"{group}.count"])

        words = tuple(plain(prepared[f"words.{field}"]) for field in FIELDS)
        rarity = plain(prepared["words.rarity"])
        most = max(len(prepared[f"{column}.values"]) for column in ("document", *CODED))
        self._given = (
            np.column_stack([prepared[f"{column}.starts"].astype(np.int32) for column in COMPARISONS]),
            (values("name"), values("birth"), values("phone"), values("document"), tuple(map(values, CODED)),
             values("relative")),
            names("names"), names("relatives"), words, plain(prepared["words.forms"]), rarity, np.full_like(rarity, 99),
            plain(prepared["phone.crew"]), plain(prepared["place.common"]), np.zeros(most, np.bool_), constants(costs()),
            tuple(np.full(_KNOWN, -1, np.int64) for _ in range(2)),
        )  # fmt: skip

    def levels(self, left: NDArray[np.int64], right: NDArray[np.int64], bound: Bound = WHOLE) -> NDArray[np.int8]:
        """The levels of these pairs, [n, 10], on this thread; the name of a pair out of `bound` is another name."""
        found = np.empty((len(left), levels.COMPARISONS), np.int8)
        levels.compare_records(left, right, *self._given, *bound.given, found)  # type: ignore[call-arg]
        return found

    def levels_of_many(
        self, left: NDArray[np.int64], right: NDArray[np.int64], bound: Bound = WHOLE, chunk: int = _CHUNK
    ) -> NDArray[np.int8]:
        """The levels of many pairs, on all cores, each `chunk` of them by itself."""
        if len(left) <= chunk:
            return self.levels(left, right, bound)
        parts = [slice(at, at + chunk) for at in range(0, len(left), chunk)]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return np.concatenate(list(pool.map(lambda part: self.levels(left[part], right[part], bound), parts)))


def packed(found: NDArray[np.int8]) -> NDArray[np.int64]:
    """The levels of each pair as one number: four bits a comparison, 0 for unknown."""
    return np.asarray((found.astype(np.int64) + 1) @ (np.int64(1) << (4 * np.arange(levels.COMPARISONS))), np.int64)


def plain(array: NDArray[Any]) -> NDArray[Any]:
    """A mapped array as a plain one on the same memory, since the compiled loops take only these."""
    return np.asarray(array) if array.flags.writeable and type(array) is np.ndarray else np.array(array)


@lru_cache(maxsize=2)
def comparer(folder: str) -> Comparer:
    """The comparer of a folder of prepared records."""
    from manara.resolution.engine.linkage.prepared import opened

    return Comparer(opened(Path(folder)))
