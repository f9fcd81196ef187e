"""Single words ready for comparing, as columns; and the same words with an article, or without what many words share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.costs import LETTERS, Costs
from manara.resolution.engine.names.kernel import ARTICLE_FOUND
from manara.resolution.engine.names.prepared import weighing_by
from manara.resolution.engine.names.spelling import LONGEST_TOKEN, Token

ARTICLE: Final = np.array([LETTERS["ar"]["ا"], LETTERS["ar"]["ل"]], np.int8)


@dataclass(frozen=True)
class Words:
    """Words as columns: letters [n, 20], length, flags, `alone` [n, 3], `spelt` and `frequency`, as in `PreparedNames`."""

    letters: NDArray[np.int8]
    lengths: NDArray[np.int8]
    flags: NDArray[np.int32]
    alone: NDArray[np.float32]
    spelt: NDArray[np.float32]
    frequency: NDArray[np.float32]

    def chosen(self, which: NDArray[Any]) -> Words:
        """The words of these numbers."""
        return Words(*(getattr(self, field)[which] for field in self.__dataclass_fields__))

    def columns(self) -> tuple[Any, ...]:
        """The arrays in the order in which the compiled loops take them."""
        return (self.letters, self.lengths, self.flags, self.alone, self.spelt, self.frequency)

    def articled(self) -> Words:
        """Arabic words with their article, facing Latin ones that have it glued on."""
        letters = np.zeros_like(self.letters)
        letters[:, : len(ARTICLE)] = ARTICLE
        letters[:, len(ARTICLE) :] = self.letters[:, : -len(ARTICLE)]
        lengths = (self.lengths + len(ARTICLE)).astype(np.int8)
        return Words(letters, lengths, self.flags, self.alone - ARTICLE_FOUND, self.spelt, self.frequency)


    def stems(self) -> Words:
        """Words with عبد ال or الدين without it, facing the other script."""
        letters = np.zeros_like(self.letters)
        begins, lengths = (self.flags >> kernel.STEM) & 15, (self.flags >> kernel.STEM_LONG) & 31
        for row, (begin, length) in enumerate(zip(begins, lengths, strict=True)):
            letters[row, :length] = self.letters[row, begin : begin + length]
        alone = np.repeat(self.alone[:, 2:], self.alone.shape[1], axis=1)
        return Words(
            letters, lengths.astype(np.int8), self.flags & kernel.ARABIC, alone, self.alone[:, 2], self.frequency
        )


def words_of(found: Sequence[Token], learned: Costs) -> Words:
    """These tokens ready for comparing, and behind them the word without letters."""
    weighing = weighing_by(learned)
    size = len(found) + 1
    made = Words(
        np.zeros((size, LONGEST_TOKEN), np.int8), np.zeros(size, np.int8), np.zeros(size, np.int32),
        np.zeros((size, 3), np.float32), np.zeros(size, np.float32), np.ones(size, np.float32),
    )  # fmt: skip
    for at, token in enumerate(found):
        letters, made.flags[at], made.alone[at], made.spelt[at], made.frequency[at] = weighing.of(token)
        made.letters[at, : len(letters)] = letters
        made.lengths[at] = len(letters)
    return made
