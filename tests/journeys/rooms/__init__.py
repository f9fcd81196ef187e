"""What each room adds to the look at every page: a file a room, found by its name.

A room's file may hold `fill(region)` (makes what the files don't bring: a case, a saved chart), `records(user) ->
dict[str, UUID]` (whose id an address takes, by the beginning of its path, a tuple where it takes several; called acting as
the user) and `NO_PAGE` (parts of addresses that are no page of their own: a download, a fragment, data), `REFUSED` (parts of
addresses that the room refuses to some who may open the rest: the refusal is then the page that is looked at) and `QUERY` (a
page's query, by its pattern).
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
