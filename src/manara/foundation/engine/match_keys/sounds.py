"""Hears a word of a name as consonant classes with what stands between them, alike for Arabic and Latin letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .skeleton import ARABIC, LATIN, SHORT, is_arabic, latin_sounds

_ARABIC_VOWELS: Final = {"ا": "a", "و": "u", "ي": "i", "ه": "a"}
_LATIN_VOWELS: Final = {"a": "a", "e": "e", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u"}


@dataclass(frozen=True, slots=True)
class Sounds:
    """``consonants``: the classes each may have; ``between``: the vowels written before, between and after them."""

    consonants: tuple[Sequence[str], ...]
    between: tuple[str, ...]
    arabic: bool


@lru_cache(maxsize=100_000)
def sounds(word: str) -> Sounds:
    """What a folded word sounds like; figures count as consonants of their own."""
    arabic = is_arabic(word)
    if word in SHORT:
        return Sounds(tuple(SHORT[word]), ("",) * (len(SHORT[word]) + 1), True)
    letters, classes, vowels = (
        (_without_last_h(word, "هح"), ARABIC, _ARABIC_VOWELS)
        if arabic
        else (_without_last_h(latin_sounds(word), "h"), LATIN, _LATIN_VOWELS)
    )
    consonants: list[Sequence[str]] = []
    between = [""]
    for at, letter in enumerate(letters):
        if letter in classes or letter.isdecimal():
            if letter != "ل" or letters[at - 1 : at] != "ل":
                consonants.append(classes.get(letter, letter))
                between.append("")
        elif letter in vowels:
            between[-1] += vowels[letter]
    return Sounds(tuple(consonants), tuple(between), arabic)


def _without_last_h(word: str, aspirates: str) -> str:
    return word[:-1] if len(word) > 2 and word[-1] in aspirates else word
