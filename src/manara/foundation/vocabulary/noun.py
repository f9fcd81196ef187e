"""A schema (a kind of thing, tie or event) and its properties, with their names in the four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

LANGUAGES: Final = ("ar", "fr", "es", "en")

PropertyType = Literal[
    "name", "string", "text", "date", "phone", "email", "identifier", "country", "gender", "number", "url", "entity",
    "address", "plate", "imei", "topic",
]  # fmt: skip
TYPES: Final = frozenset(get_args(PropertyType))

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that can be stated of an entity.

    ``range`` is the schema an ``entity`` property points to; ``match_kind`` the kind for
    ``manara.foundation.engine.match_keys.keys`` or None; ``choices`` code → words where the value is one of a list;
    ``own`` is True when FollowTheMoney does not have it; ``schema`` is the schema that declares it.
    """

    name: str
    words: Words
    type: PropertyType
    schema: str
    range: str | None = None
    match_kind: str | None = None
    choices: Mapping[str, Words] = field(default_factory=dict)
    own: bool = False

    def label(self, lang: str) -> str:
        """The name of the property in ``lang``, in English for a language we don't have."""
        return in_language(self.words, lang)

    def choice_label(self, code: str, lang: str) -> str:
        """The words for one of ``choices``; a code that is none of them (an import's own word) is given back."""
        return in_language(self.choices[code], lang) if code in self.choices else code


@dataclass(frozen=True, slots=True)
class Edge:
    """How a schema is drawn between two entities: from property ``source`` to property ``target``."""

    source: str
    target: str
    directed: bool
    words: Words

    def label(self, lang: str) -> str:
        """The verb on the line in ``lang``."""
        return in_language(self.words, lang)


@dataclass(frozen=True, slots=True)
class Export:
    """What an own schema becomes for readers that know FollowTheMoney only."""

    schema: str
    properties: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of thing, tie or event; ``properties`` has the inherited ones too, parents first."""

    name: str
    words: Words
    plural_words: Words
    parents: tuple[str, ...]
    ancestors: frozenset[str]
    abstract: bool
    own: bool
    chartable: bool
    icon: str
    about: str
    properties: Mapping[str, Property]
    caption: tuple[str, ...]
    featured: tuple[str, ...]
    edge: Edge | None = None
    export: Export | None = None

    def label(self, lang: str) -> str:
        """The name of one in ``lang``, in English for a language we don't have."""
        return in_language(self.words, lang)

    def plural(self, lang: str) -> str:
        """The name of several in ``lang``."""
        return in_language(self.plural_words, lang)

    def is_a(self, name: str) -> bool:
        """True when this is the schema ``name`` or inherits from it."""
        return name == self.name or name in self.ancestors


def in_language(words: Words, lang: str) -> str:
    """The word in ``lang`` (``fr``, ``fr-ma``), or in English."""
    return words.get(lang.split("-")[0]) or words["en"]
