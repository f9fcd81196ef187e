"""Which character parts the cells of a text file: the one that gives lines the same number of cells."""

from __future__ import annotations

import csv
from collections import Counter

_USUAL = (",", ";", "\t", "|")
_RARE = ("،", "؛", ":", "^", "~", "\x1f", "\x1e", "¦", "§", "#", "!", "*", "=")
_IGNORED = frozenset("\"' ._-/\\()+@%&?<>[]{}\r\n")


def rank_separators(text: str) -> tuple[str, ...]:
    """Return the separators that fit `text`, the best first; a file of one column has none and gives (",",)."""
    lines = [line for line in text.splitlines(keepends=True) if line.strip()][:200]
    if not lines:
        return (",",)
    scores = {candidate: _score(lines, candidate) for candidate in _candidates(lines)}
    fitting = [candidate for candidate, score in scores.items() if score > 0.0]
    return tuple(sorted(fitting, key=lambda candidate: -scores[candidate])) or (",",)


def _candidates(lines: list[str]) -> list[str]:
    seen = Counter(char for line in lines[:50] for char in set(line))
    others = [
        char
        for char, count in seen.items()
        if count >= 0.8 * min(len(lines), 50)
        and not char.isalnum()
        and not char.isspace()
        and char not in _IGNORED
        and char not in _USUAL + _RARE
        and len(lines) > 2
    ]
    return [char for char in (*_USUAL, *_RARE) if char in seen] + sorted(others)


def _score(lines: list[str], candidate: str) -> float:
    """Return how even the number of cells is; evenness over many columns is stronger than over two."""
    widths: list[int] = []
    try:
        for cells in csv.reader(lines, delimiter=candidate):
            widths.append(len(cells))
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    # Titles above a table and a total beneath it have one cell: they don't count against the table.
    wide = [width for width in widths if width > 1]
    if not wide or len(wide) < 0.3 * len(widths):
        return 0.0
    columns, times = Counter(wide).most_common(1)[0]
    evenness = times / len(widths)
    habit = {",": 1.0, ";": 1.05, "\t": 1.1, "|": 1.0}.get(candidate, 0.55)
    return evenness * habit * (1.0 + min(columns, 20) / 20.0)
