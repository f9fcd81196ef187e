"""Reads the names of records word by word, each written word once: its token for comparing, its telling word for keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.match_keys.words import Single, Word, telling, words
from manara.foundation.engine.match_keys.words import by_itself as word_by_itself
from manara.resolution.engine.names.spelling import MOST_TOKENS, Token, in_order, tokens
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
        self._known: dict[str, _Written] = {}

    def read(self, names: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Of each name the numbers of its tokens [n, 8] and of its first telling words [n, 5], -1 behind the last."""
        known, met = self._known, self._met
        all_tokens: list[list[int]] = []
        all_words: list[list[int]] = []
        for name in names:
            written = name.split(" ")
            if len(name) > _LONGEST or len(written) > _MANY:
                all_tokens.append(self._tokens(tokens(name)))
                all_words.append(self._words(words(name)))
                continue
            found = [known.get(each) or met(each) for each in written]
            script, all_join, all_plain = found[0].script, True, True
            numbers, told = [], []
            for each in found:
                if each.script != script:
                    script = ""
                numbers.append(each.token_number)
                all_join = all_join and each.joins
                all_plain = all_plain and each.plain
                if not each.particle:
                    told.append(each.word_number)
            whole = not script or all_join or len(numbers) > MOST_TOKENS
            all_tokens.append(self._tokens(_tokens_of(found, name)) if whole else numbers)
            all_words.append(told[:MOST_WORDS] if told and all_plain else self._words(_words_of(found, name)))
        return _table(all_tokens, MOST_TOKENS), _table(all_words, MOST_WORDS)

    def _tokens(self, found: Iterable[Token]) -> list[int]:
        return [self.tokens.setdefault(token, len(self.tokens)) for token in found]

    def _words(self, found: Iterable[Word]) -> list[int]:
        return [self.words.setdefault(word, len(self.words)) for word in list(found)[:MOST_WORDS]]

    def _met(self, text: str) -> _Written:
        token, single = token_by_itself(text), word_by_itself(text)
        ordinary = token is not None and token.text and token.kind != "aside"
        made = _Written(
            token, single,
            self._tokens([token])[0] if token and ordinary else -1, self._words([single.word])[0] if single else -1,
            token.script if token and ordinary else "", single is not None and not single.article and not single.title,
            single is not None and single.particle, token is not None and token.joins,
        )  # fmt: skip
        self._known[text] = made
        return made


def _tokens_of(found: Sequence[_Written], name: str) -> tuple[Token, ...]:
    given = [each.token for each in found if each.token is not None]
    return (in_order(given) if len(given) == len(found) else None) or tokens(name)


def _words_of(found: Sequence[_Written], name: str) -> Sequence[Word]:
    given = [each.single for each in found if each.single is not None]
    return (telling(given) if len(given) == len(found) else None) or words(name)


def _table(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int32]:
    """The rows as one array, -1 behind the last of each."""
    many = np.array([len(row) for row in rows], np.int64)
    made = np.full((len(rows), width), -1, np.int32)
    at = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    made[np.repeat(np.arange(len(rows)), many), at] = np.array([number for row in rows for number in row], np.int32)
    return made
