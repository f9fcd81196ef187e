"""The short forms in which papers of the region write a joining word or a very common name, written out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

#: Wherever they stand.
_WHOLE: Final[Mapping[str, str]] = MappingProxyType(dict.fromkeys(("md", "med", "mhd", "mohd"), "mohamed"))
#: Only between two names: at the beginning or the end the same letter is the first of a name.
_BETWEEN: Final[Mapping[str, str]] = MappingProxyType({"o": "ould", "b": "ben", "mt": "mint", "ول": "ولد"})
#: Ou without a sign is Berber for son, M without a stroke is Monsieur or the first letter of a name.
_signed = re.compile(r"(?<=[a-z]) +(ou ?[./]|m ?/) ?(?=[a-z])")


def signs_written_out(folded: str) -> str:
    """Folded text with "Ou.", "Ou/" and "M/" between two names as ould and mint; the sign is what tells."""
    return _signed.sub(lambda found: " mint " if found[1][0] == "m" else " ould ", folded)


def written_out(words: Sequence[str]) -> list[str]:
    """Folded words with "Md", "Med", "Mohd" as mohamed, and with O, B, Mt, ول between two names as ould, ben, mint, ولد."""
    last = len(words) - 1
    return [
        _WHOLE.get(word, _BETWEEN.get(word, word) if 0 < at < last else word) for at, word in enumerate(words)
    ]


def is_initial(word: str, at: int, of: int) -> bool:
    """Whether a letter that joins elsewhere begins or ends a name of `of` words, where it is the first letter of one."""
    return word in ("o", "b") and of > 1 and at in (0, of - 1)


def depends_on_place(word: str) -> bool:
    """Whether what a word is short for depends on where in the name it stands."""
    return word in _BETWEEN
