"""Makes pairs to learn judging from: two spellings of one name, and beside each the four names most easily taken for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from manara.foundation.engine.folding import fold
from manara.foundation.engine.match_keys.skeleton import skeletons
from manara.foundation.engine.match_keys.words import words
from manara.resolution.engine.names.particles import JOINING
from manara.resolution.engine.names.spelling import tokens
from manara.resolution.engine.names.training.reading import Spelt
from manara.resolution.engine.names.training.twins import Lexicon, twin_pairs

NEIGHBOURS: Final = 4
#: Of the pairs that are one name so many are also shown beside somebody's child.
CHILDREN: Final = 0.3
MOST_NAMES: Final = 9_000
_CHUNK: Final = 500
# The one given name that is written before another and left out of the next paper.
_LEFT_OUT: Final = (("محمد",), ("Mohamed", "Mohammed", "Muhammad", "Mohammad"))
# A title before the name, which both papers may have.
_TITLES: Final = (("سيدي", "الشيخ", "الحاج", "مولاي"), ("Sidi", "Cheikh", "Hadj", "Moulay"))
_LINKS: Final = (("ولد", "بن", "منت", "بنت"), ("Ould", "ould", "Ben", "Bin", "Uld", "Mint", "Bint"))
Pair = tuple[str, str, bool, float]


@dataclass(frozen=True)
class Examples:
    """Pairs of names, whether they are the same name, and how much each counts."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    same: NDArray[np.bool_]
    weights: NDArray[np.float64]

    def with_more(self, pairs: Sequence[Pair]) -> Examples:
        """These and more."""
        left, right, same, weights = zip(*pairs, strict=True)
        return Examples(
            (*self.left, *left), (*self.right, *right),
            np.concatenate([self.same, np.array(same)]), np.concatenate([self.weights, np.array(weights)]),
        )  # fmt: skip


def examples(names: Sequence[Spelt], lexicon: Lexicon, *, seed: int, most: int = MOST_NAMES) -> Examples:
    """Across scripts, and within Latin and within Arabic where a name was met in two spellings; each also beside strangers
    and long names, which share a word with many; and pairs that only look alike.

    Part of the pairs is also shown as papers write them: words in another order, one left out on a side, shortened to its
    first letter, or father and son joined by ould, ben, ولد on one side alone; and beside a child of who bears it.
    """
    chance = np.random.default_rng(seed)
    people = people_of(names)
    order = chance.permutation(len(people))[:most]
    latin = [" ".join(sorted(token.text for token in tokens(person[1][0]))) for person in people]
    pairs: list[Pair] = []
    for start in range(0, len(order), _CHUNK):
        chosen = order[start : start + _CHUNK]
        alike = process.cdist([latin[row] for row in chosen], latin, scorer=fuzz.ratio, dtype=np.float32)
        for row, scores in zip(chosen, alike, strict=True):
            near = _nearest(people, int(row), scores)
            pairs += _pairs_of(people, int(row), near)
            pairs += _strangers(people, int(row), chance)
    worn = [_worn(pair, chance) for pair in pairs if chance.random() < 0.33]
    joined = [_joined(pair, chance) for pair in pairs if chance.random() < 0.12]
    shortened = [_shortened(pair, chance) for pair in pairs if chance.random() < 0.08]
    beside = [(pair, _child(pair, people, chance)) for pair in pairs if pair[2] and chance.random() < CHILDREN]
    # The name itself once more beside each child, so that names of one script don't become less likely than they are.
    children = [each for pair, child in beside if child for each in (child, (*pair[:3], child[3]))]
    titled = [_titled(pair, chance) for pair in pairs if chance.random() < 0.06]
    pairs += [pair for pair in (*worn, *joined, *shortened, *children, *titled) if pair is not None]
    pairs += twin_pairs(names, lexicon, seed=seed)
    left, right, same, weights = zip(*pairs, strict=True)
    return Examples(left, right, np.array(same), np.array(weights))


def people_of(names: Sequence[Spelt]) -> list[tuple[str, list[str], list[str]]]:
    """Each name once: folded Arabic, its Latin spellings, its Arabic spellings."""
    latin: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(tokens(name.arabic)) >= 2 and len(tokens(name.latin)) >= 2:
            latin[fold(name.arabic).strip()].append(name.latin)
    arabic: dict[str, list[str]] = defaultdict(list)
    for form, spellings in latin.items():
        arabic[" ".join(sorted(fold(spellings[0]).split()))].append(form)
    return [
        (form, sorted(set(spellings)), arabic[" ".join(sorted(fold(spellings[0]).split()))])
        for form, spellings in sorted(latin.items())
    ]


def _nearest(people: Sequence[tuple[str, list[str], list[str]]], row: int, scores: NDArray[np.float32]) -> list[int]:
    found: list[int] = []
    for other in np.argsort(-scores):
        # Within one Arabic letter it may be the same person; such pairs are measured apart.
        if other != row and Levenshtein.distance(people[row][0], people[other][0], score_cutoff=1) > 1:
            found.append(int(other))
        if len(found) == NEIGHBOURS:
            break
    return found


