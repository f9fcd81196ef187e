"""Says why two names are or are not one so that a judge can read it: in the words written, how alike and how rare they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from manara.foundation.engine.folding import fold
from manara.foundation.engine.problems import SENTENCES, fill, register
from manara.resolution.engine.names import kernel
from manara.resolution.engine.names.costs import Costs
from manara.resolution.engine.names.kernel.words import KNOWN, LATIN_TOLD, acquaintance
from manara.resolution.engine.names.particles import ROLE_OF
from manara.resolution.engine.names.prepared import weighing_by
from manara.resolution.engine.names.spelling import LONGEST_TOKEN, Token

if TYPE_CHECKING:
    from manara.resolution.engine.names.comparing import Comparison

Spelling = Literal["same", "article", "close", "near", "far"]
Rarity = Literal["very-common", "common", "uncommon", "rare", "joins"]
register("names-part", "%(left)s = %(right)s (%(bits)s bits, %(spelling)s, %(rarity)s)")
register("names-only-left", "only in the first name: %(words)s")
register("names-only-right", "only in the second name: %(words)s")
register("names-unread-left", "not compared of the first name: %(words)s")
register("names-unread-right", "not compared of the second name: %(words)s")
register("names-nothing", "nothing to compare")
register("names-spelling-same", "written alike")
register("names-spelling-article", "the same but for the article")
register("names-spelling-close", "a spelling of the same")
register("names-spelling-near", "nearly alike")
register("names-spelling-far", "spelt far apart")
register("names-rarity-very-common", "very common")
register("names-rarity-common", "common")
register("names-rarity-uncommon", "uncommon")
register("names-rarity-rare", "rare")
register("names-rarity-joins", "a title or joining word")
#: Of the words of names, the least share of a word that is called so.
SHARES: Final[tuple[tuple[Rarity, float], ...]] = (("very-common", 1 / 200), ("common", 1 / 2_000), ("uncommon", 1 / 20_000))
#: Of the evidence that two words could reach at most, the share from which they are alike.
ALIKE: Final = 0.5
#: The same where two words of one name are one of the other: the seam costs evidence.
SEAMED: Final = 0.35
# What is known of two words (nats, see `acquaintance`; 0 is nothing): from here on they are mostly one word; below this,
# mostly two; below this, two but sometimes; below this, nearly always.
_MOSTLY_ONE, _MOSTLY_TWO, _SOMETIMES, _TWO = 0.1, -0.3, -0.7, -1.5
_FSI, _PDI = "\u2068", "\u2069"


def spelling(left: Sequence[Token], right: Sequence[Token], quality: float, learned: Costs) -> Spelling:
    """How alike two matched parts are written, whichever stands left: by the evidence of their letters beside the most that
    such words can have, and by whether these very words are known to be written for each other.
    """
    if [(each.text, each.script) for each in left] == [(each.text, each.script) for each in right]:
        return "same"
    roles = {ROLE_OF.get(left[0].text), ROLE_OF.get(right[0].text)} if len(left) == len(right) == 1 else {None}
    if len(roles) == 1 and None not in roles:
        return "close"
    seamed = len(left) != len(right)
    known = 0.0 if seamed else _known(left[0], right[0], learned)
    if known < 0 and left[0].script == right[0].script == "la":
        quality -= (LATIN_TOLD - 1) * known
    reach = min(_most(left, learned), _most(right, learned))
    alike = quality >= (SEAMED if seamed else ALIKE) * reach and known > _TWO
    if known >= _MOSTLY_ONE or (alike and known >= _MOSTLY_TWO):
        return "close"
    return "near" if alike or _SOMETIMES < known < 0 else "far"


def written_alike(left: Sequence[Token], right: Sequence[Token], written: tuple[str, str]) -> Spelling:
    """What two parts of the very same tokens are as they were `written`: alike only where their letters are; الصالح and صالح
    differ by the article, Md and Mohamed are two spellings."""
    if _letters(written[0]) == _letters(written[1]):
        return "same"
    return "article" if [each.articled for each in left] != [each.articled for each in right] else "close"


def _letters(written: str) -> str:
    return "".join(letter for letter in fold(written) if letter.isalpha())


def rarity(left: Sequence[Token], right: Sequence[Token], learned: Costs) -> Rarity:
    """How rare the part is among the words of names, by the more frequent of its two writings; of two words, the rarer."""
    if all(each.joins for each in (*left, *right)):
        return "joins"
    shares = [
        min(learned.frequency[each.script].get(each.text, 0.0) for each in side if not each.joins or len(side) == 1)
        for side in (left, right) if any(not each.joins for each in side) or len(side) == 1
    ]  # fmt: skip
    share = max(shares, default=0.0)
    return next((name for name, least in SHARES if share >= least), "rare")


def explained(said: Comparison, translated: Callable[[str], str] = str) -> str:
    """One line to be read beside the names, names isolated so that they stand where they belong in any direction.

    `translated` gives the sentences of `foundation.engine.problems` in the reader's language.
    """

    def sentence(code: str, **params: str) -> str:
        return fill(translated(SENTENCES[code]), params)

    parts = [
        sentence(
            "names-part", left=isolated(each.left), right=isolated(each.right), bits=f"{each.bits:.1f}",
            spelling=sentence(f"names-spelling-{each.spelling}"), rarity=sentence(f"names-rarity-{each.rarity}"),
        )
        for each in said.matches
    ]  # fmt: skip
    for code, words in (
        ("names-only-left", said.only_left), ("names-only-right", said.only_right),
        ("names-unread-left", said.unread_left), ("names-unread-right", said.unread_right),
    ):  # fmt: skip
        if words:
            parts.append(sentence(code, words=isolated(" · ".join(words))))
    return "; ".join(parts) or sentence("names-nothing")


def isolated(words: str) -> str:
    """Words in their own direction, whatever stands around them (U+2068 and U+2069)."""
    return f"{_FSI}{words.replace(_FSI, '').replace(_PDI, '')}{_PDI}"


def reckon_reach(parts: Iterable[Sequence[Token]], learned: Costs) -> None:
    """Reckon the most evidence that these parts can have, of all at once: one by one that takes ten times as long."""
    _reach(learned).reckon(map(_together, parts))


def _most(words: Sequence[Token], learned: Costs) -> float:
    """The most evidence (nats) that a part can have: that of itself written twice."""
    return _reach(learned).of(_together(words))


def _together(words: Sequence[Token]) -> str:
    return "".join(word.text for word in words)[:LONGEST_TOKEN]


@lru_cache(maxsize=4)
def _reach(learned: Costs) -> _Reach:
    return _Reach(learned)


class _Reach:
    """The evidence of words with themselves, remembered."""

    REMEMBERED: Final = 200_000

    def __init__(self, learned: Costs) -> None:
        self._learned = learned
        self._known: dict[str, float] = {}

    def of(self, text: str) -> float:
        told = self._known.get(text)
        return self.reckon([text])[text] if told is None else told

    def reckon(self, texts: Iterable[str]) -> dict[str, float]:
        """Of those that are not known yet."""
        from manara.resolution.engine.names.comparing import Matched, judge
        from manara.resolution.engine.names.prepared import prepare

        asked = list({text for text in texts if text not in self._known})
        if not asked:
            return {}
        alone, matched = prepare(asked, self._learned, whole_words=True), Matched.of(len(asked))
        judge(alone, alone, self._learned, matched=matched)
        first, parts = matched.qualities[:, 0].tolist(), matched.parts.tolist()
        found = {text: first[at] if parts[at] else 0.0 for at, text in enumerate(asked)}
        # Another thread may ask of what is known meanwhile: it finds either all of it or has to reckon.
        self._known = {**(self._known if len(self._known) < self.REMEMBERED else {}), **found}
        return found


@lru_cache(maxsize=65_536)
def _known(left: Token, right: Token, learned: Costs) -> float:
    from manara.resolution.engine.names.comparing import constants

    flags = [np.int64(weighing_by(learned).of(each)[1]) for each in (left, right)]
    if not all(each >> kernel.NUMBER for each in flags):
        return 0.0
    told = float(acquaintance(flags[0], flags[1], constants(learned)[0][KNOWN]))  # type: ignore[call-arg]
    # What comparing makes of it within Latin is more than what is known.
    return told / LATIN_TOLD if told < 0 and left.script == right.script == "la" else told
