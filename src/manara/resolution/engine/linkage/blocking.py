"""Brings together the records that may be one person: by keys of names, phones and documents, refined where many share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled
from manara.foundation.engine.match_keys.names import forms_of
from manara.foundation.engine.match_keys.skeleton import skeletons
from manara.foundation.engine.match_keys.words import Word
from manara.resolution.engine.linkage.key_counting import counted
from manara.resolution.engine.names.spelling import Token

#: A block of names as small as this is compared whole; a larger one only within a birth year, a birthday or a place.
SMALL: Final = 24
#: No block is larger than this; what lies only in larger ones is counted and said.
LARGEST: Final = 300
_MIX: Final = 0x9E3779B97F4A7C15


@dataclass(frozen=True)
class Blocks:
    """Which record has which key, [n] each, keys that only one record has left out; and how many were too common."""

    rows: NDArray[np.int32]
    keys: NDArray[np.uint64]
    too_common: int


def word_codes(found: Sequence[Word]) -> NDArray[np.uint64]:
    """Of each telling word the numbers of its two likeliest forms, [n, 2], 0 for none."""
    forms = [forms_of(word) for word in found]
    return np.array([(code_of(each[0]), code_of(each[1]) if len(each) > 1 else 0) for each in forms], np.uint64).reshape(-1, 2)


def number_key(kind: str, number: str) -> int:
    """The number of a phone (by its last eight figures) or of a document."""
    return code_of(f"{kind}:{number[-8:] if kind == 'p' else number}")


def token_codes(found: Sequence[Token]) -> NDArray[np.uint64]:
    """Of each token the numbers of its two likeliest skeletons, [n, 2], 0 for none: alike in either script."""
    spelt = [skeletons(token.text) or (token.text,) for token in found]
    return np.array([(code_of(each[0]), code_of(each[1]) if len(each) > 1 else 0) for each in spelt], np.uint64).reshape(-1, 2)


def code_of(text: str) -> int:
    """A number of a text, the same everywhere; two texts have the same only by a chance of one in ten to the nineteenth."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def mixed(keys: NDArray[np.uint64], by: NDArray[Any]) -> NDArray[np.uint64]:
    """Keys refined by something beside them."""
    with np.errstate(over="ignore"):
        turned = by.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(_MIX)
        found = (keys ^ turned) * np.uint64(0xFF51AFD7ED558CCD)
    return np.asarray(found ^ (found >> np.uint64(31)))


def spread(starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """The record of each value of a list."""
    return np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))


def name_blocks(
    rows: NDArray[np.int32], keys: NDArray[np.uint64], births: tuple[NDArray[np.int32], NDArray[np.int64]],
    birthdays: tuple[NDArray[np.int32], NDArray[np.int64]], places: tuple[NDArray[np.int32], NDArray[np.uint64]], records: int,
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
    rows: NDArray[np.int32], words: NDArray[np.uint64], days: tuple[NDArray[np.int32], NDArray[np.int64]], records: int
) -> Blocks:
    """Blocks by one word of the name with the whole birth date, day and month in either order."""
    at, chosen = _joined(rows, days[0], records)
    keys = mixed(words[at], days[1][chosen])
    kept = counted(keys) <= LARGEST
    return Blocks(rows[at][kept], keys[kept], len(np.unique(keys[~kept])))


def number_blocks(rows: NDArray[np.int32], keys: NDArray[np.uint64], given: NDArray[np.uint64]) -> Blocks:
    """Blocks by phone or document; one that very many share only with the same first word of the name."""
    many = counted(keys) > LARGEST
    refined = np.where(many, mixed(keys, given[rows]), keys)
    kept = counted(refined) <= LARGEST
    return Blocks(rows[kept], refined[kept], len(np.unique(refined[~kept])))


def together(blocks: Sequence[Blocks]) -> Blocks:
    """All blocks as one list without doubles, ordered by record and key."""
    rows, keys = np.concatenate([each.rows for each in blocks]), np.concatenate([each.keys for each in blocks])
    several = counted(keys) > 1
    rows, keys = rows[several], keys[several]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows))]).astype(np.int64)
    ordered, first = np.empty_like(keys), np.ones(len(keys), np.bool_)
    _order(rows, keys, starts, starts[:-1].copy(), ordered, first)
    return Blocks(spread(starts)[first], ordered[first], sum(each.too_common for each in blocks))


@compiled
def _order(rows, keys, starts, free, ordered, first):  # type: ignore[no-untyped-def]
    """The keys of each row in their order into `ordered`, and which of them are the `first` of their kind."""
    for at in range(len(rows)):
        row = rows[at]
        place = free[row]
        free[row] += 1
        while place > starts[row] and ordered[place - 1] > keys[at]:
            ordered[place] = ordered[place - 1]
            place -= 1
        ordered[place] = keys[at]
    for row in range(len(starts) - 1):
        for place in range(starts[row] + 1, starts[row + 1]):
            first[place] = ordered[place] != ordered[place - 1]


def shared(blocks: Blocks, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Of each pair, whether both have a key of these blocks, which `together` has put in order."""
    records = int(max(left.max(initial=0), right.max(initial=0))) + 1
    starts = np.searchsorted(blocks.rows, np.arange(records + 1, dtype=np.int32))
    found = np.zeros(len(left), np.bool_)
    _shared(starts, blocks.keys, left, right, found)
    return found


@compiled
def _shared(starts, keys, left, right, found):  # type: ignore[no-untyped-def]
    for at in range(len(left)):
        one, other = starts[left[at]], starts[right[at]]
        while one < starts[left[at] + 1] and other < starts[right[at] + 1] and not found[at]:
            if keys[one] == keys[other]:
                found[at] = True
            elif keys[one] < keys[other]:
                one += 1
            else:
                other += 1


def _joined(
    rows: NDArray[np.int32], whose: NDArray[np.int32], records: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in `rows` with places in `whose` (ordered) of the same record: every combination."""
    starts = np.searchsorted(whose, np.arange(records + 1, dtype=np.int32))
    many = (starts[1:] - starts[:-1])[rows]
    at = np.repeat(np.arange(len(rows)), many)
    before = np.concatenate([[0], np.cumsum(many)[:-1]]) if len(many) else many
    return at, np.arange(len(at)) - np.repeat(before, many) + np.repeat(starts[rows], many)
