# ruff: noqa: E501  columns of a table stay in one line
"""Invented names with the tails of real ones: a few given names half a coast bears, and family names nearly nobody shares."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

# Common ones in both scripts; the same person is written in either.
GIVEN = (
    ("Mohamed", "محمد"), ("Ahmed", "أحمد"), ("Sidi", "سيدي"), ("Cheikh", "الشيخ"), ("Abdallahi", "عبد الله"), ("Brahim", "إبراهيم"),
    ("Mamadou", "مامادو"), ("Moussa", "موسى"), ("Ousmane", "عثمان"), ("Fatimetou", "فاطمة"), ("Mariem", "مريم"), ("Aicha", "عائشة"),
    ("Khadijetou", "خديجة"), ("Moctar", "المختار"), ("Salem", "سالم"), ("Yahya", "يحيى"), ("Bilal", "بلال"), ("Youssef", "يوسف"),
    ("Hamza", "حمزة"), ("Ibrahima", "إبراهيما"), ("Amadou", "أمادو"), ("Seydou", "سيدو"), ("Aminata", "أميناتا"), ("Zeinebou", "زينب"),
)  # fmt: skip
_CONSONANTS = (
    ("b", "ب"), ("d", "د"), ("r", "ر"), ("s", "س"), ("k", "ك"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("f", "ف"), ("t", "ت"), ("h", "ح"),
    ("j", "ج"), ("z", "ز"), ("kh", "خ"), ("ch", "ش"), ("w", "و"),
)  # fmt: skip
_VOWELS = (("a", "ا"), ("i", "ي"), ("ou", "و"), ("e", ""), ("a", ""))
COMMON_SHARE = 0.05
FAMILIES = 20_000


@dataclass(frozen=True)
class Names:
    """The pools of one region; `common` are the full names of every twentieth person."""

    families: Sequence[tuple[str, str]]
    common: Sequence[tuple[str, str]]


def names(rng: random.Random) -> Names:
    """Draw the pools."""
    families = [_family(rng) for _ in range(FAMILIES)]
    common = []
    for _ in range(20):
        given, father, last = (rng.choice(GIVEN[:8]) for _ in range(3))
        common.append((f"{given[0]} Ould {father[0]} {last[0]}", f"{given[1]} ولد {father[1]} {last[1]}"))
    return Names(families, common)


def drawn(rng: random.Random, pools: Names) -> tuple[str, str]:
    """A full name in Latin and in Arabic letters."""
    if rng.random() < COMMON_SHARE:
        return rng.choice(pools.common)
    # The square makes the front of each list far commoner than its end.
    given = GIVEN[int(len(GIVEN) * rng.random() ** 2)]
    father = GIVEN[int(len(GIVEN) * rng.random() ** 2)]
    family = pools.families[int(FAMILIES * rng.random() ** 1.5)]
    return f"{given[0]} Ould {father[0]} {family[0]}", f"{given[1]} ولد {father[1]} {family[1]}"


def _family(rng: random.Random) -> tuple[str, str]:
    latin, arabic = "", ""
    for _ in range(rng.choice((2, 3, 3, 4))):
        consonant, vowel = rng.choice(_CONSONANTS), rng.choice(_VOWELS)
        latin += consonant[0] + vowel[0]
        arabic += consonant[1] + vowel[1]
    return latin.capitalize(), arabic
