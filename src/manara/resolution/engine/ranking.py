"""Orders what the match keys bring up: exact identifiers first, then names by how alike they are, each with its reasons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from manara.foundation.engine.folding import fold
from manara.foundation.engine.match_keys import similarity
from manara.foundation.engine.scripts import script_of
from manara.resolution.engine import names
from manara.resolution.engine.sayings import Report

# Stands for a key where a name was found by how it begins; its kind stands behind it.
BEGINS: Final = "begins:"
# How much an equal key of this kind says by itself; the longest fitting beginning counts.
KEY_WORTH: Final[Mapping[str, tuple[float, str]]] = {
    "p1:+": (1.0, "phone"),
    "p1:8:": (0.9, "phone-end"),
    "d1:": (0.98, "document"),
    "i1:": (0.98, "imei"),
    "a1:": (0.97, "account"),
    "e1:": (0.97, "email"),
    "v1:g:": (0.85, "plate"),
    "v1:": (0.95, "plate"),
    "b1:r:": (0.95, "boat-number"),
    "b1:": (0.0, "boat"),
    "l1:": (0.7, "place"),
    "n1:x:": (0.0, "name"),
    "n1:w:": (0.0, "name"),
    "n1:": (0.0, "name"),
    BEGINS: (0.0, "begins"),
}
_BY_LENGTH: Final = sorted(KEY_WORTH, key=len, reverse=True)
# A name whose keys match stands in the list even where its caption is another name of the same entity.
NAME_FLOOR: Final = 0.45
MATCHED_ELSEWHERE: Final = 0.8
# A person's caption less likely than this to be the name that was asked was found by another of his names.
SURELY_ANOTHER: Final = NAME_FLOOR + 0.02
MOST_NAMES: Final = 12
# Two names may sound the same; the one that is written as it was asked stands before the other.
NOT_THE_VERY_SAME: Final = 0.99


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that shares at least one key with what was asked, and the report that names it."""

    id: int
    public_id: uuid.UUID
    schema: str
    caption: str
    identity_key: str
    report: Report
    keys: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a result: an entity, or all that share one identifier; `score` 0 to 1 and why it is here."""

    candidates: tuple[Candidate, ...]
    score: float
    reasons: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reports: int = 1
    agencies: int = 1
    bounded: bool = False

    @property
    def first(self) -> Candidate:
        """The entity that the line opens."""
        return self.candidates[0]


@lru_cache(maxsize=8_192)
def worth(key: str) -> tuple[float, str]:
    """What an equal key says by itself, 0 to 1, and the word for it."""
    return next((KEY_WORTH[start] for start in _BY_LENGTH if key.startswith(start)), (0.3, "name"))


def key_weights(keys: Iterable[str]) -> list[int]:
    """For each key, how much it counts when the database chooses the candidates: identifiers before pairs before words."""
    weights = []
    for key in keys:
        if key.startswith(("n1:w:", "n1:x:")):
            weights.append(3)
        elif key.startswith(("n1:", "b1:", "l1:")) and not key.startswith("b1:r:"):
            weights.append(1)
        else:
            weights.append(20)
    return weights


def ranked(text: str, candidates: Iterable[Candidate], *, by_letters: bool = False) -> list[Found]:
    """Candidates of one identifier joined, best first; of equals those that share more keys, then the newest.

    `by_letters` compares persons' names as all others, by their letters: while the comparing of names is made ready.
    """
    candidates = list(candidates)
    persons = {} if by_letters else _compare(text, candidates)
    heaps: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        heaps.setdefault(candidate.identity_key or f"#{candidate.id}", []).append(candidate)
    found = [_found(text, heap, persons) for heap in heaps.values()]
    return sorted(found, key=_place)


def again(text: str, found: Sequence[Found], *, by_letters: bool = False) -> list[Found]:
    """The same list once all names of its entities are known, so that an alias counts as much as a caption."""
    persons = {} if by_letters else _compare(text, [candidate for each in found for candidate in each.candidates])
    judged = [replace(each, **_score(text, each.candidates, persons)) for each in found]  # type: ignore[arg-type]
    return sorted(judged, key=_place)


def _place(found: Found) -> tuple[float, int, int]:
    return -found.score, -sum(key_weights(found.first.keys)), -found.first.id


def _found(text: str, heap: list[Candidate], persons: Mapping[str, float]) -> Found:
    ordered = tuple(sorted(heap, key=lambda candidate: -candidate.id))
    agencies = {candidate.report.agency_id for candidate in ordered}
    reports = {candidate.report.id for candidate in ordered}
    return Found(ordered, reports=len(reports), agencies=len(agencies), **_score(text, ordered, persons))  # type: ignore[arg-type]


def _score(text: str, candidates: Sequence[Candidate], persons: Mapping[str, float]) -> dict[str, object]:
    best, reasons = 0.0, []
    for key in sorted({key for candidate in candidates for key in candidate.keys}):
        value, reason = worth(key)
        best = max(best, value)
        reasons.append((value, reason))
    by_name = any(reason in ("name", "boat", "begins") for _, reason in reasons)
    if by_name:
        alike, name = _alike(text, candidates, persons)
        if _words(name) != _words(text):
            alike = min(alike, NOT_THE_VERY_SAME)
        if alike >= best:
            best = max(alike, NAME_FLOOR)
        if alike < SURELY_ANOTHER and best <= alike and not any(candidate.names for candidate in candidates):
            best = alike * MATCHED_ELSEWHERE
        if alike >= SURELY_ANOTHER and {script_of(text), script_of(name)} == {"Arab", "Latn"}:
            reasons.append((alike, "other-script"))
    chosen = dict.fromkeys(reason for _, reason in sorted(reasons, reverse=True))
    return {"score": round(best, 4), "reasons": tuple(_plain(list(chosen)))}


def _plain(reasons: list[str]) -> list[str]:
    """Weaker words for the same thing left out."""
    dropped = set()
    if "phone" in reasons:
        dropped.add("phone-end")
    if {"phone", "phone-end", "document", "imei"} & set(reasons):
        dropped |= {"plate", "account"} & set(reasons)
    if "other-script" in reasons:
        dropped |= {"name", "begins"}
    if {"name", "boat", "phone", "plate"} & set(reasons):
        dropped.add("begins")
    if "boat" in reasons:
        dropped.add("name")
    return [reason for reason in reasons if reason not in dropped][:3]


def _alike(text: str, candidates: Sequence[Candidate], persons: Mapping[str, float]) -> tuple[float, str]:
    likenesses = {
        name: persons[name] if _is_person(candidate) and name in persons else _likeness(text, name)
        for candidate in candidates
        for name in _names(candidate)
    }
    return max(((likeness, name) for name, likeness in likenesses.items()), default=(0.0, ""))


def _is_person(candidate: Candidate) -> bool:
    return candidate.schema == "Person"


def _names(candidate: Candidate) -> list[str]:
    return list(dict.fromkeys(name for name in (candidate.caption, *candidate.names) if name))[:MOST_NAMES]


def _compare(text: str, candidates: Iterable[Candidate]) -> Mapping[str, float]:
    """The names of all persons compared with what was asked, in one go, those that weren't yet."""
    known = _compared(text)
    borne = [name for each in candidates if _is_person(each) for name in _names(each)]
    new = [name for name in dict.fromkeys(borne) if name not in known]
    if new:
        # That a key brought the two together is worth the floor; how probably they are one name orders those above it.
        asked = _words(text)
        for name, each in zip(new, names.compare_with_each(text, new), strict=True):
            known[name] = 1.0 if _words(name) == asked else NAME_FLOOR + (1 - NAME_FLOOR) * float(each)
    return known


@lru_cache(maxsize=4_096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


@lru_cache(maxsize=32)
def _compared(text: str) -> dict[str, float]:
    """What was found of one question: the same captions come twice in one search, and common names many times."""
    return {}


@lru_cache(maxsize=2_048)
def _likeness(text: str, name: str) -> float:
    # Boats, organisations and places are named in other ways than persons.
    return similarity(text, name)
