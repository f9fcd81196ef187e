"""The keys by which records are brought together by their names, each once a record and in order, compiled."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.compiling import compiled

#: Of two words in any order, and of one that stands alone.
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_ALONE: Final = np.uint64(1)
_TWO: Final = np.uint64(2)
_NONE: Final = np.uint64(0)
KINDS: Final = ("name_key", "word", "given")
Keys = tuple[NDArray[np.int64], NDArray[np.uint64]]


def name_keys(
    starts: NDArray[np.int64], values: NDArray[np.int64], telling: NDArray[np.int32], codes: NDArray[np.uint64]
) -> dict[str, Keys]:
    """Of each record where its keys begin, and these: `name_key` of two words of a name in any order and script, or of the
    word where there is only one; `word` of each word, since with a whole birth date one is enough; `given` of the first word's
    likeliest skeleton: a phone under many of them is a crew's or a household's.

    The names of record r are `values[starts[r]:starts[r + 1]]`; `telling` [names, k]: the places in `codes` [n, 2] of a name's
    telling words, -1 behind the last.
    """
    words = telling.shape[1]
    most = {"name_key": 2 * words * (words - 1) + 2, "word": 2 * words, "given": 1}
    found: dict[str, Keys] = {}
    for kind, kind_most in most.items():
        begins, keys = np.zeros(len(starts), np.int64), np.empty(len(values) * kind_most, np.uint64)
        _keys(KINDS.index(kind), starts, values, telling, codes, begins, keys)
        found[kind] = begins, keys[: begins[-1]].copy()
    return found


@compiled
def _keys(kind, starts, values, telling, codes, begins, keys):  # type: ignore[no-untyped-def]
    for record in range(len(starts) - 1):
        begin = begins[record]
        end = begin
        for name in values[starts[record] : starts[record + 1]]:
            if kind == 0:
                end = _pairs(telling[name], codes, keys, end)
            elif kind == 1:
                end = _each(telling[name], codes, keys, end)
            elif telling[name, 0] >= 0 and codes[telling[name, 0], 0] != _NONE:
                keys[end] = codes[telling[name, 0], 0]
                end += 1
        begins[record + 1] = _once(keys, begin, end)


@compiled
def _each(words, codes, keys, end):  # type: ignore[no-untyped-def]
    for word in words:
        for form in range(2):
            if word >= 0 and codes[word, form] != _NONE:
                keys[end] = codes[word, form]
                end += 1
    return end


@compiled
def _pairs(words, codes, keys, end):  # type: ignore[no-untyped-def]
    for i in range(len(words)):
        for j in range(i + 1, len(words)):
            if words[i] < 0 or words[j] < 0:
                continue
            for a in range(2):
                for b in range(2):
                    one, other = codes[words[i], a], codes[words[j], b]
                    if one != _NONE and other != _NONE:
                        keys[end] = (one + other) * _MIX + _TWO
                        end += 1
    if words[0] >= 0 and (words[1] < 0 or codes[words[1], 0] == _NONE):
        for form in range(2):
            if codes[words[0], form] != _NONE:
                keys[end] = codes[words[0], form] * _MIX + _ALONE
                end += 1
    return end


@compiled
def _once(keys, begin, end):  # type: ignore[no-untyped-def]
    """Puts a record's keys in order, each once and none that is 0; where they end."""
    keys[begin:end].sort()
    kept = begin
    for at in range(begin, end):
        if keys[at] != _NONE and (kept == begin or keys[at] != keys[kept - 1]):
            keys[kept] = keys[at]
            kept += 1
    return kept
