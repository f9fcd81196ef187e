"""Finds in a name as it was written what each of its compared words stood for, and what of it was not compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from manara.resolution.engine.names.spelling import LONGEST_END, LONGEST_TOKEN, Script, Token, by_itself, tokens

#: Of so many words it is told which were compared; so many written words may be one compared one (Abd - al - Rahman).
MOST_WORDS: Final = 60
#: So many words that were not compared are named.
MOST_TOLD: Final = 12
_LONGEST_RUN: Final = 4
_FILLER: Final[dict[Script, str]] = {"la": "qq", "ar": "قق"}
# Letters with their marks, apostrophes and what can't be seen within; the full stop or stroke of a short form belongs to it.
_word = re.compile(
    "(?:[^\\W\\d_]|(?<=[^\\W\\d_])['’‘ʿʾʼ`´ʻˈ′\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060]+"
    "(?=[^\\W\\d_]))+[\u0300-\u036f\u064b-\u065f\u0670]*(?:[./](?=\\s|$|[^\\W\\d_]))?"
)


@lru_cache(maxsize=65_536)
def as_written(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The writing of each of the name's tokens, in their order, and the words, or parts of words, that no token stands for."""
    found = tokens(name)
    words = [each.span() for each in _word.finditer(name)]
    # Nearly always each word is a token.
    if len(words) == len(found) and all(len(token.text) < LONGEST_TOKEN for token in found):
        written = tuple(name[begin:end] for begin, end in words)
        if all(token.text in read_as(word, token.script) for token, word in zip(found, written, strict=True)):
            return written, ()
    more = len(words) > MOST_WORDS
    words = words[:MOST_WORDS]
    free = [True] * len(words)
    texts, ends, at, all_found = [], [], 0, True
    for token in found:
        run = _run(name, token, words, free, at) or (_run(name, token, words, free, 0) if at else None)
        if run is None:
            # What it was made of is not to be seen; it is told as it was compared.
            texts.append(token.text)
            all_found = False
            continue
        first, behind = run
        free[first:behind] = [False] * (behind - first)
        text = name[words[first][0] : words[behind - 1][1]]
        texts.append(text)
        letters = [letter for letter in text if letter.isalpha()]
        if len(token.text) == LONGEST_TOKEN and len(letters) > LONGEST_TOKEN + 2:
            ends.append("…" + "".join(letters[LONGEST_TOKEN - LONGEST_END : -LONGEST_END]) + "…")
        at = behind
    last = max((number + 1 for number, each in enumerate(free) if not each), default=0)
    left = [name[slice(*words[number])] for number, each in enumerate(free) if each and (all_found or number >= last)]
    more = (more and bool(left)) or len(left) > MOST_TOLD
    return tuple(texts), (*ends, *left[:MOST_TOLD], *(("…",) if more else ()))


def _run(
    name: str, token: Token, words: Sequence[tuple[int, int]], free: Sequence[bool], begin: int
) -> tuple[int, int] | None:
    """From which to before which of the words the token is written; the first place from `begin` on."""
    for first in range(begin, len(words)):
        for behind in range(first + 1, min(first + _LONGEST_RUN, len(words)) + 1):
            if not free[behind - 1]:
                break
            if token.text in read_as(name[words[first][0] : words[behind - 1][1]], token.script):
                return first, behind
    return None


@lru_cache(maxsize=65_536)
def read_as(written: str, script: Script) -> frozenset[str]:
    """The one token that is read of these words between two others, and that of them alone: O. is ould, or an initial."""
    one = by_itself(written)
    if one is not None and one.text:
        return frozenset((one.text,))
    beside = _FILLER[script]
    between, alone = tokens(f"{beside} {written} {beside}"), tokens(written)
    found = {alone[0].text} if len(alone) == 1 else set()
    if len(between) == 3 and between[0].text == between[2].text == beside:
        found.add(between[1].text)
    return frozenset(found)
