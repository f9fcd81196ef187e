"""Great whole numbers as a reader takes them in: in groups of three figures, which no language reads as a decimal sign."""

from __future__ import annotations

from typing import Final

#: Up to four figures are read at a glance, and stand as a year does.
LEAST: Final = 10_000
_THIN: Final = "\u202f"


class Figure(int):
    """A whole number that is counted with as it is, and written in groups."""

    def __str__(self) -> str:
        return thousands(self)


def thousands(number: int) -> str:
    """The number with a narrow unbroken space between its thousands, from ten thousand on."""
    return f"{number:,}".replace(",", _THIN) if abs(number) >= LEAST else f"{number:d}"


__all__ = ["LEAST", "Figure", "thousands"]
