"""Writes a Latin spelling as it sounds, so that one that no list has is known by the nearest one that a list has.

Djamil is known by Jamil, Houcein by Hussein, Obeidallah by Obaidullah. It is used for what is known of words alone, never
for their letters: two words of one sound may well be two names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SOUNDS: Final = tuple((re.compile(pattern), sign) for pattern, sign in (
    (r"(?:ou|[aeiuo])l+ah?i?$", "ala"), ("sch|tch|sh|ch", "x"), ("kh", "K"), ("gh", "G"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("dj|dg", "j"), ("ck|qu|q|c(?![eiy])", "k"), ("c", "s"), ("ou|oo|w(?![aeiouy])|o", "u"),
    ("ei|ai|ay|ey|ee|ie|y(?![aeiou])", "i"), ("(?<=[^aeiu])e$", ""), ("e", "a"), (r"(.)\1+", r"\1"), ("h$", ""),
))  # fmt: skip


@lru_cache(maxsize=65_536)
def sounded(word: str) -> str:
    """How a folded Latin word sounds, one sign for each sound; a last e is silent."""
    for pattern, sign in _SOUNDS:
        word = pattern.sub(sign, word)
    return word
