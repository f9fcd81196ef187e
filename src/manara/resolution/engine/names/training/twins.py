"""Makes pairs of names that only look alike, such as those with حسن and with حسين, beside pairs that are the same name.

Nobody listed them: two Arabic words a letter apart, each met often, that never have a Latin spelling in common are two
names, and the data says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from manara.foundation.engine.match_keys.skeleton import skeletons
from manara.resolution.engine.names.spelling import Token, tokens
from manara.resolution.engine.names.training.reading import Spelt

Pair = tuple[str, str, bool, float]
_OFTEN: Final = 4
_IN_COMMON: Final = 0.04
_MOST_FULL: Final = 6_000
_MOST_SINGLE: Final = 2_500


class Lexicon:
    """The Latin spellings of each Arabic word that was met often, and the words that only look like it."""

    def __init__(self, across: Counter[tuple[str, str]]) -> None:
        self.spellings: dict[str, list[str]] = {}
        counted: dict[str, dict[str, float]] = defaultdict(dict)
        for (arabic, latin), weight in sorted(across.items()):
            counted[arabic][latin] = weight
        often = {word: kept for word, kept in counted.items() if sum(kept.values()) >= _OFTEN and len(word) > 1}
        for word, kept in often.items():
            least = max(2.0, 0.02 * sum(kept.values()))
            listed = sorted(((weight, latin) for latin, weight in kept.items() if weight >= least), reverse=True)
            if listed:
                self.spellings[word] = [latin for _weight, latin in listed]
        met: Counter[str] = Counter()
        for (_arabic, latin), weight in sorted(across.items()):
            met[latin] += weight  # type: ignore[assignment]
        # A spelling that is met for another word more often speaks for that one: Amar is more often عمار than عمر.
        self.own = {
            word: [latin for latin in listed if counted[word][latin] > 0.5 * met[latin]]
            for word, listed in self.spellings.items()
        }
        places: dict[str, list[str]] = defaultdict(list)
        for word in self.spellings:
            for form in {word, *(word[:at] + word[at + 1 :] for at in range(len(word))), "*" + min(skeletons(word))}:
                places[form].append(word)
        near: dict[str, set[str]] = defaultdict(set)
        for group in places.values():
            for word in group:
                near[word] |= {
                    other for other in group
                    if other != word and Levenshtein.distance(word, other) <= 2 and _apart(often[word], often[other])
                }  # fmt: skip
        self.twins = {word: sorted(found) for word, found in near.items() if found}


def _apart(one: dict[str, float], other: dict[str, float]) -> bool:
    shared = sum(weight * other.get(latin, 0.0) for latin, weight in one.items())
    return bool(shared <= _IN_COMMON * (sum(w * w for w in one.values()) * sum(w * w for w in other.values())) ** 0.5)


def twin_pairs(names: Sequence[Spelt], lexicon: Lexicon, *, seed: int) -> list[Pair]:
    """Full names with one word exchanged for its twin or spelt otherwise, and single words, across and within scripts."""
    chance = np.random.default_rng(seed)
    made: list[Pair] = []
    whole = 0
    for at in chance.permutation(len(names)):
        name = names[int(at)]
        arabic, latin = tokens(name.arabic), tokens(name.latin)
        if len(arabic) != len(latin) or len(arabic) < 2:
            continue
        chosen = [place for place, token in enumerate(arabic) if latin[place].text in lexicon.spellings.get(token.text, ())]
        if not chosen:
            continue
        place = chosen[int(chance.integers(len(chosen)))]
        made += _exchanged(arabic, latin, place, lexicon, chance)
        whole += 1
        if whole == _MOST_FULL:
            break
    words = sorted(lexicon.spellings)
    for at in chance.permutation(len(words))[:_MOST_SINGLE]:
        word = Token(words[int(at)], "ar")
        spelt = Token(_one_of(lexicon.spellings[word.text], chance), "la")
        made.append((word.text, spelt.text, True, 0.5))
        made += _exchanged((word,), (spelt,), 0, lexicon, chance)
    return made


def _exchanged(
    arabic: Sequence[Token], latin: Sequence[Token], place: int, lexicon: Lexicon, chance: np.random.Generator
) -> list[Pair]:
    def put(found: Sequence[Token], word: str) -> str:
        return " ".join(word if at == place else token.text for at, token in enumerate(found))

    word, spelt = arabic[place].text, latin[place].text
    one, other = put(arabic, word), put(latin, spelt)
    made: list[Pair] = []
    # Of two Latin spellings each must speak for its own word; beside an Arabic word any spelling is told by it.
    mine = spelt in lexicon.own[word]
    if twins := lexicon.twins.get(word):
        twin = _one_of(twins, chance)
        theirs = _one_of(lexicon.spellings[twin], chance)
        made += [(put(arabic, twin), other, False, 0.3), (one, put(latin, theirs), False, 0.3)]
        made += [(one, put(arabic, twin), False, 0.3)]
        if mine and (own := lexicon.own[twin]):
            made += [(other, put(latin, _one_of(own, chance)), False, 0.3)]
    if spellings := [each for each in lexicon.spellings[word] if each != spelt]:
        made += [(one, put(latin, _one_of(spellings, chance)), True, 0.4)]
    if mine and (own := [each for each in lexicon.own[word] if each != spelt]):
        made += [(other, put(latin, _one_of(own, chance)), True, 0.4)]
    return made


def _one_of(listed: Sequence[str], chance: np.random.Generator) -> str:
    return listed[int(chance.integers(len(listed)))]
