"""Says of each figure of a command line what it may be; what it can't be is refused before the work, in one sentence."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from typing import Final

import manara.networks.engine.option_problems  # noqa: F401  the sentences
from manara.foundation.engine.problems import Problem


@dataclass(frozen=True)
class _May:
    code: str
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
    "until": _May("figure-share-above", 0.0, 1.0, above=True),
    "missing": _May("figure-share-below", 0.0, 1.0, below=True),
    "budget": _May("figure-from-none", 0.0, endless=True),
    "seconds": _May("figure-above-none", 0.0, 1e9, above=True),
    "proof_seconds": _May("figure-from-none", 0.0, 1e9),
    "moves": _May("figure-whole", 0.0, 1e9),
    "seed": _May("figure-whole-between", 0.0, 2**32 - 1),
    "samples": _May("figure-whole-between", 1.0, 1e5),
    "draws": _May("figure-whole-between", 0.0, 1e5),
}


def check_figures(given: argparse.Namespace, **read_as: str) -> None:
    """Raises `Problem` for the first figure that can't be; `read_as` names one that is read as another."""
    for name, value in vars(given).items():
        may = _FIGURES.get(read_as.get(name, name))
        if may is not None and value is not None and not may.be(value):
            limits = {} if math.isinf(may.most) else {"least": f"{may.least:.0f}", "most": f"{may.most:.0f}"}
            raise Problem(may.code, option=option(name), value=f"{value:g}", **limits)


def check_together(given: argparse.Namespace, code: str, other: str, *idle: str) -> None:
    """Raises `Problem` with this `code` where an option was given that does nothing beside the `other`, or without it."""
    for name in idle:
        value = getattr(given, name)
        if value is not None and value is not False:
            raise Problem(code, option=option(name), other=other)


def option(name: str) -> str:
    """An option as it is typed."""
    return f"--{name.replace('_', '-')}"
