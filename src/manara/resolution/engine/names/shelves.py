"""Words of one script on a shelf, those of one length as a tree of their letters, ready to be walked through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names import kernel, walking
from manara.resolution.engine.names.costs import BASE
from manara.resolution.engine.names.spelling import LONGEST_TOKEN
from manara.resolution.engine.names.words import Words

PLAIN, ARTICLED, JOINED, SURELY, STEM = 0, 1, 2, 3, 4
#: Two Arabic words read as one with the article between them, facing Latin.
JOINED_ARTICLED, SURELY_ARTICLED = 5, 6
OF_TWO: Final = frozenset((JOINED, SURELY, JOINED_ARTICLED, SURELY_ARTICLED))
OF_TWO_LONG: Final = frozenset((SURELY, SURELY_ARTICLED))
#: How a word is read: as Y, as X facing Latin, and as X facing Arabic.
READINGS: Final = 3


@dataclass(frozen=True)
class Shelf:
    """Words of one script by `numbers` [words], in the order of their length and then of their letters [words, 20].

    `apart` [3, words] is what each weighs apart in each reading, but for what its letters weigh by `each` [3, letter]: so
    what is still to come of a word can be told apart from what it weighs, however rare its letters are. Words of `lengths[l]`
    letters begin at `words[l]`, and the nodes of their tree at `nodes[l]`. `fitting` keeps which lengths a finder walks.
    """

    kind: int
    arabic: bool
    numbers: NDArray[np.int32]
    letters: NDArray[np.int8]
    apart: NDArray[np.float32]
    each: NDArray[np.float32]
    lengths: NDArray[np.int64]
    words: NDArray[np.int64]
    nodes: NDArray[np.int64]
    tree: Tree
    fitting: dict[tuple[int, bool, bool], tuple[slice, ...]] = field(default_factory=dict, compare=False, repr=False)
    _spelt: dict[int, NDArray[np.bytes_]] = field(default_factory=dict, compare=False, repr=False)

    def of_length(self, length: int) -> tuple[int, int]:
        """Between which places the words of this length stand."""
        at = int(np.searchsorted(self.lengths, length))
        if at == len(self.lengths) or self.lengths[at] != length:
            return 0, 0
        return int(self.words[at]), int(self.words[at + 1])

    def spelt(self, length: int) -> NDArray[np.bytes_]:
        """The words of this length in their order, each as its letters in one: kept, since every search looks into them."""
        if length not in self._spelt:
            first, last = self.of_length(length)
            letters = np.ascontiguousarray(self.letters[first:last, :length])
            self._spelt[length] = letters.view(f"S{length}").ravel()
        return self._spelt[length]


@dataclass(frozen=True)
class Tree:
    """Beginnings of words, each before those that go on from it: [nodes] its last `letters`, how many it has (`depths`), the
    next node that doesn't go on from it (`behind`), the `first` word that begins so, and [3, nodes] the least that one of
    these weighs apart (`low`)."""

    letters: NDArray[np.int8]
    depths: NDArray[np.int8]
    behind: NDArray[np.int32]
    first: NDArray[np.int32]
    low: NDArray[np.float32]


def letters_of(words: Words, arabic: bool) -> NDArray[np.float32]:
    """What each letter of a script adds about to what a word weighs apart, [3, letter], by the words of that script."""
    here = words.chosen(np.flatnonzero((words.flags & kernel.ARABIC != 0) == arabic))
    base = BASE["ar" if arabic else "la"]
    counts = np.ones((len(here.lengths), base))  # the first column is for what every word weighs
    for letter in range(1, base):
        counts[:, letter] = (here.letters == letter).sum(axis=1)
    # A letter that no word has adds nothing.
    many = counts.T @ counts + np.eye(base)
    fitted = np.linalg.solve(many, counts.T @ _readings(here).T.astype(np.float64)).T
    fitted[:, 0] = 0.0
    return fitted.astype(np.float32)


def _readings(words: Words) -> NDArray[np.float32]:
    return np.stack([words.spelt, words.alone[:, 0], words.alone[:, 1]])


def shelves(
    kind: int, words: Words, numbers: NDArray[Any], each: Mapping[bool, NDArray[np.float32]]
) -> Iterator[Shelf]:
    """These words, which have these numbers, on one shelf a script; `each` is `letters_of` each script."""
    arabic = words.flags[: len(numbers)] & kernel.ARABIC != 0
    for script in (False, True):
        here = np.flatnonzero((arabic == script) & (words.lengths[: len(numbers)] > 0))
        if len(here):
            yield _shelf(kind, script, words.chosen(here), numbers[here], each[script])


def _shelf(kind: int, arabic: bool, words: Words, numbers: NDArray[Any], each: NDArray[np.float32]) -> Shelf:
    order = np.lexsort((*words.letters.T[::-1], words.lengths))
    words = words.chosen(order)
    apart = _readings(words)
    for place in range(LONGEST_TOKEN):
        apart -= each[:, words.letters[:, place]]
    lengths, starts = np.unique(words.lengths, return_index=True)
    shared = np.zeros(len(order), np.int8)
    same = words.letters[1:] == words.letters[:-1]
    shared[1:] = np.where(same.all(axis=1), LONGEST_TOKEN, same.argmin(axis=1))
    shared[starts] = 0
    new = words.lengths.astype(np.int64) - np.minimum(shared, words.lengths - 1)
    begins = np.concatenate([[0], np.cumsum(new)])
    size = int(begins[-1])
    tree = Tree(
        np.empty(size, np.int8), np.empty(size, np.int8), np.empty(size, np.int32), np.empty(size + 1, np.int32),
        np.empty((READINGS, size), np.float32),
    )  # fmt: skip
    walking.grow(
        words.letters, words.lengths, begins, apart, tree.letters, tree.depths, tree.behind, tree.first, tree.low
    )  # type: ignore[call-arg]
    bounds = np.append(starts, len(order))
    return Shelf(
        kind, arabic, numbers[order].astype(np.int32), words.letters, apart, each, lengths.astype(np.int64), bounds,
        begins[bounds], tree,
    )  # fmt: skip
