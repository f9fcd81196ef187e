"""Reads the names of records word by word, each written word once: its token for comparing, its telling word for keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from manara.foundation.engine.match_keys.words import Single, Word, telling, words
from manara.foundation.engine.match_keys.words import by_itself as word_by_itself
from manara.resolution.engine.linkage.name_layout import TOKENS_BESIDE, WORD_FIELDS, WORDS_BESIDE, lay_out
from manara.resolution.engine.names.spelling import MOST_TOKENS, Token, in_order, tokens, whole
from manara.resolution.engine.names.spelling import by_itself as token_by_itself

#: So many words of a name are brought together.
MOST_WORDS: Final = 5
#: A name longer than this, or of more words, is looked at as a whole; so is one of words that depend on each other.
_LONGEST: Final = 120
_MANY: Final = 11
#: So many written words are remembered; then all are forgotten, so that a file of any size finds room.
REMEMBERED: Final = 400_000


class _Written(NamedTuple):
    """A written word: its token and its telling word, where they are the same in every name, and their numbers.

    `script` is empty for a token, and `plain` false for a word, that says something of the words beside it.
    """

    token: Token | None
    single: Single | None
    token_number: int
    word_number: int
    script: str
    plain: bool
    particle: bool
    joins: bool


class NameWords:
    """The numbers of all tokens and telling words that were met; a process has one, since names come again and again."""

    def __init__(self) -> None:
        self.tokens: dict[Token, int] = {}
        self.words: dict[Word, int] = {}
        self._known: dict[str, int] = {}
        self._written: list[_Written] = []
        self._told = np.empty((0, len(WORD_FIELDS)), np.int32)

    def read(self, names: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Of each name the numbers of its tokens [n, 8] and of its first telling words [n, 5], -1 behind the last."""
        all_tokens = np.full((len(names), MOST_TOKENS), -1, np.int32)
        all_words = np.full((len(names), MOST_WORDS), -1, np.int32)
        beside = np.full(len(names), TOKENS_BESIDE | WORDS_BESIDE, np.int8)
        starts, found = self._by_words(names)
        lay_out(starts, found, self._told, all_tokens, all_words, beside)
        for at in np.flatnonzero(beside).tolist():
            name, several = names[at], [self._written[word] for word in found[starts[at] : starts[at + 1]].tolist()]
            if beside[at] & TOKENS_BESIDE:
                _put(self._tokens(_tokens_of(several, name) if several else tokens(name)), all_tokens[at])
            if beside[at] & WORDS_BESIDE:
                _put(self._words(_words_of(several, name) if several else words(name)), all_words[at])
        return all_tokens, all_words

    def _by_words(self, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The written words of each name by their numbers, and where each name's begin; none of a name that is too long."""
        split = pc.split_pattern(pa.array(names, pa.string()), " ")
        short = np.array([len(name) <= _LONGEST for name in names], np.bool_)
        short &= np.diff(split.offsets.to_numpy()) <= _MANY
        split = split.filter(pa.array(short))
        once = split.flatten().dictionary_encode()
        numbers = np.array([self._number(text) for text in once.dictionary.to_pylist()], np.int64)
        if met := self._written[len(self._told) :]:
            self._told = np.concatenate([self._told, np.array([told_of(each) for each in met], np.int32)])
        many = np.zeros(len(names), np.int64)
        many[short] = np.diff(split.offsets.to_numpy())
        return np.concatenate([[0], np.cumsum(many)]), numbers[once.indices.to_numpy()]

    def _number(self, text: str) -> int:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = len(self._written)
            self._written.append(self._met(text))
        return known

    def _tokens(self, found: Iterable[Token]) -> list[int]:
        return [self.tokens.setdefault(token, len(self.tokens)) for token in found]

    def _words(self, found: Iterable[Word]) -> list[int]:
        return [self.words.setdefault(word, len(self.words)) for word in list(found)[:MOST_WORDS]]

    def _met(self, text: str) -> _Written:
        token, single = token_by_itself(text), word_by_itself(text)
        ordinary = token is not None and token.text and token.kind != "aside"
        return _Written(
            token, single,
            self._tokens([token])[0] if token and ordinary else -1, self._words([single.word])[0] if single else -1,
            token.script if token and ordinary else "", single is not None and not single.article and not single.title,
            single is not None and single.particle, token is not None and token.joins,
        )  # fmt: skip


def _tokens_of(found: Sequence[_Written], name: str) -> tuple[Token, ...]:
    given = [each.token for each in found if each.token is not None]
    return (in_order(given) if len(given) == len(found) else None) or whole(name)


def _words_of(found: Sequence[_Written], name: str) -> Sequence[Word]:
    given = [each.single for each in found if each.single is not None]
    return (telling(given) if len(given) == len(found) else None) or words(name)


def _put(numbers: list[int], row: NDArray[np.int32]) -> None:
    row[: len(numbers)] = numbers


def told_of(each: _Written) -> tuple[int, ...]:
    """What the compiled loop has to know of a written word, in the order of `WORD_FIELDS`."""
    script = ("", "ar", "la").index(each.script)
    return script, each.joins, each.plain, each.particle, each.token_number, each.word_number
