"""Brings together the records that may be one person: by keys of names, phones and documents, refined where many share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.match_keys.names import forms_of
from manara.foundation.engine.match_keys.skeleton import skeletons
from manara.foundation.engine.match_keys.words import words
from manara.resolution.engine.names.spelling import MOST_TOKENS, tokens

#: A block of names as small as this is compared whole; a larger one only within a birth year, a birthday or a place.
SMALL: Final = 24
#: No block is larger than this; what lies only in larger ones is counted and said.
LARGEST: Final = 300
_MIX: Final = 0x9E3779B97F4A7C15
_ALL: Final = (1 << 64) - 1


@dataclass(frozen=True)
class Blocks:
    """Which record has which key, [n] each, keys that only one record has left out; and how many were too common."""

    rows: NDArray[np.int64]
    keys: NDArray[np.uint64]
    too_common: int


def name_keys(name: str) -> tuple[int, ...]:
    """Numbers of the pairs of words of a name, in any order and script; of the word where there is only one."""
    forms = [forms_of(word)[:2] for word in words(name)[:5]]
    if len(forms) == 1:
        return tuple(_mixed(_word(form), 1) for form in forms[0])
    return tuple({
        _mixed(_word(a) + _word(b), 2) for one, other in combinations(forms, 2) for a in one for b in other
    })  # fmt: skip


def word_codes(name: str) -> tuple[int, ...]:
    """A number of each word of a name: with a whole birth date, one word is enough to compare by."""
    return tuple({_word(form) for word in words(name)[:5] for form in forms_of(word)[:2]})


def first_word(name: str) -> int:
    """A number of the first word's likeliest skeleton: a phone under many of them is a crew's or a household's."""
    found = words(name)
    return _word(forms_of(found[0])[0]) if found else 0


def number_key(kind: str, number: str) -> int:
    """The number of a phone (by its last eight figures) or of a document."""
    return _word(f"{kind}:{number[-8:] if kind == 'p' else number}")


def token_codes(names: Sequence[str]) -> NDArray[np.uint64]:
    """Of each name, the numbers of its tokens' skeletons, [n, 8]: alike in either script."""
    found = np.zeros((len(names), MOST_TOKENS), np.uint64)
    for row, name in enumerate(names):
        for at, token in enumerate(tokens(name)):
            spelt = skeletons(token.text)
            found[row, at] = _word(spelt[0] if spelt else token.text)
    return found


@lru_cache(maxsize=500_000)
def _word(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _mixed(number: int, kind: int) -> int:
    return ((number & _ALL) * _MIX + kind) & _ALL


def mixed(keys: NDArray[np.uint64], by: NDArray[Any]) -> NDArray[np.uint64]:
    """Keys refined by something beside them."""
    with np.errstate(over="ignore"):
        turned = by.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(_MIX)
        found = (keys ^ turned) * np.uint64(0xFF51AFD7ED558CCD)
    return np.asarray(found ^ (found >> np.uint64(31)))


def spread(starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The record of each value of a list."""
    return np.repeat(np.arange(len(starts) - 1), np.diff(starts))


def counted(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Of each key, how often it occurs."""
    _found, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse], np.int64)


def name_blocks(
    rows: NDArray[np.int64], keys: NDArray[np.uint64], births: tuple[NDArray[np.int64], NDArray[np.int64]],
    birthdays: tuple[NDArray[np.int64], NDArray[np.int64]], places: tuple[NDArray[np.int64], NDArray[np.uint64]], records: int,
) -> Blocks:  # fmt: skip
    """Blocks by name: small ones whole, larger ones by birth year, by birthday and by place.

    `births`, `birthdays`, `places`: record and value, several a record where it has several.
    """
    many = counted(keys)
    whole = many <= SMALL
    found = [(rows[whole], keys[whole])]
    rows, keys = rows[~whole], keys[~whole]
    dropped = 0
    for number, (whose, value) in enumerate((births, birthdays, places)):
        at, chosen = _joined(rows, whose, records)
        refined = mixed(keys[at], value[chosen].astype(np.uint64) * np.uint64(8) + np.uint64(number))
        kept = counted(refined) <= LARGEST
        found.append((rows[at][kept], refined[kept]))
        dropped += len(np.unique(refined[~kept]))
    return Blocks(np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found]), dropped)


def birth_blocks(
    rows: NDArray[np.int64], words: NDArray[np.uint64], days: tuple[NDArray[np.int64], NDArray[np.int64]], records: int
) -> Blocks:
    """Blocks by one word of the name with the whole birth date, day and month in either order."""
    at, chosen = _joined(rows, days[0], records)
    keys = mixed(words[at], days[1][chosen])
    kept = counted(keys) <= LARGEST
    return Blocks(rows[at][kept], keys[kept], len(np.unique(keys[~kept])))


def number_blocks(rows: NDArray[np.int64], keys: NDArray[np.uint64], given: NDArray[np.uint64]) -> Blocks:
    """Blocks by phone or document; one that very many share only with the same first word of the name."""
    many = counted(keys) > LARGEST
    refined = np.where(many, mixed(keys, given[rows]), keys)
    kept = counted(refined) <= LARGEST
    return Blocks(rows[kept], refined[kept], len(np.unique(refined[~kept])))


def together(blocks: Sequence[Blocks]) -> Blocks:
    """All blocks as one list without doubles, ordered by record."""
    rows, keys = np.concatenate([each.rows for each in blocks]), np.concatenate([each.keys for each in blocks])
    shared = counted(keys) > 1
    rows, keys = rows[shared], keys[shared]
    order = np.lexsort((keys, rows))
    rows, keys = rows[order], keys[order]
    first = np.ones(len(rows), bool)
    first[1:] = (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])
    return Blocks(rows[first], keys[first], sum(each.too_common for each in blocks))


def _joined(
    rows: NDArray[np.int64], whose: NDArray[np.int64], records: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in `rows` with places in `whose` (ordered) of the same record: every combination."""
    starts = np.searchsorted(whose, np.arange(records + 1))
    many = (starts[1:] - starts[:-1])[rows]
    at = np.repeat(np.arange(len(rows)), many)
    before = np.concatenate([[0], np.cumsum(many)[:-1]]) if len(many) else many
    return at, np.arange(len(at)) - np.repeat(before, many) + np.repeat(starts[rows], many)
