"""Says how much two names look like one, from 0 to 1, across scripts: a first ranking of what the keys bring up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .sounds import Sounds, sounds
from .words import Word, words

# Sounds that clerks take for each other: half a slip each.
_NEAR: Final = frozenset(
    frozenset(pair) for pair in ("SZ", "SX", "DT", "KH", "JK", "BF", "MN", "DZ", "TS", "JX", "JZ", "LR")
)
_OPEN: Final = frozenset("ae")
_MATCHES: Final = {"a": _OPEN, "e": frozenset("aei"), "i": frozenset("ie"), "u": frozenset("u")}
_LEAST: Final = 0.55


def similarity(one: str, other: str) -> float:
    """1.0 for the same words in the same order, about 0.9 and more for spellings of one name, below 0.6 for others.

    Words are paired by sound, whatever their order; words that only one side has cost little when the rest agrees,
    because papers leave out patronyms. Symmetric.
    """
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return float(bool(one) and one == other)
    if mine == theirs:
        return 1.0
    pairs = sorted(
        [(_alike(a, b), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs)],
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2]),
    )
    taken_mine: set[int] = set()
    taken_theirs: set[int] = set()
    matched, order = 0.0, []
    for score, i, j in pairs:
        if score < _LEAST:
            break
        if i not in taken_mine and j not in taken_theirs:
            taken_mine.add(i)
            taken_theirs.add(j)
            matched += score * (_weight(mine[i].text) + _weight(theirs[j].text)) / 2
            order.append((i, j))
    return _judged(matched, mine, theirs, order)


def _judged(matched: float, mine: tuple[Word, ...], theirs: tuple[Word, ...], order: list[tuple[int, int]]) -> float:
    total_mine, total_theirs = (sum(_weight(word.text) for word in side) for side in (mine, theirs))
    contained = min(1.0, matched / min(total_mine, total_theirs))
    shared = min(1.0, 2 * matched / (total_mine + total_theirs))
    trust = 0.6 if min(len(mine), len(theirs)) > 1 else 0.2  # one word in common says little
    steps = [j for _, j in sorted(order)]
    turned = 0.02 if steps != sorted(steps) else 0.0
    return round(max(0.0, trust * contained + (1 - trust) * shared - turned), 4)


@lru_cache(maxsize=50_000)
def _weight(text: str) -> int:
    return 1 + min(len(sounds(text).consonants), 4)


@lru_cache(maxsize=300_000)
def _alike(one: Word, other: Word) -> float:
    if one.text == other.text:
        return 1.0
    best = _sound_alike(one.text, other.text)
    for articled, glued in ((one, other), (other, one)):
        if glued.text.endswith("اه") and len(glued.text) > 3:  # نجاة is Najat
            best = max(best, _sound_alike(articled.text, glued.text[:-1] + "ت"))
        if articled.articled and not glued.articled and glued.text[0] in "lل" and len(glued.text) > 3:
            best = max(best, 0.97 * _sound_alike(articled.text, glued.text[1:]))
        if glued.text.startswith(("ben", "بن")) and len(glued.text) > 5:
            best = max(best, 0.95 * _sound_alike(articled.text, glued.text[2 if glued.text[0] == "ب" else 3 :]))
    return best


def _sound_alike(one: str, other: str) -> float:
    a, b = sounds(one), sounds(other)
    longest = max(len(a.consonants), len(b.consonants))
    if not longest:
        return 0.9 if a.between == b.between else 0.6
    slips = _slips(a.consonants, b.consonants)
    if slips:
        return max(0.0, 0.95 * (1 - slips / longest))
    # The fewer consonants agree, the more the vowels have to say: علي is not Lo.
    return 1 - min(0.4, _vowels_apart(a, b) * (4 if longest == 1 else 1.5 if longest == 2 else 1))


def _slips(one: tuple[Sequence[str], ...], other: tuple[Sequence[str], ...]) -> float:
    """Edit distance over classes: near sounds and a lost h count half."""
    if one == other:
        return 0.0
    if abs(len(one) - len(other)) > max(len(one), len(other)) / 2:
        return float(max(len(one), len(other)))
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _lost(sound))
    for mine in one:
        diagonal, row[0] = row[0], row[0] + _lost(mine)
        for at, sound in enumerate(other, start=1):
            best = min(diagonal + _swapped(mine, sound), row[at] + _lost(mine), row[at - 1] + _lost(sound))
            diagonal, row[at] = row[at], best
    return row[-1]


def _lost(sound: Sequence[str]) -> float:
    return 0.5 if sound[0] == "H" else 1.0


def _swapped(one: Sequence[str], other: Sequence[str]) -> float:
    if one[0] in other or other[0] in one:
        return 0.0
    return 0.5 if frozenset((one[0], other[0])) in _NEAR else 1.0


def _vowels_apart(one: Sounds, other: Sounds) -> float:
    return sum(
        _apart(mine, one.arabic, theirs, other.arabic)
        for mine, theirs in zip(one.between, other.between, strict=True)
        if mine != theirs
    )


def _apart(mine: str, mine_arabic: bool, theirs: str, theirs_arabic: bool) -> float:
    """How far two vowels stand apart: Arabic writes the long ones only, Latin all of them and by ear."""
    if mine_arabic and theirs_arabic:
        return 0.08
    if mine_arabic != theirs_arabic:
        written, heard = (mine, theirs) if mine_arabic else (theirs, mine)
        if not written:  # a short vowel, or none: two letters sound like a long one
            return 0.06 if len(set(heard) - _OPEN) and len(heard) > 1 else 0.03 if heard in ("i", "u") else 0.0
        if not heard:
            return 0.04
        return 0.0 if any(_MATCHES[vowel] & set(heard) for vowel in written) else 0.08
    if not mine or not theirs:
        return 0.03
    return 0.0 if any(_MATCHES[vowel] & set(theirs) for vowel in mine) else 0.06
