"""Names made ready for comparing: their tokens as numbers, with what each letter sequence and each token weighs by itself."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names.affixes import COMPOUNDS, stem_of
from manara.resolution.engine.names.costs import BASE, NOTHING, TABLES, Costs, SpellingTable, letters_of
from manara.resolution.engine.names.flags import (
    ARABIC,
    ARTICLED,
    ASIDE,
    COMPOUND,
    DAUGHTER,
    JOINS,
    NUMBER,
    SON,
    STEM,
    STEM_LONG,
    TRIBE,
)
from manara.resolution.engine.names.particles import Joint
from manara.resolution.engine.names.spelling import LONGEST_TOKEN, MOST_TOKENS, Script, Token, shortened, tokens

_KINDS: Final[Mapping[Joint, int]] = {"": 0, "son": SON, "daughter": DAUGHTER, "tribe": TRIBE, "aside": ASIDE}


@dataclass(frozen=True)
class PreparedNames:
    """Arrays over n names of at most eight tokens: letters [n, 8, 20], lengths and flags [n, 8], count [n];
    above the flags stand, of a compound with عبد ال or الدين, where its stem begins and how long it is, and above these
    the number of the known word, plus one;
    `alone` [n, 8, 3]: natural logarithm of how likely these letters are as X facing Latin and facing Arabic, and how likely
    a compound's stem is, facing the other script;
    `spelt` [n, 8]: of how likely they are as a word of their script; `frequency` [n, 8]: share of names that bear it.
    """

    letters: NDArray[np.int8]
    lengths: NDArray[np.int8]
    flags: NDArray[np.int32]
    count: NDArray[np.int8]
    alone: NDArray[np.float32]
    spelt: NDArray[np.float32]
    frequency: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.count)

    def chosen(self, rows: NDArray[Any] | slice) -> PreparedNames:
        """The names of these rows."""
        return PreparedNames(*(getattr(self, field)[rows] for field in self.__dataclass_fields__))


#: The arrays in the order in which the compiled loops take them.
FIELDS: Final = tuple(PreparedNames.__dataclass_fields__)


def prepare(names: Iterable[str], costs: Costs, *, whole_words: bool = False) -> PreparedNames:
    """Names ready for comparing, in their order; a name without letters has no token and is like nothing.

    With `whole_words` each name is one folded word of one script already, taken as it is.
    """
    weighing = weighing_by(costs)
    rows = [word_token(name) for name in names] if whole_words else [tokens(name) for name in names]
    # Words come again and again: each is weighed once and written into a row of its own, the first for no word at all.
    numbers: dict[Token, int] = {}
    told = [numbers.setdefault(token, len(numbers) + 1) for found in rows for token in found]
    count = np.fromiter(map(len, rows), np.int8, len(rows))
    of = np.zeros((len(rows), MOST_TOKENS), np.int64)
    of[np.arange(MOST_TOKENS) < count[:, None]] = told
    words = [_NO_WORD, *map(weighing.of, numbers)]
    letters = b"".join(bytes(word[0]).ljust(LONGEST_TOKEN, b"\0") for word in words)
    return PreparedNames(
        np.frombuffer(letters, np.int8).reshape(-1, LONGEST_TOKEN)[of],
        np.array([len(word[0]) for word in words], np.int8)[of], np.array([word[1] for word in words], np.int32)[of],
        count, np.array([word[2] for word in words], np.float32)[of],
        np.array([word[3] for word in words], np.float32)[of], np.array([word[4] for word in words], np.float32)[of],
    )  # fmt: skip


_Weighed = tuple[list[int], int, tuple[float, float, float], float, float]
#: Its letters, flags, how likely these are as they stand, facing the other script, and how often it is met.
_NO_WORD: Final[_Weighed] = ([], 0, (0.0, 0.0, 0.0), 0.0, 1.0)


def word_token(word: str) -> tuple[Token, ...]:
    """One folded word as a name of one token."""
    return (Token(shortened(word), "la" if word.isascii() else "ar"),)


@lru_cache(maxsize=4)
def weighing_by(costs: Costs) -> Weighing:
    """The weighing by these costs, with what it remembers."""
    return Weighing(costs)


class Weighing:
    """Weighs single tokens by learned costs, remembering those it has seen."""

    def __init__(self, costs: Costs) -> None:
        self._costs = costs
        self._shares = {script: affix_shares(costs.frequency[script], script) for script in costs.frequency}
        self.of = lru_cache(maxsize=200_000)(self._of)

    def _of(self, token: Token) -> _Weighed:
        letters = letters_of(token.text, token.script)
        flags = JOINS * token.joins | ARTICLED * token.articled | ARABIC * (token.script == "ar") | _KINDS[token.kind]
        # A single letter may be anybody's.
        known = self._costs.known.number(token.script, token.text) if len(token.text) > 1 else -1
        if known >= 0:
            flags |= (known + 1) << NUMBER
        often = self._costs.frequency[token.script]
        # A form that no list has is as frequent as the one it is one with.
        first = token.text if token.text in often else self._costs.known.led[token.script].get(token.text, "")
        frequency = (often[first] if first else 0.0) + self._costs.floor[token.script]
        affix, stem = ("", "") if token.joins else stem_of(token.text, token.script)
        rest = 0.0
        if affix in COMPOUNDS:
            begin = token.text.index(stem) if affix == "faith" else len(token.text) - len(stem)
            flags |= COMPOUND | begin << STEM | len(stem) << STEM_LONG
            rest = self._facing(letters_of(stem, token.script), token.script)
        alone = (self._alone(letters, token.script, "la"), self._alone(letters, token.script, "ar"), rest)
        return letters, flags, alone, self._spelt(token, letters, frequency, affix, stem), frequency

    def _facing(self, letters: list[int], script: Script) -> float:
        """How likely these letters are facing the other script: Arabic ones as X, Latin ones as a word."""
        return self._alone(letters, "ar", "la") if script == "ar" else spelt_alone(letters, self._costs.letters["la"])

    def _spelt(self, token: Token, letters: list[int], frequency: float, affix: str, stem: str) -> float:
        """Log probability of the word: letter by letter, or as a part that many words share and the rest."""
        follows = self._costs.letters[token.script]
        whole = spelt_alone(letters, follows)
        if token.joins:
            return max(whole, math.log(frequency))
        if not affix:
            return whole
        share = self._shares[token.script].get(affix, 1e-4)
        return max(whole, math.log(share) + spelt_alone(letters_of(stem, token.script), follows))

    def _alone(self, letters: list[int], script: Script, facing: Script) -> float:
        if (script, facing) not in TABLES:
            return 0.0
        return marginal(letters, self._costs.tables[TABLES.index((script, facing))], BASE[script])


def spelt_alone(letters: list[int], follows: NDArray[np.float32]) -> float:
    """Log probability of a word by which letter follows which."""
    before, total = 0, 0.0
    for letter in letters:
        total += float(follows[before, letter])
        before = letter
    return total + float(follows[before, -1])


def marginal(letters: list[int], table: SpellingTable, base: int) -> float:
    """Log probability of these letters as X whatever faces them: the sum over all ways to cut them into units."""
    inserted = table.x_rows[0]
    share = math.exp(float(table.x_marginal[0, inserted])) if inserted >= 0 else 0.0
    step = -math.log(max(1e-3, 1 - share))
    n = len(letters)
    nothing = NOTHING * n - 1.0
    reached = [0.0, *[nothing] * n]
    for at in range(n):
        here = reached[at] + step
        for taken in (1, 2):
            if at + taken > n:
                continue
            unit = letters[at] if taken == 1 else letters[at] + base * letters[at + 1]
            row = table.x_rows[unit]
            if row < 0:
                continue
            position = 1 if at == 0 else (2 if at + taken == n else 0)
            reached[at + taken] = _sum_of(reached[at + taken], here + float(table.x_marginal[position, row]))
    return reached[n] + step


def _sum_of(one: float, other: float) -> float:
    """The logarithm of the sum of what these are the logarithms of."""
    if one == other:
        return one + math.log(2.0)
    more, less = (one, other) if one > other else (other, one)
    return more + math.log1p(math.exp(less - more))


def affix_shares(frequency: Mapping[str, float], script: Script) -> dict[str, float]:
    """Which share of all words bears each of the parts that many words share."""
    shares: dict[str, float] = defaultdict(float)
    for word, share in frequency.items():
        affix, _stem = stem_of(word, script)
        if affix:
            shares[affix] += share
    return dict(shares)
