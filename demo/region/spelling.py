"""How a name comes out in a language: which spelling, which link, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from demo.region.draws import Draws
from demo.region.names import Name, Part, forms


@dataclass(frozen=True, slots=True)
class Habit:
    """How an agency, or one of its copies, writes names."""

    lang: str
    unusual: float = 0.12  # share of words in a spelling other than the most usual
    links: str = "kept"  # "kept", "short" (O/ for Ould), "dropped"
    patronym: bool = True  # False leaves out grandfather, second given name or second family name
    al: str = "kept"  # "kept" or "dropped": El Bakkali, Bakkali


@dataclass(frozen=True, slots=True)
class Written:
    """A name as written: whole, and apart for lists with two columns."""

    full: str
    given: str
    family: str


ARTICLES = {
    "ar": "ال",
    "fr": ("El ", "Al ", "Es-", "Er-", "Et-", "En-", "Ez-", "Ech-"),
    "es": ("El ",),
    "en": ("El ", "Al-"),
}


def _without_article(text: str, lang: str) -> str:
    if lang == "ar":
        return text[2:] if text.startswith("ال") and len(text) > 5 else text
    for article in ARTICLES[lang]:
        if text.startswith(article):
            return text[len(article) :]
    return text


def _kept(name: Name, habit: Habit) -> list[Part]:
    parts = list(name.parts)
    if not habit.patronym:
        second = [i for i, part in enumerate(parts) if part.kind == "grandfather"]
        if not second:
            given = [i for i, part in enumerate(parts) if part.kind == "given"]
            family = [i for i, part in enumerate(parts) if part.kind == "family"]
            second = given[1:] or family[1:]
        for index in second[:1]:
            drop = {index, index - 1} if parts[index - 1].kind == "link" else {index}
            parts = [part for i, part in enumerate(parts) if i not in drop]
    if habit.links == "dropped":
        parts = [part for part in parts if part.kind != "link"]
    return parts


def written(name: Name, habit: Habit, draws: Draws) -> Written:
    """Return `name` as one who has this habit writes it once."""
    words: list[tuple[str, str]] = []
    for part in _kept(name, habit):
        table = "link" if part.kind == "link" else "family" if part.kind == "family" else "given"
        variants = forms()[f"{table}/{part.key}"][habit.lang]
        word = draws.pick(variants[1:]) if len(variants) > 1 and draws.chance(habit.unusual) else variants[0]
        if part.kind == "link":
            if habit.links == "short" and len(variants) > 1:
                word = variants[1]
            elif habit.links == "kept":
                word = variants[0]
        if habit.al == "dropped" and part.kind != "link":
            word = _without_article(word, habit.lang)
        words.append((part.kind, word))
    given = " ".join(word for kind, word in words if kind == "given")
    family = " ".join(word for kind, word in words if kind != "given")
    full = " ".join(word for _, word in words)
    return Written(full, given, family)
