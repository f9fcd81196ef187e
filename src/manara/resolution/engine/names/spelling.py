"""Writes a name as tokens of bare letters that can be compared: each with its script, its article and whether it only joins.

One office writes عبد الرحمن and صلاح الدين apart, the next Abderrahmane and Slaheddine in one word: both become one token.
An article stands beside its token as a mark, since the next spelling may have glued it on or left it out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import western_digits
from manara.resolution.engine.names.abbreviations import is_initial, signs_written_out, written_out
from manara.resolution.engine.names.particles import ARTICLES, JOINING, OF_FAITH, OF_GOD, ROLE_OF, SERVANT_AR

Script = Literal["ar", "la"]
ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگڤ"
LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
LONGEST_NAME: Final = 2_000
MOST_TOKENS: Final = 8
LONGEST_TOKEN: Final = 20

_apostrophes = re.compile("['’‘ʿʾʼ`´ʻˈ′ـ]")
_words = re.compile(rf"[{ARABIC}]+|[{LATIN}]+")
_servant = re.compile(r"a?abd(?:e|u|a|o|ou|i|oo)?(?:[lrsntdz]|ch|sh)?")
_faith = re.compile(r"(?:[aeiuo]|ou)?(?:l|d|dd|ld|t)?d?h?(?:i|ee|ei|y|ie|ii)n{1,2}e?")
_HAMZA: Final = str.maketrans({"ء": None, "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ç": "s", "ñ": "n"})


class Token(NamedTuple):
    """`text` in bare letters of one script; `joins` for a word such as ولد or ben that only ties its neighbours together."""

    text: str
    script: Script
    joins: bool = False
    articled: bool = False


@lru_cache(maxsize=65_536)
def tokens(name: str) -> tuple[Token, ...]:
    """The tokens of a name in their order, at most eight of at most twenty letters; none for a text without letters.

    Only the first 2,000 characters are read. What is neither Arabic nor Latin after folding is passed over.
    """
    folded = _apostrophes.sub("", western_digits(fold(name[:LONGEST_NAME].replace("ç", "s").replace("Ç", "s"))))
    words = written_out(_words.findall(signs_written_out(folded.translate(_HAMZA))))
    found: list[Token] = []
    articled = False
    at = 0
    while at < len(words) and len(found) < MOST_TOKENS:
        word = words[at]
        script: Script = "la" if word.isascii() else "ar"
        following = words[at + 1] if at + 1 < len(words) else ""
        at += 1
        if _is_servant(word, script, following):
            middle = ""
            if following in ARTICLES and at + 1 < len(words):
                middle, at = following, at + 1
            found.append(Token((word + middle + words[at])[:LONGEST_TOKEN], script))
            at += 1
        elif _belongs_before(word, script) and found and not found[-1].joins and found[-1].script == script:
            last = found.pop()
            glued = ("al" if articled and script == "la" else "") + word
            found.append(last._replace(text=(last.text + glued)[:LONGEST_TOKEN]))
        elif word in ARTICLES and following:
            articled = True
            continue
        else:
            bare, had = _without_article(word) if script == "ar" else (word, False)
            joins = (bare in JOINING or word in JOINING) and not is_initial(word, at - 1, len(words))
            found.append(Token(bare[:LONGEST_TOKEN], script, joins, had or articled))
        articled = False
    return tuple(_titled(found))


def _titled(found: list[Token]) -> list[Token]:
    """A title beside ould, ben, ولد at either end is what father or son is called: Cheikh Ould Sidi, الشيخ ولد سيدي."""
    if len(found) >= 3:
        for at, beside in ((0, 1), (len(found) - 1, len(found) - 2)):
            if ROLE_OF.get(found[at].text) == "title" and ROLE_OF.get(found[beside].text) in ("son", "daughter"):
                found[at] = found[at]._replace(joins=False)
    return found


def _is_servant(word: str, script: Script, following: str) -> bool:
    if not following or following.isascii() != word.isascii():
        return False
    if script == "ar":
        return word == SERVANT_AR
    # Abdou and Abdi are names of their own unless the article follows.
    if word in ("abdou", "abdo", "abdi", "abde"):
        return following in ARTICLES
    return _servant.fullmatch(word) is not None


def _belongs_before(word: str, script: Script) -> bool:
    if script == "ar":
        return word in ("الدين", "الله")
    return word in OF_GOD or word in OF_FAITH or (len(word) <= 7 and _faith.fullmatch(word) is not None)


def _without_article(word: str) -> tuple[str, bool]:
    return (word[2:], True) if word.startswith("ال") and len(word) >= 4 and word != "الله" else (word, False)
