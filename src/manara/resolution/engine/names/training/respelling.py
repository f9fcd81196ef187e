"""Writes Latin names as the lists to learn from hardly do, and the papers of the region often.

As a Spanish paper would: kh and خ as j, dj and ج as y, sh and ch as ch or x, ou as u, gh as g. And
as it was heard: kh for غ and gh for خ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

#: How much a respelling counts beside the spelling that was met.
WEIGHT: Final = 0.02
#: The same of one by ear.
BY_EAR: Final = 0.005
_rules = (
    (re.compile("tch"), "ch"), (re.compile("sh"), "ch"), (re.compile("kh"), "\ue000"), (re.compile("dj|j"), "y"),
    (re.compile("gh(?=[ei])"), "gu"), (re.compile("gh"), "g"), (re.compile("ou"), "u"), (re.compile("w"), "u"),
    (re.compile("\ue000"), "j"), (re.compile(r"([^aeiourl])\1"), r"\1"),
)  # fmt: skip
_telling = re.compile("kh|gh|dj|j|sh|ch")
_deep = re.compile("[kg]h")


def respelt(word: str) -> tuple[str, ...]:
    """The Spanish spellings of a folded Latin word that has a sound written otherwise in Spanish; else none."""
    if not _telling.search(word):
        return ()
    written = word
    for pattern, sign in _rules:
        written = pattern.sub(sign, written)
    return tuple(dict.fromkeys(form for form in (written, written.replace("ch", "x")) if form != word))


def by_ear(word: str) -> str:
    """A folded Latin word with kh for gh and gh for kh, which many an ear takes for each other."""
    return _deep.sub(lambda found: "gh" if found[0] == "kh" else "kh", word)


def respelt_pairs(across: Mapping[tuple[str, str], float]) -> Counter[tuple[str, str]]:
    """Arabic words with the respellings of the Latin words they were met with."""
    found: Counter[tuple[str, str]] = Counter()
    for (arabic, latin), weight in sorted(across.items()):
        for form, share in _respellings(latin):
            found[arabic, form] += weight * share  # type: ignore[assignment]
    return found


def respelt_within(across: Mapping[tuple[str, str], float]) -> Counter[tuple[str, str]]:
    """Latin words with their respellings, the shorter first."""
    met: Counter[str] = Counter()
    for (_arabic, latin), weight in sorted(across.items()):
        met[latin] += weight  # type: ignore[assignment]
    found: Counter[tuple[str, str]] = Counter()
    for latin, weight in sorted(met.items()):
        for form, share in _respellings(latin):
            pair = (latin, form) if (len(latin), latin) < (len(form), form) else (form, latin)
            found[pair] += weight * share  # type: ignore[assignment]
    return found


def _respellings(latin: str) -> list[tuple[str, float]]:
    forms = [(form, WEIGHT) for form in respelt(latin)]
    heard = by_ear(latin)
    return [*forms, (heard, BY_EAR)] if heard != latin else forms
