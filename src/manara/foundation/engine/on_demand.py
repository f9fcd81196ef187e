"""Opens the face of an engine at its first use, so that what it needs (compilers, solvers) costs no process its start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def on_demand(package: dict[str, Any], places: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose names stand in the modules of `places` (name → module below the package).

    `package`: its `globals()`, which keep what was found, so that each name is looked up once. The function raises
    AttributeError for a name that the package does not have.
    """

    def found(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {package['__name__']!r} has no attribute {name!r}")
        package[name] = getattr(import_module(f"{package['__name__']}.{places[name]}"), name)
        return package[name]

    return found
