"""Parses a personal name of the region into its parts: given name, chain of fathers, tribe or family, title, nickname."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import script_of
from manara.resolution.engine.names.particles import ARTICLES, CLANS, OF_FAITH, OF_GOD, ROLE_OF
from manara.resolution.engine.names.spelling import LONGEST_NAME, tokens

PartRole = Literal["given", "father", "mother", "child", "tribe", "family", "title", "nickname", "link", "name"]
MOST_PARTS: Final = 40
_words = re.compile(r"[^\s,;/،؛()\"«»“”]+|[()\"«»“”]")
_OPENING, _CLOSING = frozenset("(\"«“"), frozenset(")\"»”")
_compound = re.compile(r"a?abd(?:e|u|a|o|ou|i|oo)?(?:[lrsntdz]|ch|sh)?")


@dataclass(frozen=True)
class Part:
    """One part of a name as it was written, in its script ("Arab", "Latn", "Mixed", "None").

    Roles: `given`; `father` for each name of the chain; `mother` and `child` behind بنت, أم, أبو as the particle says;
    `tribe` (ait, a clan, a nisba with its article); `family`; `title`; `nickname`; `link` for what joins two parts;
    `name` where the writing does not say which it is.
    """

    text: str
    role: PartRole
    script: str


def parse(name: str) -> tuple[Part, ...]:
    """The parts of a name in their order; empty for a text without letters. Reads at most 2,000 characters."""
    words = _words.findall(name[:LONGEST_NAME])[: MOST_PARTS * 2]
    found: list[Part] = []
    awaited: PartRole | None = None
    nickname = quoted = False
    at = 0
    while at < len(words) and len(found) < MOST_PARTS:
        word = words[at]
        at += 1
        if word in _OPENING or word in _CLOSING:
            # Behind "dit" the quotation marks only repeat that a nickname follows.
            quoted = not quoted
            nickname = quoted
            continue
        bare = _bare(word)
        role = ROLE_OF.get(bare)
        if not bare:
            continue
        if nickname:
            found.append(_part(word, "nickname"))
        elif role == "nickname":
            found.append(_part(word, "link"))
            nickname = True
        elif role in ("son", "daughter") and found and at < len(words):
            found.append(_part(word, "link"))
            awaited = "father"
        elif role in ("father-of", "mother-of") and at < len(words):
            found.append(_part(word, "link"))
            awaited = "child"
        elif role == "tribe" and at < len(words):
            found.append(_part(word, "link"))
            awaited = "tribe"
        elif role == "title" and at < len(words) and awaited is None and not _named(found):
            found.append(_part(word, "title"))
        else:
            text, at = _whole(words, at - 1)
            found.append(_part(text, awaited or _place(text, found, last=at >= len(words))))
            awaited = None
    return tuple(found)


def _whole(words: list[str], at: int) -> tuple[str, int]:
    """The name that begins at `at` with what belongs to it: عبد with its word, an article, الدين and الله behind it."""
    text = words[at]
    bare = _bare(text)
    at += 1
    if (bare == "عبد" or _compound.fullmatch(bare)) and at < len(words):
        if _bare(words[at]) in ARTICLES and at + 1 < len(words):
            text, at = f"{text} {words[at]}", at + 1
        text, at = f"{text} {words[at]}", at + 1
    elif bare in ARTICLES and at < len(words):
        text, at = f"{text} {words[at]}", at + 1
    while at < len(words):
        behind = _bare(words[at])
        if behind in OF_GOD or behind in OF_FAITH or behind in ("الدين", "الله"):
            text, at = f"{text} {words[at]}", at + 1
        elif behind in ARTICLES and at + 1 < len(words) and _bare(words[at + 1]) in OF_FAITH | OF_GOD:
            text, at = f"{text} {words[at]} {words[at + 1]}", at + 2
        else:
            break
    return text, at


def _place(text: str, found: list[Part], *, last: bool) -> PartRole:
    """What a name is by where it stands and how it is written."""
    bare = _bare(text)
    letters = [letter for letter in text if letter.isalpha()]
    if bare in CLANS:
        return "tribe"
    articled = bool(tokens(text)) and tokens(text)[0].articled
    if articled and _named(found):
        return "tribe" if bare.endswith(("ي", "i", "y")) else "family"
    if len(letters) > 2 and text == text.upper() != text.lower() and (found or not last):
        return "family"
    if not _named(found):
        return "given"
    return "family" if last and not any(part.role == "father" for part in found) else "name"


def _named(found: list[Part]) -> bool:
    return any(part.role in ("given", "name") for part in found)


def _part(text: str, role: PartRole) -> Part:
    return Part(text, role, script_of(text))


def _bare(word: str) -> str:
    return "".join(letter for letter in fold(word) if letter.isalpha())

