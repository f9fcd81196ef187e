"""The words that were met in names, with how often which Latin one was met for which Arabic one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.resolution.engine.names.sounds import sounded
from manara.resolution.engine.names.spelling import Script

#: A sound stands for one Arabic word where this share of those met does, and where so many were met.
ONE_SOUND: Final = 0.75
MET_OFTEN: Final = 3


@dataclass(frozen=True)
class KnownWords:
    """Words with their spellings in the other script. `numbers` gives a word's number; those that its spellings have are in
    `partners[starts[n]:starts[n + 1]]`. `counts` [1, 3, …]: how often each was met with it; how often the word was met
    in all; the root of the sum of squares. `led` gives the form whose number another form of the same name shares, `sounding`
    the number of the known Latin words of a sound, where all of them are met for one Arabic word.
    """

    numbers: dict[Script, dict[str, int]]
    counts: NDArray[np.float32]
    starts: NDArray[np.int32]
    partners: NDArray[np.int32]
    led: dict[Script, dict[str, str]]
    sounding: dict[str, int]

    def number(self, script: Script, word: str) -> int:
        """The number of a word that was met twice at the least, or else of those that sound like it; -1 where there is none."""
        known = self.numbers[script].get(word, -1)
        # A word that nobody was met with says nothing.
        if known >= 0 and self.counts[0, 1, known] >= 2:
            return known
        if script == "ar":
            return -1
        sound = sounded(word)
        # A Spanish j is also written for kh: where both are names, the sound says nothing.
        return -1 if "j" in sound and sound.replace("j", "K") in self.sounding else self.sounding.get(sound, -1)


def known_words(kept: dict[str, NDArray[Any]]) -> KnownWords:
    """The known words from the pairs that were met: `known_pairs` [n, (Arabic, Latin)] of the words' places, their counts."""
    words = {script: bytes(kept[f"words_{script}"]).decode().split("\n") for script in ("ar", "la")}
    first = len(words["ar"])
    numbers: dict[Script, dict[str, int]] = {
        "ar": {word: at for at, word in enumerate(words["ar"]) if word},
        "la": {word: first + at for at, word in enumerate(words["la"]) if word},
    }
    led: dict[Script, dict[str, str]] = {}
    for script, known in numbers.items():
        led[script] = dict(line.split(" ") for line in bytes(kept[f"led_{script}"]).decode().split("\n"))
        known |= {form: known[first] for form, first in led[script].items()}
    pairs, met = kept["known_pairs"].astype(np.int64), kept["known_counts"].astype(np.float64)
    size = first + len(words["la"])
    ends = np.concatenate([pairs, pairs[:, ::-1]]) + np.repeat([[0, first], [first, 0]], len(pairs), axis=0)
    each = np.concatenate([met, met])
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    starts = np.concatenate([[0], np.cumsum(np.bincount(ends[:, 0], minlength=size))])
    counts = np.zeros((1, 3, max(size, len(each))), np.float32)
    counts[0, 0, : len(each)] = each[order]
    counts[0, 1, :size] = np.concatenate([kept["known_ar"], kept["known_la"]])
    counts[0, 2, :size] = np.sqrt(np.bincount(ends[:, 0], weights=each**2, minlength=size))
    found = KnownWords(numbers, counts, starts.astype(np.int32), ends[order, 1].astype(np.int32), led, {})
    found.sounding.update(_sounding(found, first))
    return found


def _sounding(known: KnownWords, first: int) -> dict[str, int]:
    """The most frequent Latin word of each sound, if that sound is met for one Arabic word by and large."""
    met: dict[str, Counter[int]] = defaultdict(Counter)
    best: dict[str, tuple[float, int]] = {}
    for word, number in known.numbers["la"].items():
        if number < first or known.counts[0, 1, number] < 2:
            continue
        sound = sounded(word)
        best[sound] = max(best.get(sound, (0.0, -1)), (float(known.counts[0, 1, number]), number))
        for place in range(known.starts[number], known.starts[number + 1]):
            met[sound][int(known.partners[place])] += float(known.counts[0, 0, place])  # type: ignore[assignment]
    return {
        sound: best[sound][1] for sound, arabic in met.items()
        if max(arabic.values()) >= ONE_SOUND * sum(arabic.values()) and sum(arabic.values()) >= MET_OFTEN
    }  # fmt: skip
