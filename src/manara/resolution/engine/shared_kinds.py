"""What a match key or a thing is called when two share it: a phone, a paper, a device, a boat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from manara.foundation.vocabulary import schemas

_KINDS: Final = (
    ("p1:+", "phone"), ("d1:", "document"), ("i1:", "imei"), ("a1:", "account"), ("e1:", "email"), ("v1:", "plate"),
)  # fmt: skip
# A thing that two reports name is shared as what it is: a car is no phone.
_OF_A_SCHEMA: Final = (
    ("Phone", "phone"), ("Vessel", "vessel"), ("Vehicle", "plate"), ("Identification", "document"), ("Device", "imei"),
    ("BankAccount", "account"), ("UserAccount", "account"), ("Address", "place"), ("PlaceOfInterest", "place"),
)  # fmt: skip


def shared_kinds(keys: Iterable[str]) -> tuple[str, ...]:
    """The kinds of identifier among match keys, each once."""
    found = dict.fromkeys(kind for key in sorted(keys) for start, kind in _KINDS if key.startswith(start))
    return tuple(found)


def kind_of_shared(schema: str) -> str:
    """Under which kind a thing of this schema is shared; "" for one that has no word of its own."""
    known = schemas().get(schema)
    return next((kind for name, kind in _OF_A_SCHEMA if known is not None and known.is_a(name)), "")
