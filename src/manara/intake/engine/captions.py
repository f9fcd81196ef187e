"""What an entity is called in a list, and under which identifier it is one and the same wherever it appears."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from manara.foundation.engine.match_keys import keys
from manara.foundation.vocabulary import schema
from manara.intake.engine.drafts import EntityDraft

# An equal number is an equal phone, by definition and not by judgement; a person is never defined by an identifier. Each with
# its property, the kind of its match keys, and how the key of a whole number begins: without its country code a phone's
# number is another one's in the next country.
DEFINED_BY: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "Phone": ("number", "phone", "p1:+"), "Device": ("imei", "imei", "i1:"),
    "BankAccount": ("accountNumber", "account", "a1:"),
})  # fmt: skip


def caption_of(entity: EntityDraft) -> str:
    """The first value of the schema's caption properties; of none, the first value there is; of an edge, nothing."""
    said: dict[str, str] = {}
    for statement in entity.statements:
        if statement.value:
            said.setdefault(statement.prop, statement.value)
    for prop in schema(entity.schema).caption:
        if prop in said:
            return said[prop]
    names = [said[prop] for prop in ("firstName", "fatherName", "lastName") if prop in said]
    return " ".join(names) or next(iter(said.values()), "")


def identity_of(entity: EntityDraft) -> str:
    """The key that defines the thing, such as its full number; empty where identity takes a judgement."""
    defined = DEFINED_BY.get(entity.schema)
    if defined is None:
        return ""
    prop, kind, whole = defined
    for statement in entity.statements:
        if statement.prop == prop and statement.value:
            return min((key for key in keys(kind, statement.value) if key.startswith(whole)), default="")
    return ""
