"""Gives a place its keys, so that Nouadhibou, Nuadibú and نواذيبو are found as one."""

from __future__ import annotations

from typing import Final

from .names import _fitting
from .skeleton import skeletons
from .words import these, words

_GENERIC: Final = these("""
    ville city ciudad port puerto mina مدينه ميناء قريه حي village pueblo quartier barrio
""")


def place_keys(value: str) -> frozenset[str]:
    """The skeletons of its words in order, without articles and words such as "ville"; one key for each spelling."""
    found = [word for word in words(value) if word.text not in _GENERIC] or list(words(value))
    forms = [skeletons(word.text) for word in found if skeletons(word.text)]
    if not forms:
        return frozenset()
    likeliest = ".".join(form[0] for form in forms)
    rarer = ".".join(form[-1] for form in forms)
    return frozenset(_fitting([f"l1:{likeliest}", f"l1:{rarer}"]))
