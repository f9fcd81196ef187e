"""Splits a name of the region into the words that tell people apart, its particles and titles put aside.

ولد، بن، بنت، منت, titles and the article fall away; عبد, أبو, أم are joined to what follows and الله, الدين to what
precedes, because one office writes them apart and the next in one word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import western_digits

MOST_WORDS: Final = 12


def these(listed: str) -> frozenset[str]:
    """The words of a list as a set."""
    return frozenset(listed.split())


_ARTICLES: Final = these("al el ul ol il l ar as ash ach at an ad az er es et en ed ez ech esh ur us ush un ud uz ال")
_PARTICLES: Final = these("""
    ould wuld uld ouled oulad weld wald wld oul mint ment ben bin ibn ibnu ebn bint bent binti bnt b o m
    ait al-al de ولد ول اولاد ويلد منت منة بن ابن بنت ايت ال
""")
_TITLES: Final = these("""
    sidi sid seyid cheikh cheick sheikh shaikh sheik cheikhe chikh hadj haj hajj elhadj elhaj alhaji
    moulay mulay moulaye mawlay lalla dr mr mme mrs mlle sr sra don haji سيدي سيد شيخ حاج مولاي لاله
    لالا دكتور استاذ السيد
""")
_SERVANT: Final = these("abd abdel abdul abdoul abdal abdil abdur abder abdes abdu abde abdool عبد")
_KUNYA: Final = these("abu abou aboul abul abouel abi bou bu oum um umm om abo ابو ابي بو ام")
_OF_GOD: Final = these("allah ullah oullah ellah llah alla allahi الله اللاه")
_OF_FAITH: Final = these(
    "din dine deen eddine eddin uddin addin ddine edine edin aldin aldine eldin eldine eldeen aldeen eddeen uddeen adin "
    "الدين دين"
)
#: Words that are one with what stands beside them.
_BESIDE: Final = _SERVANT | _KUNYA | _OF_GOD | _OF_FAITH
_servant_in_one = re.compile("abd(?:[aeiou]{1,2}l)(?P<rest>.{2,})")
_kunya_in_one = re.compile("ab(?:ou|u|o)(?:e?l)(?P<rest>[^aeiouy\\W].{2,})")
_glued_article = re.compile("[aeu]l(?P<rest>[^aeiouy\\W].{2,})")
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
    raw = _word.findall(_apostrophes.sub("", western_digits(fold(name[:400].translate(_cedilla)))))
    joined = _joined(raw[: MOST_WORDS * 2])
    telling = [word for word in joined if word.text not in _PARTICLES]
    untitled = [word for word in telling if word.text not in _TITLES]
    chosen = untitled if len(untitled) >= 2 else telling or untitled or joined or [Word(word) for word in raw]
    return tuple(chosen[:MOST_WORDS])


class Single(NamedTuple):
    """A written word that tells the same whatever stands beside it. An article only marks the word behind it; a particle or a
    title tells nothing where other words are left."""

    word: Word
    article: bool
    particle: bool
    title: bool


def by_itself(written: str) -> Single | None:
    """What one word tells in any name of fewer than twelve; None where that depends on the words beside it."""
    raw = _word.findall(_apostrophes.sub("", western_digits(fold(written.translate(_cedilla)))))
    if len(raw) != 1 or raw[0] in _BESIDE:
        return None
    if raw[0] in _ARTICLES:
        return Single(Word(""), article=True, particle=False, title=False)
    word = _joined(raw)[0]
    return Single(word, False, word.text in _PARTICLES, word.text in _TITLES)


def telling(found: Sequence[Single]) -> list[Word]:
    """The telling words of a name of such words, as `words` finds them; none where there is nothing but articles."""
    joined: list[Single] = []
    articled = False
    for each in found:
        if not each.article:
            joined.append(each._replace(word=each.word._replace(articled=True)) if articled else each)
        articled = each.article
    named = [each for each in joined if not each.particle]
    untitled = [each for each in named if not each.title]
    return [each.word for each in (untitled if len(untitled) >= 2 else named or joined)]


def _joined(raw: list[str]) -> list[Word]:
    found: list[Word] = []
    prefix, articled = "", False
    for word in raw:
        if word in _OF_GOD and (prefix or found):
            before = Word(prefix) if prefix else found.pop()
            found.append(Word(before.text + ("lah" if word.isascii() else "له"), before.articled))
        elif word in _OF_FAITH and found and not prefix:
            before = found.pop()
            found.append(Word(before.text + ("din" if word.isascii() else "دين"), before.articled))
        elif word in _ARTICLES:
            articled = True
            continue
        elif word in _SERVANT or (word in _KUNYA and not prefix):
            prefix += "عبد" if word == "عبد" else "abde" if word in _SERVANT else word
            continue
        else:
            text, had_article = _without_article(word, behind_prefix=bool(prefix))
            found.append(Word(prefix + text if prefix else _opened(text), (had_article or articled) and not prefix))
        prefix, articled = "", False
    return [*found, Word(prefix)] if prefix else found


def _without_article(word: str, behind_prefix: bool) -> tuple[str, bool]:
    if word.startswith("ال") and len(word) > 3:
        return word[2:], True
    if word.startswith("لل") and len(word) > 4:
        return word[2:], True
    if behind_prefix and (found := _glued_article.fullmatch(word)):
        return found["rest"], True
    return word, False


def _opened(word: str) -> str:
    """``abdelkader``, ``abouelregal`` and ``عبدالقادر`` without the article inside; the name of God keeps its l."""
    if word.startswith("عبدال") and len(word) > 6:
        return "عبد" + ("له" if word[5:] in ("له", "لاه") else word[5:])
    if found := _servant_in_one.fullmatch(word):
        return "abdelah" if _GOD.fullmatch(found["rest"]) else "abde" + found["rest"]
    if found := _kunya_in_one.fullmatch(word):
        return "abou" + found["rest"]
    return word
