"""The keys of numbers that are one slip away: one figure mistyped, or two neighbours exchanged."""

from __future__ import annotations

from typing import Final

#: A shorter number has as many neighbours as there are numbers.
LEAST_FIGURES: Final = 4
LONGEST: Final = 24


def near_misses(key: str) -> frozenset[str]:
    """The keys one slip from this one, as ``d1:M1204472`` is from ``d1:M1204471``; none of a short or very long number."""
    start, _colon, number = key.rpartition(":")
    if not sum(sign.isdecimal() for sign in number) >= LEAST_FIGURES or len(number) > LONGEST:
        return frozenset()
    found = {
        f"{number[:at]}{figure}{number[at + 1 :]}"
        for at, sign in enumerate(number)
        if sign.isdecimal()
        for figure in "0123456789"
    }
    found |= {f"{number[:at]}{number[at + 1]}{number[at]}{number[at + 2 :]}" for at in range(len(number) - 1)}
    return frozenset(f"{start}:{each}" for each in found - {number})
