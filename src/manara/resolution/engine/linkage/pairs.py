"""The pairs of records that an engine found to be one person with some probability."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage.comparing import Bound
from manara.resolution.engine.linkage.model import Model


@dataclass(frozen=True)
class Pairs:
    """Rows `left` < `right` with the log2 odds that they are one person, ordered by rows."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    bits: NDArray[np.float64]

    @classmethod
    def of(cls, left: Any, right: Any, bits: Any) -> Pairs:
        """In one order whichever engine found them; odds to a millionth of a bit, in which engines may differ."""
        one, other = np.minimum(left, right), np.maximum(left, right)
        order = np.lexsort((other, one))
        return cls(one[order].astype(np.int64), other[order].astype(np.int64), np.round(np.asarray(bits)[order], 6))

    def keep(self, file: Path) -> None:
        """Write them, whole or not at all."""
        part = file.with_suffix(".part")
        with part.open("wb") as output:
            np.savez(output, left=self.left, right=self.right, bits=self.bits)
        part.replace(file)

    @classmethod
    def opened(cls, file: Path) -> Pairs:
        """Those that were kept."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["left"], kept["right"], kept["bits"])


def threshold_bits(probability: float) -> float:
    """A probability as log2 odds, a millionth of a bit below so that rounding decides alike everywhere."""
    return math.log2(probability / (1 - probability)) - 1e-6


def bound_of(model: Model, threshold: float) -> Bound:
    """What a pair has to reach beside the prior to be above the threshold; a thousandth of a bit less, for rounding."""
    return Bound(model.weights(), threshold_bits(threshold) - math.log2(model.prior / (1 - model.prior)) - 1e-3)
