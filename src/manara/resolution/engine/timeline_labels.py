"""How wide a label of the timeline is at most, and how it is cut and isolated so that it stays in its place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from manara.foundation.engine.scripts import PDI, isolate, script_of
from manara.resolution.engine.timeline import Moment

LRI: Final = "\u2066"
RLI: Final = "\u2067"
# Units of a letter at 12 units a line, each a little more than the face's own, so that the estimate is never too small.
_NARROW: Final = frozenset("iljI.,:;'|!()[]/ ·-ا1")
_BROAD: Final = frozenset("mwMWQOGDN@%—…")
_APART: Final = 14.0


@lru_cache(maxsize=8192)
def width_of(text: str) -> float:
    """An upper estimate of the units that `text` takes."""
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 4.6
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if letter in _BROAD:
        return 11.5
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 13.0
    code = ord(letter)
    if letter.isupper():
        return 9.0
    if code < 0x250 or 0x0600 <= code < 0x0780:
        # The bowls of س ص ش ض and the long tails are the widest that Arabic has.
        return 10.5 if letter in "سشصضﻻﷲثبتفقكنيى" else 7.4
    return 11.0


def cut(text: str, most: float) -> str:
    """`text`, or as much of it as fits in `most` units with an ellipsis; "" where not even two letters fit."""
    if width_of(text) <= most:
        return text
    room, kept = most - width_of("…"), 0
    for kept, letter in enumerate(text):  # noqa: B007
        room -= _letter(letter)
        if room < 0:
            break
    return f"{text[:kept].rstrip()}…" if kept >= 2 else ""


def label_of(moment: Moment, most: float, *, mirrored: bool) -> tuple[str, float]:
    """What is written beside a moment's mark, and how many units it takes: what it is, then whom it concerns.

    Each part is isolated, and the order of both is the reading order of the page.
    """
    about = moment.about
    label = cut(moment.label, most if not about else max(most * 0.5, most - width_of(about) - _APART))
    rest = cut(about, most - width_of(label) - _APART) if about else ""
    parts = [_isolated(each) for each in (label, rest) if each]
    width = width_of(label) + (width_of(rest) + _APART if rest else 0)
    return f"{RLI if mirrored else LRI}{' · '.join(parts)}{PDI}", width


def _isolated(part: str) -> str:
    # The brackets and the ellipsis of an Arabic name belong to its own order.
    return f"{RLI}{isolate(part)[1:]}" if script_of(part) == "Arab" else isolate(part)
