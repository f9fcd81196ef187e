"""What people can point at from elsewhere (a report, an entity, a case): each room says how its own is found and named.

A room's `subjects.py` holds `SUBJECTS`, one `Subject` a kind; rooms above and beside it then speak of it by kind and id
(a comment, a task, a token's reading) without importing the room.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise

from manara.foundation.access import Hidden, Viewer


@dataclass(frozen=True)
class Named:
    """One thing as it may be pointed at: its title in its own script, its page, and who may know of it."""

    kind: str
    public_id: uuid.UUID
    title: str
    url: str
    audience: int


@dataclass(frozen=True)
class Subject:
    """A kind of thing: its label, and the query that finds one for the viewer of the open transaction or raises `Hidden`."""

    kind: str
    label: str | Promise
    find: Callable[[Viewer, uuid.UUID], Named]


@cache
def subjects() -> Mapping[str, Subject]:
    """All kinds of this node, by kind."""
    found: dict[str, Subject] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("manara.") and find_spec(f"{config.name}.subjects"):
            module = import_module(f"{config.name}.subjects")
            found.update({each.kind: each for each in getattr(module, "SUBJECTS", ())})
    return found


def named(viewer: Viewer, kind: str, public_id: uuid.UUID) -> Named:
    """The thing of this kind and id. Raises `Hidden` alike for an unknown kind, what is not there and what is not his."""
    subject = subjects().get(kind)
    if subject is None:
        raise Hidden
    return subject.find(viewer, public_id)
