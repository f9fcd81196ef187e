"""Parses a personal name of the region into its parts: given name, chain of fathers, tribe or family, title, nickname."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import script_of
from manara.resolution.engine.names.particles import (
    ARTICLES,
    BEHIND_ARTICLE,
    BEHIND_FATIMA,
    CLANS,
    NICKNAMED,
    OF_FAITH,
    OF_GOD,
    OFFICES,
    ROLE_OF,
    Role,
)
from manara.resolution.engine.names.spelling import LONGEST_NAME, tokens

PartRole = Literal["given", "father", "mother", "child", "tribe", "family", "title", "nickname", "link", "name"]
MOST_PARTS: Final = 40
_words = re.compile(r"[^\s,;/،؛()\"«»“”]+/?|[()\"«»“”,،]")
_OPENING, _CLOSING, _COMMAS = frozenset("(\"«“"), frozenset(")\"»”"), frozenset(",،")
_compound = re.compile(r"a?abd(?:e|u|a|o|ou|i|oo)?(?:[lrsntdz]|ch|sh)?")
_fatima = re.compile(r"fat(?:i?ma|imah?|imetou)|فاطم[هة]?")


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
    words = [
        word for word in _words.findall(name[:LONGEST_NAME]) if _bare(word) or word in _OPENING | _CLOSING | _COMMAS
    ][: MOST_PARTS * 2]
    return tuple(_Reading(words).parts())


@dataclass
class _Reading:
    """The reading of one name, word by word; `found` are its parts so far."""

    words: list[str]
    at: int = 0
    found: list[Part] = field(default_factory=list)
    # What the word before asks of the next: ould a father, abou a child.
    awaited: PartRole | None = None

    def __post_init__(self) -> None:
        self.bare = [_bare(word) for word in self.words]
        self.roles = [self._role(at) for at in range(len(self.words))]
        spelt = [word for word in self.words if len(_bare(word)) > 1]
        # Capitals tell the family's name only where the rest has none.
        self.capitals_tell = not all(_capitals(word) for word in spelt)
        commas = [at for at, word in enumerate(self.words) if word in _COMMAS]
        self.comma = commas[0] if commas and any(self.bare[: commas[0]]) and self._given_behind(commas[0]) else -1
        chain = [at for at, role in enumerate(self.roles) if at > max(self.comma, 0) and role in ("son", "daughter")]
        self.chain = chain[0] if chain else -1

    def parts(self) -> list[Part]:
        """All parts."""
        nickname = quoted = False
        while self.at < len(self.words) and len(self.found) < MOST_PARTS:
            at, word = self.at, self.words[self.at]
            role = self.roles[at]
            if word in _OPENING or word in _CLOSING:
                # Behind "dit" the quotation marks only repeat that a nickname follows.
                quoted = not quoted
                nickname = quoted
                self.at += 1
            elif word in _COMMAS:
                nickname, self.awaited, self.at = False, None, at + 1
            elif nickname:
                self._take("nickname")
            elif role == "nickname":
                self._take("link")
                nickname = True
            elif role in ("son", "daughter") and self._more(at + 1):
                self._take("link")
                self.awaited = "father"
            elif role in ("father-of", "mother-of") and self._more(at + 1) and not (not at and self._before_clan(1)):
                self._take("link")
                self.awaited = "child" if self.awaited is None else self.awaited
            elif role == "tribe" and self._more(at + 1):
                self._take("link")
                self.awaited = "tribe"
            elif self._is_title(at):
                self._take("title", 2 if self.bare[at] in ARTICLES else 1)
            else:
                self._name()
        return self.found

    def _role(self, at: int) -> Role | None:
        """What the word at this place does, if anything."""
        bare, word = self.bare[at], self.words[at]
        if bare in NICKNAMED:
            return "nickname"
        if bare == "m" and word.endswith("/"):
            return "daughter"
        if bare in ("o", "b") and (at == 0 or at == len(self.words) - 1):
            return None  # at either end it is the first letter of a name
        if bare in OFFICES:
            return "title"
        return ROLE_OF.get(bare)

    def _given_behind(self, comma: int) -> bool:
        """Whether names stand behind the comma, not only what somebody is called or what he is."""
        behind = [role for bare, role in zip(self.bare[comma:], self.roles[comma:], strict=True) if bare]
        return bool(behind) and behind[0] != "nickname" and any(role != "title" for role in behind)

    def _more(self, at: int) -> bool:
        """Whether a name stands at this place or behind it, on this side of the comma."""
        end = self.comma if 0 <= at <= self.comma else len(self.words)
        return any(self.bare[at:end])

    def _goes_on(self, at: int) -> bool:
        """Whether more of the name itself stands from this place on, nicknames apart."""
        quoted = False
        for word, bare, role in zip(self.words[at:], self.bare[at:], self.roles[at:], strict=True):
            if role == "nickname" and not quoted:
                return False
            if word in _OPENING or word in _CLOSING:
                quoted = not quoted
            elif bare and not quoted:
                return True
        return False

    def _before_clan(self, at: int) -> bool:
        """Whether only a clan's name stands at this place: Cheikh Ndiaye and Oumou Sow are called so."""
        return self._is_name(at) and self.bare[at] in CLANS and not self._goes_on(at + 1)

    def _is_title(self, at: int) -> bool:
        """Whether a title stands here, with its article or without: before a name that is not told yet."""
        bare = self.bare[at]
        if bare in ARTICLES and at + 1 < len(self.words) and self.roles[at + 1] == "title":
            at += 1
        elif bare == "m":
            # M. O. Sidi are first letters, M. Ould Sidi is Monsieur.
            return at == 0 and self.words[0].endswith(".") and len(self.words) > 1 and len(self.bare[1]) > 1
        elif self.roles[at] != "title":
            return False
        if self.bare[at] in OFFICES and at and self.words[at - 1] in _COMMAS:
            return True
        if self.awaited is not None or self._named() or not self._more(at + 1):
            return False
        if self.bare[at] not in OFFICES and self._before_clan(at + 1):
            return False
        # Beside ould, ben, ولد it is what the son himself is called: Cheikh Ould Sidi.
        return at + 1 == len(self.words) or self.bare[at] in OFFICES or self.roles[at + 1] not in ("son", "daughter")

    def _name(self) -> None:
        """A name of one word or more."""
        at = self.at
        many = self._whole(at)
        titled = at + 1 if self.bare[at] in ARTICLES and many == 2 else at
        borne = self.roles[titled] == "title" and self.bare[titled] not in OFFICES
        if self.awaited is not None and borne and self._is_name(titled + 1) and self.roles[titled + 1] in (None, "title"):
            # Ould Cheikh Abdallahi, ولد الشيخ سيديا: the father is named with his title.
            many = titled + 1 - at + self._whole(titled + 1)
        text = " ".join(self.words[at : at + many])
        role = self.awaited or self._place(text, at, last=not self._goes_on(at + many))
        self.awaited = None
        self._take(role, many)

    def _whole(self, at: int) -> int:
        """How many words are the name that begins here: عبد with its word, an article, الدين and الله behind it."""
        bare, count = self.bare, len(self.words)
        begin = at
        at += 1
        if (bare[begin] == "عبد" or _compound.fullmatch(bare[begin])) and self._is_name(at):
            at += 2 if bare[at] in ARTICLES and self._is_name(at + 1) else 1
        elif bare[begin] in ARTICLES and self._is_name(at):
            at += 1
        while at < count:
            behind = bare[at]
            following = bare[at + 1] if at + 1 < count else ""
            if behind in OF_GOD or behind in OF_FAITH or (behind in BEHIND_ARTICLE and behind.startswith("ال")):
                at += 1
            elif behind in ARTICLES and following in OF_FAITH | OF_GOD | BEHIND_ARTICLE:
                at += 2
            elif behind in BEHIND_FATIMA and _fatima.fullmatch(bare[begin]):
                at += 1
            elif behind in ARTICLES and following in BEHIND_FATIMA and _fatima.fullmatch(bare[begin]):
                at += 2
            else:
                break
        return at - begin

    def _is_name(self, at: int) -> bool:
        return at < len(self.words) and bool(self.bare[at]) and self.words[at] not in _COMMAS

    def _place(self, text: str, at: int, *, last: bool) -> PartRole:
        """What a name is by where it stands and how it is written."""
        bare = _bare(text)
        if bare in CLANS:
            return "tribe"
        if at < self.comma:
            return "family"
        articled = bool(tokens(text)) and tokens(text)[0].articled
        if self.capitals_tell and _capitals(text) and (self.found or not last):
            return "family"
        if not self._named() or at < self.chain:
            return "given"
        if articled:
            return "tribe" if bare.endswith(("ي", "i", "y")) else "family"
        told = any(part.role in ("father", "family", "tribe") for part in self.found)
        return "family" if last and not told else "name"

    def _named(self) -> bool:
        return any(part.role in ("given", "name", "child") for part in self.found)

    def _take(self, role: PartRole, many: int = 1) -> None:
        text = " ".join(self.words[self.at : self.at + many])
        self.found.append(Part(text, role, script_of(text)))
        self.at += many


def _capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and text == text.upper() != text.lower()


def _bare(word: str) -> str:
    return "".join(letter for letter in fold(word) if letter.isalpha())
