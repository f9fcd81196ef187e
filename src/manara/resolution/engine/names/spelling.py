"""Writes a name as tokens of bare letters that can be compared: each with its script, its article and whether it only joins.

One office writes عبد الرحمن, صلاح الدين and أبو القاسم apart, the next Abderrahmane, Slaheddine and Aboulkacem in one word:
both become one token.
An article stands beside its token as a mark, since the next spelling may have glued it on or left it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from manara.foundation.engine.folding import fold
from manara.foundation.engine.match_keys.skeleton import skeletons
from manara.foundation.engine.scripts import western_digits
from manara.resolution.engine.names.abbreviations import depends_on_place, is_initial, signs_written_out, written_out
from manara.resolution.engine.names.alphabets import LETTERS, alphabet_of, rewritten
from manara.resolution.engine.names.asides import CLOSED, OPENED, family_last, marked, set_apart
from manara.resolution.engine.names.particles import (
    ARTICLE_BEHIND,
    ARTICLES,
    BAKR,
    FAITHFUL,
    JOINING,
    JOINT_OF,
    NICKNAMED,
    OF_FAITH,
    OF_GOD,
    OWNER,
    OWNER_ARTICLED,
    ROLE_OF,
    SERVANT_AR,
    Joint,
)

Script = Literal["ar", "la"]
ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگڤ"
LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
LONGEST_NAME: Final = 2_000
MOST_TOKENS: Final = 8
LONGEST_TOKEN: Final = 20
#: A name longer than this, or of more words, is looked at as a whole.
LONGEST_BY_WORDS: Final = 120
MOST_BY_WORDS: Final = 11
LONGEST_END: Final = 8  # letters that are kept of the end of a longer word

_apostrophes = re.compile("['’‘ʿʾʼ`´ʻˈ′ـ]")
# The double l of Ceuta and Melilla, which is no article: Al-lal, Abdel-lah, Mil-lud.
_parted_l = re.compile("\\b([A-ZÀ-Þ][a-zß-ÿ]*)l-l(?=[a-zß-ÿ])")
_words = re.compile(rf"[{ARABIC}]+|[{LATIN}]+|[{LETTERS}]+|[{OPENED}{CLOSED}]")
_one_word = re.compile(rf"[{ARABIC}]+|[{LATIN}]+")
_servant = re.compile(r"a?abd(?:e|u|a|o|ou|i|oo)?(?:[lrsntdz]|ch|sh)?")
# The name of God, and Persian given names that begin with it.
_of_god = re.compile("الله(?:كرم|يار|داد|وردي|قلي|بخش|مراد|نظر)?")
_faith = re.compile(r"(?:[aeiuo]|ou)?(?:l|d|dd|ld|t)?d?h?(?:i|ee|ei|y|ie|ii)n{1,2}e?")
_of_faith = re.compile("(.{2,})(d[iy]ne?)")
_HAMZA: Final = str.maketrans({"ء": None, "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ç": "s", "ñ": "n"})


class Token(NamedTuple):
    """`text` in bare letters of one script; `joins` for a word such as ولد or ben that only ties its neighbours together.

    `kind`: of a word that joins, whether it makes a son, a daughter or a tribe; "aside" for a title or a nickname, which one
    paper writes and the next does not.
    """

    text: str
    script: Script
    joins: bool = False
    articled: bool = False
    kind: Joint = ""


@lru_cache(maxsize=65_536)
def tokens(name: str) -> tuple[Token, ...]:
    """The tokens of a name in their order, at most eight of at most twenty letters; none for a text without letters.

    Only the first 2,000 characters are read. Words that join do not count where a name has more than eight words: these go
    first. A longer word is known by its beginning and its end. What is neither Arabic nor Latin is written so by our own
    tables, and what stands there a second time in another script is passed over.
    """
    return _word_by_word(name) or whole(name)


def whole(name: str) -> tuple[Token, ...]:
    """The tokens of a name of which the words are looked at together, whatever they are."""
    return _most_telling(_all_tokens(name))


def _word_by_word(name: str) -> tuple[Token, ...] | None:
    """The same of words that are the same tokens in every name, as most are: each is looked at once."""
    written = name.split(" ")
    if len(name) > LONGEST_BY_WORDS or len(written) > MOST_BY_WORDS:
        return None
    found = [token for token in map(_by_itself, written) if token is not None]
    return in_order(found) if len(found) == len(written) else None


def _most_telling(found: list[Token]) -> tuple[Token, ...]:
    for at in range(len(found) - 1, -1, -1):
        if len(found) > MOST_TOKENS and found[at].joins:
            found.pop(at)
    return tuple(found[:MOST_TOKENS])


def by_itself(written: str) -> Token | None:
    """The token of one written word wherever it stands among others of its script, without text for an article that marks the
    next; None where that depends on the words beside it.
    """
    word = _folded(written)
    if not _one_word.fullmatch(word) or word in NICKNAMED or depends_on_place(word):
        return None
    [word] = written_out([word])
    script: Script = "la" if word.isascii() else "ar"
    if word == SERVANT_AR or _servant.fullmatch(word) or word in OWNER or word in ARTICLE_BEHIND:
        return None
    if _belongs_before(word, script):
        return None
    return Token("", script) if word in ARTICLES else _token(word, script, "", articled=False, joins=_joins(word))


_by_itself = lru_cache(maxsize=65_536)(by_itself)


def in_order(found: Sequence[Token]) -> tuple[Token, ...] | None:
    """The tokens of a name of such words, as `tokens` finds them; None where these have to be looked at together."""
    told: list[Token] = []
    articled = False
    for token in found:
        if token.script != found[0].script:
            return None
        if token.text:
            told.append(token._replace(articled=True) if articled else token)
        articled = not token.text
    return None if articled else _most_telling(_alone(_titled(told)))


def _folded(name: str) -> str:
    read = _parted_l.sub(r"\1ll", name[:LONGEST_NAME]).replace("ç", "s").replace("Ç", "s")
    folded = _apostrophes.sub("", western_digits(fold(read)))
    return folded.translate(_HAMZA)


def _all_tokens(name: str) -> list[Token]:
    written = signs_written_out(marked(family_last(_folded(name))))
    read, aside = set_apart(once(_words.findall(written)))
    words = written_out(read)
    found: list[Token] = []
    articled = False
    at = 0
    while at < len(words):
        word = words[at]
        kind: Joint = "aside" if aside[at] else ""
        script: Script = "la" if word.isascii() else "ar"
        following = words[at + 1] if at + 1 < len(words) else ""
        at += 1
        behind = words[at + 1] if at + 1 < len(words) else ""
        if _is_servant(word, script, following) or _is_owner(word, following, behind):
            middle = ""
            if following in ARTICLES and behind:
                middle, at = following, at + 1
            found.append(Token(shortened(word + middle + words[at]), script, kind=kind))
            at += 1
        elif _belongs_before(word, script) and found and not found[-1].joins and found[-1].script == script:
            last = found.pop()
            glued = ("al" if articled and script == "la" else "") + word
            found.append(last._replace(text=shortened(last.text + glued)))
        elif word in ARTICLES and following:
            articled = True
            continue
        elif word in ARTICLE_BEHIND and following.isascii() and following:
            found.append(_token(ARTICLE_BEHIND[word], script, kind, articled=articled, joins=False))
            articled = True
            continue
        else:
            joins = _joins(word) and not is_initial(word, at - 1, len(words))
            found.append(_token(word, script, kind, articled=articled, joins=joins))
        articled = False
    return _alone(_titled(found))


def _joins(word: str) -> bool:
    return word in JOINING or _without_article(word)[0] in JOINING


def _token(word: str, script: Script, kind: Joint, *, articled: bool, joins: bool) -> Token:
    bare, had = _without_article(_with_faith(word))
    if joins:
        kind = kind or JOINT_OF.get(word) or JOINT_OF.get(bare, "")
    return Token(shortened(bare), script, joins, had or articled, kind)


def _with_faith(word: str) -> str:
    """The same, with the article where faith stands without it: azeddine for azdine."""
    found = _of_faith.fullmatch(word)
    return f"{found[1]}ed{found[2]}" if found and found[1] in FAITHFUL else word


def once(words: Sequence[str]) -> list[str]:
    """Folded words in Latin and Arabic letters; a name that is written again in another script is told once."""
    alphabets = [alphabet_of(word) for word in words]
    rewritten_words = [rewritten(word) for word in words]
    if len(set(alphabets)) < 2:
        return [word for word in rewritten_words if word]
    runs: list[list[str]] = []
    for at, word in enumerate(rewritten_words):
        if at == 0 or alphabets[at] != alphabets[at - 1]:
            runs.append([])
        runs[-1].append(word)
    told = [run for at, run in enumerate(runs) if at == 0 or not _again(run, runs[0])]
    return [word for run in told for word in run if word]


def _again(run: Sequence[str], first: Sequence[str]) -> bool:
    """Whether these are the same words written in another script, as far as their consonants tell."""
    return len(run) == len(first) and all(
        ROLE_OF.get(one, "") == ROLE_OF.get(other, "") != "" or set(skeletons(one)) & set(skeletons(other))
        for one, other in zip(run, first, strict=True)
    )


def shortened(word: str) -> str:
    """A word of at most twenty letters: of a longer one the beginning and the end."""
    return word if len(word) <= LONGEST_TOKEN else word[: LONGEST_TOKEN - LONGEST_END] + word[-LONGEST_END:]


def _alone(found: list[Token]) -> list[Token]:
    """A word joins only where another one stands in the name: Sidi alone is a name, and so is Cheikh in Ould Cheikh."""
    if any(not token.joins and token.kind != "aside" for token in found):
        return found
    titles = any(token.joins and token.kind == "aside" for token in found)
    return [
        token._replace(joins=False, kind="") if token.joins and (token.kind == "aside" or not titles) else token
        for token in found
    ]


def _titled(found: list[Token]) -> list[Token]:
    """A title that ould, ben, ولد leave alone is what father or son is called: Cheikh Ould Sidi, علي ولد سيدي ولد أحمد."""
    edge = Token("", "la")
    around = [edge, *found, edge]
    return [
        token._replace(joins=False, kind="")
        if token.joins and token.kind == "aside" and _is_parted(around[at], around[at + 2]) else token
        for at, token in enumerate(found)
    ]


def _is_parted(before: Token, behind: Token) -> bool:
    """Whether a word between these has nothing but ould, ben or the end of the name beside it."""
    parents = ("son", "daughter")
    beside = [token.kind in parents or not token.text for token in (before, behind)]
    return all(beside) and (before.kind in parents or behind.kind in parents)


def _is_servant(word: str, script: Script, following: str) -> bool:
    if not following or following.isascii() != word.isascii():
        return False
    if script == "ar":
        return word == SERVANT_AR
    # Abdou and Abdi are names of their own unless the article follows.
    if word in ("abdou", "abdo", "abdi", "abde"):
        return following in ARTICLES
    return _servant.fullmatch(word) is not None


def _is_owner(word: str, following: str, behind: str) -> bool:
    """Whether أبو, أم or ذو makes one name with what follows: أبو القاسم, Abou El Kacem, Aboul Kacem; أبو بكر."""
    if word not in OWNER or not following or following.isascii() != word.isascii():
        return False
    if following in ARTICLES:
        return bool(behind) and behind.isascii() == word.isascii()
    return word in OWNER_ARTICLED or _without_article(following)[1] or following in BAKR


def _belongs_before(word: str, script: Script) -> bool:
    if script == "ar":
        return word in ("الدين", "الله")
    return word in OF_GOD or word in OF_FAITH or (len(word) <= 7 and _faith.fullmatch(word) is not None)


def _without_article(word: str) -> tuple[str, bool]:
    return (word[2:], True) if word.startswith("ال") and len(word) >= 4 and not _of_god.fullmatch(word) else (word, False)
