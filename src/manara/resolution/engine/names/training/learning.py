"""Learns everything a comparison of names needs, from the files to one archive of arrays: tables, frequencies, the judge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.folding import fold
from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.comparing import columns, constants
from manara.resolution.engine.names.costs import BASE, Costs, letters_of, unpacked
from manara.resolution.engine.names.flags import MOST_KNOWN
from manara.resolution.engine.names.prepared import prepare
from manara.resolution.engine.names.spelling import tokens
from manara.resolution.engine.names.training.aligning import learned
from manara.resolution.engine.names.training.equivalents import groups, leading
from manara.resolution.engine.names.training.judging import HIDDEN, fitted
from manara.resolution.engine.names.training.pairing import Examples, examples
from manara.resolution.engine.names.training.reading import Spelt, checked, full_names, held_out, single_words
from manara.resolution.engine.names.training.respelling import respelt_pairs, respelt_within
from manara.resolution.engine.names.training.rivals import rival_pairs
from manara.resolution.engine.names.training.twins import Lexicon

SEED: Final = 11
VERSION: Final = "names-7"
#: The judge learns from one name in so many, which the known words are not counted from meanwhile: a name that was
#: counted knows its own spelling, and would teach the judge to trust what a new name can't have.
_JUDGED: Final = 3
#: How often the leading form of names that are one is taken to be met, and with the other script's, at the least.
_LEADING: Final = 8
#: How often the judge is fitted: each time after the first also on the pairs that the one before took for each other.
_TURNS: Final = 2
Pairs = Mapping[tuple[str, str], float]
Say = Callable[[str], None]


def learn(folder: Path, say: Say) -> dict[str, NDArray[Any]]:
    """The arrays of the file of costs, learned from the files in `folder`, without the names that are held out.

    The same files give the same arrays. Raises `UnknownTrainingFile`.
    """
    files = checked(folder)
    names = [name for name in full_names(files) if not held_out(name.arabic)]
    words = [name for name in single_words(files) if not held_out(name.arabic)]
    across = _token_pairs(names, words)
    say(f"{len(names)} names, {len(across)} pairs of words")
    kept: dict[str, NDArray[Any]] = {"version": np.array(VERSION)}
    _keep(kept, 0, *learned(0, across + respelt_pairs(across)))
    say("letters of Arabic against Latin learned")
    _frequencies(kept, names)
    _keep(kept, 1, *learned(1, _within(across, side=1) + respelt_within(across)))
    say("Latin spellings against each other learned")
    _keep(kept, 2, *learned(2, _within(across, side=0)))
    say("Arabic spellings against each other learned")
    judged = [name for name in full_names(files, region_only=True) if not held_out(name.arabic) and _is_judged(name)]
    _known(kept, [name for name in names if not _is_judged(name)], words)
    _judge(kept, judged, Lexicon(_token_pairs(names, [word for word in words if word.weight >= 1])), say)
    _known(kept, names, words)
    return kept


def _keep(kept: dict[str, NDArray[Any]], number: int, places: NDArray[np.int64], logs: NDArray[np.float32]) -> None:
    kept[f"units_{number}"] = places.astype(np.uint16 if places.max() < 2**16 else np.uint32)
    kept[f"logs_{number}"] = logs.astype(np.float16)


def _token_pairs(names: Iterable[Spelt], words: Iterable[Spelt]) -> Counter[tuple[str, str]]:
    """Words that stand for each other: those at the same place of two spellings with as many words."""
    found: Counter[tuple[str, str]] = Counter()
    for name in (*names, *words):
        arabic, latin = tokens(name.arabic), tokens(name.latin)
        if len(arabic) != len(latin) or any(token.script != "ar" for token in arabic):
            continue
        for mine, theirs in zip(arabic, latin, strict=True):
            # ابو beside Abubaker is a word cut otherwise, not a spelling.
            if theirs.script == "la" and mine.joins == theirs.joins:
                found[mine.text, theirs.text] += name.weight  # type: ignore[assignment]
    return found


def _within(across: Pairs, *, side: int) -> Counter[tuple[str, str]]:
    """Spellings in one script of the same word in the other one, the shorter first; and each spelling with itself."""
    spellings: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for pair, weight in sorted(across.items()):
        # What was met once may be a slip of the list; for Latin, spellings of one Arabic word differ by right.
        if side == 1 or weight >= 2:
            spellings[pair[1 - side]].append((weight, pair[side]))
    found: Counter[tuple[str, str]] = Counter()
    for listed in spellings.values():
        listed.sort(reverse=True)
        for at, (weight, one) in enumerate(listed[:12]):
            found[one, one] += weight  # type: ignore[assignment]
            for other_weight, other in listed[at + 1 : 12]:
                if side == 0 and abs(len(one) - len(other)) > 1:
                    continue
                pair = (one, other) if (len(one), one) < (len(other), other) else (other, one)
                found[pair] += min(weight, other_weight) * (0.5 if side == 1 else 0.1)  # type: ignore[assignment]
    return found


def _frequencies(kept: dict[str, NDArray[Any]], names: Sequence[Spelt]) -> None:
    """How often each word stands in names, and which letter follows which; words met once are left to the floor."""
    for script in ("ar", "la"):
        counted = Counter(
            token.text for name in names for token in tokens(name.arabic if script == "ar" else name.latin)
            if token.script == script
        )  # fmt: skip
        for group in groups():
            form = (group.arabic if script == "ar" else group.latin)[0]
            counted[form] = max(counted[form], _LEADING)
        base = BASE[script]
        follows = np.full((base, base + 1), 0.2)
        for word, count in counted.items():
            before = 0
            for letter in letters_of(word, script):
                follows[before, letter] += count**0.75
                before = letter
            follows[before, -1] += count**0.75
        kept[f"letters_{script}"] = np.log(follows / follows.sum(axis=1, keepdims=True)).astype(np.float16)
        listed = sorted(word for word, count in counted.items() if count > 1)
        kept[f"words_{script}"] = np.frombuffer("\n".join(["", *listed]).encode(), np.uint8)
        rest = sum(count for count in counted.values() if count == 1)
        kept[f"counts_{script}"] = np.array([rest, *(counted[word] for word in listed)], np.uint32)


def _is_judged(name: Spelt) -> bool:
    return crc32(fold(name.arabic).strip().encode()) % _JUDGED == 0


def _known(kept: dict[str, NDArray[Any]], names: Sequence[Spelt], words: Sequence[Spelt]) -> None:
    """Which Latin word was met how often for which Arabic one, of the words whose frequency is kept."""
    across = _token_pairs(names, [word for word in words if word.weight >= 1])
    places = {
        script: {word: at for at, word in enumerate(bytes(kept[f"words_{script}"]).decode().split("\n")) if word}
        for script in ("ar", "la")
    }
    for group in groups():
        pair = group.arabic[0], group.latin[0]
        across[pair] = max(across[pair], _LEADING)
    across = _led(across)
    met = {script: np.zeros(len(kept[f"counts_{script}"]), np.uint16) for script in ("ar", "la")}
    found: list[tuple[int, int, int]] = []
    for (arabic, latin), weight in sorted(across.items()):
        one, other, count = places["ar"].get(arabic, 0), places["la"].get(latin, 0), round(weight)
        met["ar"][one] += count * (one > 0)
        met["la"][other] += count * (other > 0)
        if one and other:
            found.append((one, other, count))
    for script in ("ar", "la"):
        told = "\n".join(f"{form} {first}" for form, first in sorted(leading()[script].items()))
        kept[f"led_{script}"] = np.frombuffer(told.encode(), np.uint8)
    if sum(len(kept[f"counts_{script}"]) for script in ("ar", "la")) > MOST_KNOWN:
        raise ValueError("there are more known words than their numbers have room for")
    kept["known_ar"], kept["known_la"] = met["ar"], met["la"]
    kept["known_pairs"] = np.array([pair[:2] for pair in found], np.uint16)
    kept["known_counts"] = np.array([pair[2] for pair in found], np.uint16)


def _led(across: Pairs) -> Counter[tuple[str, str]]:
    """The same with the leading form in place of those that are one with it."""
    found: Counter[tuple[str, str]] = Counter()
    for (arabic, latin), weight in sorted(across.items()):
        found[leading()["ar"].get(arabic, arabic), leading()["la"].get(latin, latin)] += weight  # type: ignore[assignment]
    return found


def _judge(kept: dict[str, NDArray[Any]], names: Sequence[Spelt], lexicon: Lexicon, say: Say) -> None:
    blank = (np.zeros(kernel.FEATURES), np.ones(kernel.FEATURES), np.zeros((kernel.FEATURES, HIDDEN)), np.zeros(HIDDEN),
             np.zeros(HIDDEN + 1))  # fmt: skip
    kept.update({f"judge_{number}": part for number, part in enumerate(blank)})
    made = examples(names, lexicon, seed=SEED)
    say(f"{len(made.same)} pairs to learn judging from")
    for turn in range(_TURNS):
        features = described(unpacked(kept), made)
        judge = fitted(features, made.same.astype(float), made.weights, seed=SEED)
        kept.update({f"judge_{number}": part.astype(np.float32) for number, part in enumerate(judge)})
        if turn + 1 < _TURNS:
            made = made.with_more(rival_pairs(names, unpacked(kept), seed=SEED + turn))
            say(f"{len(made.same)} pairs with those that were taken for each other")


def described(costs: Costs, made: Examples) -> NDArray[np.float64]:
    """The features [n, 34] of example pairs, as far as the judge weighs them."""
    left, right = prepare(made.left, costs), prepare(made.right, costs)
    features = np.zeros((len(made.same), kernel.DESCRIBED))
    rows = np.arange(len(made.same))
    kernel.describe_pairs(columns(left), columns(right), rows, rows, *constants(costs)[:2], features)  # type: ignore[call-arg]
    return features[:, : kernel.FEATURES]
