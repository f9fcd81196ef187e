"""What people can point at from elsewhere (a report, an entity, a case): each room says how its own is found and named.

A room's `subjects.py` holds `SUBJECTS`, one `Subject` a kind; rooms above and beside it then speak of it by kind and id
(a comment, a task, a token's reading) without importing the room. It may hold `OFFERS`, too: what it offers to do with
things of rooms below it, which their pages show (`{% offers %}`) without knowing who offers it; `CARDS`: what it shows of
one thing of a room below it, on that thing's own page (`{% cards %}`); and `BESIDE`: what it shows of two things of a room
below it that stand beside each other.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from manara.foundation.access import Ability, Hidden, Viewer


@dataclass(frozen=True)
class Named:
    """One thing as it may be pointed at: its title in its own script, its page, and who may know of it."""

    kind: str
    public_id: uuid.UUID
    title: str
    url: str
    audience: int
    # The handling code of what it is taken from, where there is one; and whether it was taken back, so that nothing may be
    # added to it.
    handling: str = ""
    taken_back: bool = False


@dataclass(frozen=True)
class Subject:
    """A kind of thing: its label, and the query that finds one for the viewer of the open transaction or raises `Hidden`.

    `find_all` finds those of several that he may see, in one query; `address` is the first word of its pages' addresses.
    """

    kind: str
    label: str | Promise
    find: Callable[[Viewer, uuid.UUID], Named]
    find_all: Callable[[Viewer, Sequence[uuid.UUID]], Iterable[Named]] | None = None
    address: str = ""


@dataclass(frozen=True)
class Offer:
    """What a room offers to do with things of a `kind`: the words of its button, the name of its page (whose address takes
    the thing's id), its icon, and the abilities that all are needed to see it."""

    kind: str
    label: str | Promise
    url: str
    icon: str
    abilities: tuple[Ability, ...]

    def is_for(self, viewer: Viewer) -> bool:
        """Whether the viewer's roles go so far."""
        return all(viewer.may(ability) for ability in self.abilities)


@dataclass(frozen=True)
class Card:
    """What a room shows of a thing of a `kind` (of an entity, its schema) on its page: the card's template with its
    context, or None where there is nothing to show or the viewer's roles don't go so far. `show` gets the thing's id
    and the numbers of all that it is made of; it records what it shows beyond the thing itself."""

    kind: str
    template: str
    show: Callable[[Viewer, uuid.UUID, Sequence[int]], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Side:
    """One of two things beside each other: its address, its title in its own script, and the numbers of its reports."""

    public_id: uuid.UUID
    title: str
    reports: frozenset[int]


@dataclass(frozen=True)
class Beside:
    """What a room shows of two things of a `kind` beside each other, such as both on one map: the card's template with its
    context, or None where there is nothing to show or the viewer's roles don't go so far. It records what it shows."""

    kind: str
    template: str
    show: Callable[[Viewer, Side, Side], Mapping[str, Any] | None]


@cache
def subjects() -> Mapping[str, Subject]:
    """All kinds of this node, by kind."""
    return {each.kind: each for module in _modules() for each in getattr(module, "SUBJECTS", ())}


@cache
def offers() -> tuple[Offer, ...]:
    """All that the rooms of this node offer to do with the things of others, in the order of the rooms."""
    return tuple(each for module in _modules() for each in getattr(module, "OFFERS", ()))


@cache
def _cards() -> tuple[Card, ...]:
    return tuple(each for module in _modules() for each in getattr(module, "CARDS", ()))


def cards(
    viewer: Viewer, kind: str, public_id: uuid.UUID, numbers: Sequence[int]
) -> list[tuple[str, Mapping[str, Any]]]:
    """The cards that the rooms of this node show of this thing, each as (template, context), in the order of the rooms."""
    shown = [(each.template, each.show(viewer, public_id, numbers)) for each in _cards() if each.kind == kind]
    return [(template, context) for template, context in shown if context is not None]


@cache
def _beside() -> tuple[Beside, ...]:
    return tuple(each for module in _modules() for each in getattr(module, "BESIDE", ()))


def beside(viewer: Viewer, kind: str, left: Side, right: Side) -> list[tuple[str, Mapping[str, Any]]]:
    """The cards that the rooms of this node show of these two, each as (template, context), in the order of the rooms."""
    shown = [(each.template, each.show(viewer, left, right)) for each in _beside() if each.kind == kind]
    return [(template, context) for template, context in shown if context is not None]


def named(viewer: Viewer, kind: str, public_id: uuid.UUID) -> Named:
    """The thing of this kind and id. Raises `Hidden` alike for an unknown kind, what is not there and what is not his."""
    subject = subjects().get(kind)
    if subject is None:
        raise Hidden
    return subject.find(viewer, public_id)


def named_all(viewer: Viewer, wanted: Iterable[tuple[str, uuid.UUID]]) -> dict[tuple[str, uuid.UUID], Named]:
    """Those of `wanted` (kind and id) that the viewer may see, in one query a kind; the others are left out."""
    by_kind: dict[str, list[uuid.UUID]] = {}
    for kind, public_id in dict.fromkeys(wanted):
        by_kind.setdefault(kind, []).append(public_id)
    found: list[Named] = []
    for kind, ids in by_kind.items():
        subject = subjects().get(kind)
        if subject is None:
            continue
        found.extend(subject.find_all(viewer, ids) if subject.find_all else _one_by_one(subject, viewer, ids))
    return {(each.kind, each.public_id): each for each in found}


def kinds_by_address() -> dict[str, str]:
    """Which kind of thing an address is of, by its first word."""
    return {each.address: each.kind for each in subjects().values() if each.address}


def _modules() -> list[ModuleType]:
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("manara.")]
    return [import_module(f"{room}.subjects") for room in rooms if find_spec(f"{room}.subjects")]


def _one_by_one(subject: Subject, viewer: Viewer, ids: Iterable[uuid.UUID]) -> list[Named]:
    found = []
    for public_id in ids:
        try:
            found.append(subject.find(viewer, public_id))
        except Hidden:
            continue
    return found
