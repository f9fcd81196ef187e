"""Gives a person's or organisation's name its keys: pairs of skeletons in any order, the whole, each word, the letters."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import Final

from .skeleton import skeletons
from .words import Word, words

PREFIX: Final = "n1:"
MOST_KEYS: Final = 12
LONGEST_KEY: Final = 64
_SERVANT_OF_VOWEL: Final = tuple(f"abde{vowel}" for vowel in "aeiou")
_GLUED: Final = ("ben", "bel", "بن", "بل")


def index_keys(name: str) -> frozenset[str]:
    """The keys a name is stored under, at most twelve: ``p`` pairs, ``w`` whole, ``t`` each word, ``x`` its letters."""
    found = words(name)
    if not found:
        return frozenset()
    forms = [forms_of(word) for word in found]
    chosen = [f"{PREFIX}x:{_letters(found)}", *_whole(forms)]
    chosen += [f"{PREFIX}t:{word_forms[0]}" for word_forms in forms[:5]]
    chosen += _pairs(forms)
    chosen += [f"{PREFIX}t:{form}" for word_forms in forms[:5] for form in word_forms[1:]]  # as far as there is room
    return frozenset(fitting(list(dict.fromkeys(chosen))[:MOST_KEYS]))


def search_keys(name: str) -> frozenset[str]:
    """The keys to look a name up by: of one word its word keys; of more the pairs and the whole, which are selective."""
    found = words(name)
    forms = [forms_of(word) for word in found]
    if len(found) == 1:
        chosen = [f"{PREFIX}t:{form}" for form in forms[0]]
    else:
        chosen = _whole(forms) + _pairs(forms)
    return frozenset(fitting(list(dict.fromkeys(chosen))[:MOST_KEYS]))


@lru_cache(maxsize=200_000)
def forms_of(word: Word) -> tuple[str, ...]:
    """Skeletons of a word, and how it reads with the article or "ben" glued on or taken off."""
    spelt = skeletons(word.text)
    more: list[str] = []
    if word.articled:
        more = ["L" + form.lstrip("AWY") for form in spelt[:1]]
    elif word.text.startswith(_SERVANT_OF_VOWEL):  # Abdelatif is عبد اللطيف, Abdelaziz has no L
        more = list(skeletons(f"abdel{word.text[4:]}")[:1])
    elif word.text.startswith(_GLUED) and len(word.text) > 5:
        more = list(skeletons(word.text[3 if word.text.isascii() else 2 :])[:1])
    return tuple(dict.fromkeys((*spelt, *more))) or (digest(word.text),)


def _pairs(forms: list[tuple[str, ...]]) -> list[str]:
    """Keys of two words each: first all likeliest spellings, then the rarer ones."""
    places = list(combinations(range(min(len(forms), 6)), 2))
    if len(forms) > 4:  # the given name, the father's and the last one stand in most papers
        last = min(len(forms), 6) - 1
        places.sort(key=lambda pair: (pair[0] > 1, pair[1] not in (1, last), pair))
    likeliest = [_pair(forms[i][0], forms[j][0]) for i, j in places]
    rarer = [_pair(a, b) for i, j in places for a in forms[i] for b in forms[j]]
    return likeliest + rarer


def _pair(one: str, other: str) -> str:
    return f"{PREFIX}p:{one}.{other}" if one <= other else f"{PREFIX}p:{other}.{one}"


def _whole(forms: list[tuple[str, ...]]) -> list[str]:
    return [f"{PREFIX}w:{'.'.join(sorted(form[0] for form in forms))}"] if len(forms) > 2 else []


def _letters(found: tuple[Word, ...]) -> str:
    text = ".".join(sorted(word.text for word in found))
    return text if text.isascii() else digest(text)


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=10).hexdigest()


def fitting(chosen: list[str]) -> list[str]:
    """Keys of at most 64 characters; a longer one keeps its beginning and ends in a digest of the rest."""
    return [key if len(key) <= LONGEST_KEY else f"{key[:40]}~{digest(key)}" for key in chosen]
