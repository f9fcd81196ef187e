"""Which elements each offence family has, by the protocols: a border crossing is none, and means are not needed for a child."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

TIP: Final = ("tip-act", "tip-means", "tip-purpose")
SOM: Final = ("som-entry", "som-benefit")
SLAVERY: Final = ("slavery-power",)
OF_FAMILY: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "tip": (TIP,),
    "som": (SOM,),
    "slavery": (SLAVERY,),
    "mixed": (TIP, SOM, SLAVERY),
}


def elements_of(family: str) -> tuple[str, ...]:
    """All elements that can be noted in a case of this family, offence by offence."""
    return tuple(element for offence in OF_FAMILY[family] for element in offence)


def not_noted(family: str, noted: Collection[str]) -> tuple[str, ...]:
    """The elements of which nothing is noted yet.

    Of several offences one begun is enough: a case of several isn't asked for the elements of what nobody speaks of.
    """
    offences = OF_FAMILY[family]
    begun = [offence for offence in offences if any(element in noted for element in offence)] or list(offences)
    return tuple(element for offence in begun for element in offence if element not in noted)
