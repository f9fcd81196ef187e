"""Writes Latin names as a Spanish paper would: kh and خ as j, dj and ج as y, sh and ch as ch or x, ou as u, gh as g.

The lists to learn from hardly have a name so written, and one of two languages of the coast across from Africa does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

#: How much a respelling counts beside the spelling that was met.
WEIGHT: Final = 0.02
_rules = (
    (re.compile("tch"), "ch"), (re.compile("sh"), "ch"), (re.compile("kh"), "\ue000"), (re.compile("dj|j"), "y"),
    (re.compile("gh(?=[ei])"), "gu"), (re.compile("gh"), "g"), (re.compile("ou"), "u"), (re.compile("w"), "u"),
    (re.compile("\ue000"), "j"), (re.compile(r"([^aeiourl])\1"), r"\1"),
)  # fmt: skip
_telling = re.compile("kh|gh|dj|j|sh|ch")


def respelt(word: str) -> tuple[str, ...]:
    """The Spanish spellings of a folded Latin word that has a sound written otherwise in Spanish; else none."""
    if not _telling.search(word):
        return ()
    written = word
    for pattern, sign in _rules:
        written = pattern.sub(sign, written)
    return tuple(dict.fromkeys(form for form in (written, written.replace("ch", "x")) if form != word))


def respelt_pairs(across: Mapping[tuple[str, str], float]) -> Counter[tuple[str, str]]:
    """Arabic words with the respellings of the Latin words they were met with."""
    found: Counter[tuple[str, str]] = Counter()
    for (arabic, latin), weight in sorted(across.items()):
        for form in respelt(latin):
            found[arabic, form] += weight * WEIGHT  # type: ignore[assignment]
    return found


def respelt_within(across: Mapping[tuple[str, str], float]) -> Counter[tuple[str, str]]:
    """Latin words with their respellings, the shorter first."""
    met: Counter[str] = Counter()
    for (_arabic, latin), weight in sorted(across.items()):
        met[latin] += weight  # type: ignore[assignment]
    found: Counter[tuple[str, str]] = Counter()
    for latin, weight in sorted(met.items()):
        for form in respelt(latin):
            pair = (latin, form) if (len(latin), latin) < (len(form), form) else (form, latin)
            found[pair] += weight * WEIGHT  # type: ignore[assignment]
    return found
