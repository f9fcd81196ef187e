"""What the demonstration's people did at their desks: a file a room, in the order of names, each through the room's actions.

A file holds `fill(cast, say)`; it draws what it needs from what the imports brought, never from the truth file.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from demo.people import Cast


def fill(cast: Cast, say: Callable[[str], None]) -> None:
    """Let each room's people do their part of the story, in order."""
    for found in sorted(iter_modules(__path__), key=lambda each: each.name):
        import_module(f"{__name__}.{found.name}").fill(cast, say)
