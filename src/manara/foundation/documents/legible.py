"""Makes any text fit to be printed: what can't be seen or drawn stands there by its number, and nothing reorders the rest."""

from __future__ import annotations

import re
from typing import Final

from manara.foundation.documents.coverage import covered
from manara.foundation.engine.scripts import LRI, PDI

FSI: Final = "\u2068"
RLI: Final = "\u2067"
LONGEST: Final = 20_000
# A word beyond this is given places where a line may break, else it would run out of its column.
_LONGEST_WORD: Final = 18
_BREAK: Final = "\u200b"
_OPENS: Final = "\u2066\u2067\u2068"
_JOINERS: Final = frozenset("\u200c\u200d")
_BREAKS: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_long_word = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_piece = re.compile(r"\S{10}(?=\S{4})")
# No name stacks more than four marks on a letter; a tower of them would stand over the lines above.
_marks = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+)"
)
_letter = re.compile(r"[^\W\d_]")
_apart = re.compile(f"{LRI}[^{PDI}]*{PDI}")
_arabic = re.compile("[\u0600-\u06ff\u0750-\u077f]")


def lines(text: str, *, ltr: bool = False, cut: str = "…", rtl: bool = False) -> list[str]:
    """The text as lines that can be drawn, each isolated so that it keeps its own direction and no other's.

    Control, bidirectional and unknown characters become ``[U+202E]``, but for those that isolate a figure or a name; of more
    than ``LONGEST`` characters the rest is counted in `cut` (which may hold ``{left}``), never silently dropped. `rtl` is
    whether the document runs from right to left.
    """
    if len(text) > LONGEST:
        text = text[:LONGEST] + cut.format(left=len(text) - LONGEST)
    return [_isolated(legible(line), ltr, rtl) for line in _BREAKS.split(text)]


def legible(text: str) -> str:
    """One line of which every character can be drawn."""
    text = text.replace("\t", " ").replace("\u00a0", " ")
    if not text.isascii() or not text.isprintable():
        text = _marks.sub(lambda tower: f"{tower[1]}[+{len(tower[2])}]", text)
        joins, pairs = _arabic.search(text) is not None, _isolations(text)
        text = "".join(
            letter
            if (ord(letter) in covered() and letter.isprintable()) or (joins and letter in _JOINERS) or place in pairs
            else f"[U+{ord(letter):04X}]"
            for place, letter in enumerate(text)
        )
    return _long_word.sub(lambda word: _piece.sub(lambda piece: piece.group() + _BREAK, word.group()), text)


def _isolations(text: str) -> set[int]:
    """Where a figure, date or name stands isolated, as `isolate` writes it; what ends where it began reorders nothing else."""
    begun, found = list[tuple[int, str]](), set[int]()
    for place, letter in enumerate(text):
        if letter in _OPENS:
            begun.append((place, letter))
        elif letter == PDI and begun:
            first, opens = begun.pop()
            if opens == LRI:
                found |= {first, place}
    return found


def _isolated(line: str, ltr: bool, rtl: bool) -> str:
    # Letters that stand isolated give a line no direction (UAX 9, P2): one of such names alone would run from left to right.
    runs = RLI if rtl and _letter.search(line) and not _letter.search(_apart.sub("", line)) else FSI
    return f"{LRI if ltr else runs}{line}{PDI}" if line else ""