def _pairs_of(
    people: Sequence[tuple[str, list[str], list[str]]], row: int, near: Sequence[int]
) -> list[Pair]:
    arabic, latin, forms = people[row]
    made = [(arabic, latin[0], True, 1.0), *((arabic, people[other][1][0], False, 1.0) for other in near)]
    made += [(latin[0], each, True, 0.6) for each in latin[1:3]]
    if len(latin) > 1:
        made += [(latin[0], people[other][1][0], False, 0.6) for other in near]
    made += [(arabic, arabic, True, 0.3), (latin[0], latin[0], True, 0.15)]
    made += [(arabic, each, True, 0.3) for each in forms if each != arabic][:1]
    made += [(arabic, people[other][0], False, 0.15) for other in near]
    return made


def _strangers(
    people: Sequence[tuple[str, list[str], list[str]]], row: int, chance: np.random.Generator
) -> list[Pair]:
    """A name beside anybody's and beside the longest of a few: most of a list is like that, and little of it is near."""
    others = [int(other) for other in chance.integers(len(people), size=12) if int(other) != row]
    long = max(others, key=lambda other: len(people[other][1][0]))
    return [(people[row][0], people[other][1][0], False, 0.3) for other in (others[0], long)]


def _worn(pair: Pair, chance: np.random.Generator) -> Pair | None:
    left, right, same, weight = pair
    parts = right.split()
    if chance.random() < 0.6:
        # Ali Ahmed turned round is Ahmed Ali: a different name must stay a different one.
        if not same and fuzz.token_sort_ratio(*_in_one_script(left, right)) > 80:
            return None
        turn = int(chance.integers(1, len(parts))) if len(parts) > 1 else 0
        parts = parts[turn:] + parts[:turn]
    elif len(parts) > 2:
        parts.pop(int(chance.integers(1, len(parts))))
    else:
        return None
    return left, " ".join(parts), same, weight * 0.5


def _in_one_script(left: str, right: str) -> tuple[str, str]:
    """Both names by the consonants that survive a change of script."""
    return tuple(" ".join(min(skeletons(word.text)) for word in words(name)) for name in (left, right))  # type: ignore[return-value]


def _joined(pair: Pair, chance: np.random.Generator) -> Pair | None:
    left, right, same, weight = pair
    joining = [word for word in right.split() if fold(word) in JOINING]
    if joining and chance.random() < 0.7:
        return left, " ".join(word for word in right.split() if word not in joining), same, weight * 0.5
    first, *rest = right.split() if chance.random() < 0.5 else left.split()
    if not rest:
        return None
    script = 0 if not first.isascii() and any("\u0600" <= letter < "\u0700" for letter in first) else 1
    woven = " ".join((first, _LINKS[script][int(chance.integers(len(_LINKS[script])))], *rest))
    return (woven, right, same, weight * 0.5) if rest == left.split()[1:] else (left, woven, same, weight * 0.5)


def _shortened(pair: Pair, chance: np.random.Generator) -> Pair | None:
    """One Latin word by its first letter alone; with two words the other one is what is left to tell by."""
    left, right, same, weight = pair
    parts = right.split()
    names = [at for at, word in enumerate(parts) if word.isascii() and word.isalpha() and len(word) > 2]
    if len(names) < 2:
        return None
    at = names[int(chance.integers(len(names)))]
    parts[at] = parts[at][0] + "."
    return left, " ".join(parts), same, weight * 0.5


def _titled(pair: Pair, chance: np.random.Generator) -> Pair:
    """Both names with the same title before them: it says nothing, and nothing against them."""
    left, right, same, weight = pair
    title = int(chance.integers(len(_TITLES[0])))
    one, other = (f"{_TITLES[0 if _is_arabic(name) else 1][title]} {name}" for name in (left, right))
    return one, other, same, weight * 0.5


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= letter < "\u0700" for letter in name)


def _child(
    pair: Pair, people: Sequence[tuple[str, list[str], list[str]]], chance: np.random.Generator
) -> Pair | None:
    """Another given name before the whole name is a child's; Mohamed before it may be its own, left out of the other paper."""
    left, right, _same, weight = pair
    arabic = _is_arabic(right)
    form, spellings, _forms = people[int(chance.integers(len(people)))]
    given = tokens(form if arabic else spellings[0])[0]
    before = _LEFT_OUT[0 if arabic else 1]
    begun = tokens(right)
    own = chance.random() < 0.2
    if given.joins or given.text in {token.text for token in begun} or begun[0].joins:
        return None
    written = before[int(chance.integers(len(before)))] if own else given.text
    if not own and fold(written) in map(fold, before):
        return None
    links = _LINKS[0 if arabic else 1]
    link = f" {links[int(chance.integers(len(links)))]}" if not own and chance.random() < 0.3 else ""
    return left, f"{written}{link} {right}", own, weight * 0.5
