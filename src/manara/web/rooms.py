"""What the rooms of this node show in the shell: each installed room may have a `shell.py` that says it.

A room's `shell.py` holds plain data and functions, because rooms don't import the web:
`NAVIGATION` (see `manara.web.navigation`), `HOME` (see `manara.web.home`) and `SEARCH` (the name of the search page).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


def installed() -> list[str]:
    """Dotted names of this node's rooms, in the order of the imports; the web itself is none."""
    names = [config.name for config in apps.get_app_configs()]
    return [name for name in names if name.startswith("manara.") and name != "manara.web"]


@cache
def shells() -> tuple[ModuleType, ...]:
    """The `shell` modules of the rooms that have one."""
    return tuple(import_module(f"{room}.shell") for room in installed() if find_spec(f"{room}.shell"))
