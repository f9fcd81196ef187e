"""A report draft with all that can be worked out of it without a database: its digest, captions and match keys."""

from __future__ import annotations

from dataclasses import dataclass

from manara.foundation.engine.match_keys import keys
from manara.foundation.engine.scripts import sort_key
from manara.foundation.engine.storable import storable
from manara.foundation.vocabulary import schema
from manara.intake.engine.captions import caption_of, identity_of
from manara.intake.engine.digest import digest
from manara.intake.engine.drafts import EntityDraft, ReportDraft


@dataclass(frozen=True, slots=True)
class PreparedEntity:
    """What a list calls an entity, where it stands in order, what defines it, and under which keys a search finds it."""

    draft: EntityDraft
    caption: str
    sort_key: str
    identity_key: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft ready to be written; `digest` is the hash of its content (32 bytes)."""

    draft: ReportDraft
    digest: bytes
    entities: tuple[PreparedEntity, ...]


def prepare(draft: ReportDraft) -> Prepared:
    """Work out once, away from the database, what its rows will need."""
    return Prepared(draft, digest(draft), tuple(prepare_entity(entity) for entity in draft.entities))


def prepare_entity(entity: EntityDraft) -> PreparedEntity:
    """An entity's caption (at most 300 characters), sort key, identity key and match keys."""
    caption = storable(caption_of(entity))[:300]
    return PreparedEntity(entity, caption, sort_key(caption), identity_of(entity), keys_of(entity))


def keys_of(entity: EntityDraft) -> frozenset[str]:
    """The match keys under which a search finds this entity."""
    properties = schema(entity.schema).properties
    found: set[str] = set()
    for said in entity.statements:
        prop = properties.get(said.prop)
        if prop is not None and prop.match_kind and said.value:
            found |= keys(prop.match_kind, said.value)
    return frozenset(found)
