"""What a process knows of the words of names that it has met: each weighed and numbered once, however many names have it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.linkage.blocking import code_of, token_codes, word_codes
from manara.resolution.engine.linkage.name_words import REMEMBERED, NameWords
from manara.resolution.engine.names.costs import costs
from manara.resolution.engine.names.spelling import Token
from manara.resolution.engine.names.words import Words, words_of


@dataclass(frozen=True)
class Tokens:
    """The words of names, each once: ready for comparing; `whole` tells equal ones, `texts` those written alike; `codes` [n, 2]
    are of their two likeliest skeletons, to count how many bear them."""

    words: Words
    whole: NDArray[np.uint64]
    texts: NDArray[np.uint64]
    codes: NDArray[np.uint64]

    def chosen(self, which: NDArray[Any]) -> Tokens:
        """The words of these numbers."""
        return Tokens(self.words.chosen(which), self.whole[which], self.texts[which], self.codes[which])

    def with_others(self, others: Tokens) -> Tokens:
        """These and, behind them, others."""
        words = Words(*map(np.concatenate, zip(self.words.columns(), others.words.columns(), strict=True)))
        kinds = ((self.whole, others.whole), (self.texts, others.texts), (self.codes, others.codes))
        return Tokens(words, *map(np.concatenate, kinds))


def tokens_of(found: list[Token]) -> Tokens:
    """These tokens ready for comparing and for being told apart."""
    whole = np.array([code_of("|".join(map(str, token))) for token in found], np.uint64)
    texts = np.array([code_of(token.text) for token in found], np.uint64)
    # Behind the words stands the one without letters, which no name has.
    return Tokens(words_of(found, costs()).chosen(np.arange(len(found))), whole, texts, token_codes(found))


class KnownWords:
    """The words that a process has read, in the order in which it met them."""

    def __init__(self) -> None:
        self.reader = NameWords()
        self._tokens = tokens_of([])
        self._codes = word_codes([])

    def tokens(self) -> Tokens:
        """Of each token that the reader has met."""
        if met := list(islice(self.reader.tokens, len(self._tokens.whole), None)):
            self._tokens = self._tokens.with_others(tokens_of(met))
        return self._tokens

    def codes(self) -> NDArray[np.uint64]:
        """Of each telling word that the reader has met, the numbers of its two likeliest forms, [n, 2]."""
        if met := list(islice(self.reader.words, len(self._codes), None)):
            self._codes = np.concatenate([self._codes, word_codes(met)])
        return self._codes


@cache
def _read_before() -> list[KnownWords]:
    return [KnownWords()]


def known_words() -> KnownWords:
    """This process's words of names; begun anew before they fill its memory."""
    held = _read_before()
    if len(held[0].reader.tokens) > REMEMBERED:
        held[0] = KnownWords()
    return held[0]
