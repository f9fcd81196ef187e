"""The pairs of records that an engine found to be one person with some probability."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


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


def threshold_bits(probability: float) -> float:
    """A probability as log2 odds, a millionth of a bit below so that rounding decides alike everywhere."""
    return math.log2(probability / (1 - probability)) - 1e-6
