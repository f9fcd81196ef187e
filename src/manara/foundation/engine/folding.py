"""Folds a spelling to its bare letters: no case, no accents, no vowel marks, one form of each Arabic letter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

# Canonical ordering in CPython is quadratic in the length of a run of marks (100,000 marks: 8 s). A run this long is
# an attack and no writing, so it is left as it is.
_flood = re.compile(r"([^\w\s]{128,})")
_marks = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]+"
)
_ONE_FORM: Final = str.maketrans({
    "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك", "ۇ": "و", "ۆ": "و", "ۋ": "و", "ڥ": "ڤ", "ڨ": "ڤ",
    "ڭ": "گ", "ݣ": "گ", "ڴ": "گ",
    "ø": "o", "œ": "oe", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng", "ɛ": "e", "ɔ": "o",
    "ɣ": "gh", "ƴ": "y", "ɓ": "b", "ɗ": "d", "ƙ": "k",
})  # fmt: skip
# A letter Arabic lacks stands behind the one it derives from: U+06FF is behind every letter that can follow.
_BEHIND: Final = str.maketrans({"پ": "بۿ", "چ": "جۿ", "ژ": "زۿ", "ڤ": "فۿ", "گ": "كۿ", "ء": "ا"})


def normalised(text: str, form: Literal["NFC", "NFKC", "NFD", "NFKD"]) -> str:
    """Unicode normalisation in linear time: runs of 128 and more signs or marks are left as they are."""
    if text.isascii():
        return text
    if len(text) < 128:
        return unicodedata.normalize(form, text)
    pieces = _flood.split(text)
    return "".join(piece if at % 2 else unicodedata.normalize(form, piece) for at, piece in enumerate(pieces))


def fold(text: str) -> str:
    """Bare letters for comparing and sorting; signs and spaces stay. ``fold(fold(x)) == fold(x)``."""
    if text.isascii():
        return text.lower()
    while True:
        bare = _marks.sub("", normalised(text.casefold(), "NFKD")).translate(_ONE_FORM)
        if bare == text:
            return bare
        text = bare


def in_alphabet_order(folded: str) -> str:
    """Folded text whose code points follow the order of the Arabic alphabet, added letters included."""
    return folded.translate(_BEHIND)
