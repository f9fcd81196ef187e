"""The laws to which a decision can refer, by country: offered to who writes, never required.

Source: the countries' own acts as the United Nations' and the States' publications name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PROTOCOLS: Final = (
    "UN TIP Protocol, art. 3",
    "UN SOM Protocol, art. 3",
    "UN SOM Protocol, art. 6",
)
OF_COUNTRY: Final[Mapping[str, tuple[str, ...]]] = {
    "MR": ("Loi 2020-017 (TIP)", "Loi 2020-018 (SOM)", "Loi 2015-031"),
    "MA": ("Loi 27-14", "Loi 02-03", "Code pénal, art. 448-1 – 448-14"),
    "DZ": ("Loi 23-04",),
    "TN": ("Loi organique 2016-61",),
    "EG": ("قانون 64/2010", "قانون 82/2016"),
    "NE": ("Ordonnance 2010-86",),
    "SN": ("Loi 2005-06",),
}


def laws_of(country: str) -> tuple[str, ...]:
    """The country's own laws, then the protocols."""
    return (*OF_COUNTRY.get(country.upper(), ()), *PROTOCOLS)
