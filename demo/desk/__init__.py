"""What the demonstration's people did at their desks: a file a room, in the order of names, each through the room's actions.

A file holds `fill(cast, say)`, and `later(users)` where something is left to do once the node has worked; it draws what it
needs from what the imports brought, never from the truth file.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from demo.people import Cast
from manara.foundation.models import User


def fill(cast: Cast, say: Callable[[str], None]) -> None:
    """Let each room's people do their part of the story, in order."""
    for found in sorted(iter_modules(__path__), key=lambda each: each.name):
        import_module(f"{__name__}.{found.name}").fill(cast, say)


def later(users: list[User]) -> bool:
    """Let them do what had to wait for the node's work; whether all of it is done by now."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    left = [module for module in modules if hasattr(module, "later") and not module.later(users)]
    return not left
