"""Reads the schema files into schemas, each with what it inherits, and refuses a file that contradicts another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final, cast

import yaml

from .noun import LANGUAGES, TYPES, Edge, Export, Property, PropertyType, Schema, Words

Draft = Mapping[str, Any]

_MATCH: Final[dict[str, str]] = {
    "name": "name", "phone": "phone", "email": "email", "identifier": "document", "plate": "plate", "imei": "imei",
    "address": "place",
}  # fmt: skip
_KNOWN: Final = frozenset((
    "name", "label", "plural", "extends", "icon", "abstract", "own", "chartable", "caption", "featured", "edge", "ftm",
    "properties",
))  # fmt: skip


def schemas() -> Mapping[str, Schema]:
    """Every schema by its name; read once."""
    return _all()


def schema(name: str) -> Schema:
    """The schema ``name``; raises ``KeyError`` when there is none."""
    return _all()[name]


@lru_cache(maxsize=1)
def choice_lists() -> Mapping[str, Mapping[str, Words]]:
    """The lists that coded properties choose from: list → code → words, in the order of the file."""
    return MappingProxyType(
        {
            entry.name.removesuffix(".yaml"): MappingProxyType(
                {code: _words(words, f"{entry.name}: {code}") for code, words in _read(entry).items()}
            )
            for entry in _yaml_files("choices")
        }
    )


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Schema]:
    drafts: dict[str, tuple[Draft, str]] = {}
    # Its name is no word of Python: a folder "schemas" could be imported and would then stand for the function.
    for entry in _yaml_files("schema-files"):
        draft = _read(entry)
        if unknown := set(draft) - _KNOWN:
            raise ValueError(f"{entry.name}: unknown entries {sorted(unknown)}")
        drafts[draft["name"]] = draft, _about(entry)
    built: dict[str, Schema] = {}
    for name in drafts:
        _build(name, drafts, built, ())
    return MappingProxyType({name: built[name] for name in sorted(built)})


def _build(
    name: str, drafts: Mapping[str, tuple[Draft, str]], built: dict[str, Schema], on_the_way: tuple[str, ...]
) -> Schema:
    if name in on_the_way:
        raise ValueError(f"{' → '.join((*on_the_way, name))}: a schema can't inherit from itself")
    if name in built:
        return built[name]
    if name not in drafts:
        raise ValueError(f"{on_the_way[-1]}: there is no schema {name!r} to inherit from")
    draft, about = drafts[name]
    parents = [_build(parent, drafts, built, (*on_the_way, name)) for parent in draft["extends"]]
    built[name] = Schema(
        name=name,
        words=_words(draft["label"], name),
        plural_words=_words(draft["plural"], name),
        parents=tuple(draft["extends"]),
        ancestors=frozenset(ancestor for parent in parents for ancestor in (parent.name, *parent.ancestors)),
        abstract=draft.get("abstract", False),
        own=draft.get("own", False),
        chartable=draft.get("chartable", True) and all(parent.chartable for parent in parents),
        icon=draft["icon"],
        about=about,
        properties=MappingProxyType(_properties(draft, parents)),
        caption=tuple(draft.get("caption") or next((parent.caption for parent in parents if parent.caption), ())),
        featured=tuple(draft.get("featured") or ()),
        edge=_edge(draft) or next((parent.edge for parent in parents if parent.edge), None),
        export=_export(draft) or next((parent.export for parent in parents if parent.export), None),
    )
    return built[name]


def _properties(draft: Draft, parents: list[Schema]) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for parent in parents:
        for name, inherited in parent.properties.items():
            found.setdefault(name, inherited)
    for name, given in draft.get("properties", {}).items():
        found[name] = _property(name, given, draft, found.get(name))
    return found


def _property(name: str, given: Draft, draft: Draft, inherited: Property | None) -> Property:
    where = f"{draft['name']}.{name}"
    kind = str(given.get("type") or (inherited.type if inherited else ""))
    if kind not in TYPES:
        raise ValueError(f"{where}: unknown type {kind!r}")
    if (kind == "entity") != bool(given.get("range") or (inherited and inherited.range)):
        raise ValueError(f"{where}: a property has a range when it points to an entity, and only then")
    match = given.get("match") or (inherited.match_kind if inherited and "type" not in given else _MATCH.get(kind))
    return Property(
        name=name,
        words=_words(given["label"], where)
        if "label" in given
        else inherited.words
        if inherited
        else _words(None, where),
        type=cast(PropertyType, kind),
        schema=draft["name"] if "type" in given or inherited is None else inherited.schema,
        range=given.get("range") or (inherited.range if inherited else None),
        match_kind=None if match == "none" else match,
        choices=choice_lists()[given["choices"]] if "choices" in given else inherited.choices if inherited else {},
        own=draft.get("own", False) if inherited is None else inherited.own,
    )


def _edge(draft: Draft) -> Edge | None:
    given = draft.get("edge")
    if given is None:
        return None
    return Edge(given["source"], given["target"], given["directed"], _words(given["label"], f"{draft['name']}.edge"))


def _export(draft: Draft) -> Export | None:
    given = draft.get("ftm")
    if given is None:
        return None
    return Export(
        given["schema"],
        MappingProxyType({name: tuple(targets) for name, targets in given["properties"].items()}),
        MappingProxyType(dict(given.get("constants", {}))),
    )


def _words(given: object, where: str) -> Words:
    complete = isinstance(given, dict) and set(given) == set(LANGUAGES)
    if (
        not isinstance(given, dict)
        or not complete
        or not all(isinstance(word, str) and word for word in given.values())
    ):
        raise ValueError(f"{where}: a label needs words in {', '.join(LANGUAGES)} and no other language")
    return MappingProxyType(dict(given))


def _yaml_files(folder: str) -> list[Traversable]:
    found = [entry for entry in files(__package__).joinpath(folder).iterdir() if entry.name.endswith(".yaml")]
    return sorted(found, key=lambda entry: entry.name)


def _read(entry: Traversable) -> Draft:
    return cast(Draft, yaml.safe_load(entry.read_text(encoding="utf-8")))


def _about(entry: Traversable) -> str:
    first = entry.read_text(encoding="utf-8").splitlines()[0]
    if not first.startswith("# "):
        raise ValueError(f"{entry.name}: opens with one sentence that says what it is")
    return first.removeprefix("# ")
