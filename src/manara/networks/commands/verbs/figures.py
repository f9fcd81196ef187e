"""Says of each figure of a command line what it may be; what it can't be is refused before the work, in one sentence."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from typing import Final

from manara.networks.commands.verbs.keeping import Unfit


@dataclass(frozen=True)
class _May:
    words: str
    least: float
    most: float = math.inf
    above: bool = False
    below: bool = False
    endless: bool = False

    def be(self, value: float) -> bool:
        if math.isnan(value) or (math.isinf(value) and not (self.endless and value > 0)):
            return False
        low = value > self.least if self.above else value >= self.least
        return low and (value < self.most if self.below else value <= self.most)


_FIGURES: Final = {
    "until": _May("a share above 0, at most 1", 0.0, 1.0, above=True),
    "missing": _May("a share from 0 to below 1", 0.0, 1.0, below=True),
    "budget": _May("a number from 0 on", 0.0, endless=True),
    "seconds": _May("a number above 0", 0.0, 1e9, above=True),
    "proof_seconds": _May("a number from 0 on", 0.0, 1e9),
    "moves": _May("a whole number from 0 on", 0.0, 1e9),
    "seed": _May("a whole number from 0 to 4294967295", 0.0, 2**32 - 1),
    "samples": _May("a whole number from 1 to 100000", 1.0, 1e5),
    "draws": _May("a whole number from 0 to 100000", 0.0, 1e5),
}


def check_figures(given: argparse.Namespace, **read_as: str) -> None:
    """Raises `Unfit` for the first figure that can't be; `read_as` names one that is read as another."""
    for name, value in vars(given).items():
        may = _FIGURES.get(read_as.get(name, name))
        if may is not None and value is not None and not may.be(value):
            raise Unfit(f"--{name.replace('_', '-')} is {value:g}: it must be {may.words}.")


def check_together(given: argparse.Namespace, where: str, *idle: str) -> None:
    """Raises `Unfit` where an option was given that does nothing `where` it stands."""
    for name in idle:
        value = getattr(given, name)
        if value is not None and value is not False:
            raise Unfit(f"--{name.replace('_', '-')} does nothing {where}; leave it out.")
