"""Computes the keys by which every node finds the same person, phone, boat or paper, however and wherever it is written.

Keys are ASCII, at most 64 characters, begin with kind and version (``n1:``) and depend on nothing but the value: two
nodes that compute them agree. Change a rule, and ``VERSION`` changes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from . import identifiers, names, places
from .guessing import query_keys
from .resemblance import similarity

__all__ = ["KINDS", "VERSION", "keys", "query_keys", "similarity"]

VERSION: Final = 1

KINDS: Final[dict[str, Callable[[str], frozenset[str]]]] = {
    "name": names.index_keys,
    "phone": identifiers.phone_keys,
    "document": identifiers.document_keys,
    "plate": identifiers.plate_keys,
    "imei": identifiers.imei_keys,
    "boat": identifiers.boat_keys,
    "place": places.place_keys,
    "email": identifiers.email_keys,
    "account": identifiers.account_keys,
}


def keys(kind: str, value: str) -> frozenset[str]:
    """The keys under which ``value`` is stored; empty when nothing in it can be looked for.

    Two values that may be the same share at least one. Raises ``KeyError`` for a kind that is not in ``KINDS``.
    """
    return KINDS[kind](value)
