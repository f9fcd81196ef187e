"""Says which others may be the same person and why, in reasons that can be checked: a suspicion, never a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from manara.foundation.engine.match_keys import similarity
from manara.foundation.vocabulary import schemas

# What an equal identifier adds to the doubt that two are one; documents are rarely shared, phones often are.
WORTH: Final[Mapping[str, float]] = {
    "document": 0.75, "imei": 0.5, "account": 0.5, "phone": 0.45, "email": 0.5, "plate": 0.2,
}  # fmt: skip
_KINDS: Final = (
    ("p1:+", "phone"), ("d1:", "document"), ("i1:", "imei"), ("a1:", "account"), ("e1:", "email"), ("v1:", "plate"),
)  # fmt: skip
# A thing that two reports name is shared as what it is: a car is no phone.
_OF_A_SCHEMA: Final = (
    ("Phone", "phone"), ("Vessel", "vessel"), ("Vehicle", "plate"), ("Identification", "document"), ("Device", "imei"),
    ("BankAccount", "account"), ("UserAccount", "account"), ("Address", "place"), ("PlaceOfInterest", "place"),
)  # fmt: skip
LEAST: Final = 0.8
LEAST_WITH_IDENTIFIER: Final = 0.5
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Resemblance:
    """One who may be the same: the score (0 to 1), the likeness of the names, and what both share."""

    other: int
    score: float
    name: float
    shared: tuple[str, ...]


def shared_kinds(keys: Iterable[str]) -> tuple[str, ...]:
    """The kinds of identifier among match keys, each once."""
    found = dict.fromkeys(kind for key in sorted(keys) for start, kind in _KINDS if key.startswith(start))
    return tuple(found)


def kind_of_shared(schema: str) -> str:
    """Under which kind a thing of this schema is shared; "" for one that has no word of its own."""
    known = schemas().get(schema)
    return next((kind for name, kind in _OF_A_SCHEMA if known is not None and known.is_a(name)), "")


def resemblances(
    names: Sequence[str], others: Iterable[tuple[int, str, Iterable[str]]], *, shown: int = SHOWN
) -> list[Resemblance]:
    """Of (number, name, shared keys) those that may be the same as one called `names`, likeliest first, at most `shown`.

    The score is the likeness of the names, raised by each identifier both have. It orders a list to look through.
    """
    found = []
    for number, caption, keys in others:
        name = max((similarity(mine, caption) for mine in names if mine and caption), default=0.0)
        shared = shared_kinds(keys)
        doubt = 1.0 - name * 0.9
        for kind in shared:
            doubt *= 1.0 - WORTH[kind]
        if name >= (LEAST_WITH_IDENTIFIER if shared else LEAST):
            found.append(Resemblance(number, round(1.0 - doubt, 4), name, shared))
    return sorted(found, key=lambda each: (-each.score, -each.other))[:shown]
