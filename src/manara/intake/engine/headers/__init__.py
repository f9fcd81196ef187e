"""What a column's header says, in Arabic, French, Spanish or English: the word lists and the search in them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import western_digits

LANGUAGES = ("ar", "fr", "es", "en")
_SIGNS = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^(?:وال|ال|لل)(?=\w{3})")
_LATIN_ARTICLES = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "el",
        "los",
        "las",
        "del",
        "lo",
        "al",
        "the",
        "of",
        "a",
        "an",
        "et",
        "y",
        "and",
        "en",
        "to",
        "por",
        "para",
        "in",
        "au",
        "aux",
    ]
)
# Words of a header that say the values are of somebody else than the row's first person.
SECOND = "second"


def words_of(header: str) -> tuple[str, ...]:
    """Return the bare words of a header: folded, without signs, articles and prepositions."""
    text = fold(western_digits(header)).replace("º", "o").replace("°", "o")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    words = [_ARTICLE.sub("", word) for word in _SIGNS.sub(" ", text.replace("_", " ")).split()]
    return tuple(word for word in words if word not in _LATIN_ARTICLES) or tuple(words)


@cache
def phrases() -> dict[tuple[str, ...], str]:
    """Return all known phrases as bare words with the target each stands for."""
    found: dict[tuple[str, ...], str] = {}
    for language in LANGUAGES:
        text = files(__package__).joinpath(f"{language}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            target, _, listed = line.partition("=")
            if not listed or line.startswith("#"):
                continue
            for phrase in listed.split("|"):
                found.setdefault(words_of(phrase), target.strip())
    found.pop((), None)
    return found


@lru_cache(maxsize=4096)
def recognise(header: str) -> tuple[tuple[str, float], ...]:
    """Return the targets a header may stand for, each with a score: 1 where the whole header is a known phrase."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", header[:200])  # birthDate
    words = words_of(spaced)
    if not words:
        return ()
    known = phrases()
    whole = known.get(words) or known.get(words_of(header[:200]))
    best: dict[str, float] = {}
    if whole and whole != SECOND:
        best[whole] = 1.0
    for size in range(min(len(words), 5), 0, -1):
        for at in range(len(words) - size + 1):
            target = known.get(words[at : at + size])
            if target is None or target == SECOND:
                continue
            # A longer phrase says more; a word early in the header is more often what it is about.
            score = 0.55 + 0.35 * size / len(words) - 0.03 * at - (0.15 if len(words[at]) <= 2 and size == 1 else 0.0)
            if size > 1 or len(words) <= 6:
                best[target] = max(best.get(target, 0.0), min(score, 0.95))
    return tuple(sorted(best.items(), key=lambda pair: -pair[1]))


def is_known(header: str) -> bool:
    """True when a header's words are among the known ones."""
    return len(header) <= 80 and any(score >= 0.6 for _, score in recognise(header))


def is_second(header: str) -> bool:
    """True when a header speaks of a second person: a contact, an accomplice, the one called."""
    known = phrases()
    words = words_of(header)
    return any(known.get(words[at : at + n]) == SECOND for n in (1, 2) for at in range(len(words) - n + 1))
