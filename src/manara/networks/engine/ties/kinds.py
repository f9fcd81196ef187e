"""The layers of a network: of what kind a tie is, by what reported it and by the word the report has for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from manara.foundation.engine.folding import fold
from manara.foundation.vocabulary import schemas


class TieKind(StrEnum):
    """A layer. Two people may be tied in several at once; how they are read together is the analyst's choice."""

    FAMILY = "family"
    CALL = "call"
    PAYMENT = "payment"
    TRAVEL = "travel"
    COMMAND = "command"
    LODGING = "lodging"
    SHARED = "shared"  # uses a phone, holds a document: two who share one are tied through it
    PROPERTY = "property"  # owns or keeps a boat, a vehicle, an account, a house
    MEMBERSHIP = "membership"
    PRESENCE = "presence"
    ACQUAINTANCE = "acquaintance"
    OTHER = "other"


# The first of these that a schema is decides; an association only where its word says nothing more.
_BY_SCHEMA: Final = (
    ("Family", TieKind.FAMILY), ("Call", TieKind.CALL), ("Message", TieKind.CALL), ("Payment", TieKind.PAYMENT),
    ("CoTravel", TieKind.TRAVEL), ("Trip", TieKind.TRAVEL), ("RouteLeg", TieKind.TRAVEL), ("Employment", TieKind.COMMAND),
    ("Directorship", TieKind.COMMAND), ("Representation", TieKind.COMMAND), ("Lodging", TieKind.LODGING),
    ("PhoneUse", TieKind.SHARED), ("DeviceUse", TieKind.SHARED), ("Identification", TieKind.SHARED),
    ("UserAccount", TieKind.SHARED), ("Ownership", TieKind.PROPERTY), ("Asset", TieKind.PROPERTY),
    ("SafeHouse", TieKind.PROPERTY), ("NetworkRole", TieKind.MEMBERSHIP), ("Membership", TieKind.MEMBERSHIP),
    ("Presence", TieKind.PRESENCE), ("Event", TieKind.PRESENCE), ("Associate", TieKind.ACQUAINTANCE),
)  # fmt: skip
_WORDED: Final = frozenset({"Associate", "UnknownLink"})
# Beginnings of the words, folded, by which registers say what an association is.
_WORDS: Final[Mapping[TieKind, tuple[str, ...]]] = MappingProxyType({
    TieKind.CALL: ("call", "phone", "telepho", "appel", "llamad", "اتصال", "مكالم", "هاتف"),
    TieKind.PAYMENT: ("payment", "paid", "paie", "paye", "transfert", "transfer", "envio", "pago", "تحويل", "دفع", "دفعه"),
    TieKind.TRAVEL: ("travel", "voyage", "viaj", "سفر", "رحله"),
    TieKind.LODGING: ("lodg", "heberg", "aloj", "loge", "ايواء", "سكن"),
    TieKind.FAMILY: ("famil", "kin", "parente", "parentesco", "قرابه", "عائل"),
    TieKind.COMMAND: (
        "boss", "command", "order", "works for", "employ", "chef", "patron", "ordre", "travaille pour", "subordon", "jefe",
        "mando", "trabaja para", "ordena", "رئيس", "يامر", "اوامر", "يعمل لدي", "تابع",
    ),
})  # fmt: skip


def kind_of(schema_name: str, word: str = "") -> TieKind:
    """The layer of a tie that a thing of this schema makes, with the word that the report has for it.

    >>> kind_of("Associate", "contact téléphonique")
    <TieKind.CALL: 'call'>
    """
    if schema_name in _WORDED and word:
        said = _by_word(fold(word))
        if said is not None:
            return said
    return _by_schema(schema_name)


@lru_cache(maxsize=4096)
def _by_word(folded: str) -> TieKind | None:
    padded = f" {folded}"
    return next((kind for kind, starts in _WORDS.items() if any(f" {start}" in padded for start in starts)), None)


@lru_cache(maxsize=256)
def _by_schema(name: str) -> TieKind:
    schema = schemas().get(name)
    if schema is None:
        return TieKind.OTHER
    return next((kind for parent, kind in _BY_SCHEMA if schema.is_a(parent)), TieKind.OTHER)
