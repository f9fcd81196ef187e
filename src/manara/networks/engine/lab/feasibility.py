"""What reaching a person costs: days of work, more of them the less the evidence holds and the farther he is.

The factors are Manara's own, stated on the page and calibrated against no data: an estimate to compare plans with, no forecast.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: A person of whom nothing was entered takes so many days.
USUAL_DAYS: Final = 5
MOST_DAYS: Final = 3_650
MOST_TURNS: Final = 999
MOST_WAVES: Final = 99
EVIDENCE: Final[Mapping[str, float]] = MappingProxyType({"strong": 1.0, "some": 1.5, "weak": 2.5})
WHERE: Final[Mapping[str, float]] = MappingProxyType({"here": 1.0, "partner": 2.0})
NOWHERE: Final = "nowhere"


def price(evidence: str, where: str, days: int) -> float | None:
    """Days in all; None for whoever is out of reach, and so in no plan. Raises KeyError for an unknown word.

    >>> price("some", "partner", 4), price("strong", "nowhere", 1)
    (12.0, None)
    """
    if where == NOWHERE:
        return None
    return days * EVIDENCE[evidence] * WHERE[where]
