"""Reduces a word of a name to the consonants that survive its spellings, alike from Arabic and from Latin letters.

Letters that French, Spanish, English and Arabic spellings exchange share a class: ق ك غ خ k q c g gh kh are K, ث is T
or S, ذ ظ are D or Z, ج j dj is J (and g, as in Egypt, K or J). Vowels, the weak letters and a last h fall away; a short
word keeps a mark of how it begins, so that علي is not لي.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

LONGEST: Final = 12
_VARIANTS: Final = 3

ARABIC: Final[dict[str, Sequence[str]]] = {
    "ب": "B", "پ": "B", "ت": "T", "ط": "T", "ث": "TS", "ج": "J", "چ": "J", "ح": "H", "ه": "H", "خ": "K", "د": "D", "ض": "D",
    "ذ": "DZ", "ظ": "DZ", "ر": "R", "ز": "Z", "ژ": "J", "س": "S", "ص": "S", "ش": "X", "غ": "K", "ف": "F", "ڤ": "F", "ق": "K",
    "ك": "K", "گ": "K", "ل": "L", "م": "M", "ن": "N", "ٹ": "T", "ڈ": "D", "ڑ": "R", "ں": "N", "ݒ": "B",
}  # fmt: skip
# One Latin sign for each sound that takes two or three letters, before letters are looked at one by one.
_LATIN_GROUPS: Final = (
    (re.compile("tch|sch|sh|ch"), "x"), (re.compile("kh|ck|qu?|c(?![eiy])"), "k"), (re.compile("gh"), "k"),
    (re.compile("dj|dg(?=[eiy])"), "j"), (re.compile("gu(?=[eiy])"), "g"), (re.compile("ph"), "f"), (re.compile("th"), "θ"),
    (re.compile("dh"), "ð"), (re.compile("c"), "s"), (re.compile(r"([^\W\daeiouy])\1+"), r"\1"),
)  # fmt: skip
LATIN: Final[dict[str, Sequence[str]]] = {
    "b": "B", "p": "B", "t": "T", "θ": ("T", "S", "TH"), "j": "J", "h": "H", "k": "K", "g": "KJ", "d": "D", "ð": "DZ", "r": "R",
    "z": "Z", "s": "S", "x": "X", "f": "F", "v": "F", "l": "L", "m": "M", "n": "N",
}  # fmt: skip
# Digits that stand for Arabic letters in chat and account names: 3 ع, 7 ح, 9 ق, 5 خ, 2 ء.
_CHAT: Final = str.maketrans({"3": "a", "2": "a", "7": "h", "9": "k", "5": "k"})
_arabic = re.compile("[\u0620-\u06ff\u0750-\u077f]")
_latin = re.compile("[a-z]")
# Short forms that the skeleton can't reach.
SHORT: Final[dict[str, str]] = {
    "med": "MHMD", "mohd": "MHMD", "mhd": "MHMD", "muhd": "MHMD", "moh": "MHMD", "md": "MHMD", "mhmd": "MHMD", "mohmd": "MHMD",
    "abdrhmn": "BDRHMN", "ishaq": "SHK", "ishak": "SHK", "ishaaq": "SHK", "ishac": "SHK",
}  # fmt: skip


@lru_cache(maxsize=200_000)
def skeletons(word: str) -> tuple[str, ...]:
    """One to three skeletons of a folded word, the likeliest first; none for a word of another script."""
    if word.isascii() and word.isdecimal():
        return (word[:LONGEST],)
    if is_arabic(word):
        return _arabic_skeletons(word)
    return _latin_skeletons(word) if _latin.search(word) else ()


def _arabic_skeletons(word: str) -> tuple[str, ...]:
    letters = word[:-1] if len(word) > 2 and word[-1] in "هح" else word
    classes = [ARABIC[letter] for letter in letters.replace("لل", "ل") if letter in ARABIC]
    first = word[0]
    beginning = "W" if first == "و" else "Y" if first == "ي" else "A" if first in "اعءى" else ""
    if word.endswith("اه") and len(word) > 3:  # نجاة is Najat
        classes.append(("", "T"))
    return _spelt(classes, beginning, "Y" if "ي" in word else "W" if "و" in word else "A")


def _latin_skeletons(word: str) -> tuple[str, ...]:
    if word in SHORT:
        return (SHORT[word],)
    sounds = latin_sounds(word)
    if len(sounds) > 2 and sounds[-1] == "h":
        sounds = sounds[:-1]
    classes = [LATIN[sound] for sound in sounds if sound in LATIN]
    return _spelt(
        classes,
        _beginning(word.translate(_CHAT)),
        "Y" if "y" in word or "i" in word else "W" if "w" in word or "ou" in word else "A",
    )


def is_arabic(word: str) -> bool:
    """True when the word has a letter of the Arabic script."""
    return not word.isascii() and _arabic.search(word) is not None


def latin_sounds(word: str) -> str:
    """A folded Latin word with one sign for each sound: ``cheikh`` is ``xeik``, ``othman`` has a ``θ``."""
    if not word.isalpha():
        word = word.translate(_CHAT) or word
    for pattern, sign in _LATIN_GROUPS:
        word = pattern.sub(sign, word)
    return word


def _beginning(word: str) -> str:
    vowels = re.match("[aeiouwy]*", word)
    lead = vowels.group() if vowels else ""
    if not lead:
        return ""
    if (
        lead[0] == "w"
        or (lead[:2] == "ou" and len(lead) > 2)
        or (lead[0] in "uo" and len(lead) > 1 and lead[1] in "aei")
    ):
        return "W"
    return "Y" if lead[0] == "y" or (lead[0] == "i" and len(lead) > 1 and lead[1] in "aou") else "A"


def _spelt(classes: list[Sequence[str]], beginning: str, vowel: str) -> tuple[str, ...]:
    if not classes:
        return (vowel,)
    # "Elias" and الياس begin like an article: with a second consonant behind it, an L needs no mark.
    mark = beginning if len(classes) <= 2 and (classes[0] != "L" or len(classes) == 1) else ""
    spellings = islice(product(*classes[:LONGEST]), 16)
    likeliest = [mark + "".join(spelling) for spelling in spellings]
    return tuple(dict.fromkeys(likeliest[:1] + likeliest[-1:] + likeliest[1:-1]))[:_VARIANTS]
