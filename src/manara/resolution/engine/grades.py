"""Turns a report's grade, its kind and its age into one weight between 0 and 1, by a table that people can read.

The schemes grade on ordinal scales (Europol 4x4, UK 3x5x2, Admiralty 6x6); the figures below are Manara's own reading
of them. They only order what stands side by side on a page, and never decide which value is true.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

SOURCE: Final[Mapping[str, Mapping[str, float]]] = {
    "4x4": {"A": 0.95, "B": 0.8, "C": 0.5, "X": 0.35},
    "3x5x2": {"1": 0.9, "2": 0.5, "3": 0.2},
    "6x6": {"A": 0.95, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.35},
}
INFORMATION: Final[Mapping[str, Mapping[str, float]]] = {
    "4x4": {"1": 0.95, "2": 0.8, "3": 0.6, "4": 0.4},
    "3x5x2": {"A": 0.95, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.1},
    "6x6": {"1": 0.95, "2": 0.8, "3": 0.65, "4": 0.4, "5": 0.15, "6": 0.35},
}
UNKNOWN: Final = 0.35
ASSESSMENT: Final = 0.7
HALVED_AFTER_YEARS: Final = 10.0


def weight(scheme: str, source: str, information: str, *, kind: str, said: date | None, today: date) -> float:
    """How much one report's word weighs, 0 to 1: source times information, less for an assessment and with age.

    An ungraded report weighs as one that can't be judged; ten years halve the weight.
    """
    graded = SOURCE.get(scheme, {}).get(source.upper(), UNKNOWN)
    graded *= INFORMATION.get(scheme, {}).get(information.upper(), UNKNOWN)
    if kind != "fact":
        graded *= ASSESSMENT
    if said is not None and said < today:
        graded *= 0.5 ** ((today - said).days / 365.25 / HALVED_AFTER_YEARS)
    return graded


def together(weights: list[float]) -> float:
    """The weight of several that say the same: each further one takes away a part of the doubt that is left."""
    doubt = 1.0
    for each in weights:
        doubt *= 1.0 - each
    return 1.0 - doubt
