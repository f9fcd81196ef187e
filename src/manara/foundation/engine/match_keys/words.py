"""Splits a name of the region into the words that tell people apart, its particles and titles put aside.

ولد، بن، بنت، منت, titles and the article fall away; عبد, أبو, أم are joined to what follows and الله, الدين to what
precedes, because one office writes them apart and the next in one word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ..folding import fold

MOST_WORDS: Final = 12

_ARTICLES: Final = frozenset(
    "al el ul ol il l ar as ash ach at an ad az er es et en ed ez ech esh ur us ush un ud uz ال".split()
)
_PARTICLES: Final = frozenset(
    "ould wuld uld ouled oulad weld wald wld oul mint ment ment ben bin ibn ibnu ebn bint bent binti bnt b o m ait al-al de "
    "ولد ول اولاد ويلد منت منة بن ابن بنت ايت ال".split()
)
_TITLES: Final = frozenset(
    "sidi sid seyid cheikh cheick sheikh shaikh sheik cheikhe chikh hadj haj hajj elhadj elhaj alhaji moulay mulay moulaye mawlay lalla dr mr "
    "mme mrs mlle sr sra don haji سيدي سيد شيخ حاج مولاي لاله لالا دكتور استاذ السيد".split()
)
_SERVANT: Final = frozenset("abd abdel abdul abdoul abdal abdil abdur abder abdes abdu abdal abde abdool عبد".split())
_KUNYA: Final = frozenset("abu abou abi bou bu oum um umm om abo ابو ابي بو ام".split())
_OF_GOD: Final = frozenset("allah ullah oullah ellah llah allahi الله اللاه".split())
_OF_FAITH: Final = frozenset("din dine deen eddine eddin uddin addin ddine edine edin aldin aldine eddeen uddeen adin الدين دين".split())
_servant_in_one = re.compile("abd(?:[aeiou]{1,2}l)(?P<rest>.{2,})")
_GOD: Final = re.compile("l?l?(?:ah?|ahi|aye?|ey|laye)")
_apostrophes = re.compile("['’‘ʿʾʼ`´ʻˈ′]")
_word = re.compile(r"[^\W_]+")
_cedilla: Final = str.maketrans({"ç": "s", "Ç": "s"})


class Word(NamedTuple):
    """``text`` without its article, folded; ``articled`` when it had one (the next spelling may have glued it on)."""

    text: str
    articled: bool = False


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[Word, ...]:
    """The telling words of a name in their order, at most twelve; particles and titles only when nothing else is left."""
    raw = _word.findall(_apostrophes.sub("", fold(name[:400].translate(_cedilla))))
    joined = _joined(raw[: MOST_WORDS * 2])
    telling = [word for word in joined if word.text not in _PARTICLES]
    untitled = [word for word in telling if word.text not in _TITLES]
    chosen = untitled if len(untitled) >= 2 else telling or untitled or joined or [Word(word) for word in raw]
    return tuple(chosen[:MOST_WORDS])


def _joined(raw: list[str]) -> list[Word]:
    found: list[Word] = []
    prefix, articled = "", False
    for word in raw:
        if word in _OF_GOD and (found or prefix):
            text, had_article = "lah", True
        elif word in _OF_FAITH and found and not prefix:
            found[-1] = Word(found[-1].text + ("دين" if word[0] in "اد" else "din"), found[-1].articled)
            articled = False
            continue
        else:
            text, had_article = _without_article(word)
        if word in _OF_GOD and found and not prefix:
            found[-1] = Word(found[-1].text + ("له" if word[0] == "ا" else "lah"), found[-1].articled)
            continue
        if word in _OF_GOD:
            text = "له" if word[0] == "ا" else "lah"
        if word in _ARTICLES:
            articled = True
            continue
        if not prefix and (word in _SERVANT or word in _KUNYA):
            prefix = "عبد" if word == "عبد" else "abde" if word in _SERVANT else word
            continue
        had_article = (had_article or articled) and not prefix
        found.append(Word(_servant(prefix + text), had_article))
        prefix, articled = "", False
    if prefix:
        found.append(Word(prefix))
    return found


def _without_article(word: str) -> tuple[str, bool]:
    if word.startswith("ال") and len(word) > 3:
        return word[2:], True
    if word.startswith("لل") and len(word) > 4:
        return word[2:], True
    return word, False


def _servant(word: str) -> str:
    """``abdelkader`` and ``عبدالقادر`` as ``abdekader`` and ``عبدقادر``; the name of God keeps its l."""
    if word.startswith("عبدال") and len(word) > 6:
        return "عبد" + ("له" if word[5:] in ("له", "لاه") else word[5:])
    found = _servant_in_one.fullmatch(word)
    if found is None:
        return word
    return "abdelah" if _GOD.fullmatch(found["rest"]) else "abde" + found["rest"]
