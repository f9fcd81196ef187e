"""Finds the words that may stand for a word: those whose consonants are the same but for one, in either script.

Each word is entered under its skeletons and under each of them with one consonant left out (the deletion neighbourhood of
Mor and Fraenkel, 1982), so that one look-up finds what is one letter away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.match_keys.skeleton import skeletons

_SHORTEST: Final = 3


class Sounding:
    """Words by how they sound; a word is its number."""

    def __init__(self, words: Sequence[str]) -> None:
        entered = [(key, number) for number, word in enumerate(words) for key in keys_of(word)]
        keys = np.array([key for key, _number in entered], np.uint64)
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._words = np.array([number for _key, number in entered], np.int32)[order]

    def near(self, spellings: Iterable[str]) -> NDArray[np.int32]:
        """The words that may stand for any of these spellings, in the order of their numbers."""
        wanted = np.array(sorted({key for word in spellings for key in keys_of(word)}), np.uint64)
        starts, ends = np.searchsorted(self._keys, wanted, "left"), np.searchsorted(self._keys, wanted, "right")
        found = [self._words[start:end] for start, end in zip(starts, ends, strict=True)]
        return np.unique(np.concatenate(found)) if found else np.empty(0, np.int32)


def keys_of(word: str) -> set[int]:
    """The numbers under which a word is entered and looked up."""
    found: set[str] = set()
    for form in skeletons(word):
        found.add(form)
        if len(form) >= _SHORTEST:
            found.update(form[:at] + form[at + 1 :] for at in range(len(form)))
    return {int.from_bytes(blake2b(form.encode(), digest_size=8).digest()) for form in found}
