"""Gives a place its keys, so that Nouadhibou, Nuadibú and نواذيبو are found as one."""

from __future__ import annotations

from itertools import islice, product
from typing import Final

from .names import fitting, forms_of
from .words import these, words

MOST_KEYS: Final = 6
_GENERIC: Final = these("ville city ciudad port puerto mina مدينه ميناء قريه حي village pueblo quartier barrio")


def place_keys(value: str) -> frozenset[str]:
    """The skeletons of its words in their order, words such as "ville" left out; several where spellings differ."""
    named = [word for word in words(value) if word.text not in _GENERIC] or list(words(value))
    if not named:
        return frozenset()
    spellings = islice(product(*(forms_of(word) for word in named)), MOST_KEYS)
    return frozenset(fitting([f"l1:{'.'.join(spelling)}" for spelling in spellings]))
