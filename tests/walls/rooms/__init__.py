"""What each room adds to the walls: a file a room, found by its name.

A room's file may hold `records(world, viewer) -> dict[str, Model]` (one row of every table with content, by its model's
name), `ADDRESSES` (which record an address stands for, by the beginning of its path), `PARAMETERS` (of a part such as
`<uuid:task>`, always, whose `public_id` stands there), `WITHOUT_CONTENT` (tables that hold
none), `ONE_EACH` (records whose unique link is taken, so that a second can't be added) and
`expected(world, name, verb, standing, role) -> bool | None` (where the rule differs; None leaves it to the others)
and `FOR_KEEPERS` (names of pages that only those open who keep the record's circle).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@cache
def rooms() -> tuple[ModuleType, ...]:
    """The rooms' files, in the order of their names."""
    return tuple(import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
